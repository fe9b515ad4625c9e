"""A greeting is answered with one, with what the assistant is and what can be asked."""

from __future__ import annotations

import pytest

from tests.app import Student, reads


@pytest.mark.parametrize("words", ["hi", "good evening", "heyyy", "hello there"])
def test_says_what_can_be_asked(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "greet"
    assert len(reply["choices"]) >= 3
    assert any("person" in choice["label"].lower() for choice in reply["choices"])


def test_in_spanish(student: Student) -> None:
    reply = student.says("hola, buenas tardes")
    assert reply["topic"] == "greet"
    assert reply["language"] == "es"


def test_a_student_with_a_plan_is_led_back_to_it(planned: Student) -> None:
    reply = planned.says("hi again")
    assert "plan" in reads(reply)
