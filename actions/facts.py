"""What a student told, kept in slots: read from each message before any topic is answered."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import interest_quiz, which
from actions.free_times import free_times
from actions.handoff import contact_in, name_in
from actions.knowledge_base import catalog, wording
from actions.turn import within_longer

# Questions a topic may leave open, and the slot that an answer fills.
_ASKING = ("program_search", "deadlines_enrollment")  # asking whether there is a night class is no wish for the plan
ANSWERS = {"goal": ("goals", "goal_clusters", "likes"), "role": ("goals", "goal_clusters"), "likes": ("likes", "dislikes", "goals", "goal_clusters"), "education": ("education", "credentials", "prior_learning"), "hours": ("hours_per_week",), "times": ("times", "modalities"), "english": ("english",), "money": ("budget",), "state": ("state",), "work_now": ("occupation_now",), "experience": ("prior_learning", "credentials")}  # fmt: skip
_FREE_TEXT = ("reason", "more", "name", "contact", "contact_again")  # questions whose whole answer is the text itself
_SIDE = ("name", "contact", "contact_again")  # of these, ones in whose middle another question is answered first
BARE = 4  # words: "phlebotomy sounds good" in mid-question says what is wanted, though by itself it could mean anything
_ASKS = re.compile(r".*\?$|(?:what|whats|how|when|where|why|is|are|do|does|can|que|cual|como|cuando|donde)\b", re.DOTALL)
_ADDED = ("credentials", "prior_learning", "needs", "likes", "dislikes", "avoid_goals")  # lists that grow
_GOAL_INTENTS = ("next_step", "inform", "correct_fact", "affirm")  # in these, work that is just named is work that is wanted
_NOTHING_ELSE = ("nlu_fallback", "out_of_scope")  # what tells the fact asked for and means nothing else is its answer
_NAMED = ("occupation", "credential", "program", "service", "prior_learning", "deadline", "employer")
_NO_ANSWER = (
    "crisis",
    "talk_to_advisor",
    "start_over",
    "goodbye",
    "thanks",
    "greet",
    "abusive",
    "cancel",
    "change_language",
    "show_plan",
)


class NoteFacts(Action):
    """Runs after every message, as Rasa's hook for custom slot mappings."""

    def name(self) -> str:
        return "action_validate_slot_mappings"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return [SlotSet(name, value) for name, value in note(tracker).items()]


def note(tracker: Tracker) -> dict[str, Any]:
    """Slots to set from the latest message."""
    message = tracker.latest_message
    entities = message.get("entities") or []
    intent = (message.get("intent") or {}).get("name") or ""
    asked = tracker.get_slot("asked") or {}
    changes: dict[str, Any] = {}
    if one := which.picked(asked, message.get("text") or "", entities):
        entities = [*entities, {"entity": asked["label"], "value": one, "role": asked.get("role")}]
        changes["asked"] = {**asked, "picked": one}
    question = asked.get("question")
    if question == which.QUESTION and asked.get("by") == "action_credential_info":
        question = None  # asking about one is no wish to become one
    text = message.get("text") or ""
    told = _told(entities, intent, text, question)
    if times := free_times(entities, text, tracker.get_slot("times"), wishes=intent not in _ASKING):
        told["times"] = times
    heard: list[str] = []
    for name, value in told.items():
        before = tracker.get_slot(name)
        if name in _ADDED:
            value = [*(before or []), *(v for v in value if v not in (before or []))]
        if value != before:
            changes[name] = value
            heard.append(name)
    changes.update(_ruled_out(tracker, told, changes))
    changes["heard"] = heard
    if asked.get("question") == interest_quiz.QUESTION:
        changes["answered"] = interest_quiz.answer_of(message, tracker.get_slot(interest_quiz.QUESTION), asked=True) is not None
    else:
        changes["answered"] = bool(one) or _answers(asked, told, intent, message, entities)
    if language := _language(entities):
        changes["language"] = language
    return changes


