"""How urgent a case is, which team it goes to, and by when an answer is meant to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.model import Handoff, Priority, Reason
from bot.cases.priority import graver, higher, priority_of, rank, reason_of
from bot.cases.routing import route
from bot.cases.targets import target
from bot.topics import topics
from knowledge.catalog import Catalog

OWNERS = {topic.name: topic.owner for topic in topics()}
CENTRAL = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("told", "reason", "priority"),
    [
        ({"reason": Reason.REQUESTED}, Reason.REQUESTED, Priority.NORMAL),
        ({"reason": Reason.UNANSWERED}, Reason.UNANSWERED, Priority.NORMAL),
        ({"reason": Reason.ADVISOR}, Reason.ADVISOR, Priority.NORMAL),
        ({"reason": Reason.MISUNDERSTOOD}, Reason.MISUNDERSTOOD, Priority.HIGH),
        ({"reason": Reason.REQUESTED, "deadline_days": 3}, Reason.DEADLINE_SOON, Priority.HIGH),
        ({"reason": Reason.REQUESTED, "deadline_days": 0}, Reason.DEADLINE_SOON, Priority.HIGH),
        ({"reason": Reason.REQUESTED, "deadline_days": 4}, Reason.REQUESTED, Priority.NORMAL),
        ({"reason": Reason.REQUESTED, "deadline_days": -1}, Reason.REQUESTED, Priority.NORMAL),
        ({"reason": Reason.REQUESTED, "needs": ("housing",), "tonight": True}, Reason.SAFETY_TONIGHT, Priority.URGENT),
        ({"reason": Reason.REQUESTED, "needs": ("housing",)}, Reason.REQUESTED, Priority.NORMAL),
        ({"reason": Reason.REQUESTED, "needs": ("tutoring",), "tonight": True}, Reason.REQUESTED, Priority.NORMAL),
        ({"reason": Reason.REQUESTED, "tonight": True}, Reason.SAFETY_TONIGHT, Priority.URGENT),
        ({"reason": Reason.MISUNDERSTOOD, "deadline_days": 1}, Reason.DEADLINE_SOON, Priority.HIGH),
        ({"reason": Reason.CRISIS, "deadline_days": 1, "tonight": True}, Reason.CRISIS, Priority.URGENT),
    ],
)
def test_the_gravest_of_what_was_told_decides(told: dict[str, Any], reason: Reason, priority: Priority) -> None:
    assert reason_of(Handoff(**told)) is reason
    assert priority_of(reason) is priority


@given(st.sampled_from(Reason), st.sampled_from(Reason))
def test_a_graver_reason_is_never_less_urgent(one: Reason, other: Reason) -> None:
    worse = graver(one, other)
    assert worse in (one, other)
    assert priority_of(worse) is higher(priority_of(one), priority_of(other))
    assert rank(priority_of(worse)) <= rank(priority_of(one))


@pytest.mark.parametrize(
    ("told", "team"),
    [
        ({}, "advising"),
        ({"topic": "next_step"}, "advising"),
        ({"topic": "smalltalk"}, "advising"),
        ({"topic": "no_such_topic"}, "advising"),
        ({"topic": "financial_aid"}, "financial_aid"),
        ({"topic": "financial_aid", "military": True}, "financial_aid"),
        ({"topic": "prior_learning", "military": True}, "veterans"),
        ({"topic": "prior_learning"}, "advising"),  # credit for work or exams, no service
        ({"topic": "talk_to_advisor", "military": True}, "veterans"),
        ({"topic": "support_services", "needs": ("counseling",)}, "counseling"),
        ({"topic": "support_services", "needs": ("child_care", "transport", "counseling")}, "advising"),
        ({"topic": "support_services", "needs": ("counseling", "child_care")}, "counseling"),
        ({"topic": "support_services"}, "advising"),
        ({"topic": "talk_to_advisor", "needs": ("english",)}, "basic_education"),
        ({"topic": "talk_to_advisor", "needs": ("emergency_money",)}, "financial_aid"),
        ({"topic": "talk_to_advisor", "needs": ("no_such_need",)}, "advising"),
        ({"topic": "next_step", "needs": ("english",)}, "advising"),  # a need told on the way is not what is asked
        ({"topic": "financial_aid", "team": "veterans"}, "veterans"),
        ({"topic": "financial_aid", "team": "no_such_team"}, "financial_aid"),
    ],
)
def test_a_case_goes_to_the_team_that_answers_for_it(millbrook: Catalog, told: dict[str, Any], team: str) -> None:
    handoff = Handoff(reason=Reason.REQUESTED, **told)
    assert route(handoff, reason_of(handoff), millbrook.teams, OWNERS) == team


@pytest.mark.parametrize("reason", [Reason.CRISIS, Reason.SAFETY_TONIGHT])
def test_a_cry_for_help_goes_to_counseling_whatever_it_is_about(millbrook: Catalog, reason: Reason) -> None:
    handoff = Handoff(reason=reason, topic="financial_aid", team="advising", military=True, language="vi")
    assert route(handoff, reason, millbrook.teams, OWNERS) == "counseling"


def test_a_team_that_speaks_the_students_language_takes_the_case(millbrook: Catalog) -> None:
    teams = dict(millbrook.teams)
    teams["financial_aid"] = replace(teams["financial_aid"], languages=("en",))
    handoff = Handoff(reason=Reason.REQUESTED, topic="financial_aid", language="es")
    assert route(handoff, Reason.REQUESTED, teams, OWNERS) == "advising"
    teams["advising"] = replace(teams["advising"], languages=("en",))
    assert route(handoff, Reason.REQUESTED, teams, OWNERS) == "basic_education"
    assert route(replace(handoff, language="vi"), Reason.REQUESTED, teams, OWNERS) == "financial_aid"


def test_a_pack_without_teams_loses_no_case() -> None:
    assert route(Handoff(reason=Reason.CRISIS), Reason.CRISIS, {}, OWNERS) == "advising"
    assert route(Handoff(reason=Reason.REQUESTED, topic="financial_aid"), Reason.REQUESTED, {}, OWNERS) == "financial_aid"


@given(
    st.builds(
        Handoff,
        reason=st.sampled_from(Reason),
        topic=st.sampled_from([*OWNERS, "", "x"]),
        team=st.sampled_from([None, "veterans", "x"]),
        language=st.sampled_from(["en", "es", "vi"]),
        needs=st.lists(st.sampled_from(["food", "english", "safety", "x"])).map(tuple),
        military=st.booleans(),
    )
)
def test_every_hand_off_finds_a_team(millbrook: Catalog, handoff: Handoff) -> None:
    assert route(handoff, reason_of(handoff), millbrook.teams, OWNERS) in millbrook.teams


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 at the college; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=CENTRAL)


@pytest.mark.parametrize(
    ("team", "priority", "since", "expected"),
    [
        ("advising", Priority.NORMAL, at(23, 9), at(23, 17)),
        ("advising", Priority.HIGH, at(23, 18), at(24, 9)),  # over the night
        ("advising", Priority.HIGH, at(25, 18), at(28, 10)),  # over Thanksgiving
        ("advising", Priority.URGENT, at(23, 9), at(23, 9, 30)),
        ("advising", Priority.URGENT, at(24, 2), at(24, 8, 30)),  # nobody is on call: open minutes
        ("counseling", Priority.URGENT, at(24, 2), at(24, 2, 15)),  # a counselor is on call: clock minutes
        ("counseling", Priority.HIGH, at(24, 2), at(24, 9, 30)),
    ],
)
def test_the_target_follows_the_teams_hours(
    millbrook: Catalog, team: str, priority: Priority, since: datetime, expected: datetime
) -> None:
    assert target(millbrook.teams[team], priority, since) == expected


def test_a_team_the_pack_no_longer_has_is_late_rather_than_forgotten() -> None:
    assert target(None, Priority.URGENT, at(24, 2)) == at(24, 2).astimezone(UTC) + timedelta(minutes=30)


def test_a_hand_off_is_read_from_a_reply_and_what_it_does_not_know_is_left_out() -> None:
    value = {
        "reason": "requested",
        "topic": "financial_aid",
        "needs": ["food"],
        "tonight": False,
        "team": None,
        "brief": {"x": 1},
    }
    assert Handoff.from_dict(value) == Handoff(reason=Reason.REQUESTED, topic="financial_aid", needs=("food",))
    with pytest.raises(ValueError, match="valid Reason"):
        Handoff.from_dict({"reason": "bored"})
