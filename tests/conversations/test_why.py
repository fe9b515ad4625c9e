"""The reason for the step, the plan or the question."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import said, steps


@pytest.mark.parametrize("words", ["why", "why these steps?", "why that one first", "how come"])
def test_each_step_has_its_reason(planned: Student, words: str) -> None:
    plan = steps(planned.replies[-1])
    reply = planned.says(words)
    assert reply["topic"] == "why"
    for step in plan:
        assert step.lower() in said(reply)
    assert reply["sources"]


def test_how_it_was_worked_out(planned: Student) -> None:
    assert "bureau of labor statistics" in said(planned.says("why"))


def test_why_a_question_is_asked(asked_hours: Student) -> None:
    reply = asked_hours.says("why do you need to know that")
    assert reply["topic"] == "why"
    assert "which answer do you mean" not in said(reply)


def test_why_work_was_suggested(student: Student) -> None:
    student.says("i like working with my hands outside")
    reply = student.says("why the first one")
    assert "which answer" not in said(reply)


def test_without_anything_it_asks_what_is_meant(student: Student) -> None:
    assert student.says("why")["outcome"] == "clarification"


def test_por_que(planned_es: Student) -> None:
    reply = planned_es.says("¿por qué?")
    assert (reply["topic"], reply["language"]) == ("why", "es")


@pytest.mark.parametrize(
    "aside", ["do you have mechatronics at night", "whats a machinist make", "does my army time count for anything"]
)
def test_after_a_side_question_it_is_the_plan_that_is_explained(planned: Student, aside: str) -> None:
    plan = steps(planned.replies[-1])
    planned.says(aside)
    reply = planned.says("why that one first")
    assert (reply["topic"], reply["outcome"]) == ("why", "answered")
    for step in plan:
        assert step.lower() in said(reply)
