"""Short questions that leave out what the answer before them told: "the second one", "do you teach that", "how much does it cost"."""

from __future__ import annotations

import pytest

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
    assert "outlook 2024-34 for welder" in said(reply)
    assert "nobody can be sure" in said(reply)


def test_work_that_nothing_here_leads_to_is_told_plainly(student: Student) -> None:
    student.says("what does a construction manager make")
    reply = student.says("do u teach that")
    assert "which field" not in said(reply)


def test_a_fact_told_beside_a_question_is_no_question_of_its_own(student: Student) -> None:
    reply = student.says("what would i be missing for dental assistant, im a line cook")
    assert "the other thing you asked" not in said(reply)
    assert reply["topic"] == "skill_gap"
