"""Insults get one calm answer; a need said with curses is answered as the need."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, goal


@pytest.mark.parametrize("words", ["you suck", "you stupid bot", "eres una basura", "go to hell you useless machine"])
def test_calm_with_a_way_to_a_person(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "abusive"
    assert a_person_is_near(reply)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("how the fuck do i pay for this shit", "financial_aid"),
        ("i need a damn babysitter for class", "support_services"),
        ("what the hell does a welder make", "occupation_info"),
    ],
)
def test_a_need_with_curses_is_the_need(student: Student, words: str, topic: str) -> None:
    assert student.says(words)["topic"] == topic


def test_the_plan_is_kept(planned: Student) -> None:
    planned.says("you stupid bot")
    assert "robot" in goal(planned.says("show my plan"))
