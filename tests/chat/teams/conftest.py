"""Teams on this machine: one of its own for a test of a part, and the one that the whole application speaks to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests import app
from tests.app import base_url, student
from tests.chat.connector import Connector, connector
from tests.chat.slack.conftest import held
from tests.chat.teams_people import TeamsPerson

__all__ = ["base_url", "held", "student"]

_numbers = itertools.count(1)


@pytest.fixture
def teams() -> Iterator[Connector]:
    with connector() as running:
        yield running
        assert running.wrong == [], "real Teams would not have taken it"


@pytest.fixture
def assistant() -> Iterator[Connector]:
    """The Teams of the real application; at the end nothing of it fails any more, and nothing was sent that it would not take."""
    here = app.teams()
    before = len(here.wrong)
    yield here
    here.heal()
    assert here.wrong[before:] == [], "real Teams would not have taken it"


@pytest.fixture
def someone(assistant: Connector) -> Iterator[Callable[[], TeamsPerson]]:
    """A new person with the app."""
    clients = []

    def new() -> TeamsPerson:
        clients.append(app.visitor(app.server()))
        return TeamsPerson(clients[-1], assistant, f"29:student{next(_numbers)}")

    yield new
    for client in clients:
        client.close()


@pytest.fixture
def person(someone: Callable[[], TeamsPerson]) -> TeamsPerson:
    return someone()
