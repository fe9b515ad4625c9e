"""Send what is due: each lane in order, one worker at a lane, again with growing pauses until it is taken."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.delivery.bell import Bell
from bot.delivery.locks import Taken, TurnLocks
from bot.delivery.senders import NotNow, Outgoing, Sender, Undeliverable
from bot.store import StoreUnavailable
from bot.store.outbox import OutboxStore

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 900.0  # seconds between two attempts
ATTEMPTS = 120  # a little over a day at the longest pause; then a person has to look
LOOK_EVERY = 15.0  # seconds; what another worker put in is seen even if its bell was not heard
AT_ONCE = 8  # lanes


def pause(attempts: int, chance: random.Random) -> float:
    """Seconds until the next attempt: doubled each time up to the longest, with chance so that not all come at once."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 20)) * chance.uniform(0.5, 1.0)


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
        """As long as the server runs."""
        async with self._bell.listen("outbox") as ear:
            while True:
                try:
                    await self.send_due()
                    due = await asyncio.to_thread(self._store.next_due)
                    until = (due - datetime.now(UTC)).total_seconds() if due else LOOK_EVERY
                except StoreUnavailable:
                    logger.exception("the outbox can't be read; trying again")
                    until = LOOK_EVERY
                await ear.wait(min(LOOK_EVERY, max(0.2, until)))

    async def send_due(self) -> None:
        """Send what is due now, several lanes at once."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(lane: str) -> None:
            async with gate:
                await self._send_lane(lane)

        await asyncio.gather(*map(one, await asyncio.to_thread(self._store.lanes, datetime.now(UTC))))

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
