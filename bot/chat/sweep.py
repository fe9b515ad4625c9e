"""Take back what was quoted to advisors of conversations that went with their age, and forget what no platform brings again."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from bot.chat.rows import unpost_row
from bot.delivery.bell import Bell
from bot.store import StoreUnavailable
from bot.store.chat import ChatStore
from bot.store.outbox import OutboxStore

EVERY = 60.0  # seconds

logger = logging.getLogger(__name__)


class Sweep:
    """Looks after the posts of the chats."""

    def __init__(self, store: ChatStore, outbox: OutboxStore, bell: Bell) -> None:
        self._store = store
        self._outbox = outbox
        self._bell = bell

    async def work(self, every: float = EVERY) -> None:
        """As long as the server runs."""
        while True:
            try:
                await asyncio.to_thread(self.once, datetime.now(UTC))
            except StoreUnavailable:
                logger.exception("the chats could not be looked after; trying again")
            await asyncio.sleep(every)

    def once(self, now: datetime) -> None:
        """A student's own messages on the platform stay theirs; only quotes in advisors' rooms go."""
        orphans = self._store.orphans()
        with self._store.database.transaction() as connection:
            for post in orphans:
                self._outbox.put(connection, unpost_row(post))
        if orphans:
            self._bell.ring("outbox")
        self._store.tidy(now)
