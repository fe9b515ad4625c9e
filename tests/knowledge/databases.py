"""Throwaway databases of both kinds for the store's tests: empty ones, and copies of one that has the tables."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from knowledge.store import KnowledgeStore


class Databases(Protocol):
    """Gives the URL of a new database, made as a copy of another where ``like`` names one."""

    def new(self, like: str | None = None) -> str: ...

    def drop(self, url: str) -> None: ...


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self, like: str | None = None) -> str:
        path = self.folder / f"{uuid.uuid4().hex}.db"
        if like:
            shutil.copy(make_url(like).database or "", path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        Path(make_url(url).database or "").unlink(missing_ok=True)


class PostgresServer:
    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")

    def new(self, like: str | None = None) -> str:
        name = f"test_{uuid.uuid4().hex}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {make_url(like).database if like else 'template1'}")
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self._do(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()


@contextmanager
def migrated(databases: Databases) -> Iterator[str]:
    """The URL of a database that has the tables, gone afterwards."""
    url = databases.new()
    store = KnowledgeStore(url)
    try:
        store.migrate()
        store.engine.dispose()
        yield url
    finally:
        store.engine.dispose()
        databases.drop(url)