def _values(entities: list[dict[str, Any]], label: str, *roles: str | None) -> list[Any]:
    wanted = roles or (None, "goal", "held", "now")
    return list(dict.fromkeys(e["value"] for e in entities if e["entity"] == label and e.get("role") in wanted))


def _told(entities: list[dict[str, Any]], intent: str, text: str, question: str | None) -> dict[str, Any]:
    """Slot values that the message itself tells."""
    told: dict[str, Any] = {}

    def tell(name: str, value: Any) -> None:
        if value not in (None, [], ""):
            told[name] = value

    undecided = which.undecided(entities, "occupation")
    done = [e for e in entities if e["entity"] == "occupation" and e.get("role") in ("now", "held")]
    entities = [
        e for e in entities if e["entity"] != "trait" or not within_longer(e, done)
    ]  # who drove trucks need not like driving
    entities = [e for e in entities if e["entity"] != "occupation" or e["value"] not in undecided or e.get("role") == "not"]
    tell("occupation_now", next(iter(_values(entities, "occupation", "now")), None))
    if question == "work_now":
        tell("occupation_now", next(iter(_values(entities, "occupation")), None))
    states = [e["value"] for e in entities if e["entity"] == "state" and (question == "state" or len(text) > 2)]
    tell("state", next(iter(states), None))  # "MA" by itself is a medical assistant before it is Massachusetts
    goals = _values(entities, "occupation", "goal")
    names_only = intent == "nlu_fallback" and question is not None and len(text.split()) <= BARE
    names_a_goal = not undecided and (intent in _GOAL_INTENTS or names_only or question in ("goal", "role", which.QUESTION))
    if question == "work_now":
        names_a_goal = False
    if not goals and names_a_goal:
        goals = _values(entities, "occupation", None)
    if not goals and (names_a_goal or intent == "organizational_path"):
        goals = _goals_behind(entities)
    tell("goals", [g for g in goals if g != told.get("occupation_now")])
    if "goals" not in told:
        tell(
            "goal_clusters", _values(entities, "cluster", "goal") or (_values(entities, "cluster", None) if names_a_goal else [])
        )
    if "goals" not in told and intent == "organizational_path":
        tell("goal_clusters", _values(entities, "cluster", None, "goal", "now"))
    held = _values(entities, "credential", "held")
    if intent == "correct_fact" and not _values(entities, "credential", "not"):
        held += _values(entities, "credential", None)
    tell("credentials", [key for key in held if key not in which.undecided(entities, "credential")])
    roles: tuple[str | None, ...] = (
        ("held", "now", None) if intent == "prior_learning" or question == "experience" else ("held", "now")
    )
    tell(
        "prior_learning",
        [key for key in _values(entities, "prior_learning", *roles) if catalog().prior_learning[key].kind.value == "military"],
    )
    for label in ("education", "english", "age", "experience_years"):
        tell(label, next(iter(_values(entities, label)), None))
    if question == "education" and "education" not in told and "ged" in _values(entities, "credential"):
        tell("education", "high_school")
    if "education" not in told and told.get("prior_learning"):
        tell("education", "high_school")  # the services enlist people with a diploma or its equal
    if "education" not in told and any(catalog().credentials[k].confers_education for k in held if k in catalog().credentials):
        tell("education", "high_school")
    tell("hours_per_week", next(iter(_values(entities, "hours_per_week", None)), None))
    if (
        question == "hours"
        and "hours_per_week" not in told
        and (bare := re.fullmatch(r"\D{0,20}(\d{1,2})\D{0,15}", text))
        and not any(
            e.get("end") and e["start"] <= bare.start(1) < e["end"] for e in entities if e["entity"] in _NAMED
        )  # "osha 10"
    ):
        tell("hours_per_week", int(bare[1]))
    tell("budget", next(iter(_values(entities, "money", *(("held", None) if question == "money" else ("held",)))), None))
    tell("pay_now", next(iter(_values(entities, "pay", "now")), None))
    if intent not in _ASKING:
        tell("modalities", _values(entities, "modality", None))
        tell("campuses", _values(entities, "campus", None))
    needs = _values(entities, "need")
    children = next(iter(_values(entities, "children")), None)
    tell("children", children)
    tell("needs", [*needs, *(["child_care"] if children and "child_care" not in needs else [])])
    if intent in ("explore_interests", "inform", "next_step", "correct_fact") or question in ("goal", "likes"):
        tell("likes", _values(entities, "trait", None))
        tell("dislikes", _values(entities, "trait", "not"))
    tell("avoid_goals", _values(entities, "occupation", "not"))
    return told


