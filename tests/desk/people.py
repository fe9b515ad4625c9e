"""The desk on a running server for tests: its gate, a clock that can be moved, and advisors with a browser's cookie jar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import httpx
from argon2 import PasswordHasher
from sqlalchemy import delete

from bot.desk.account import Account, Role
from bot.desk.signin.gate import Gate
from bot.desk.signin.passwords import Passwords
from bot.server import create_app
from bot.settings import Settings
from bot.store.tables import advisors, cases, drafts
from tests.app import parts, quiet, serve, visitor

PASSWORD = "seven green heavy trees"
HTML = {"accept": "text/html,application/xhtml+xml"}
QUICK = Passwords(
    PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
)  # the same, without the work that keeps guessers out
_number = count(1)


@dataclass
class Clock:
    """The present moment, moved on by tests."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def passes(self, **time: float) -> None:
        self.ahead += timedelta(**time)


@dataclass
class DeskServer:
    """A running server and what stands behind its desk."""

    url: str
    gate: Gate
    clock: Clock = field(default_factory=Clock)

    def hire(
        self, role: Role = Role.ADVISOR, teams: Collection[str] = ("advising",), password: str | None = PASSWORD, **more: Any
    ) -> Account:
        """An account nobody else has."""
        number = next(_number)
        hashed = hashed_once(password) if password else None
        email, name = f"advisor{number}@college.example", more.pop("name", f"Advisor Number {number}")
        return self.gate.accounts.create(email, name, role, teams, ["en"], password_hash=hashed, **more)

    @contextmanager
    def browser(self, **options: Any) -> Iterator[httpx.Client]:
        """A browser that nobody is signed in with."""
        with visitor(self.url, headers=HTML, **options) as client:
            yield client

    @contextmanager
    def at_desk(self, account: Account, password: str = PASSWORD) -> Iterator[httpx.Client]:
        """A browser in which this advisor is signed in."""
        with self.browser() as client:
            answer = sign_in(client, account.username, password)
            assert answer.status_code == 303, answer.text
            yield client


def desk_server(passwords: Passwords = QUICK, **settings: Any) -> DeskServer:
    """A desk on a free port over the shared database, with these settings."""
    app = create_app(quiet(), Settings(**{"rate_limit": "100000/second", "sign_in_rate": "100000/second", **settings}))
    app.state.local_sign_in.answer_after, app.state.local_sign_in.passwords = 0.0, passwords
    desk = DeskServer(serve(app), app.state.gate)
    app.state.gate.clock = desk.clock
    return desk


def let_all_go() -> None:
    """No account, case or proposal of other tests: lists of hundreds of them make every page of the desk long."""
    with parts().database.transaction() as connection:
        for table in (cases, drafts, advisors):
            connection.execute(delete(table))


@cache
def hashed_once(password: str) -> str:
    return QUICK.hash(password)


def sign_in(client: httpx.Client, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    return client.post("/desk/sign-in", data={"email": email, "password": password}, **more)


def token(client: httpx.Client, path: str = "/desk/account") -> str:
    """The token that the forms of a page carry."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def send(client: httpx.Client, path: str, **fields: Any) -> httpx.Response:
    """Send a form of a page, with its token."""
    return client.post(path, data={"csrf": token(client), **fields})
