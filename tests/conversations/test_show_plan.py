"""The plan in hand, with what it stands on."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, offers, said, steps


@pytest.mark.parametrize("words", ["show my plan", "whats my plan again", "can i see the plan", "let me see it again"])
def test_the_same_plan_again(planned: Student, words: str) -> None:
    before = steps(planned.replies[-1])
    planned.says("whats a welder make")
    reply = planned.says(words)
    assert reply["topic"] == "show_plan"
    assert steps(reply) == before


def test_what_it_stands_on(planned: Student) -> None:
    told = said(planned.says("show my plan"))
    for fact in ("warehouse worker", "high school", "10 hours", "evening"):
        assert fact in told, fact


def test_without_a_plan_it_offers_to_make_one(student: Student) -> None:
    reply = student.says("show my plan")
    assert not any(card["ladder"] for card in reply["cards"])
    assert "plan" in said(reply)
    assert reply["choices"]


def test_after_a_side_question_the_goal_is_still_there(planned: Student) -> None:
    for words in ("do you have child care", "when is fafsa due", "what is osha 10", "who won the world series"):
        planned.says(words)
    assert "robot" in goal(planned.says("show my plan"))


def test_the_ladder_chosen_last_is_the_one_shown(planned: Student) -> None:
    chosen = planned.says("which one pays the most")
    assert steps(planned.says("show my plan")) == steps(chosen)
    assert offers(planned.replies[-1], "Why")


def test_en_espanol(planned_es: Student) -> None:
    reply = planned_es.says("ver mi plan")
    assert (reply["topic"], reply["language"]) == ("show_plan", "es")
    assert "10 horas" in said(reply)
