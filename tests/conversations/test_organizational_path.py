"""Climbing where one works, with one's manager."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, goal, offers, questions, reads, said


def test_a_role_told_gives_the_climb(student: Student) -> None:
    reply = student.says("my boss will pay for school, i want to run a line at the plant")
    assert "supervisor" in goal(reply)
    assert "manager" in said(reply)


def test_without_a_role_it_asks_which(student: Student) -> None:
    reply = student.says("how do i move up at my job")
    assert reply["topic"] == "organizational_path"
    assert len(questions(reply)) <= 1
    assert reply["choices"]


def test_the_employer_named_is_the_one_spoken_of(student: Student) -> None:
    reply = student.says(
        "i run a press at oxbow drive systems and my supervisor says they'll pay if i go to school. how do i become a supervisor there"
    )
    assert reply["topic"] == "organizational_path"
    assert "oxbow" in said(reply)
    assert not offers(reply, "Early childhood")


@pytest.mark.parametrize("words", ["what should i ask my boss", "what do i tell my manager"])
def test_what_to_bring_to_the_boss(student: Student, words: str) -> None:
    student.says("my boss will pay for school, i want to run a line at the plant")
    reply = student.says(words)
    assert reply["topic"] == "organizational_path"
    assert "writing" in said(reply)


def test_what_the_employer_may_pay(student: Student) -> None:
    assert "$5,250" in reads(student.says("my company has tuition help, i want to be a maintenance supervisor there"))
    assert a_person_is_near(student.replies[-1])


def test_years_there_are_a_fact_and_no_wish_for_speed(student: Student) -> None:
    student.says("my boss will pay for school, i want to run a line at the plant")
    reply = student.says("i been there 8 years")
    assert reply["topic"] != "faster"


def test_en_espanol(student: Student) -> None:
    reply = student.says("mi jefe me paga la escuela, quiero ser supervisor en la fábrica")
    assert (reply["topic"], reply["language"]) == ("organizational_path", "es")
    assert "supervis" in goal(reply)


@pytest.mark.parametrize(
    "words",
    [
        "my plant will pay, i work 3rd shift, want to move up",
        "my company pays for school and i'd like to get promoted",
        "boss said theyll cover classes if i want to climb the ladder here",
        "my warehouse does tuition reimbursement. i want off the floor and into management",
        "my job says theyll pay for a cert, been here 4 yrs, i wanna be a shift lead",
        "union job at the mill, i want to bid on maintenance, do they pay for the class",
    ],
)
def test_wanting_to_climb_is_understood_and_no_role_is_made_up(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "organizational_path"
    assert "which role" in said(reply)
