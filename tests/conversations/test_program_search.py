"""Which classes there are, when and where."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import Reply, a_person_is_near, cards, cost, labels, reads, said


def whens(reply: Reply) -> list[str]:
    return [row["value"] for card in reply["cards"] for row in card["rows"] if row["label"] == "When"]


@pytest.mark.parametrize(
    ("words", "program"),
    [
        ("do you have hvac classes", "hvac-certificate"),
        ("is there an online cyber security class", "cybersecurity-certificate"),
        ("got anything for truck driving on weekends", "cdl-a-weekend"),
        ("ged class", "ged-prep"),
        ("esl classes in the evening", "esl-beginning"),
        ("hay clases de ingles los sabados", "esl-beginning"),
        ("do u teech fleebotomy", "phlebotomy-certificate"),
    ],
)
def test_the_class_meant(student: Student, catalog: Catalog, words: str, program: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "program_search"
    record = catalog.programs[program]
    assert {record.name, record.name_es} & set(cards(reply, "program")), cards(reply, "program")


def test_only_what_meets_at_the_time_asked_for(student: Student) -> None:
    reply = student.says("cna class on weekends")
    assert whens(reply)
    assert all("weekend" in when for when in whens(reply))


def test_when_it_never_meets_then_it_says_so(student: Student) -> None:
    reply = student.says("do you have dental hygiene at night")
    assert "not" in said(reply)
    assert "Dental Hygiene" in cards(reply, "program")
    assert any("day" in when for when in whens(reply))


def test_each_class_shows_price_start_length_and_what_it_asks(student: Student) -> None:
    reply = student.says("tell me about the welding certificate program")
    text = reads(reply)
    assert cost("welding-certificate") in text
    for label in ("next start", "how long", "you earn", "you need"):
        assert label in text, label


def test_three_at_first_and_more_on_request(student: Student) -> None:
    first = student.says("what classes do you have in construction")
    assert len(cards(first, "program")) <= 5
    more = student.says("show me more")
    assert cards(more, "program")
    assert not set(cards(first, "program")) & set(cards(more, "program"))


@pytest.mark.parametrize("word", ["nights", "evenings only", "at night"])
def test_a_time_told_afterwards_narrows_the_search(student: Student, word: str) -> None:
    student.says("welding classes")
    reply = student.says(word)
    assert cards(reply, "program"), said(reply)
    assert all("evening" in when for when in whens(reply))


def test_the_price_of_the_class_just_shown(student: Student) -> None:
    shown = student.says("do you have welding at night")
    reply = student.says("how much is it")
    assert reply["topic"] == "ask_cost"
    assert cards(shown, "program")[0].lower() in said(reply)
    assert "$" in said(reply)


def test_a_class_that_is_not_taught_is_not_made_up(student: Student) -> None:
    reply = student.says("do you have underwater basket weaving or veterinary tech")
    assert not cards(reply, "program"), cards(reply, "program")
    assert a_person_is_near(reply)


def test_without_a_subject_it_asks_for_one(student: Student) -> None:
    reply = student.says("what classes do you have")
    assert reply["outcome"] == "clarification"
    assert len(labels(reply)) >= 3


@pytest.mark.parametrize("words", ["vet tech??", "do you have cosmetology", "quiero ser estilista", "i want to be a vet tech"])
def test_what_is_not_taught_here_is_said_and_a_person_offered(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["outcome"] == "unanswerable_unknown"
    assert "don't know of a program" in said(reply) or "no sé de un programa" in said(reply)
    assert a_person_is_near(reply)
    assert len(reply["choices"]) >= 2


def test_the_nearest_field_is_one_press_away(student: Student) -> None:
    student.says("vet tech??")
    assert cards(student.presses("Health: classes"), "program")


def test_work_left_behind_is_no_wish_for_it(student: Student) -> None:
    assert "don't know of a program" not in said(student.says("i'm a barber, how do i become a welder"))


FIELDS = [("what classes do you have in construction", "construction"), ("what jobs are in health", "health")]


@pytest.mark.parametrize(("before", "field"), FIELDS)
@pytest.mark.parametrize("words", ["do u have it at nite", "anything in the evening?"])
def test_a_time_asked_for_after_a_field_stays_in_that_field(
    student: Student, catalog: Catalog, before: str, field: str, words: str
) -> None:
    student.says(before)
    reply = student.says(words)
    assert reply["topic"] == "program_search"
    names = {program.name for program in catalog.programs.values() if program.cluster == field}
    assert cards(reply, "program")
    assert set(cards(reply, "program")) <= names


def test_it_still_stays_there_after_more_were_shown(student: Student, catalog: Catalog) -> None:
    student.says("what classes do you have in health")
    student.presses("more")
    names = {program.name for program in catalog.programs.values() if program.cluster == "health"}
    found = cards(student.says("do u have it at nite"), "program")
    assert found
    assert set(found) <= names


def test_a_time_narrows_all_the_classes_just_shown(student: Student) -> None:
    shown = student.says("do you have welding classes")
    assert "Welding with Basic Skills" in cards(shown, "program")
    reply = student.says("do u have it at nite")
    assert {"Welding Certificate", "Welding with Basic Skills"} <= set(cards(reply, "program"))


@pytest.mark.parametrize(
    ("before", "words", "topic"),
    [
        ("do you have welding classes", "ok what about dental stuff den", "program_search"),
        ("do you have welding classes", "what about healthcare", "program_search"),
        ("how much do welders make", "and what about dental", "occupation_info"),
        ("cuanto gana un soldador", "¿y qué tal enfermería?", "occupation_info"),
    ],
)
def test_what_about_something_else_asks_the_same_of_it(student: Student, before: str, words: str, topic: str) -> None:
    student.says(before)
    reply = student.says(words)
    assert (reply["topic"], reply["outcome"]) == (topic, "answered"), said(reply)
    assert "weld" not in said(reply)


@pytest.mark.parametrize("words", ["my tooth hurts and i have no dental insurance", "is there a dental clinic i can go to"])
def test_a_tooth_that_hurts_is_no_wish_to_be_a_dentist(student: Student, words: str) -> None:
    assert not cards(student.says(words), "program")
