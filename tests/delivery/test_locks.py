"""One turn at a time in a conversation, in one process and in several; and one server on a SQLite database."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.delivery.locks import AnotherProcess, PostgresLocks, Taken, TurnLocks, only_process
from bot.store import StoreUnavailable

POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(params=["one process", "two workers"])
def workers(request: pytest.FixtureRequest) -> Iterator[tuple[TurnLocks, TurnLocks]]:
    if request.param == "one process":
        locks = TurnLocks()
        yield locks, locks
        return
    if not POSTGRES:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL server")
    pair = PostgresLocks(make_url(POSTGRES)), PostgresLocks(make_url(POSTGRES))
    yield pair
    for locks in pair:
        locks.close()


def test_turns_of_a_conversation_never_overlap(workers: tuple[TurnLocks, TurnLocks]) -> None:
    inside, most, done = 0, 0, 0

    async def turn(n: int) -> None:
        nonlocal inside, most, done
        async with workers[n % 2].hold("one"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1
            done += 1

    async def all_at_once() -> None:
        await asyncio.gather(*map(turn, range(30)))

    asyncio.run(all_at_once())
    assert (most, done) == (1, 30)


def test_conversations_do_not_wait_for_each_other(workers: tuple[TurnLocks, TurnLocks]) -> None:
    async def both() -> None:
        async with workers[0].hold("one"), workers[1].hold("two", wait=False):
            pass

    asyncio.run(both())


def test_who_does_not_want_to_wait_is_told(workers: tuple[TurnLocks, TurnLocks]) -> None:
    async def second() -> None:
        async with workers[0].hold("one"), workers[1].hold("one", wait=False):
            pytest.fail("two held the same conversation")

    with pytest.raises(Taken):
        asyncio.run(second())

    async def afterwards() -> None:
        async with workers[1].hold("one", wait=False):
            pass

    asyncio.run(afterwards())


def test_a_turn_that_fails_lets_go(workers: tuple[TurnLocks, TurnLocks]) -> None:
    async def fails_then_goes() -> None:
        with pytest.raises(ZeroDivisionError):
            async with workers[0].hold("one"):
                raise ZeroDivisionError
        async with workers[1].hold("one", wait=False):
            pass

    asyncio.run(fails_then_goes())


@pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL names no PostgreSQL server")
def test_a_worker_that_is_killed_holds_nothing(root: Path) -> None:
    """Its connection ends, and with it its locks."""
    code = (
        "import asyncio, sys\nfrom sqlalchemy.engine import make_url\nfrom bot.delivery.locks import PostgresLocks\n"
        "async def main():\n    async with PostgresLocks(make_url(sys.argv[1])).hold('killed'):\n        print('held', flush=True)\n        await asyncio.sleep(600)\n"
        "asyncio.run(main())"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(POSTGRES)], cwd=root, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    locks = PostgresLocks(make_url(str(POSTGRES)))

    async def take(wait: bool) -> None:
        async with locks.hold("killed", wait=wait):
            pass

    with pytest.raises(Taken):
        asyncio.run(take(wait=False))
    other.kill()
    other.wait()
    asyncio.run(asyncio.wait_for(take(wait=True), 30))
    locks.close()


@pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL names no PostgreSQL server")
def test_a_lost_connection_is_made_again() -> None:
    locks = PostgresLocks(make_url(str(POSTGRES)))

    async def take() -> None:
        async with locks.hold("one", wait=False):
            pass

    asyncio.run(take())
    assert locks._connection
    with psycopg.connect(str(POSTGRES).replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", (locks._connection.info.backend_pid,))
    with pytest.raises(StoreUnavailable):
        asyncio.run(take())
    asyncio.run(take())
    locks.close()


def test_a_second_server_on_a_sqlite_database_is_refused(tmp_path: Path) -> None:
    first = only_process(tmp_path / "advisor.db")
    with pytest.raises(AnotherProcess, match=r"advisor\.db.*PostgreSQL"):
        only_process(tmp_path / "advisor.db")
    first.close()
    only_process(tmp_path / "advisor.db").close()
