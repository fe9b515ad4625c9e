"""Short questions that leave out what the answer before them told: "the second one", "do you teach that", "how much does it cost"."""

from __future__ import annotations

import pytest

from actions.elsewhere import asked_for
from actions.listed import place_meant
from tests.app import Student
from tests.conversations.reading import cards, cost, said

LIKES = "i like working with my hands and being outside, what jobs are good for me"


@pytest.mark.parametrize(
    ("words", "place"),
    [("the second one", 1), ("ok tell me more about the first", 0), ("number 3", 2), ("the last one", -1)],
)
def test_one_of_a_list_is_picked_by_its_place(student: Student, words: str, place: int) -> None:
    listed = cards(student.says(LIKES), "occupation")
    reply = student.says(words)
    assert cards(reply, "occupation")[:1] == [listed[place]]


def test_in_spanish(student: Student) -> None:
    listed = cards(student.says("me gusta trabajar con las manos y estar afuera, que trabajos son buenos para mi"), "occupation")
    assert cards(student.says("la segunda"), "occupation")[:1] == [listed[1]]


def test_after_one_was_picked_another_can_be(student: Student) -> None:
    listed = cards(student.says(LIKES), "occupation")
    student.says("the second one")
    assert cards(student.says("and the third"), "occupation")[:1] == [listed[2]]


def test_a_place_beyond_the_list_picks_nothing(student: Student) -> None:
    student.says("i was a 68W in the army what civilian job is that")  # three are named
    assert cards(student.says("the fifth one"), "occupation") == []


@pytest.mark.parametrize(
    "words",
    ["can i do that here", "do u teach that", "and where do i learn that", "do you have classes for that", "lo enseñan aquí"],
)
def test_the_classes_for_the_work_just_spoken_of(student: Student, words: str) -> None:
    student.says("what does a welder make")
    reply = student.says(words)
    assert reply["topic"] == "program_search"
    assert any("Welding" in title or "soldadura" in title.lower() for title in cards(reply, "program")), cards(reply)


def test_after_a_comparison_of_two_jobs_too(student: Student) -> None:
    student.says("im a line cook, what would i be missing for dental assistant")
    assert cards(student.says("and where do i learn that"), "program") == ["Dental Assisting"]


def test_the_cost_of_becoming_it_and_not_the_pay(student: Student) -> None:
    student.says("what does a phlebotomist make")
    reply = student.says("how much does it cost")
    assert cost("phlebotomy-certificate") in said(reply)
    assert "the middle (median) pay" not in said(reply)


def test_how_long_it_takes(student: Student) -> None:
    student.says("what does a phlebotomist make")
    reply = student.says("how long does it take")
    assert "phlebotomy: " in said(reply)
    assert "weeks" in said(reply) or "months" in said(reply)


def test_whether_the_work_will_last(student: Student) -> None:
    student.says("what does a welder make")
    reply = student.says("is it going away bc of robots")
    assert "over ten years, welder" in said(reply)
    assert "nobody can be sure" in said(reply)


def test_work_that_nothing_here_leads_to_is_told_plainly(student: Student) -> None:
    student.says("what does a construction manager make")
    reply = student.says("do u teach that")
    assert "which field" not in said(reply)


def test_a_fact_told_beside_a_question_is_no_question_of_its_own(student: Student) -> None:
    reply = student.says("what would i be missing for dental assistant, im a line cook")
    assert "the other thing you asked" not in said(reply)
    assert reply["topic"] == "skill_gap"


@pytest.mark.parametrize("words", ["no one", "i want one", "show me one", "one", "the one", "ok"])
def test_no_place_is_read_where_none_is_named(words: str) -> None:
    assert place_meant(words) is None


@pytest.mark.parametrize(
    ("words", "place"), [("2", 1), ("#3", 2), ("option two", 1), ("the 1st one pls", 0), ("THE LAST ONE", -1), ("la última", -1)]
)
def test_places_as_people_write_them(words: str, place: int) -> None:
    assert place_meant(words) == place


@pytest.mark.parametrize(
    "words",
    [
        "what about financial aid for nursing",
        "and the deadline for nursing",
        "what about a scholarship for welding",
        "how about child care while i study nursing",
    ],
)
def test_a_question_of_its_own_is_not_carried_on(student: Student, words: str) -> None:
    student.says("what does a welder make")
    reply = student.says(words)
    assert reply["topic"] not in ("occupation_info", "program_search"), said(reply)


@pytest.mark.parametrize(
    "words", ["where else does a welder work", "who else makes good money", "what other school programs do you have"]
)
def test_no_other_college_is_looked_for_where_nobody_asks(words: str) -> None:
    assert not asked_for(words)


@pytest.mark.parametrize(
    "words",
    [
        "where else can i learn that",
        "who else teaches it",
        "can i study nursing somewhere else",
        "donde puedo estudiar eso si no es aqui",
    ],
)
def test_another_college_is_asked_for(words: str) -> None:
    assert asked_for(words)


def test_the_price_of_what_the_message_names(student: Student) -> None:
    student.says("what does a welder make")
    reply = student.says("how much is the phlebotomy class")
    assert cost("phlebotomy-certificate") in said(reply) + str(reply["cards"])
