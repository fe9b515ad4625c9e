"""A fact put right: what stood before no longer counts, and the plan follows."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, offers, said, step_rows, steps


def test_a_credential_already_held_is_skipped(planned: Student) -> None:
    assert "CPT" in steps(planned.replies[-1])[0]
    reply = planned.says("actually i already have my CPT")
    assert not any("CPT" in step for step in steps(reply))
    assert "already have" in said(reply)


def test_no_diploma_after_all(student: Student) -> None:
    student.says("i want to be a welder, have my diploma, 20 hours a week, evenings")
    reply = student.says("wait actually i never finished high school")
    assert any(word in steps(reply)[0] for word in ("Basic Skills", "GED", "Basic Education", "High School"))


@pytest.mark.parametrize("words", ["sorry i meant 6 hours not 10", "no wait, 6 hours a week", "actually its only 6 hrs"])
def test_the_new_hours_count(planned: Student, words: str) -> None:
    planned.says(words)
    told = said(planned.says("show my plan"))
    assert "6 hours" in told
    assert "10 hours" not in told


@pytest.mark.parametrize("words", ["actually no, days are better", "no wait, i meant daytime", "i mean mornings not evenings"])
def test_the_new_time_takes_the_place_of_the_old(planned: Student, words: str) -> None:
    reply = planned.says(words)
    assert all("evening" not in when for when in step_rows(reply, "When")), step_rows(reply, "When")
    assert "evening" not in said(planned.says("show my plan")).split("based on")[-1].split("\n")[0]


def test_online_instead_of_weekends(student: Student) -> None:
    student.says("i want to get into cybersecurity, have an associates degree, 15 hours a week")
    student.says("i can only do weekends")
    reply = student.says("no wait, online")
    assert "weekend" not in said(reply), said(reply)


def test_another_goal_takes_the_place_of_the_first(planned: Student) -> None:
    reply = planned.says("actually i'd rather be an electrician")
    assert "electrician" in goal(reply)
    assert "robot" not in goal(reply)


def test_de_hecho_ya_tengo(planned_es: Student) -> None:
    reply = planned_es.says("en realidad ya tengo mi CPT")
    assert reply["language"] == "es"
    assert not any("CPT" in step for step in steps(reply))


def test_a_correction_leaves_the_ways_to_change_it(planned: Student) -> None:
    reply = planned.says("actually i already have my CPT")
    assert offers(reply, "person")
    assert offers(reply, "Why")
