"""Students who talk to a server of its own, whose database has open data besides the pack: an invented nation of eight occupations."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.store import KnowledgeStore
from tests import nation
from tests.app import Student, visitor
from tests.chaos.server import Server
from tests.conversations.reading import pack


@contextmanager
def serving(folder: Path, pack: Catalog, fill: Callable[[str], None]) -> Iterator[str]:
    """The address of a server over a pack and what ``fill`` puts beside it."""
    url = f"sqlite:///{folder / 'advisor.db'}"
    store = KnowledgeStore(url)
    store.migrate()
    store.load(pack)
    fill(url)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server({"DATABASE_URL": url, "WORKERS": "1", "RATE_LIMIT": "100000/second"}, port, folder / "server.log")
    try:
        server.start()
        yield server.address
    finally:
        server.stop()


@pytest.fixture(scope="session")
def nation_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Millbrook pack and the invented nation; one for all tests, since it takes seconds to start."""
    with serving(tmp_path_factory.mktemp("nation"), pack(), nation.fill) as address:
        yield address


@pytest.fixture(scope="session")
def home_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, where the pack's college is one of the nation's, so that its programs there are its own."""
    (college,) = pack().providers.values()
    home = replace(pack(), providers={college.id: replace(college, unitid=nation.HOME, state="PA")})
    with serving(tmp_path_factory.mktemp("home"), home, nation.fill) as address:
        yield address


@pytest.fixture
def student(nation_server: str) -> Iterator[Student]:
    with visitor(nation_server) as client:
        yield Student(client)


@pytest.fixture
def guard(student: Student) -> Student:
    """A student who has looked at the work of a guard, beside which the nation's other work stands."""
    student.says("how much does a security guard make")
    return student


@pytest.fixture
def at_home(home_server: str) -> Iterator[Student]:
    with visitor(home_server) as client:
        yield Student(client)
