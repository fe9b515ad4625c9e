"""What is put into the outbox goes out once, in order, and again until it is taken."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.delivery.bell import Bell
from bot.delivery.locks import TurnLocks
from bot.delivery.outbox import LONGEST_PAUSE, Outbox, pause
from bot.delivery.senders import NotNow, OutboxRow, Outgoing, Undeliverable
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.store.outbox import OutboxStore
from bot.store.tables import outbox
from tests.web.conftest import failing


class Post:
    """A sender that fails as it is told, and notes what it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.trouble: Callable[[Outgoing], Exception | None] = lambda item: None

    async def send(self, item: Outgoing) -> None:
        if error := self.trouble(item):
            raise error
        self.taken.append(item.payload["text"])


@pytest.fixture
def rows(database: Database) -> OutboxStore:
    return OutboxStore(database)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def worker(rows: OutboxStore, post: Post) -> Outbox:
    return Outbox(rows, {"post": post}, TurnLocks(), Bell(), random.Random(7))


def put(database: Database, rows: OutboxStore, text: str, lane: str = "one", **more: Any) -> bool:
    with database.transaction() as connection:
        return rows.put(connection, OutboxRow(**{"lane": lane, "channel": "post", "key": text, "payload": {"text": text}} | more))


def state(database: Database, key: str) -> dict[str, Any]:
    with database.transaction() as connection:
        return dict(connection.execute(select(outbox).where(outbox.c.key == key)).mappings().one())


def time_passes(database: Database) -> None:
    """Whatever waits for its time is due."""
    with database.transaction() as connection:
        connection.execute(update(outbox).values(due=datetime.now(UTC) - timedelta(seconds=1)))


def send(worker: Outbox) -> None:
    asyncio.run(worker.send_due())


def test_a_lane_goes_out_in_order(database: Database, rows: OutboxStore, worker: Outbox, post: Post) -> None:
    for text in "abcde":
        put(database, rows, text)
    send(worker)
    assert post.taken == list("abcde")
    send(worker)
    assert post.taken == list("abcde"), "and once"
    assert rows.waiting() == 0


def test_the_same_key_is_never_put_in_twice(database: Database, rows: OutboxStore, worker: Outbox, post: Post) -> None:
    assert put(database, rows, "a")
    assert not put(database, rows, "a")
    send(worker)
    assert not put(database, rows, "a"), "not even after it went out"
    send(worker)
    assert post.taken == ["a"]


def test_what_fails_is_tried_again_and_holds_back_what_follows_in_its_lane(
    database: Database, rows: OutboxStore, worker: Outbox, post: Post
) -> None:
    for text in ("a1", "a2"):
        put(database, rows, text, "a")
    put(database, rows, "b1", "b")
    post.trouble = lambda item: NotNow(None, "the other side is away") if item.payload["text"] == "a1" else None
    send(worker)
    assert post.taken == ["b1"], "other lanes go on"
    send(worker)
    assert post.taken == ["b1"], "it is not tried again at once"
    assert state(database, "a1")["error"] == "the other side is away"
    post.trouble = lambda item: None
    time_passes(database)
    send(worker)
    assert post.taken == ["b1", "a1", "a2"]
    assert state(database, "a1")["attempts"] == 2


def test_a_sender_that_breaks_is_no_reason_to_lose_anything(
    database: Database, rows: OutboxStore, worker: Outbox, post: Post
) -> None:
    put(database, rows, "a")
    post.trouble = lambda item: ZeroDivisionError("oh")
    send(worker)
    post.trouble = lambda item: None
    time_passes(database)
    send(worker)
    assert post.taken == ["a"]


def test_the_other_side_may_say_how_long_to_wait(database: Database, rows: OutboxStore, worker: Outbox, post: Post) -> None:
    put(database, rows, "a")
    post.trouble = lambda item: NotNow(3600, "too many requests")
    before = datetime.now(UTC)
    send(worker)
    due = rows.next_due()
    assert due
    assert due - before >= timedelta(seconds=3600)


def test_pauses_grow_and_end_growing() -> None:
    chance = random.Random(1)
    pauses = [pause(attempts, chance) for attempts in range(40)]
    assert all(1.0 <= p <= LONGEST_PAUSE for p in pauses)
    assert pauses[0] <= 2.0
    assert pauses[3] >= 8.0
    assert max(pauses) > LONGEST_PAUSE / 2


