"""The desk of the running server, with its clock set right before each test."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk.people import DeskServer, desk_server


@pytest.fixture(scope="session")
def running_desk() -> DeskServer:
    return desk_server()


@pytest.fixture
def desk(running_desk: DeskServer) -> DeskServer:
    running_desk.clock.ahead = timedelta()
    return running_desk
