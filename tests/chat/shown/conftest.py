"""Both platforms beside one application."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests import app
from tests.app import base_url, student
from tests.chat.connector import Connector
from tests.chat.slack_api import Slack
from tests.chat.talks import Talk, talk

__all__ = ["base_url", "student"]


@pytest.fixture(autouse=True)
def slack() -> Iterator[Slack]:
    """The Slack of this run; at the end nothing of it fails any more, and nothing was sent that it would not take."""
    here = app.slack()
    before = len(here.wrong)
    yield here
    here.heal()
    assert here.wrong[before:] == []


@pytest.fixture(autouse=True)
def teams() -> Iterator[Connector]:
    """The Teams of this run, held to the same."""
    here = app.teams()
    before = len(here.wrong)
    yield here
    here.heal()
    assert here.wrong[before:] == []


@pytest.fixture
def someone() -> Iterator[Callable[[str], Talk]]:
    """A new person on a platform."""
    with app.visitor(app.server()) as client:
        yield lambda platform: talk(platform, client)
