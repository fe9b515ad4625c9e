"""A name or a description that may mean two or three things: it asks which, with a button for each, and goes on."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import cards, goal, labels, offers, questions, said


def test_nursing_asks_which_nurse_and_the_choice_makes_the_plan(student: Student, catalog: Catalog) -> None:
    reply = student.says("i want to go into nursing, i have my diploma")
    assert reply["outcome"] == "clarification"
    assert "which one do you mean" in said(reply)
    for job in ("registered-nurse", "licensed-practical-nurse", "nursing-assistant"):
        assert offers(reply, catalog.occupations[job].name), labels(reply)
    assert "licensed practical nurse" in goal(student.presses("Licensed practical nurse"))


def test_what_was_told_beside_it_is_kept(student: Student) -> None:
    student.says("i want to go into nursing, hs diploma, 12 hours a week")
    student.presses("Nursing assistant")
    assert "12 hours" in said(student.says("show my plan"))


def test_what_the_plan_does_not_hang_on_is_not_asked_again(student: Student) -> None:
    student.says("i want to go into nursing")
    assert "which one" not in said(student.presses("Registered nurse"))


@pytest.mark.parametrize("typed", ["lpn", "the practical one", "licensed practical nurse"])
def test_the_answer_may_be_typed(student: Student, typed: str) -> None:
    student.says("i want to do nursing, have my ged")
    assert "licensed practical nurse" in goal(student.says(typed))


def test_the_first_one(student: Student) -> None:
    reply = student.says("i want to do nursing, have my ged")
    first = labels(reply)[0].lower()
    assert first in goal(student.says("the first one"))


def test_a_welding_certificate_is_one_of_several(student: Student) -> None:
    reply = student.says("tell me about the welding certification")
    assert reply["topic"] == "credential_info"
    assert reply["outcome"] == "clarification"
    assert not cards(reply, "credential")
    chosen = student.presses("Pipe Welding Certificate")
    assert chosen["topic"] == "credential_info"
    assert cards(chosen, "credential")[0] == "Pipe Welding Certificate"


def test_a_certificate_one_has_is_asked_for_and_kept(student: Student) -> None:
    student.says("i already have my comptia cert and want to be a cybersecurity analyst, hs diploma")
    reply = student.presses("Security+")
    assert "cybersecurity" in goal(reply)
    assert "security+" in said(student.says("show my plan"))


def test_a_description_near_to_two_kinds_of_work_asks(student: Student) -> None:
    reply = student.says("i want to be the person who takes your blood at the lab")
    assert offers(reply, "Phlebotomist"), labels(reply)
    assert len(labels(reply)) >= 3
    assert "phlebotomist" in goal(student.presses("Phlebotomist"))


def test_none_of_these_leaves_a_way_on(student: Student) -> None:
    student.says("i want to do nursing, have my ged")
    reply = student.presses("None of these")
    assert len(labels(reply)) >= 2
    assert "which one do you mean" not in said(reply)


def test_a_side_question_comes_back_to_it(student: Student) -> None:
    student.says("i want to do nursing, have my ged")
    reply = student.says("is there a food pantry")
    assert reply["topic"] == "support_services"
    assert any("which one" in question.lower() for question in questions(reply))
    assert offers(reply, "Registered nurse")


def test_en_espanol(student: Student) -> None:
    reply = student.says("quiero estudiar enfermería, tengo diploma de la prepa")
    assert "¿a cuál te refieres?" in said(reply)
    student.presses("auxiliar de enfermería") if offers(reply, "auxiliar de enfermería") else student.presses(labels(reply)[0])


@pytest.mark.parametrize(
    "words",
    ["what does nursing pay", "do you have nursing classes", "compare nursing and dental hygiene", "who hires in nursing"],
)
def test_an_answer_that_shows_all_of_them_asks_nothing(student: Student, words: str) -> None:
    assert "which one do you mean" not in said(student.says(words))


@pytest.mark.parametrize(
    "words", ["not nursing, something with computers", "i want to be a registered nurse", "nursing, i mean lpn"]
)
def test_what_is_clear_is_not_asked(student: Student, words: str) -> None:
    assert "which one do you mean" not in said(student.says(words))
