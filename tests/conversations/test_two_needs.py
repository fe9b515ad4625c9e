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


def test_the_need_after_the_help_is_about_what_was_spoken_of(student: Student) -> None:
    student.says("do you have welding classes")
    reply = student.says("k is it offered nights? also i could use money for the bus until payday")
    assert reply["topic"] == "support_services"
    before, after = "\n".join(reply["messages"]).lower().split(OTHER, 1)
    assert "emergency grant" in before
    assert "welding" in after
    assert "emergency grant" not in after


@pytest.mark.parametrize(
    "words",
    [
        "k is it offered nights? also i could use money for the bus until payday",
        "do you have welding at night, and is there help with child care",
        "im failing math and also need bus money",
    ],
)
def test_nothing_stands_twice_in_one_reply(student: Student, words: str) -> None:
    student.says("do you have welding classes")
    reply = student.says(words)
    assert len(set(reply["messages"])) == len(reply["messages"])
    titles = [card["title"] for card in reply["cards"]]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("I'm on probation and have to be home by eight. Would an apprenticeship still take me?", "work_based_learning"),
        ("im disabled, is there any grant that pays tuition", "financial_aid"),
    ],
)
def test_what_a_person_is_asks_for_no_help_by_itself(student: Student, words: str, topic: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == topic
    assert OTHER not in reads(reply)
