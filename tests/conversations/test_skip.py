"""A question may stay unanswered, and is not put again."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, labels, said


@pytest.mark.parametrize("words", ["skip", "skip it", "id rather not say", "pass", "saltar"])
def test_in_words(asked_hours: Student, words: str) -> None:
    assert "how many hours" in said(asked_hours.replies[-1])
    reply = asked_hours.says(words)
    assert "how many hours" not in said(reply)
    assert "welder" in goal(reply) or "sold" in goal(reply)


def test_by_the_button(asked_hours: Student) -> None:
    reply = asked_hours.presses("Skip")
    assert "how many hours" not in said(reply)


def test_never_asked_again(asked_hours: Student) -> None:
    asked_hours.presses("Skip")
    for words in ("nights", "cheaper", "show my plan"):
        assert "how many hours" not in said(asked_hours.says(words))


def test_skipping_the_goal_offers_ways_to_look_around(student: Student) -> None:
    first = student.says("i want a better job")
    reply = student.says("skip")
    assert said(reply) != said(first), "not the same question again"
    assert len(labels(reply)) >= 2
