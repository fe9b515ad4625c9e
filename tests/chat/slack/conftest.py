"""A workspace: the real application on one side, a Slack that records what it is sent on the other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

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
def person(someone: Callable[[], SlackPerson]) -> SlackPerson:
    return someone()
