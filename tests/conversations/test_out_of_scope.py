"""What the assistant does not know is left alone, kindly, with what it can do."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, labels, reads, said

ELSEWHERE = [
    "who won the world series",
    "whats the weather tomorrow",
    "write my essay for me",
    "who should i vote for",
    "tell me a recipe for lasagna",
    "quien gano el partido anoche",
    "what stocks should i buy",
]


@pytest.mark.parametrize("words", ELSEWHERE)
def test_it_says_so_and_what_it_can_do(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["outcome"] == "unanswerable_out_of_scope", said(reply)
    assert not reply["cards"]
    assert len(labels(reply)) >= 3


@pytest.mark.parametrize(
    "words",
    [
        "what should i ask my boss",
        "can i get pell grant with a felony",
        "will my record be a problem",
        "how do i become one",
        "is it hard",
        "do i need math for that",
    ],
)
def test_a_question_of_a_student_is_no_such_thing(planned: Student, words: str) -> None:
    assert planned.says(words)["outcome"] != "unanswerable_out_of_scope"


def test_the_plan_goes_on_afterwards(planned: Student) -> None:
    planned.says("who won the world series")
    assert "robot" in goal(planned.says("show my plan"))


def test_an_open_question_comes_back(asked_hours: Student) -> None:
    reply = asked_hours.says("who won the world series")
    assert "how many hours" in said(reply)
    assert len(labels(reply)) <= 9


@pytest.mark.parametrize("words", ["asdkjh qwe", "??", "🙂🙂🙂", "the thing with the other thing"])
def test_what_is_not_understood_offers_meanings_and_then_a_person(student: Student, words: str) -> None:
    for _ in range(3):
        reply = student.says(words)
        assert reply["outcome"] in ("clarification", "unanswerable_unknown", "unanswerable_out_of_scope", "answered")
        assert "$" not in reads(reply)
        assert labels(reply)
    assert any("person" in label.lower() or "pass my question" in label.lower() for label in labels(student.replies[-1]))


def test_law_medicine_and_immigration_are_for_people(student: Student) -> None:
    reply = student.says("should i stop taking my antidepressants")
    assert "stop" not in said(reply) or reply["outcome"] != "answered"
