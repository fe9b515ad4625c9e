"""A workspace: the real application on one side, a Slack that records what it is sent on the other."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests import app
from tests.app import base_url, student
from tests.chat.slack_api import Slack
from tests.chat.slack_requests import SlackPerson

__all__ = ["base_url", "student"]

_numbers = itertools.count(1)


@pytest.fixture
def slack() -> Iterator[Slack]:
    """The Slack of this run; at the end nothing of it fails any more, and nothing was sent that it would not take."""
    here = app.slack()
    before = len(here.wrong)
    yield here
    here.heal()
    assert here.wrong[before:] == []


@pytest.fixture
def someone(slack: Slack) -> Iterator[Callable[[], SlackPerson]]:
    """A new person in the workspace."""
    clients = []

    def new() -> SlackPerson:
        clients.append(app.visitor(app.server()))
        return SlackPerson(clients[-1], slack, f"USTUDENT{next(_numbers)}")

    yield new
    for client in clients:
        client.close()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """While it lasts nothing is answered, as where all workers are busy; then all that waits is."""

    @contextmanager
    def waits() -> Iterator[None]:
        service, waiting = app.parts().service, []
        with monkeypatch.context() as busy:
            busy.setattr(service, "answer_soon", lambda turn: waiting.append((asyncio.get_running_loop(), turn)))
            yield
        for loop, turn in waiting:
            loop.call_soon_threadsafe(service.answer_soon, turn)

    return waits


@pytest.fixture
def person(someone: Callable[[], SlackPerson]) -> SlackPerson:
    return someone()
