"""Ask the database of the open data, read only, with errors that say which database and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from knowledge.store import StoreError


class Reading:
    """Queries of one database. Each is one statement, so none needs a transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT")

    def rows(self, statement: Select[Any], **values: object) -> Sequence[Row[Any]]:
        """All rows of the answer.

        Raises:
            StoreError: when the database can't be read.
        """
        try:
            with self._engine.connect() as connection:
                return connection.execute(statement, values).all()
        except SQLAlchemyError as error:
            raise self._error(error) from error

    def several(self, statements: Sequence[Select[Any]], **values: object) -> list[Sequence[Row[Any]]]:
        """The rows of several statements that take the same values, over one connection.

        Raises:
            StoreError: when the database can't be read.
        """
        try:
            with self._engine.connect() as connection:
                return [connection.execute(statement, values).all() for statement in statements]
        except SQLAlchemyError as error:
            raise self._error(error) from error

    def stream(self, statement: Select[Any]) -> Iterator[Row[Any]]:
        """The rows of a long answer, some at a time.

        Raises:
            StoreError: when the database can't be read.
        """
        try:
            with self._engine.connect() as connection:
                yield from connection.execution_options(yield_per=5000).execute(statement)
        except SQLAlchemyError as error:
            raise self._error(error) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _error(self, error: SQLAlchemyError) -> StoreError:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return StoreError(
            f"the open data in {self.url.render_as_string(hide_password=True)} could not be read: {reason}. "
            "Check DATABASE_URL and that the server is up, then run 'python -m knowledge load' again"
        )
