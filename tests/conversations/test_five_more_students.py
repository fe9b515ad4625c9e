"""What five students stumbled over when the whole was read once more."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import said, step_rows


def test_who_has_driven_trucks_for_years_need_not_like_driving(student: Student) -> None:
    reply = student.says("been driving truck 22 yrs my back is shot whats somthing indoors that pays ok")
    assert "because you said driving" not in said(reply)
    assert "police" not in said(reply)
    assert "close to truck driver" in said(reply)


@pytest.mark.parametrize("told", ["im done w work at 4 every day", "i get off at 5", "i get out of work at 3:30"])
def test_who_is_done_with_work_in_the_afternoon_gets_evenings(student: Student, told: str) -> None:
    reply = student.says(f"i want to be a welder, i have my ged, {told}")
    assert step_rows(reply, "When")[0].startswith("evening"), reply["messages"]


def test_off_in_the_morning_is_no_evening(student: Student) -> None:
    reply = student.says("i want to be a welder, i have my ged, i get off at 6 am")
    assert "evening" not in step_rows(reply, "When")[0]


def test_who_moves_away_is_not_shown_the_same_plan_again(student: Student) -> None:
    """Where no list of other colleges was imported."""
    student.says("i want to be a welder, i have my ged")
    reply = student.says("what if i move to california")
    assert "only know the classes of this college" in said(reply)
    assert not [card for card in reply["cards"] if card["ladder"]]


def test_of_two_to_compare_the_one_that_is_not_here_is_named(student: Student) -> None:
    reply = student.says("whats the diff between a sonographer n a radiology tech and do yall teach either")
    assert "you asked about sonographer" in said(reply)
    assert "$80,110" in str(reply["cards"])
    told = said(student.says("is that going away bc of ai"))
    assert "4.3%" in told