def test_what_can_never_be_delivered_is_given_up_and_the_lane_goes_on(
    database: Database, rows: OutboxStore, worker: Outbox, post: Post
) -> None:
    for text in ("a", "b"):
        put(database, rows, text)
    post.trouble = lambda item: Undeliverable("no such address") if item.payload["text"] == "a" else None
    send(worker)
    assert post.taken == ["b"]
    given_up = state(database, "a")
    assert given_up["given_up"]
    assert given_up["error"] == "no such address"


def test_a_channel_that_was_turned_off_keeps_its_messages(
    database: Database, rows: OutboxStore, worker: Outbox, post: Post
) -> None:
    put(database, rows, "a", channel="pigeon")
    send(worker)
    assert rows.waiting() == 1
    assert "pigeon" in state(database, "a")["error"]


def test_nothing_goes_before_its_time(database: Database, rows: OutboxStore, worker: Outbox, post: Post) -> None:
    put(database, rows, "tomorrow", due=datetime.now(UTC) + timedelta(days=1))
    send(worker)
    assert post.taken == []
    time_passes(database)
    send(worker)
    assert post.taken == ["tomorrow"]


def test_two_workers_send_a_lane_once(database: Database, rows: OutboxStore, post: Post) -> None:
    for text in "abcdefgh":
        put(database, rows, text)
    locks = TurnLocks()
    workers = [Outbox(rows, {"post": post}, locks, Bell()) for _ in range(2)]

    async def both() -> None:
        await asyncio.gather(*(worker.send_due() for worker in workers))

    asyncio.run(both())
    assert post.taken == list("abcdefgh")


def test_a_sender_that_hangs_holds_up_no_other_lane(database: Database, rows: OutboxStore) -> None:
    """Neither what waits with it nor what comes later: an urgent mail must not wait for a chat that does not answer."""
    let_go, sent = asyncio.Event(), asyncio.Queue[str]()

    class Hangs:
        async def send(self, item: Outgoing) -> None:
            if item.channel == "slow":
                await let_go.wait()
            await sent.put(item.key)

    async def scene() -> list[str]:
        bell, told = Bell(), []
        worker = asyncio.create_task(Outbox(rows, {"slow": Hangs(), "post": Hangs()}, TurnLocks(), bell).work())
        for n in range(12):  # more than go at once
            put(database, rows, f"slow {n}", f"slow {n}", channel="slow")
        for key in ("early", "late"):
            put(database, rows, key, key)
            bell.ring("outbox")
            told.append(await asyncio.wait_for(sent.get(), 10))
        let_go.set()
        told += [await asyncio.wait_for(sent.get(), 10) for _ in range(12)]
        worker.cancel()
        return told

    told = asyncio.run(scene())
    assert told[:2] == ["early", "late"]
    assert sorted(told[2:]) == sorted(f"slow {n}" for n in range(12))


def test_what_waits_behind_a_late_one_is_no_reason_to_look_all_the_time(database: Database, rows: OutboxStore) -> None:
    put(database, rows, "first", due=datetime.now(UTC) + timedelta(hours=1))
    put(database, rows, "second")
    due = rows.next_due()
    assert due
    assert due > datetime.now(UTC) + timedelta(minutes=59)


def test_a_transaction_that_fails_puts_nothing_in(database: Database, rows: OutboxStore) -> None:
    def fails() -> None:
        with database.transaction() as connection:
            rows.put(connection, OutboxRow(lane="one", channel="post", key="a", payload={}))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert rows.waiting() == 0


def test_with_a_conversation_what_is_unsent_is_deleted(database: Database, rows: OutboxStore) -> None:
    store = ConversationStore(database)
    store.open("talk", "web")
    put(database, rows, "a", conversation="talk")
    put(database, rows, "b")
    store.delete("talk")
    assert rows.waiting() == 1


def test_it_works_as_long_as_the_server_runs(database: Database, rows: OutboxStore, post: Post) -> None:
    """Rung by the bell, and undismayed by a database that is away."""
    bell = Bell()
    worker = Outbox(rows, {"post": post}, TurnLocks(), bell)

    async def run() -> None:
        working = asyncio.create_task(worker.work())
        with failing(database.engine, "SELECT"):
            bell.ring("outbox")
            await asyncio.sleep(0.05)
        put(database, rows, "a")
        while not post.taken:
            bell.ring("outbox")
            await asyncio.sleep(0.01)
        assert not working.done()
        working.cancel()

    asyncio.run(asyncio.wait_for(run(), 30))
    assert post.taken == ["a"]


def test_a_database_that_is_away_says_so(rows: OutboxStore, database: Database) -> None:
    with failing(database.engine, "SELECT"), pytest.raises(StoreUnavailable):
        rows.waiting()
