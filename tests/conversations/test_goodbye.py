"""A goodbye is short, and the plan is still there on coming back."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal


@pytest.mark.parametrize("words", ["bye", "gotta go, talk later", "adiós"])
def test_is_short(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "goodbye"
    assert len(" ".join(reply["messages"]).split()) <= 45


def test_the_plan_is_kept(planned: Student) -> None:
    planned.says("ok bye for now")
    assert "robotics technician" in goal(planned.says("show my plan"))
