"""The desk of the running server, with its clock set right before each test, and the people who work at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from bot.desk.account import Account, Role
from tests.app import parts
from tests.desk import cases
from tests.desk.people import DeskServer, desk_server, let_all_go


@pytest.fixture(scope="session")
def running_desk() -> DeskServer:
    return desk_server()


@pytest.fixture(scope="module", autouse=True)
def nobody_of_other_tests() -> None:
    if parts.cache_info().currsize:
        let_all_go()


@pytest.fixture
def desk(running_desk: DeskServer) -> DeskServer:
    running_desk.clock.ahead = timedelta()
    return running_desk


@dataclass
class Advisor:
    """An advisor who is signed in: the account and their browser."""

    account: Account
    browser: httpx.Client


@dataclass
class Staff:
    """Who works at the desk in a test, signed in."""

    ana: Advisor  # of Advising
    ben: Advisor  # of Financial Aid
    lea: Advisor  # a lead, of no team


@pytest.fixture
def staff(desk: DeskServer) -> Iterator[Staff]:
    """An advisor, an advisor of another team and a lead, at a desk without any case."""
    cases.clear()
    with ExitStack() as stack:

        def signed_in(account: Account) -> Advisor:
            return Advisor(account, stack.enter_context(desk.at_desk(account)))

        yield Staff(
            signed_in(desk.hire(name="Ana Ruiz", teams=["advising"])),
            signed_in(desk.hire(name="Ben Ode", teams=["financial_aid"])),
            signed_in(desk.hire(Role.LEAD, name="Lea Dunn", teams=[])),
        )
