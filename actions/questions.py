"""The questions a topic may ask, each with its choices and a way to skip it."""

from __future__ import annotations

import json
from typing import Any

from actions import interest_quiz, next_jobs, which
from actions.turn import Turn

COMMON_ROLES = ("production-supervisor", "food-service-supervisor", "logistics-supervisor", "office-manager")
MOST_ROLES = 4


def _inform(**facts: Any) -> str:
    return "/inform" + json.dumps(facts, ensure_ascii=False)


def roles_near(turn: Turn) -> list[str]:
    """Roles to climb to: the realistic next ones from the work told, else those that most places have."""
    now = turn.catalog.occupations.get(turn.slot("occupation_now") or "")
    if now and (near := next_jobs.from_work(turn, now)):
        return [bridge.id for bridge in near[:MOST_ROLES]]
    return [key for key in COMMON_ROLES if key in turn.catalog.occupations]


def put(turn: Turn, question: str) -> None:
    """Say the question and offer its choices."""
    if question == interest_quiz.QUESTION:
        interest_quiz.put(turn)
        return
    turn.say(f"utter_ask_{question}")
    if question == "role":
        for job in roles_near(turn):
            turn.choice(_inform(occupation=job), label=turn.name(turn.catalog.occupations[job]))
    if question == "goal":
        for cluster in ("health", "manufacturing", "it", "construction"):
            turn.choice(_inform(cluster=cluster), label=turn.name(turn.catalog.clusters[cluster]))
        turn.choice("/explore_interests", "utter_choice_not_sure")
    if question == "education":
        for level in ("no_diploma", "high_school", "some_college", "associate"):
            turn.choice(_inform(education=level), f"utter_choice_education_{level}")
    elif question == "hours":
        for hours in (8, 15, 25, 40):
            turn.choice(_inform(hours_per_week=hours), "utter_choice_hours", hours=hours)
    elif question == "times":
        for time in ("day", "evening", "weekend"):
            turn.choice(_inform(time=time), f"utter_choice_time_{time}")
        turn.choice(_inform(modality="online"), "utter_choice_online")
    elif question == "english":
        for level in ("beginning", "intermediate", "advanced"):
            turn.choice(_inform(english=level), f"utter_choice_english_{level}")
    elif question == "likes":
        for trait in ("hands", "helping", "computers", "outdoors", "leading"):
            turn.choice(_inform(trait=trait), f"utter_choice_trait_{trait}")
        turn.choice(interest_quiz.START, "utter_choice_quiz")
    if question == which.QUESTION:
        which.put_choices(turn)
    turn.choice("/skip", "utter_choice_none_of_these" if question == which.QUESTION else "utter_choice_skip")
