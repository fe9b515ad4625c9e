"""Stops what is going on."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, labels, said


@pytest.mark.parametrize("words", ["never mind", "cancel", "stop asking me stuff", "olvídalo"])
def test_an_open_question_is_dropped(asked_hours: Student, words: str) -> None:
    reply = asked_hours.says(words)
    assert "how many hours" not in said(reply)
    assert labels(reply)
    assert "how many hours" not in said(asked_hours.says("whats a welder make"))


def test_the_plan_stays(planned: Student) -> None:
    planned.says("never mind")
    assert "robot" in goal(planned.says("show my plan"))
