"""Five kills of ``make chaos``: what was acknowledged is answered exactly once, whatever happens to the server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chaos.run import run
from tests.knowledge.databases import PostgresServer


def test_nothing_is_lost_or_doubled_on_sqlite(tmp_path: Path) -> None:
    result = run(f"sqlite:///{tmp_path}/advisor.db", tmp_path, kills=3, seed=1)
    assert result.faults == []
    assert sum(result.kills.values()) == 3
    assert result.broken > 0, "the server was killed in the middle of something"
    assert result.account.cases > 0


def test_nothing_is_lost_or_doubled_with_two_workers(tmp_path: Path) -> None:
    given = os.environ.get("TEST_POSTGRES_URL")
    if not given:
        pytest.skip("no PostgreSQL to test on; set TEST_POSTGRES_URL")
    server = PostgresServer(given)
    url = server.new()
    try:
        result = run(url, tmp_path, kills=2, seed=3, workers=2)
    finally:
        server.drop(url)
    assert result.faults == []
    assert sum(result.kills.values()) == 2
    assert result.account.cases > 0
