"""The length of what was just shown."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import said, steps


@pytest.mark.parametrize("words", ["how long does it take", "how long", "how many weeks is that", "cuánto tiempo toma"])
def test_of_the_plan_step_by_step(planned: Student, words: str) -> None:
    before = planned.replies[-1]
    reply = planned.says(words)
    assert reply["topic"] == "ask_length"
    assert len([line for line in said(reply).splitlines() if line[:1].isdigit()]) == len(steps(before))
    assert any(unit in said(reply) for unit in ("week", "month", "year", "semana", "mes", "año"))


def test_of_the_class(student: Student) -> None:
    student.says("tell me about the welding certificate program")
    assert "month" in said(student.says("how long is it"))


def test_of_the_nearest_plan_when_the_wish_is_blocked(student: Student) -> None:
    student.says("i want to be a registered nurse, hs diploma, i can only do weekends, 20 hours a week")
    assert any(unit in said(student.says("how long")) for unit in ("week", "month", "year"))


def test_without_anything_it_asks_of_what(student: Student) -> None:
    assert student.says("how long does it take")["outcome"] == "clarification"
