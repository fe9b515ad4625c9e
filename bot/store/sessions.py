"""Keep who is signed in at the desk: of the cookie's secret only a hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from bot.desk.account import Account
from bot.store.accounts import as_account
from bot.store.database import Database, aware
from bot.store.tables import advisors, sessions

SEEN_EVERY = timedelta(minutes=1)  # how exact the idle time is; not every request is a write


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in. ``csrf`` is the token that their pages' forms carry."""

    key: str
    csrf: str
    account: Account


class SessionStore:
    """Sessions that end after ``idle`` without a request, and ``lasts`` after they began whatever happens."""

    def __init__(self, database: Database, idle: timedelta, lasts: timedelta) -> None:
        self.database = database
        self.idle = idle
        self.lasts = lasts

    def begin(self, account_id: int, key: str, csrf: str, now: datetime) -> None:
        """A new session under the hash of its secret; those that have run out are swept away."""
        with self.database.transaction() as connection:
            connection.execute(delete(sessions).where(or_(sessions.c.expires <= now, sessions.c.seen <= now - self.idle)))
            row = {"id": key, "advisor": account_id, "csrf": csrf, "created": now, "seen": now, "expires": now + self.lasts}
            connection.execute(insert(sessions).values(row))

    def find(self, key: str, now: datetime, touch: bool = True) -> Session | None:
        """The session under this hash, if it still runs and its account is active. ``touch``: it is in use."""
        asked = (
            select(sessions.c.csrf, sessions.c.seen, advisors)
            .join(advisors, sessions.c.advisor == advisors.c.id)
            .where(sessions.c.id == key, sessions.c.expires > now, sessions.c.seen > now - self.idle, advisors.c.active)
        )
        with self.database.transaction() as connection:
            row = connection.execute(asked).one_or_none()
            if row is None:
                return None
            if touch and now - aware(row.seen) >= SEEN_EVERY:
                connection.execute(update(sessions).where(sessions.c.id == key).values(seen=now))
        return Session(key, row.csrf, as_account(row))

    def end(self, key: str) -> None:
        """Sign out here; the same account's other sessions go on."""
        with self.database.transaction() as connection:
            connection.execute(delete(sessions).where(sessions.c.id == key))
