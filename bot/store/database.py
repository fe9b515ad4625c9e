"""One database for all that the bot keeps: its engine, its tables' versions, its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError


class StoreUnavailable(RuntimeError):
    """The database did not take or give what was asked; the caller says so to the student and keeps nothing half done."""


class Database:
    """The database behind a URL (SQLite or PostgreSQL), shared by the stores of conversations, cases and accounts."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.embedded = self.url.get_backend_name() == "sqlite"
        if self.embedded and self.url.database and self.url.database != ":memory:":
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(
            self.url, pool_pre_ping=not self.embedded, hide_parameters=True
        )  # errors are logged; what students say is not
        if self.embedded:
            event.listen(self.engine, "connect", _sqlite_settings)

    def migrate(self) -> None:
        """Bring the tables to this version of the code; of several processes that start at once, one after the other."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.transaction() as connection:
            if not self.embedded:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7326001)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing.

        Raises:
            StoreUnavailable: when the database can't be reached or fails.
            IntegrityError: as it comes, where a row that must be the only one is there already.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            where = self.url.render_as_string(hide_password=True)
            raise StoreUnavailable(f"the database {where} failed: {error}. Check DATABASE_URL and the server") from error


def aware(moment: datetime) -> datetime:
    """SQLite gives back moments without their zone; all are stored in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sqlite_settings(raw: Any, _: Any) -> None:
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA busy_timeout = 5000")
    raw.execute("PRAGMA cache_size = -500")  # kilobytes, of each connection; a turn reads few pages
