"""Students with a chat, and the case that is opened of it as the conversation itself opens it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.cases import machine
from bot.cases.model import ASSISTANT, Asked, Case, Priority, Reason
from tests.app import Student
from tests.desk.cases import desk_of_tests


@contextmanager
def chatting(url: str, *texts: str) -> Iterator[Student]:
    """A student who has written these words."""
    with httpx.Client(base_url=url, timeout=60) as client:
        student = Student(client)
        for text in texts:
            student.says(text)
        yield student


def conversation_of(student: Student) -> str:
    return hashlib.sha256(student.client.cookies["conversation"].encode()).hexdigest()


def asks_for_a_person(student: Student, ago: float = 5, due_in: float = 60, **changes: Any) -> Case:
    """The case of a chat, opened ``ago`` minutes ago, to be answered ``due_in`` minutes from now."""
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "reason": Reason.REQUESTED,
        "priority": Priority.NORMAL,
        "topic": "financial_aid",
        "team": "advising",
        "about": "my aid has not come",
        "due": now + timedelta(minutes=due_in),
    }
    asked = Asked(**{**values, **changes})
    parts = desk_of_tests().parts
    with parts.database.transaction() as connection:
        opened = machine.open_case(conversation_of(student), asked, ASSISTANT, now - timedelta(minutes=ago))
        case = parts.cases.insert(connection, opened)
    parts.ring(case)
    return case
