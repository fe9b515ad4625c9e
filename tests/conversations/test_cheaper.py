"""The plan in hand for less money."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, plan_cost, reads, said


@pytest.mark.parametrize(
    "words", ["cheaper", "thats too expensive", "i cant afford that", "anything that costs less?", "the cheapest one"]
)
def test_it_costs_less_or_says_that_nothing_does(student: Student, words: str) -> None:
    before = student.says("i want to be a welder, no diploma, 20 hours a week, daytime")
    reply = student.says(words)
    assert reply["topic"] == "cheaper"
    assert "welder" in goal(reply)
    assert plan_cost(reply) < plan_cost(before) or "already the cheapest" in said(reply)


def test_the_cheapest_already_comes_with_ways_to_pay(planned: Student) -> None:
    planned.says("cheaper")
    reply = planned.says("cheaper")
    assert "cheapest" in said(reply)
    assert "scholarship" in reads(reply) or "grant" in reads(reply)


def test_facts_stay(planned: Student) -> None:
    planned.says("cheaper")
    assert "10 hours" in said(planned.says("show my plan"))


def test_without_a_plan_it_asks_for_a_goal(student: Student) -> None:
    reply = student.says("cheaper")
    assert reply["outcome"] == "clarification"
    assert reply["choices"]


def test_mas_barato(planned_es: Student) -> None:
    reply = planned_es.says("más barato")
    assert (reply["topic"], reply["language"]) == ("cheaper", "es")
