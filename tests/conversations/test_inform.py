"""A bare fact: it changes the plan in hand, narrows what was shown, or is kept for later."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, ladder, plan_weeks, reads, said, step_rows, steps


def test_evenings_only_works_on_the_plan(student: Student) -> None:
    student.says("i want to be a welder, ged, 20 hours a week, daytime")
    reply = student.says("evenings only")
    assert "welder" in goal(reply)
    assert all("evening" in when or "online" in when for when in step_rows(reply, "When"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("im 34 with 2 kids", "2"),
        ("i can do 25 hours", "25 hours"),
        ("i have $800", "$800"),
        ("i work as a forklift driver", "forklift"),
    ],
)
def test_a_fact_is_kept_and_shown_with_the_plan(planned: Student, words: str, told: str) -> None:
    planned.says(words)
    assert told in said(planned.says("show my plan"))


def test_a_fact_that_changes_nothing_is_not_called_a_change(planned: Student) -> None:
    before = planned.replies[-1]
    reply = planned.says("i have 2 kids")
    if steps(reply) == steps(before):
        assert "i changed the plan" not in said(reply), said(reply)


def test_when_the_goal_moves_it_says_why(student: Student) -> None:
    student.says("something in health care, have my ged, evenings")
    before = goal(student.replies[-1])
    reply = student.says("5 hours a week")
    if any(card["ladder"] for card in reply["cards"]) and goal(reply) != before:
        assert "changed" in said(reply) or "5 hours" in said(reply), said(reply)


def test_facts_before_any_goal_are_noted(student: Student) -> None:
    reply = student.says("i only have mondays and tuesdays at night, about 8 hours")
    assert "not sure" not in said(reply).split("what")[0]
    student.says("i want to be a welder and i have my ged")
    assert "8 hours" in said(student.says("show my plan"))


def test_more_hours_less_time(planned: Student) -> None:
    before = plan_weeks(planned.replies[-1])
    assert plan_weeks(planned.says("i could do 20 hours a week")) < before


def test_little_english_puts_english_first(student: Student) -> None:
    student.says("i want to be a nursing assistant, have a diploma from mexico")
    reply = student.says("my english is very basic")
    assert "english" in steps(reply)[0].lower() or "basic skills" in steps(reply)[0].lower(), steps(reply)
    assert ladder(reply)


def test_what_it_cannot_read_it_admits(student: Student) -> None:
    reply = student.says("blorp zint 77 gargle")
    assert reply["outcome"] in ("clarification", "unanswerable_unknown", "unanswerable_out_of_scope")
    assert reply["choices"]
    assert "$" not in reads(reply)
