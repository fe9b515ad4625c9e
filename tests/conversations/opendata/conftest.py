"""Students who talk to a server of its own, whose database has open data besides the pack: an invented nation of eight occupations."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from knowledge.pack import read_pack
from knowledge.store import KnowledgeStore
from tests import nation
from tests.app import ROOT, Student
from tests.chaos.server import Server


@pytest.fixture(scope="session")
def nation_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the Millbrook pack and the invented nation; one for all tests, since it takes seconds to start."""
    folder = tmp_path_factory.mktemp("nation")
    url = f"sqlite:///{folder / 'advisor.db'}"
    store = KnowledgeStore(url)
    store.migrate()
    store.load(read_pack(ROOT / "knowledge" / "packs" / "millbrook"))
    nation.fill(url)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server({"DATABASE_URL": url, "WORKERS": "1", "RATE_LIMIT": "100000/second"}, port, folder / "server.log")
    server.start()
    yield server.address
    server.stop()


@pytest.fixture
def student(nation_server: str) -> Iterator[Student]:
    with httpx.Client(base_url=nation_server, timeout=60) as client:
        yield Student(client)


@pytest.fixture
def guard(student: Student) -> Student:
    """A student who has looked at the work of a guard, beside which the nation's other work stands."""
    student.says("how much does a security guard make")
    return student
