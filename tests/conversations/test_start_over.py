"""All that was told is forgotten, and nothing else."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import labels, reads, said


@pytest.mark.parametrize("words", ["start over", "lets start from scratch", "forget everything i said"])
def test_the_plan_is_gone(planned: Student, words: str) -> None:
    reply = planned.says(words)
    assert reply["topic"] == "start_over"
    assert len(labels(reply)) >= 2
    shown = planned.says("show my plan")
    assert "robot" not in reads(shown)
    assert not shown["cards"]


def test_what_was_told_is_gone(planned: Student) -> None:
    planned.says("start over")
    planned.says("i want to be a welder")
    told = said(planned.says("show my plan"))
    assert "10 hours" not in told
    assert "warehouse" not in told


def test_an_open_question_is_gone(asked_hours: Student) -> None:
    asked_hours.says("start over")
    assert "how many hours" not in said(asked_hours.says("hi"))


def test_the_language_stays(planned_es: Student) -> None:
    assert planned_es.says("empezar de nuevo")["language"] == "es"
    assert planned_es.says("ok")["language"] == "es"
