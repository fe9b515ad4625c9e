"""Keep the accounts of those who work at the desk, their password hashes and how often one was guessed wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.desk.account import Account, Role
from bot.store.database import Database, aware
from bot.store.tables import advisors, sessions

FREE_TRIES = 5  # wrong passwords before an account is locked
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=1)


class UsernameTaken(ValueError):
    """There is an account of this e-mail address already."""


class LastAdmin(ValueError):
    """Without this account nobody could administer the accounts."""


class NoAccount(LookupError):
    """There is no such account."""


class AccountStore:
    """Accounts behind a database. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create(
        self,
        username: str,
        name: str,
        role: Role,
        teams: Collection[str],
        languages: Collection[str],
        *,
        password_hash: str | None = None,
        password_given: bool = False,
        subject: str | None = None,
    ) -> Account:
        """A new account.

        Raises:
            UsernameTaken: if the address, or the subject of the college's sign-on, has one.
        """
        row = {
            "username": username,
            "name": name,
            "role": role,
            "teams": sorted(teams),
            "languages": sorted(languages),
            "password_hash": password_hash,
            "password_given": password_given,
            "subject": subject,
            "active": True,
            "failures": 0,
            "created": datetime.now(UTC),
        }
        try:
            with self.database.transaction() as connection:
                return as_account(connection.execute(insert(advisors).values(row).returning(advisors)).one())
        except IntegrityError:
            raise UsernameTaken(username) from None

    def get(self, account_id: int) -> Account | None:
        return self._one(advisors.c.id == account_id)

    def of_username(self, username: str) -> Account | None:
        return self._one(advisors.c.username == username)

    def of_subject(self, subject: str) -> Account | None:
        """The account that is linked with this subject of the college's sign-on."""
        return self._one(advisors.c.subject == subject)

    def all(self) -> list[Account]:
        """All accounts, those in use first, by name."""
        with self.database.transaction() as connection:
            rows = connection.execute(select(advisors).order_by(advisors.c.active.desc(), func.lower(advisors.c.name)))
            return [as_account(row) for row in rows]

    def change(
        self,
        account_id: int,
        *,
        name: str | None = None,
        role: Role | None = None,
        teams: Collection[str] | None = None,
        languages: Collection[str] | None = None,
        active: bool | None = None,
    ) -> Account:
        """Change what is given; one that is no longer active is signed out everywhere.

        Raises:
            NoAccount: if there is none with this id.
            LastAdmin: if nobody would be left to administer the accounts; nothing is changed then.
        """
        asked = {"name": name, "role": role, "active": active} | {
            key: None if value is None else sorted(value) for key, value in (("teams", teams), ("languages", languages))
        }
        values = {key: value for key, value in asked.items() if value is not None}
        admins = select(advisors.c.id).where(advisors.c.role == Role.ADMIN, advisors.c.active)
        with self.database.transaction() as connection:
            before = set(connection.scalars(admins.with_for_update()))
            if values:
                connection.execute(update(advisors).where(advisors.c.id == account_id).values(values))
            if before and not connection.scalars(admins).first():
                raise LastAdmin
            if active is False:
                _end_sessions(connection, account_id)
            row = connection.execute(select(advisors).where(advisors.c.id == account_id)).one_or_none()
        if row is None:
            raise NoAccount(account_id)
        return as_account(row)

    def link(self, account_id: int, subject: str) -> None:
        """Remember which subject of the college's sign-on this account is."""
        self._set(account_id, subject=subject)

    def set_password(self, account_id: int, password_hash: str, *, given: bool) -> None:
        """A new password, which unlocks the account and ends every session. ``given``: somebody else chose it."""
        with self.database.transaction() as connection:
            values = {"password_hash": password_hash, "password_given": given, "failures": 0, "locked_until": None}
            connection.execute(update(advisors).where(advisors.c.id == account_id).values(values))
            _end_sessions(connection, account_id)

    def try_password(self, username: str, now: datetime) -> tuple[Account, str] | None:
        """Begin a try: the account and its password hash; None where there is nothing to try, or it is locked.

        It counts as a failure until ``passed`` says otherwise, so that guesses sent at once can't outrun the lock.
        """
        free = or_(advisors.c.locked_until.is_(None), advisors.c.locked_until <= now)
        known = (advisors.c.username == username) & advisors.c.active & advisors.c.password_hash.is_not(None)
        counted = update(advisors).where(known, free).values(failures=advisors.c.failures + 1).returning(advisors)
        with self.database.transaction() as connection:
            row = connection.execute(counted).one_or_none()
            if row is None:
                return None
            if row.failures >= FREE_TRIES:
                until = now + min(LONGEST_LOCK, FIRST_LOCK * 2 ** min(row.failures - FREE_TRIES, 10))
                connection.execute(update(advisors).where(advisors.c.id == row.id).values(locked_until=until))
        return as_account(row), str(row.password_hash)

    def passed(self, account_id: int, better_hash: str | None = None) -> None:
        """The try succeeded. ``better_hash``: the same password, hashed as is done today."""
        self._set(account_id, failures=0, locked_until=None, **({"password_hash": better_hash} if better_hash else {}))

    def _set(self, account_id: int, **values: Any) -> None:
        with self.database.transaction() as connection:
            connection.execute(update(advisors).where(advisors.c.id == account_id).values(values))

    def _one(self, condition: Any) -> Account | None:
        with self.database.transaction() as connection:
            row = connection.execute(select(advisors).where(condition)).one_or_none()
        return as_account(row) if row else None


def as_account(row: Row[Any]) -> Account:
    """An account from a row of ``advisors``."""
    return Account(
        id=row.id,
        username=row.username,
        name=row.name,
        role=Role(row.role),
        teams=tuple(row.teams),
        languages=tuple(row.languages),
        active=row.active,
        has_password=row.password_hash is not None,
        password_given=row.password_given,
        subject=row.subject,
        created=aware(row.created),
    )


def _end_sessions(connection: Connection, account_id: int) -> None:
    connection.execute(delete(sessions).where(sessions.c.advisor == account_id))
