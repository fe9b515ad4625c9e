"""Tell whoever waits that something changed: within this process, and through PostgreSQL between several."""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import URL

logger = logging.getLogger(__name__)

CHANNEL = "advisor"
ALL = "*"  # something may have been missed: every ear wakes
RETRY = 2.0  # seconds until a lost connection is tried again


class Ear:
    """Waits for topics. What rings before it is asked for is not lost; the same topic twice counts once."""

    def __init__(self, topics: tuple[str, ...]) -> None:
        self.topics = frozenset(topics)
        self._loop = asyncio.get_running_loop()
        self._rang: set[str] = set()
        self._woken = asyncio.Event()

    async def wait(self, timeout: float | None = None) -> frozenset[str]:
        """The topics that rang since the last call; empty where ``timeout`` seconds passed in silence."""
        try:
            await asyncio.wait_for(self._woken.wait(), timeout)
        except TimeoutError:
            return frozenset()
        self._woken.clear()
        rang, self._rang = frozenset(self._rang), set()
        return rang

    def hear(self, topic: str) -> None:
        """From any thread."""
        try:
            self._loop.call_soon_threadsafe(self._note, topic)
        except RuntimeError:  # its loop has ended with its server
            logger.debug("an ear of a closed loop was rung")

    def _note(self, topic: str) -> None:
        self._rang.add(topic)
        self._woken.set()


class Bell:
    """Rings within this process. Topics: ``conversation:<id>``, ``case:<number>``, ``desk``, ``outbox``, ``turns``."""

    def __init__(self) -> None:
        self._ears: set[Ear] = set()
        self._guard = threading.Lock()

    @asynccontextmanager
    async def listen(self, *topics: str) -> AsyncIterator[Ear]:
        """An ear for these topics, as long as the context lasts."""
        ear = Ear(topics)
        with self._guard:
            self._ears.add(ear)
        try:
            yield ear
        finally:
            with self._guard:
                self._ears.discard(ear)

    def ring(self, *topics: str) -> None:
        """Say that something changed, once it is stored. From any thread; never fails."""
        self._ring_here(topics)

    def close(self) -> None:
        """Let go of what the bell holds."""

    def _ring_here(self, topics: tuple[str, ...]) -> None:
        with self._guard:
            ears = list(self._ears)
        for ear in ears:
            for topic in ear.topics if ALL in topics else ear.topics.intersection(topics):
                ear.hear(topic)


class PostgresBell(Bell):
    """Rings here at once and in the other processes through LISTEN/NOTIFY.

    A process whose connection was lost rings all its ears once it is back: whoever waits looks for himself.
    """

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._out: queue.SimpleQueue[tuple[str, ...] | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        for work in (self._tell, self._hear):
            threading.Thread(target=work, name=f"bell{work.__name__}", daemon=True).start()

    def ring(self, *topics: str) -> None:
        super().ring(*topics)
        self._out.put(topics)

    def close(self) -> None:
        self._closing.set()
        self._out.put(None)

    def _tell(self) -> None:
        connection: psycopg.Connection | None = None
        while (topics := self._out.get()) is not None:
            try:
                if connection is None or connection.closed:
                    connection = psycopg.connect(self._dsn, autocommit=True)
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(topics)))
            except psycopg.Error as error:  # the others look for themselves from time to time
                logger.warning("the other workers could not be told of %d topics: %s", len(topics), error)
                connection = None
        if connection is not None:
            connection.close()

    def _hear(self) -> None:
        lost = False
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    if lost:
                        self._ring_here((ALL,))
                    while not self._closing.is_set():
                        for notice in connection.notifies(timeout=1.0):
                            self._ring_here(tuple(json.loads(notice.payload)))
            except psycopg.Error as error:
                lost = True
                logger.warning("the bell of the other workers can't be heard: %s. Trying again in %.0f s", error, RETRY)
                self._closing.wait(RETRY)
