"""The public keys that the Bot Framework signs with, as its metadata lists them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

logger = logging.getLogger(__name__)

LASTS = 24 * 3600.0  # seconds until the keys are read anew, as the Bot Framework asks
LASTS_AT_WORST = 48 * 3600.0  # seconds they serve where nothing newer can be had
UNKNOWN_EVERY = 300.0  # seconds between two reads because of a key we don't know: a forger can name as many as he likes
AWAY = 10.0  # seconds until it is tried again after a failure


class KeysAway(Exception):
    """No key can be had now, so nothing can be told of a request: it has to come again."""


@dataclass(frozen=True)
class Key:
    """One key. ``endorsements``: the chat channels whose requests it may sign; empty where the list says nothing of it."""

    public: RSAKey
    endorsements: frozenset[str] = frozenset()


class Keys:
    """The keys at a metadata address, read when they are first needed. ``seconds``: how long that may take."""

    def __init__(self, metadata: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._metadata = metadata
        self._seconds = seconds
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._read: float | None = None
        self._failed: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def of(self, kid: str) -> Key | None:
        """The key of this name, None where there is none.

        Raises:
            KeysAway: when that can't be told now.
        """
        if self._wanted(kid):
            async with self._one_at_a_time:
                if self._wanted(kid):  # who held the lock may have read them
                    await self._renew()
        return self._keys.get(kid)

    def _wanted(self, kid: str) -> bool:
        if self._read is None:
            return True
        age = self._clock() - self._read
        return age >= LASTS or (kid not in self._keys and age >= UNKNOWN_EVERY)

    async def _renew(self) -> None:
        now = self._clock()
        if self._failed is None or now - self._failed >= AWAY:
            try:
                async with asyncio.timeout(self._seconds):
                    self._keys = await self._fetched()
                self._read, self._failed = now, None
                return
            except (TimeoutError, httpx.HTTPError, ValueError, KeyError, TypeError) as error:
                self._failed = now
                logger.error("teams: the Bot Framework's keys can't be read: %s. Check TEAMS_KEYS and the way out", _told(error))
        if self._read is None or now - self._read >= LASTS_AT_WORST:
            raise KeysAway

    async def _fetched(self) -> dict[str, Key]:
        async with httpx.AsyncClient(timeout=self._seconds, follow_redirects=False) as client:
            described = (await client.get(self._metadata)).raise_for_status().json()
            listed = (await client.get(str(described["jwks_uri"]))).raise_for_status().json()
        keys = dict(filter(None, map(_key, listed["keys"])))
        if not keys:
            raise ValueError("it lists no RSA key for signatures")
        return keys


def _key(entry: Any) -> tuple[str, Key] | None:
    """Name and key of an entry of the list; None for what is no RSA key that signs."""
    try:
        if entry["kty"] != "RSA" or entry.get("use", "sig") != "sig":
            return None
        endorsements = frozenset(map(str, entry.get("endorsements") or ()))
        return str(entry["kid"]), Key(RSAKey.import_key({"kty": "RSA", "n": entry["n"], "e": entry["e"]}), endorsements)
    except (KeyError, TypeError, AttributeError, ValueError, JoseError):
        return None


def _told(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()
