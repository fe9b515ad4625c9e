"""Dates to keep and how to enroll."""

from __future__ import annotations

from datetime import date

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, reads, said


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("when is fafsa due", "june 30, 2027"),
        ("last day to register for spring", "january 8, 2027"),
        ("when do spring classes start", "january 11, 2027"),
        ("when is tuition due", "january 6, 2027"),
        ("cuando empiezan las clases de primavera", "11 de enero de 2027"),
        ("when do i apply for the nursing program", "2027"),
    ],
)
def test_the_date_meant(student: Student, words: str, when: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "deadlines_enrollment"
    assert when in said(reply), said(reply)
    assert a_person_is_near(reply)


@pytest.mark.parametrize("words", ["how do i sign up", "how do i enroll", "como me inscribo", "how do i apply"])
def test_the_steps_to_enroll(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "deadlines_enrollment"
    assert any("How to enroll" in title or "inscribir" in title for title in cards(reply, "deadline")), cards(reply, "deadline")
    assert "how to enroll" in said(reply) or "inscrib" in said(reply), said(reply)


def test_signing_up_for_the_plan_in_hand(planned: Student) -> None:
    reply = planned.says("where do i sign up")
    assert reply["topic"] == "deadlines_enrollment"
    assert "ged, high school and english" not in said(reply), "that is not this student's first step"


def test_what_has_passed_is_called_so(student: Student) -> None:
    reply = student.says("when does the fafsa for 2027-28 open")
    assert date.today() < date(2026, 10, 1) or "passed" in reads(reply) or "open" in reads(reply)


def test_a_date_that_is_not_known_is_not_guessed(student: Student) -> None:
    reply = student.says("when is the deadline for the harvard scholarship")
    assert reply["outcome"] != "answered" or "harvard" not in said(reply)
    assert a_person_is_near(reply)


@pytest.mark.parametrize("words", ["how do i enroll", "when is fafsa due"])
def test_a_card_does_not_say_again_what_was_just_said(student: Student, words: str) -> None:
    reply = student.says(words)
    assert cards(reply, "deadline")
    for card in reply["cards"]:
        assert not card["text"] or card["text"].lower() not in said(reply)


@pytest.mark.parametrize(
    "words", ["when is registration in january", "how do i register for january classes", "cuando me inscribo para enero"]
)
def test_asked_about_january_the_date_comes_first(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "deadlines_enrollment"
    assert "january 8, 2027" in reply["messages"][0].lower() or "8 de enero de 2027" in reply["messages"][0].lower()
