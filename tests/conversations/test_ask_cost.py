"""The price of what was just shown."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import cost, plan_cost, said, steps


@pytest.mark.parametrize("words", ["how much is it", "whats the cost", "how much will this run me", "cuánto cuesta"])
def test_of_the_plan_step_by_step(planned: Student, words: str) -> None:
    before = planned.replies[-1]
    reply = planned.says(words)
    assert reply["topic"] == "ask_cost"
    assert f"${plan_cost(before):,}" in said(reply)
    assert len([line for line in said(reply).splitlines() if line[:1].isdigit()]) == len(steps(before))


def test_aid_is_not_certain(planned: Student) -> None:
    text = said(planned.says("how much is it"))
    assert "before aid" in text
    assert "isn't certain" in text or "if you" in text


def test_no_talk_of_aid_where_none_is_counted(student: Student) -> None:
    student.says("i want to be a nursing assistant, no diploma, 20 hours a week, daytime")
    reply = student.says("how much is it")
    if "aid counted:" not in said(reply):
        assert "if you get the aid" not in said(reply), said(reply)


def test_of_the_class(student: Student) -> None:
    student.says("tell me about the welding certificate program")
    reply = student.says("how much is it")
    assert cost("welding-certificate") in said(reply)


def test_of_the_nearest_plan_when_the_wish_is_blocked(student: Student) -> None:
    student.says("i want to be a registered nurse, hs diploma, i can only do weekends, 20 hours a week")
    assert "$" in said(student.says("how much is it"))


def test_without_anything_it_asks_of_what(student: Student) -> None:
    assert student.says("how much is it")["outcome"] == "clarification"


def test_the_open_question_comes_back(asked_hours: Student) -> None:
    reply = asked_hours.says("how much is it")
    assert "$" in said(reply)
    assert "how many hours" in said(reply), "a side question is answered and the plan goes on"


@pytest.mark.parametrize("words", ["how much is all that", "cuanto cuesta todo eso"])
def test_with_nothing_in_hand_there_is_something_to_press(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["outcome"] == "clarification"
    assert len(reply["choices"]) >= 3


def test_a_fee_that_is_not_known_names_who_sets_it(student: Student) -> None:
    reply = student.says("what is comptia a+ and what does it cost")
    fee = [row["value"] for card in reply["cards"] for row in card["rows"] if "fee" in row["label"].lower()]
    assert fee
    assert "CompTIA" in fee[0]
