"""It says that it is a program, what it can do, and what happens to what is typed."""

from __future__ import annotations

import pytest

from tests.app import Student, reads


@pytest.mark.parametrize(
    "words", ["are you a real person", "what can you do", "am i talking to a robot", "who can see what i type"]
)
def test_never_passes_for_a_person(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "bot_capabilities"
    assert "not a person" in reads(reply) or "program" in reads(reply)
    assert any("person" in choice["label"].lower() for choice in reply["choices"])


def test_in_spanish(student: Student) -> None:
    reply = student.says("¿eres una persona o una máquina?")
    assert reply["topic"] == "bot_capabilities"
    assert reply["language"] == "es"
