"""No, to what was asked or offered."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.reading import labels, ladder, said


def test_no_leaves_a_way_on(planned: Student) -> None:
    reply = planned.says("no i dont like that")
    assert labels(reply)
    assert reply["outcome"] != "error_internal"


def test_no_with_a_fact_is_the_fact(student: Student) -> None:
    student.says("i want to be a welder")
    reply = student.says("no, never finished high school")
    assert any(word in ladder(reply)["steps"][0]["title"] for word in ("Basic Skills", "GED", "Basic Education"))


def test_a_newcomer_s_no(student: Student) -> None:
    student.says("hi")
    reply = student.says("nope")
    assert labels(reply)
    assert "back to your plan" not in said(reply), "there is no plan"