def _goals_behind(entities: list[dict[str, Any]]) -> list[str]:
    """The work a wanted credential or program prepares for, where no occupation was named."""
    for key in _values(entities, "credential", "goal", None):
        if catalog().credentials[key].confers_education:
            continue
        if jobs := catalog().credentials[key].prepares_for:
            return [jobs[0]]
    for key in _values(entities, "program", "goal", None):
        if jobs := catalog().programs[key].occupations:
            return [jobs[0]]
    return []


def _ruled_out(tracker: Tracker, told: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A goal that is now ruled out is no goal; a new goal takes the place of a wish for a whole field."""
    out = set(told.get("avoid_goals", []))
    result: dict[str, Any] = {}
    if (tracker.latest_message.get("intent") or {}).get(
        "name"
    ) == "correct_fact":  # "no wait, online" takes the place of "weekends"
        if "modalities" in told and "times" not in told:
            result["times"] = None
        if "times" in told and "modalities" not in told:
            result["modalities"] = None
    if "goals" in told or "goal_clusters" in told:
        result["plan_kind"] = None
    goals = changes.get("goals", tracker.get_slot("goals")) or []
    if out & set(goals):
        result["goals"] = [g for g in goals if g not in out] or None
    if "goals" in told:
        result["goal_clusters"] = None
        kept = [g for g in (tracker.get_slot("avoid_goals") or []) if g not in told["goals"]]
        result["avoid_goals"] = kept or None
    elif "goal_clusters" in told:
        result["goals"] = None
    return result


def _answers(
    asked: dict[str, Any], told: dict[str, Any], intent: str, message: dict[str, Any], entities: list[dict[str, Any]]
) -> bool:
    """Whether the message answers the open question rather than asks something else."""
    question = asked.get("question")
    if question in _SIDE and _asks_besides(message, intent):
        return False
    if question in _FREE_TEXT and intent not in ("crisis", "start_over", "cancel"):
        return not (message.get("text") or "").startswith("/") or intent in ("skip", "inform")
    if not question or intent in _NO_ANSWER:
        return False
    if intent == "skip":
        return True
    fills = any(name in told for name in ANSWERS.get(question, ()))
    words = len((message.get("text") or "").split())
    asks = _ASKS.match((message.get("text") or "").strip().lower())
    return fills and (
        intent in ("inform", "affirm", "correct_fact", "next_step", "explore_interests", *_NOTHING_ELSE)
        or (words <= 6 and not asks)
    )


def _asks_besides(message: dict[str, Any], intent: str) -> bool:
    """Whether words in the place of a name or a number are a question of their own, or ask for a person once more."""
    text = (message.get("text") or "").strip()
    if contact_in(text) or name_in(text):
        return False
    besides = intent in ("talk_to_advisor", "thanks", "goodbye", "change_language", "show_plan")
    return besides or bool(_ASKS.match(text.lower()) and wording().knows(f"utter_topic_{intent}"))


def _language(entities: list[dict[str, Any]]) -> str | None:
    wished = _values(entities, "language_wish")
    return wished[-1] if wished else next(iter(_values(entities, "language")), None)
