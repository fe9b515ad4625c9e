"""Sign-in by e-mail and password: slow for who guesses, and silent about which accounts there are."""

from __future__ import annotations

import logging
import time

import anyio

from bot.desk.account import Account, NotAnAccount, as_username
from bot.desk.signin.gate import Gate
from bot.desk.signin.passwords import LONGEST, Passwords

ANSWER_AFTER = 0.5  # seconds: every refusal takes as long, whatever was looked up and written down for it
AT_ONCE = 2  # a hash takes 64 MB while it is worked out

logger = logging.getLogger(__name__)


class LocalSignIn:
    """Checks passwords, a few at once and none in the event loop."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.passwords = Passwords()
        self.answer_after = ANSWER_AFTER
        self._lane = anyio.CapacityLimiter(AT_ONCE)

    async def account(self, email: str, password: str) -> Account | None:
        """The account of this e-mail and password. None if there is none, it is locked or inactive, or the password is wrong:
        which of these is told to nobody, neither in words nor by the time it takes."""
        begun = time.monotonic()
        account = await anyio.to_thread.run_sync(self._check, email, password, limiter=self._lane)
        if account is None:
            await anyio.sleep(max(0.0, begun + self.answer_after - time.monotonic()))
        return account

    async def hash(self, password: str) -> str:
        return await anyio.to_thread.run_sync(self.passwords.hash, password, limiter=self._lane)

    def _check(self, email: str, password: str) -> Account | None:
        accounts = self.gate.accounts
        try:
            tried = accounts.try_password(as_username(email), self.gate.clock())
        except NotAnAccount:
            tried = None
        account, stored = tried or (None, None)
        right = self.passwords.matches(stored, password[: LONGEST + 1])
        if account is None or stored is None:
            return None
        if not right:
            logger.warning("sign-in: a wrong password for account %d", account.id)
            return None
        accounts.passed(account.id, self.passwords.hash(password) if self.passwords.is_outdated(stored) else None)
        return account
