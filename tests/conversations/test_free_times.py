"""Who works days is not sent to a class in the daytime: when a student can come follows from when they can't."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import step_rows


def when(student: Student, text: str) -> str:
    """When the classes of the first plan meet."""
    return " ".join(step_rows(student.says(text), "When")).lower()


@pytest.mark.parametrize(
    "told",
    [
        "i work days",
        "i work during the day",
        "im working mornings right now",
        "i work 9 to 5",
        "my job is during the day",
        "i cant do mornings",
        "im busy during the day",
        "i work days not nights",
    ],
)
def test_who_is_busy_by_day_gets_evenings(student: Student, told: str) -> None:
    assert when(student, f"i want to be a welder, i have my ged, {told}").startswith("evening")


def test_it_is_understood_in_spanish(student: Student) -> None:
    reply = student.says("quiero ser soldador, tengo ged y trabajo de dia")
    assert "noche" in " ".join(reply["messages"]).lower()


def test_told_later_it_changes_the_plan(student: Student) -> None:
    assert "day" in when(student, "i want to be a welder, i have my ged")
    assert when(student, "i work days").startswith("evening")


def test_who_works_nights_gets_days(student: Student) -> None:
    assert when(student, "i work nights, i want to be a welder and i have my ged").startswith("day")


@pytest.mark.parametrize(
    "asked",
    ["i want to work days", "will i work days", "do welders work days", "i want a job where i work days", "is it day shift"],
)
def test_hours_of_the_job_are_no_hours_of_the_student(student: Student, asked: str) -> None:
    student.says("i want to be a welder, i have my ged")
    student.says(asked)
    assert "day" in when(student, "show my plan")


def test_classes_asked_for_are_looked_for_beside_work(student: Student) -> None:
    told = " ".join(student.says("do you have welding classes? i work days")["messages"])
    assert "evenings or weekends" in told
    assert "Bootcamp" not in told, "it meets in the mornings"
