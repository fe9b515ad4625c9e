"""Two things side by side."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, pay, publishers, said


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("is cna worth it or go straight to lpn", "nursing-assistant", "licensed-practical-nurse"),
        ("plumber or electrician", "plumber", "electrician"),
        ("hvac vs welding which is better", "hvac-technician", "welder"),
        ("que es mejor soldador o electricista", "welder", "electrician"),
        ("medical assistant or dental assistant??", "medical-assistant", "dental-assistant"),
    ],
)
def test_both_pays_are_said(student: Student, words: str, first: str, second: str) -> None:
    reply = student.says(words)
    assert (reply["topic"], reply["outcome"]) == ("compare_options", "answered")
    assert pay(first) in said(reply)
    assert pay(second) in said(reply)
    assert "U.S. Bureau of Labor Statistics" in publishers(reply)
    assert a_person_is_near(reply)


def test_how_long_and_how_much_each_takes(student: Student) -> None:
    text = said(student.says("cna or medical assistant"))
    assert text.count("before aid") == 2
    assert "weeks" in text or "months" in text


def test_a_step_on_the_way_is_called_so(student: Student) -> None:
    assert "first step" in said(student.says("lpn or rn"))


def test_with_one_thing_it_asks_for_the_other(student: Student) -> None:
    reply = student.says("is welding better")
    assert reply["outcome"] == "clarification" or len(cards(reply, "occupation")) == 2
    assert a_person_is_near(reply)


def test_against_the_goal_in_hand(planned: Student) -> None:
    reply = planned.says("would hvac be better than this")
    assert reply["topic"] == "compare_options"
    assert {"HVAC and refrigeration technician", "Robotics technician"} & set(cards(reply, "occupation"))


def test_a_job_that_shares_its_name_with_a_service(student: Student) -> None:
    reply = student.says("compare being a cnc machinist and it help desk for me")
    assert reply["topic"] == "compare_options"
    assert {"Machinist", "Computer support specialist"} <= set(cards(reply, "occupation"))
