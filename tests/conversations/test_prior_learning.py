"""What a student already knows, and how it counts."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, goal, questions, reads, said, steps


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("i was a navy corpsman, does that count", "medic"),
        ("91B in the army, what do i get for that", "mechanic"),
        ("i have my a+ already, do i get credit", "a+"),
        ("do ap exams count", "ap"),
        ("i took the clep in spanish", "clep"),
        ("fui soldado 68W, ¿qué me cuenta?", "68w"),
    ],
)
def test_what_counts(student: Student, words: str, what: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "prior_learning"
    assert what in said(reply)
    assert reply["sources"]


def test_who_confirms_it(student: Student) -> None:
    text = said(student.says("was a 68W in the army, what can i skip"))
    assert "transcript" in text


def test_without_saying_what_it_asks(student: Student) -> None:
    reply = student.says("can i get credit for what i already know")
    assert reply["topic"] == "prior_learning"
    assert len(questions(reply)) <= 1
    answer = student.says("68W in the army")
    assert "68w" in said(answer) or "medic" in said(answer)


def test_then_a_goal_uses_it(student: Student) -> None:
    student.says("was a 68W in the army, what can i skip")
    reply = student.says("i want to be a paramedic")
    assert "paramedic" in goal(reply)
    assert "Emergency Medical Technician (EMT)" not in steps(reply)
    assert "counts" in said(reply)


def test_an_unknown_specialty_is_not_guessed(student: Student) -> None:
    reply = student.says("i was a 99Z9 in the space force, what can i skip")
    assert a_person_is_near(reply)
    assert "you can skip" not in said(reply)


def test_foreign_studies_have_a_way(student: Student) -> None:
    reply = student.says("i was a nurse in the philippines, does my degree count here")
    assert reply["topic"] == "prior_learning"
    assert "evaluat" in reads(reply) or a_person_is_near(reply)


def test_what_counts_is_told_once_where_the_plan_follows(student: Student) -> None:
    student.says("i was an army medic 68w and i want to be a nurse")
    reply = student.says("what counts from the army")
    assert reply["topic"] == "prior_learning"
    assert said(reply).count("joint services transcript") == 1
    assert any(card["ladder"] for card in reply["cards"])
