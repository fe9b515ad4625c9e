"""Friendly chat gets a sentence and the way back to what the student came for."""

from __future__ import annotations

import pytest

from tests.app import Student


@pytest.mark.parametrize("words", ["how's your day going", "tell me a joke", "it's so cold today brr"])
def test_a_sentence_and_the_way_back(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "smalltalk"
    assert len(" ".join(reply["messages"]).split()) <= 50
    assert reply["choices"]


def test_trouble_told_in_passing_is_heard(student: Student) -> None:
    reply = student.says("kids finally asleep. we've had nothing to eat at home since friday")
    assert reply["topic"] == "support_services"
