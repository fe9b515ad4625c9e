"""One turn at a time in a conversation: within a process, and with PostgreSQL among several."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO
from weakref import WeakValueDictionary

import psycopg
from sqlalchemy import URL

from bot.store import StoreUnavailable

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.25  # seconds between two tries for what another worker holds


class Taken(RuntimeError):
    """Another turn of the conversation is being answered."""


class TurnLocks:
    """Locks of one process. ``hold`` waits its turn, or raises ``Taken`` where it should not wait."""

    def __init__(self) -> None:
        self._local: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # a lock lives while it is held or awaited

    @asynccontextmanager
    async def hold(self, conversation: str, wait: bool = True) -> AsyncIterator[None]:
        """Hold the conversation.

        Raises:
            Taken: when it is held and ``wait`` is false.
        """
        lock = self._local.setdefault(conversation, asyncio.Lock())
        if not wait and lock.locked():
            raise Taken(conversation)
        async with lock:
            yield

    def close(self) -> None:
        """Let go of what the locks hold."""


class PostgresLocks(TurnLocks):
    """Advisory locks of one connection for the whole process; they end with it, so that a killed worker holds nothing.

    A connection that is lost loses its locks while turns go on. Two workers may then think about the same message; the store
    takes the reply of the first one only.
    """

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: psycopg.Connection | None = None
        self._guard = threading.Lock()

    @asynccontextmanager
    async def hold(self, conversation: str, wait: bool = True) -> AsyncIterator[None]:
        """Hold the conversation among all workers.

        Raises:
            Taken: when it is held and ``wait`` is false.
            StoreUnavailable: when the database can't be reached.
        """
        async with super().hold(conversation, wait):
            key = int.from_bytes(hashlib.sha256(conversation.encode()).digest()[:8], signed=True)
            pause = FIRST_PAUSE
            while not await asyncio.to_thread(self._ask, "SELECT pg_try_advisory_lock(%s)", key):
                if not wait:
                    raise Taken(conversation)
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            try:
                yield
            finally:
                await asyncio.to_thread(self._release, key)

    def close(self) -> None:
        with self._guard:
            if self._connection is not None:
                self._connection.close()

    def _ask(self, statement: str, key: int) -> bool:
        with self._guard:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = psycopg.connect(self._dsn, autocommit=True)
                row = self._connection.execute(statement, (key,)).fetchone()
            except psycopg.Error as error:
                if self._connection is not None:
                    self._connection.close()
                raise StoreUnavailable(f"the database gave no lock: {error}. Check DATABASE_URL and the server") from error
            return bool(row and row[0])

    def _release(self, key: int) -> None:
        try:
            self._ask("SELECT pg_advisory_unlock(%s)", key)
        except StoreUnavailable as error:  # with its connection the lock is gone
            logger.warning("%s", error)


class AnotherProcess(RuntimeError):
    """Another server process works on the same SQLite database."""


def only_process(database: Path) -> IO[str]:
    """Claim a SQLite database for this server process; the claim ends with the returned file, at the latest with the process.

    Raises:
        AnotherProcess: when another server holds it.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    file = (database.parent / f"{database.name}.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AnotherProcess(
            f"another server works on {database}. Stop it, or give this one a DATABASE_URL of its own; several workers need PostgreSQL"
        ) from None
    return file
