"""A message with two needs gets both answered, the urgent one first; one need is not taken for two."""

from __future__ import annotations

import pytest

from tests.app import Student, reads

OTHER = "the other thing you asked"


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("do you have welding at night, and is there help with child care", "child care", "welding"),
        ("when does spring registration start and how do i get a pell grant", "registration", "pell"),
        ("what does a phlebotomist make? also is there an apprenticeship for machinists", "phlebotom", "apprentice"),
    ],
)
def test_both_are_answered_the_urgent_one_first(student: Student, words: str, first: str, second: str) -> None:
    reply = student.says(words)
    told = reads(reply)
    assert first in told
    assert second in told
    assert OTHER in told
    before, after = "\n".join(reply["messages"]).lower().split(OTHER, 1)
    assert after.strip(), "the second need has an answer of its own"
    assert before.strip()


def test_a_plain_need_is_answered_before_a_wish(student: Student) -> None:
    reply = student.says("what classes are there for cnc machining, and we have nothing to eat at home")
    assert reply["topic"] == "support_services"
    assert "food" in reply["messages"][0].lower() or "pantry" in reads(reply).split(OTHER)[0]


def test_two_troubles_of_one_kind_are_both_helped(student: Student) -> None:
    told = reads(student.says("im failing math and also need bus money"))
    assert "tutor" in told
    assert "bus" in told


def test_in_spanish(student: Student) -> None:
    reply = student.says("¿tienen clases de soldadura en la noche? y también necesito ayuda para cuidar a mi hijo")
    told = reads(reply)
    assert "lo otro que preguntaste" in told
    assert "soldadura" in told


@pytest.mark.parametrize(
    "words",
    [
        "i work in a warehouse and want to get into fixing robots",
        "never finished high school, want to be a nurse, 2 kids",
        "is cna worth it or go straight to lpn",
        "i have two kids and no car and i want to be a dental assistant, where do i start",
        "trabajo limpiando en el hospital y quiero ser enfermera, ¿por dónde empiezo?",
    ],
)
def test_one_need_stays_one(student: Student, words: str) -> None:
    assert OTHER not in reads(student.says(words))
    assert "lo otro que preguntaste" not in reads(student.replies[-1])
