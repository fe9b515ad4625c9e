"""What an import reads, in temporary tables beside the real ones, until it is known to be whole."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, MetaData, Table, insert

from knowledge.importers.files import Reading
from knowledge.importers.report import Count
from knowledge.opendata.tables import RECORDS

BATCH = 4000  # rows held in memory per table


@cache
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


class Staging:
    """The :class:`knowledge.importers.contract.Sink` of one import, on a connection whose transaction is the caller's."""

    def __init__(self, connection: Connection, import_id: str, tables: tuple[Table, ...], reading: Reading) -> None:
        self.counts: defaultdict[str, Count] = defaultdict(Count)
        self.unknown_terms: Counter[str] = Counter()
        self.edition_told = ""
        self._connection, self._import_id, self._reading = connection, import_id, reading
        self.staged = {table.name: _temporary(table) for table in tables}
        self._rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables}
        self._keys: dict[str, set[tuple[Any, ...]]] = {table.name: set() for table in tables}
        self._key_columns = {table.name: tuple(column.name for column in table.primary_key) for table in tables}
        for table in self.staged.values():
            table.create(connection)

    def edition(self, edition: str) -> None:
        self.edition_told = edition

    def read(self, what: str, times: int = 1) -> None:
        self.counts[what].read += times

    def row(self, table: Table, values: dict[str, Any]) -> None:
        self._keep(table.name, table.name.removeprefix("od_"), values)

    def record(self, kind: str, record: Any, kept: dict[str, Any] | None = None) -> None:
        as_of: date = record.published if kind == "sources" else record.as_of
        data = _adapter(record.__class__).dump_python(record, mode="json")
        values = {"import_id": self._import_id, "kind": kind, "id": record.id, "as_of": as_of, "data": data, "kept": kept or {}}
        self._keep(RECORDS.name, kind, values)

    def skip(self, what: str, why: str, times: int = 1) -> None:
        self.counts[what].skipped[why] += times

    def unknown(self, term: str, times: int = 1) -> None:
        self.unknown_terms[term] += times

    def progress(self, done: int, total: int) -> None:
        self._reading("records", done, total)

    def flush(self) -> None:
        """Write what is still held in memory."""
        for name in self._rows:
            self._write(name)

    def _keep(self, table: str, what: str, values: dict[str, Any]) -> None:
        key = tuple(values[column] for column in self._key_columns[table])
        if key in self._keys[table]:
            self.skip(what, "stands there twice")
            return
        self._keys[table].add(key)
        self.counts[what].kept += 1
        self._rows[table].append(values)
        if len(self._rows[table]) >= BATCH:
            self._write(table)

    def _write(self, name: str) -> None:
        rows, table = self._rows[name], self.staged[name]
        if rows and self._connection.dialect.name == "postgresql":
            _copy(self._connection, table, rows)
        elif rows:
            self._connection.execute(insert(table), rows)
        self._rows[name] = []


def _temporary(table: Table) -> Table:
    columns = [Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable, autoincrement=False) for c in table.columns]
    return Table(f"staged_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])


def _copy(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """PostgreSQL's COPY, ten times as fast as inserting."""
    names = [column.name for column in table.columns]
    documents = {column.name for column in table.columns if column.type.__visit_name__ == "JSON"}
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_document(row.get(name)) if name in documents else row.get(name) for name in names])


def _document(value: Any) -> str | None:
    return None if value is None else json.dumps(value)
