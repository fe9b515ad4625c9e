"""The brief: what an advisor knows before the first word, on no more than a screen, and nothing that was not said or shown."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cases.brief import CUT, SHOWN, Brief, write_brief
from bot.conversation.messages import Outcome, Reply, SourceNote
from knowledge.catalog import Catalog
from knowledge.model import Education, English, Modality, Need, TimeOfDay
from tests.cases.build import new_case

PLAN = {
    "kind": "ladder",
    "title": "Way to welder",
    "ladder": {
        "goal": "Welder",
        "steps": [
            {
                "title": "Welding Fundamentals",
                "rows": [{"label": "Gives", "value": "x", "sources": ["millbrook-demo@2026-11-01"]}],
            },
            {"title": "Welding Technology", "rows": []},
        ],
    },
}
NOTE = SourceNote("millbrook-demo@2026-11-01", "Millbrook catalog", "This project", "2026-11-01", None, True)
BUS = {"kind": "service", "title": "Bus pass", "rows": []}


@dataclass
class Said:
    text: str
    reply: Reply | None = field(default_factory=lambda: Reply(("ok",), "next_step", Outcome.ANSWERED))
    choice: str | None = None


def answer(*cards: dict[str, Any], topic: str = "next_step", outcome: Outcome = Outcome.ANSWERED) -> Reply:
    return Reply(("Here.",), topic, outcome, cards=cards, sources=(NOTE,))


def test_a_whole_story_on_one_page(millbrook: Catalog) -> None:
    slots = {
        "language": "en",
        "goals": ["welder"],
        "occupation_now": "warehouse-worker",
        "education": "no_diploma",
        "english": "intermediate",
        "pay_now": 30000,
        "hours_per_week": 12.0,
        "times": ["evening", "weekend"],
        "budget": 500,
        "age": 17.0,
        "children": 2.0,
        "needs": ["child_care", "transport"],
        "asked": {"question": "hours", "by": "action_next_step"},
        "plan_kind": "fastest",
    }
    turns = [
        Said("I want to weld", answer(PLAN)),
        Said("how do I get there without a car", answer(BUS, topic="support_services")),
        Said("Talk to a person", answer(topic="talk_to_advisor"), choice="/talk_to_advisor"),
        Said("do you take my cat too", answer(topic="unknown", outcome=Outcome.UNANSWERABLE_UNKNOWN)),
        Said("somebody call me please", None),
    ]
    told = {"goals": "occupations", "occupation_now": "occupations"}
    assert all((slots[s] if isinstance(slots[s], str) else slots[s][0]) in getattr(millbrook, kind) for s, kind in told.items())
    brief = write_brief(slots, turns, millbrook, "the cat")
    assert brief == {
        "asked": "the cat",
        "language": "en",
        "goal": [millbrook.occupations["welder"].name],
        "where": [
            {"fact": "occupation_now", "label": "Works as", "value": millbrook.occupations["warehouse-worker"].name},
            {"fact": "pay_now", "label": "Earns", "value": "$30,000 a year"},
            {"fact": "education", "label": "Schooling", "value": "no diploma yet"},
            {"fact": "english", "label": "English", "value": "intermediate"},
        ],
        "told": [
            {"fact": "hours_per_week", "label": "Time for school", "value": "12 hours a week"},
            {"fact": "times", "label": "Can come", "value": "in the evening, on weekends"},
            {"fact": "budget", "label": "Can pay", "value": "$500"},
            {"fact": "age", "label": "Age", "value": "17"},
            {"fact": "children", "label": "Children", "value": "2"},
        ],
        "needs": ["child care", "getting to class"],
        "proposed": [{"kind": "service", "title": "Bus pass"}, {"kind": "ladder", "title": "Welder"}],
        "blocked": [
            {"kind": "unanswerable_unknown", "label": "The knowledge base has no answer", "words": "do you take my cat too"}
        ],
        "next_step": {
            "title": "Welding Fundamentals",
            "source": {
                "title": "Millbrook catalog",
                "publisher": "This project",
                "as_of": "2026-11-01",
                "url": None,
                "demonstration": True,
            },
        },
        "last_words": ["how do I get there without a car", "do you take my cat too", "somebody call me please"],
        "more": {},
    }
    assert Brief.from_dict(json.loads(json.dumps(brief))).as_dict() == brief


def test_it_never_grows_beyond_a_screen(millbrook: Catalog) -> None:
    cards = [{"kind": "program", "title": f"Program {n}", "rows": []} for n in range(9)]
    slots = {"goals": list(millbrook.occupations)[:7], "needs": [need.value for need in Need], "likes": ["x"], "age": 40}
    turns = [Said("w " * 400, answer(*cards, topic="clarify", outcome=Outcome.CLARIFICATION)) for _ in range(9)]
    brief = write_brief(slots, turns, millbrook, "a" * 1000)
    assert {name: len(brief[name]) for name in ("goal", "needs", "proposed", "blocked", "last_words")} == {
        name: SHOWN[name] for name in ("goal", "needs", "proposed", "blocked", "last_words")
    }
    assert brief["more"] == {"goal": 4, "needs": len(Need) - SHOWN["needs"], "proposed": 4, "blocked": 6}
    assert all(len(words) <= CUT and words.endswith("…") for words in [*brief["last_words"], brief["asked"]])


def test_what_was_shown_in_spanish_is_named_in_english_and_the_words_stay_as_they_are(millbrook: Catalog) -> None:
    program = next(p for p in millbrook.programs.values() if p.name != p.name_es)
    job = millbrook.occupations["welder"]
    plan = {"kind": "ladder", "title": "x", "ladder": {"goal": job.name_es, "steps": [{"title": program.name_es, "rows": []}]}}
    brief = write_brief({"language": "es"}, [Said("quiero soldar", answer(plan))], millbrook)
    assert brief["proposed"] == [{"kind": "ladder", "title": job.name}]
    assert brief["next_step"] == {"title": program.name, "source": None}
    assert (brief["language"], brief["last_words"]) == ("es", ["quiero soldar"])


def test_what_came_before_starting_over_is_forgotten(millbrook: Catalog) -> None:
    turns = [Said("I want to weld", answer(PLAN)), Said("start over", answer(topic="start_over")), Said("I like animals")]
    brief = write_brief({}, turns, millbrook)
    assert (brief["proposed"], brief["next_step"], brief["last_words"]) == ([], None, ["I like animals"])


def test_the_next_step_is_of_the_newest_plan(millbrook: Catalog) -> None:
    newer = {**PLAN, "ladder": {"goal": "Nurse", "steps": [{"title": "Nurse Aide", "rows": []}]}}
    brief = write_brief({}, [Said("a", answer(PLAN)), Said("b", answer(newer)), Said("c", answer(BUS))], millbrook)
    assert brief["next_step"]["title"] == "Nurse Aide"


def test_a_first_cry_makes_a_brief_out_of_its_words(millbrook: Catalog) -> None:
    brief = write_brief({}, [Said("help", None)], millbrook)
    assert brief == replace(Brief(), last_words=["help"]).as_dict()


@pytest.mark.parametrize("slot", ["budget", "age", "hours_per_week", "pay_now", "education", "credentials"])
def test_a_slot_that_holds_something_unknown_is_shown_as_it_is(millbrook: Catalog, slot: str) -> None:
    brief = write_brief({slot: "no-such-thing"}, [], millbrook)
    assert [fact["value"] for fact in [*brief["where"], *brief["told"]]] == ["no-such-thing"]


values = st.none() | st.text(max_size=5) | st.integers() | st.floats(allow_nan=False) | st.lists(st.text(max_size=5), max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first text takes long to draw
@given(st.dictionaries(st.sampled_from([*SHOWN, "goals", "needs", "age", "budget", "times", "english", "likes"]), values))
def test_no_slot_keeps_a_case_from_having_a_brief(millbrook: Catalog, slots: dict[str, Any]) -> None:
    brief = write_brief(slots, [], millbrook)
    assert Brief.from_dict(json.loads(json.dumps(brief))).as_dict() == brief


@pytest.mark.parametrize(
    ("slot", "words"),
    [("education", Education), ("english", English), ("times", TimeOfDay), ("modalities", Modality), ("needs", Need)],
)
def test_every_value_a_slot_can_hold_has_words(root: Path, slot: str, words: Any) -> None:
    labels = yaml.safe_load((root / "bot" / "cases" / "brief.yml").read_text(encoding="utf-8"))["values"][slot]
    assert set(labels) == {member.value for member in words}


def test_briefs_of_hand_offs_from_before_there_were_cases_can_still_be_read() -> None:
    old = {"told": {"goals": ["welder"], "age": 17}, "last_words": "help me", "language": "es", "plan": "fastest"}
    brief = Brief.from_dict(old)
    assert brief.told == [{"fact": "goals", "label": "goals", "value": "welder"}, {"fact": "age", "label": "age", "value": "17"}]
    assert brief.last_words == ["help me"]
    assert Brief.from_dict(new_case().brief) == Brief()
