"""Yes, to what was asked or offered."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.reading import labels, offers, questions, reads, said


def test_yes_to_a_plan_leads_to_signing_up(planned: Student) -> None:
    reply = planned.says("ok sounds good")
    assert reply["topic"] == "affirm"
    assert offers(reply, "sign up")


def test_yes_to_work_just_shown_begins_its_plan(student: Student) -> None:
    student.says("whats a phlebotomist make")
    reply = student.says("yes lets do it")
    assert "phlebotom" in reads(reply)
    assert "what kind of work" not in said(reply)


def test_the_first_one_is_the_first_one_shown(student: Student) -> None:
    shown = student.says("i like working with my hands outside")
    first = next(card["title"] for card in shown["cards"] if card["kind"] == "occupation")
    assert first.lower() in reads(student.says("ok the first one"))


def test_a_bare_yes_asks_one_thing_and_no_more(student: Student) -> None:
    student.says("welding")
    reply = student.says("yes")
    assert len(questions(reply)) <= 1
    assert 2 <= len(labels(reply)) <= 9


def test_si_en_espanol(planned_es: Student) -> None:
    reply = planned_es.says("sí, me parece bien")
    assert (reply["topic"], reply["language"]) == ("affirm", "es")
