"""Thanks are taken, and what was being done goes on."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal


@pytest.mark.parametrize("words", ["thanks", "thank you so much, that helps", "gracias"])
def test_are_taken(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "thanks"
    assert reply["messages"]


def test_the_plan_is_kept(planned: Student) -> None:
    planned.says("thank you")
    assert "robotics technician" in goal(planned.says("show my plan"))
