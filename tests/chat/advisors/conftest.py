"""A college with rooms in Slack and Teams, an advisor, and a student with a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cases.model import Case
from bot.desk.account import Account
from tests.chat.advisors.college import College, Student, fresh


@pytest.fixture
def college(tmp_path: Path) -> College:
    return College(fresh(tmp_path))


@pytest.fixture
def ana(college: College) -> Account:
    return college.hire()


@pytest.fixture
def student(college: College) -> Student:
    return Student(college)


@pytest.fixture
def case(college: College, student: Student) -> Case:
    """A case whose card stands in the room of Advising."""
    student.says("hi there")
    case = student.asks("can i switch to evening classes", name="Maya Cole", contact="maya@students.example")
    college.sends()
    return case
