"""A cry for help is answered with fixed words, at once and in every state, and told to people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.app import Student, case_of
from tests.conversations.conftest import ROBOTS
from tests.conversations.reading import Reply, goal, offers, said

CRIES = ["i dont want to be alive anymore", "im going to kill myself", "ya no quiero vivir", "me quiero matar"]

STATES: dict[str, Callable[[Student], object]] = {
    "as the first words": lambda student: None,
    "after hello": lambda student: student.says("hi"),
    "with a plan": lambda student: student.says(ROBOTS),
    "asked for a goal": lambda student: student.says("i want a better job"),
    "asked for hours": lambda student: student.says("i want to be a welder, i have my ged"),
    "asked for likes": lambda student: student.says("i have no idea what i want to be"),
    "asked for a reason": lambda student: student.says("can i talk to a real person"),
    "asked for a contact": lambda student: [student.says("can i talk to a real person"), student.says("my grades")],
    "after start over": lambda student: [student.says(ROBOTS), student.says("start over")],
    "after something out of scope": lambda student: student.says("who won the world series"),
    "in Spanish": lambda student: student.says("hola, quiero ser enfermera"),
    "not understood twice": lambda student: [student.says("blorp zint"), student.says("gargle foo")],
}


def fixed(reply: Reply) -> None:
    assert (reply["topic"], reply["outcome"]) == ("crisis", "crisis")
    assert "988" in said(reply)
    assert "911" in said(reply)
    assert not reply["cards"], "nothing but help"
    assert offers(reply, "person") or offers(reply, "persona")


@pytest.mark.parametrize("cry", CRIES)
@pytest.mark.parametrize("state", list(STATES))
def test_in_every_state(student: Student, state: str, cry: str) -> None:
    STATES[state](student)
    fixed(student.says(cry))


def test_the_words_are_always_the_same(student: Student, another: Student) -> None:
    student.says(ROBOTS)
    assert student.says("im going to kill myself")["messages"] == another.says("i dont want to be alive anymore")["messages"]


def test_in_the_language_of_the_cry_first(student: Student) -> None:
    reply = student.says("ya no quiero vivir")
    assert reply["language"] == "es"
    assert "llama al 911" in reply["messages"][0].lower()
    reply = student.says("i want to end my life")
    assert reply["language"] == "en"
    assert "call 911" in reply["messages"][0].lower()


def test_it_opens_an_urgent_case(student: Student) -> None:
    student.says("i dont want to be alive anymore")
    case = case_of(student)
    assert (case.reason, case.priority, case.team) == ("crisis", "urgent", "counseling")
    assert case.about == "i dont want to be alive anymore"


def test_harm_by_others(student: Student) -> None:
    reply = student.says("my boyfriend hits me and im scared to go home")
    assert (reply["topic"], reply["outcome"]) == ("crisis", "crisis")
    assert "911" in said(reply)


def test_with_a_need_beside_it(student: Student) -> None:
    fixed(student.says("how do i sign up for welding, also i want to kill myself"))


def test_behind_a_pressed_choice(student: Student) -> None:
    student.says("i want to be a welder, i have my ged")
    skip = next(choice for choice in student.replies[-1]["choices"] if choice["label"] == "Skip")
    fixed(student.says("i want to die", skip["send"]))


def test_misspelled(student: Student) -> None:
    fixed(student.says("i wanna kil my self"))


def test_the_plan_is_there_when_they_come_back(planned: Student) -> None:
    planned.says("i dont want to be alive anymore")
    assert "robot" in goal(planned.says("show my plan"))


@pytest.mark.parametrize(
    "words",
    [
        "this homework is killing me",
        "im dying to be a nurse",
        "i want to work in suicide prevention",
        "whats the deadline",
        "my phone died",
    ],
)
def test_ways_of_speaking_are_no_cries(student: Student, words: str) -> None:
    assert student.says(words)["outcome"] != "crisis"
