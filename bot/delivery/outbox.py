"""Send what is due: each lane in order, one worker at a lane, again with growing pauses until it is taken."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery.bell import Bell, Ear
from bot.delivery.locks import Taken, TurnLocks
from bot.delivery.senders import NotNow, Outgoing, Sender, Undeliverable
from bot.store import StoreUnavailable
from bot.store.outbox import OutboxStore

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 900.0  # seconds between two attempts
ATTEMPTS = 120  # a little over a day at the longest pause; then a person has to look
LOOK_EVERY = 15.0  # seconds; what another worker put in is seen even if its bell was not heard
AT_ONCE = 8  # lanes of one channel


def pause(attempts: int, chance: random.Random) -> float:
    """Seconds until the next attempt: doubled each time up to the longest, with chance so that not all come at once."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 20)) * chance.uniform(0.5, 1.0)


@dataclass
class _Running:
    """The lanes that one loop is sending, and how many of each channel at once."""

    lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    gates: dict[str, asyncio.Semaphore] = field(default_factory=dict)


class Outbox:
    """Takes what waits in the store to the sender of its channel."""

    def __init__(
        self, store: OutboxStore, senders: Mapping[str, Sender], locks: TurnLocks, bell: Bell, chance: random.Random | None = None
    ) -> None:
        self._store = store
        self._senders = senders
        self._locks = locks
        self._bell = bell
        self._chance = chance or random.Random()

    async def work(self) -> None:
        """As long as the server runs. A sender that hangs holds up its lane, no other."""
        async with self._bell.listen("outbox") as ear:
            running = _Running()
            try:
                while True:
                    await ear.wait(await self._look(running, ear))
            finally:
                for lane in running.lanes.values():
                    lane.cancel()

    async def send_due(self) -> None:
        """Send what is due now, several lanes at once."""
        await asyncio.gather(*await self._start(_Running()))

    async def _look(self, running: _Running, ear: Ear) -> float:
        """Start what is due; seconds until the next look, unless the bell rings or a lane ends before."""
        try:
            for lane in await self._start(running):
                lane.add_done_callback(lambda _: ear.hear("outbox"))  # what it left for later has a moment of its own
            due = await asyncio.to_thread(self._store.next_due, tuple(running.lanes))
        except StoreUnavailable:
            logger.exception("the outbox can't be read; trying again")
            return LOOK_EVERY
        return min(LOOK_EVERY, max(0.2, (due - datetime.now(UTC)).total_seconds())) if due else LOOK_EVERY

    async def _start(self, running: _Running) -> list[asyncio.Task[None]]:
        started = []
        for lane, channel in (await asyncio.to_thread(self._store.lanes, datetime.now(UTC))).items():
            if lane not in running.lanes:
                task = running.lanes[lane] = asyncio.create_task(self._run(running, lane, channel))
                started.append(task)
        return started

    async def _run(self, running: _Running, lane: str, channel: str) -> None:
        try:
            async with running.gates.setdefault(channel, asyncio.Semaphore(AT_ONCE)):
                await self._send_lane(lane)
        except StoreUnavailable:
            logger.exception("lane %s waits: the outbox can't be read or written", lane)
        finally:
            del running.lanes[lane]

    async def _send_lane(self, lane: str) -> None:
        try:
            async with self._locks.hold(f"outbox:{lane}", wait=False):
                while item := await asyncio.to_thread(self._store.head, lane, datetime.now(UTC)):
                    if not await self._send(item):
                        return
        except Taken:  # another worker is at it
            return

    async def _send(self, item: Outgoing) -> bool:
        """Whether the lane may go on."""
        try:
            sender = self._senders.get(item.channel)
            if sender is None:
                raise NotNow(None, f"there is no sender for {item.channel!r}; was it turned off in the settings?")
            await asyncio.to_thread(self._store.begin, item)  # or a kill between their yes and our note would leave no trace
            await sender.send(item)
        except Undeliverable as error:
            logger.error("outbox %s (%s) can't be delivered: %s", item.id, item.lane, error)
            await asyncio.to_thread(self._store.give_up, item, str(error))
            return True
        except Exception as error:  # whatever a sender stumbles over, what was accepted is tried again
            return await self._again(item, error)
        await asyncio.to_thread(self._store.sent, item)
        return True

    async def _again(self, item: Outgoing, error: Exception) -> bool:
        if item.attempts + 1 >= ATTEMPTS:
            logger.error("outbox %s (%s) is given up after %s attempts: %s", item.id, item.lane, ATTEMPTS, error)
            await asyncio.to_thread(self._store.give_up, item, str(error))
            return True
        wait = pause(item.attempts, self._chance)
        if isinstance(error, NotNow):
            wait = max(wait, error.seconds or 0.0)
        else:
            logger.error("outbox %s (%s): the sender failed", item.id, item.lane, exc_info=error)
        await asyncio.to_thread(self._store.put_off, item, datetime.now(UTC) + timedelta(seconds=wait), str(error))
        return False
