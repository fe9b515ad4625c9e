"""Help with what stands between a student and a class."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, goal, labels, reads, said


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("i cant afford food this week", "food pantry"),
        ("my car broke down and i cant get to class", "bus pass"),
        ("i'm failing math", "math lab"),
        ("i have adhd, can i get extra time on tests", "disability"),
        ("getting evicted on friday", "housing"),
        ("dont have a laptop", "laptop"),
        ("i have a felony, who can help me", "re-entry"),
        ("will my record be a problem", "record"),
        ("who watches my kids while im in class", "child care"),
        ("so stressed out i cant sleep, is there someone at school to talk to", "counseling"),
        ("im undocumented, can anybody help me", "open doors"),
        ("no tengo carro para llegar a clase", "pase de autobús"),
        ("necesito una guarderia", "guardería"),
        ("nothing nice to wear for my interview", "closet"),
        ("need help with my resume", "resume"),
    ],
)
def test_the_help_that_is_meant(student: Student, words: str, service: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "support_services", said(reply)
    assert service in said(reply), said(reply)
    assert "555-" in reads(reply) or "@" in reads(reply) or "211" in reads(reply)
    assert a_person_is_near(reply)


def test_who_can_use_it_hours_and_what_to_bring(student: Student) -> None:
    text = reads(student.says("where is the food pantry"))
    for label in ("who can use it", "hours", "how"):
        assert label in text, label


def test_two_needs_in_one_breath_are_both_met(student: Student) -> None:
    text = reads(student.says("i need daycare and also im behind on rent"))
    assert "child care" in text
    assert "housing" in text or "rent" in text


def test_a_named_night_hour_child_care(student: Student) -> None:
    assert "Evening Drop-In Child Care" in cards(student.says("is there child care at night during class"), "service")


def test_at_most_five_at_first_and_more_on_request(student: Student) -> None:
    first = cards(student.says("need help paying for daycare"), "service")
    assert len(first) <= 5
    more = cards(student.says("what else is there"), "service")
    assert more
    assert not set(first) & set(more)


def test_without_a_need_it_asks_which(student: Student) -> None:
    reply = student.says("i need help with my life")
    assert len(labels(reply)) >= 3


def test_in_mid_plan_it_is_answered_and_the_plan_stays(planned: Student) -> None:
    reply = planned.says("do you have child care")
    assert reply["topic"] == "support_services"
    assert "robotics technician" in goal(planned.says("show my plan"))
