"""Teams on this machine, one for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chat.connector import Connector, connector


@pytest.fixture
def teams() -> Iterator[Connector]:
    with connector() as running:
        yield running
        assert running.wrong == [], "real Teams would not have taken it"
