"""The people behind the assistant in tests: the case a student has, and advisors who make moves on it."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

from bot.cases.model import Case
from bot.desk.account import Account, Role
from bot.desk.desk import Desk
from tests.app import Student, parts

_numbers = count(1)
TEAMS = ("advising", "financial_aid", "veterans", "basic_education", "counseling")


def desk() -> Desk:
    return parts().desk  # type: ignore[no-any-return]


def conversation_of(cookie: str | Student) -> str:
    """The id under which a visitor's conversation is stored."""
    secret = cookie if isinstance(cookie, str) else cookie.client.cookies["conversation"]
    return hashlib.sha256(secret.encode()).hexdigest()


def case_of(student: str | Student) -> Case:
    """The newest case of a visitor; there has to be one."""
    case = desk().parts.cases.latest(conversation_of(student))
    assert case, "no case was opened"
    return case


def no_case(student: Student) -> bool:
    return desk().parts.cases.latest(conversation_of(student)) is None


def advisor(name: str = "Ana Ruiz", role: Role = Role.ADVISOR, **more: Any) -> Account:
    """An advisor of every team, whom nobody else has."""
    return desk().parts.accounts.create(f"person{next(_numbers)}@college.example", name, role, TEAMS, ("en", "es"), **more)


def asks(student: Student, question: str = "can i switch to evening classes", contact: str | None = None) -> Case:
    """The student asks for a person, all the way to the case."""
    student.says("can i talk to a real person")
    student.says(question)
    student.presses("Skip")
    student.says(contact) if contact else student.presses("Skip")
    return case_of(student)
