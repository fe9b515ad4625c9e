"""Load a catalog into the database, all or nothing, and read it back."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS
from knowledge.merge import PACK, Layer, Locality, Merged, merge
from knowledge.store import imported
from knowledge.store.tables import TABLES, KindTable

Row = dict[str, Any]
log = logging.getLogger(__name__)


class StoreError(RuntimeError):
    """The database could not do what was asked; the message says which database and what to try."""


@dataclass(frozen=True)
class LoadReport:
    """What a load changed, in records."""

    added: int
    changed: int
    removed: int
    same: int

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@cache
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


@cache
def catalog_at(url: str) -> Catalog:
    """Everything in the database at a URL, the open data behind it, read once for all parts of a process that ask.

    Raises:
        StoreError: when the database can't be read.
    """
    from knowledge.opendata.joined import joined  # here, since the open data's tables stand in this store
    from knowledge.opendata.opendata import open_data

    return joined(KnowledgeStore(url).read(), open_data(url))


class KnowledgeStore:
    """The knowledge base behind a database URL, such as ``sqlite:///var/advisor.db`` or ``postgresql+psycopg://...``."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.get_backend_name() == "sqlite" and self.url.database and self.url.database != ":memory:":
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(self.url)
        if self.url.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))

    def migrate(self) -> None:
        """Bring the tables to this version of the code.

        Raises:
            StoreError: when the database can't be reached or its tables can't be changed.
        """
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        try:
            with self.engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise self._error("could not be brought up to date", error) from error

    def load(self, catalog: Catalog) -> LoadReport:
        """Make the database hold exactly this catalog, in one transaction; loading it again changes nothing.

        Raises:
            StoreError: when the database refuses; it then holds what it held before.
        """
        totals: dict[str, int] = defaultdict(int)
        try:
            with self.engine.begin() as connection:
                for plural, table in TABLES.items():
                    wanted = {key: _split(record, table) for key, record in getattr(catalog, plural).items()}
                    for name, count in _write(connection, table, wanted, self._rows(connection, table)).items():
                        totals[name] += count
        except SQLAlchemyError as error:
            raise self._error("refused the load; nothing was changed", error) from error
        return LoadReport(totals["added"], totals["changed"], totals["removed"], totals["same"])

    def read(self) -> Catalog:
        """Everything in the database: the pack and what was imported, put together.

        Raises:
            StoreError: when the database can't be read.
        """
        try:
            with self.engine.connect() as connection:
                merged = self.merged(connection)
        except SQLAlchemyError as error:
            raise self._error("could not be read", error) from error
        if merged.lost:
            log.warning(
                "references of imported records that lead nowhere are left out: %d, such as %s", len(merged.lost), merged.lost[0]
            )
        return merged.catalog

    def merged(self, connection: Connection, also: Layer | None = None) -> Merged:
        """The pack, what was imported, and a layer not imported yet, which stands for the import of its name.

        Raises:
            SQLAlchemyError: when the database can't be read.
        """
        pack = self._pack(connection)
        layers = [
            layer for layer in imported.layers(connection, pack.records["occupations"]) if not also or layer.name != also.name
        ]
        described = imported.described(connection)
        return merge([pack, *layers, *([also] if also else [])], lambda kind, key: (kind, key) in described)

    def _pack(self, connection: Connection) -> Layer:
        records = {}
        for plural, table in TABLES.items():
            rows = self._rows(connection, table)
            records[plural] = {
                key: _adapter(KINDS[plural]).validate_python({**main, **links}) for key, (main, links) in rows.items()
            }
        return Layer(PACK, Locality.OWN, records)

    def _rows(self, connection: Connection, table: KindTable) -> dict[str, tuple[Row, dict[str, list[str]]]]:
        rows: dict[str, tuple[Row, dict[str, list[str]]]] = {}
        for row in connection.execute(select(table.main).order_by(table.main.c.id)).mappings():
            rows[row["id"]] = (dict(row), {name: [] for name in table.links})
        for name, link in table.links.items():
            for owner, target in connection.execute(select(link.c.owner, link.c.target).order_by(link.c.owner, link.c.position)):
                rows[owner][1][name].append(target)
        return rows

    def _error(self, what: str, error: SQLAlchemyError) -> StoreError:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return StoreError(
            f"the knowledge database {self.url.render_as_string(hide_password=True)} {what}: {reason}. "
            "Check DATABASE_URL and that the server is up, then run 'python -m knowledge load' again"
        )


def _split(record: Any, table: KindTable) -> tuple[Row, dict[str, list[str]]]:
    """A record as the row of its own table and the targets of its link tables."""
    kind: Any = type(record)
    values = _adapter(kind).dump_python(record, mode="json")
    links = {name: list(values.pop(name)) for name in table.links}
    for column in table.main.columns:
        if column.type.python_type is not str and values[column.name] is not None and not _is_json(column):
            values[column.name] = getattr(record, column.name)
    return values, links


def _is_json(column: Any) -> bool:
    return column.type.__visit_name__ == "JSON"


def _write(connection: Connection, table: KindTable, wanted: dict[str, Any], present: dict[str, Any]) -> dict[str, int]:
    added = [key for key in wanted if key not in present]
    removed = [key for key in present if key not in wanted]
    changed = [key for key in wanted if key in present and wanted[key] != present[key]]
    for link in table.links.values():
        if stale := [*removed, *changed]:
            connection.execute(delete(link).where(link.c.owner.in_(stale)))
    if removed:
        connection.execute(delete(table.main).where(table.main.c.id.in_(removed)))
    if added:
        connection.execute(insert(table.main), [wanted[key][0] for key in added])
    for key in changed:
        connection.execute(update(table.main).where(table.main.c.id == key).values(wanted[key][0]))
    for name, link in table.links.items():
        rows = [
            {"owner": key, "position": i, "target": target}
            for key in [*added, *changed]
            for i, target in enumerate(wanted[key][1][name])
        ]
        if rows:
            connection.execute(insert(link), rows)
    return {
        "added": len(added),
        "changed": len(changed),
        "removed": len(removed),
        "same": len(wanted) - len(added) - len(changed),
    }
