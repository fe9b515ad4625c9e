"""Visitors of the running server, and what is stored of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.store import ConversationStore
from tests.app import Student, application, base_url, server, student, visitor

__all__ = ["base_url", "student"]


@pytest.fixture
def another(base_url: str) -> Iterator[Student]:
    """A second visitor, on another device."""
    with visitor(base_url) as client:
        yield Student(client)


@pytest.fixture
def visitor_at() -> Iterator[Callable[[str], Student]]:
    """Visitors of a server with a rate limit."""
    clients: list[httpx.Client] = []

    def visit(rate_limit: str) -> Student:
        clients.append(visitor(server(rate_limit)))
        return Student(clients[-1])

    yield visit
    for client in clients:
        client.close()


@pytest.fixture
def store(base_url: str) -> ConversationStore:
    """The store of the running server."""
    return application().store  # type: ignore[no-any-return]


def conversation_of(student: Student) -> str:
    """The id under which a visitor's conversation is stored."""
    return hashlib.sha256(student.client.cookies["conversation"].encode()).hexdigest()


def history(student: Student) -> list[dict[str, Any]]:
    """The turns that a visitor is shown."""
    answer = student.client.get("/api/messages")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["turns"])


def refused(answer: httpx.Response, status: int) -> str:
    """The sentence of a refusal; it has to be one, and fit to show."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:300]}"
    body = answer.json()
    assert list(body) == ["error"], body
    assert len(body["error"]) > 5
    assert "Traceback" not in body["error"]
    return str(body["error"])


@contextmanager
def failing(engine: Engine, *beginnings: str) -> Iterator[None]:
    """The database fails on statements that begin so."""

    def fail(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(beginnings):
            raise OperationalError(statement, {}, Exception("the disk is full"))

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)
