"""A question beside the plan is answered, and the plan goes on where it was."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, labels, offers, said

SIDE = [
    ("whats a machinist make", "occupation_info"),
    ("what is osha 10", "credential_info"),
    ("do you have child care", "support_services"),
    ("when is fafsa due", "deadlines_enrollment"),
    ("how do i pay for it", "financial_aid"),
    ("what even is a career pathway", "define_career_pathway"),
    ("do you have hvac at night", "program_search"),
    ("any apprenticeships", "work_based_learning"),
    ("are you a robot", "bot_capabilities"),
    ("thanks", "thanks"),
]


@pytest.mark.parametrize(("words", "topic"), SIDE)
def test_with_a_question_open(asked_hours: Student, words: str, topic: str) -> None:
    reply = asked_hours.says(words)
    assert reply["topic"] == topic
    assert "how many hours" in said(reply) or topic == "thanks"
    assert offers(reply, "Skip") or topic == "thanks"
    assert len(labels(reply)) <= 10
    plan = asked_hours.says("about 15")
    assert "welder" in goal(plan)


@pytest.mark.parametrize(("words", "topic"), SIDE)
def test_with_the_plan_made(planned: Student, words: str, topic: str) -> None:
    reply = planned.says(words)
    assert reply["topic"] == topic
    assert "back to your plan" not in said(reply), "nothing was open"
    assert "robot" in goal(planned.says("show my plan"))


def test_back_to_your_plan_is_said_only_with_a_plan(student: Student) -> None:
    student.says("i want a better job")
    assert "back to your plan" not in said(student.says("are you a robot"))


def test_looking_at_other_work_does_not_change_the_goal(planned: Student) -> None:
    planned.says("whats a phlebotomist make")
    planned.says("is cna worth it or go straight to lpn")
    assert "robot" in goal(planned.says("show my plan"))


def test_a_question_is_put_again_twice_and_then_waits_behind_a_button(asked_hours: Student) -> None:
    asked = [
        "how many hours" in said(asked_hours.says(words))
        for words in ("whats a machinist make", "do you have child care", "when is fafsa due", "what is osha 10")
    ]
    assert asked == [True, True, False, False]
    assert not offers(asked_hours.replies[-1], "Skip")
    assert "how many hours" in said(asked_hours.presses("Back to where I was"))


def test_a_question_that_waits_can_still_be_answered(asked_hours: Student) -> None:
    for words in ("whats a machinist make", "do you have child care", "when is fafsa due"):
        asked_hours.says(words)
    assert "welder" in goal(asked_hours.says("about 15"))
