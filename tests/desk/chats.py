"""Students with a chat, and the case that is opened of it as the conversation itself opens it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.cases.model import Case
from tests.app import Student, visitor
from tests.desk.cases import needs_a_person


@contextmanager
def chatting(url: str, *texts: str) -> Iterator[Student]:
    """A student who has written these words."""
    with visitor(url) as client:
        student = Student(client)
        for text in texts:
            student.says(text)
        yield student


def conversation_of(student: Student) -> str:
    return hashlib.sha256(student.client.cookies["conversation"].encode()).hexdigest()


def asks_for_a_person(student: Student, ago: float = 5, due_in: float = 60, **changes: Any) -> Case:
    """The case of a chat, opened ``ago`` minutes ago, to be answered ``due_in`` minutes from now."""
    return needs_a_person(ago, due_in, conversation=conversation_of(student), **changes)
