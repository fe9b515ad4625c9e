"""Whoever waits hears that something changed, in this process and in another."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import make_url

from bot.delivery.bell import Bell, PostgresBell

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
LONG = 20.0  # seconds; a test that comes to its end does not wait so long


@pytest.fixture(params=["one process", "two processes"])
def bells(request: pytest.FixtureRequest) -> Iterator[tuple[Bell, Bell]]:
    """The bell that is rung and the bell that is listened to."""
    if request.param == "one process":
        bell = Bell()
        yield bell, bell
        return
    if not POSTGRES:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL server")
    pair = PostgresBell(make_url(POSTGRES)), PostgresBell(make_url(POSTGRES))
    yield pair
    for bell in pair:
        bell.close()


async def heard(bells: tuple[Bell, Bell], topics: tuple[str, ...], ring: Callable[[Bell], None]) -> frozenset[str]:
    """What an ear for ``topics`` hears; rings until it does, since the other process may not listen yet."""
    ringing, listening = bells
    async with listening.listen(*topics) as ear:
        for _ in range(int(LONG / 0.2)):
            ring(ringing)
            if rang := await ear.wait(0.2):
                return rang
    return frozenset()


def test_an_ear_hears_its_topic_and_no_other(bells: tuple[Bell, Bell]) -> None:
    rang = asyncio.run(heard(bells, ("conversation:a", "desk"), lambda bell: bell.ring("conversation:b", "desk")))
    assert rang == {"desk"}


def test_it_may_be_rung_from_any_thread(bells: tuple[Bell, Bell]) -> None:
    def elsewhere(bell: Bell) -> None:
        thread = threading.Thread(target=bell.ring, args=("outbox",))
        thread.start()
        thread.join()

    assert asyncio.run(heard(bells, ("outbox",), elsewhere)) == {"outbox"}


def test_what_rang_before_it_was_asked_for_is_not_lost() -> None:
    bell = Bell()

    async def late() -> frozenset[str]:
        async with bell.listen("a", "b") as ear:
            for topic in ("a", "b", "a"):
                bell.ring(topic)
            return await ear.wait(LONG)

    assert asyncio.run(late()) == {"a", "b"}


def test_silence_ends_the_wait() -> None:
    bell = Bell()

    async def silent() -> frozenset[str]:
        async with bell.listen("a") as ear:
            bell.ring("b")
            return await ear.wait(0.05)

    assert asyncio.run(silent()) == frozenset()


def test_an_ear_of_a_server_that_ended_harms_nobody() -> None:
    bell = Bell()

    async def leave() -> None:
        context = bell.listen("a")
        await context.__aenter__()  # and never leaves, as when the loop is torn down

    asyncio.run(leave())
    bell.ring("a")


@pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL names no PostgreSQL server")
def test_a_lost_connection_is_made_again_and_wakes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was missed meanwhile is looked for."""
    import psycopg

    monkeypatch.setattr("bot.delivery.bell.RETRY", 0.05)
    bell = PostgresBell(make_url(POSTGRES or ""))

    def cut() -> None:
        with psycopg.connect((POSTGRES or "").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN advisor%' AND pid <> pg_backend_pid()"
            )

    async def wait() -> frozenset[str]:
        async with bell.listen("conversation:a") as ear:
            for _ in range(int(LONG / 0.3)):
                cut()
                if rang := await ear.wait(0.3):
                    return rang
        return frozenset()

    assert asyncio.run(wait()) == {"conversation:a"}
    bell.close()
