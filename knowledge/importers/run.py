"""One import, all or nothing: read into staging, compare, and put in place."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Table, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from knowledge.importers import FORMATS
from knowledge.importers.choices import check, digest, joined, named
from knowledge.importers.contract import Options
from knowledge.importers.files import Files, Reading, unheard
from knowledge.importers.problems import ImportProblem
from knowledge.importers.report import Changes, Count, Report
from knowledge.importers.staging import Staging
from knowledge.importers.swap import differences, swap
from knowledge.model import Source
from knowledge.opendata.tables import IMPORTS, OWNED, RECORDS
from knowledge.store import KnowledgeStore, StoreError
from knowledge.store.imported import layer_of

_SOURCE = TypeAdapter(Source)


def run(url: str, format: str, path: Path, options: Options, dry_run: bool = False, progress: Reading = unheard) -> Report:
    """Import what stands at a path into the database; with ``dry_run`` only say what that would change.

    Raises:
        ImportProblem: when a file is not what it should be; nothing was changed then.
        StoreError: when the database refuses; nothing was changed then.
    """
    began = time.monotonic()
    if format not in FORMATS:
        raise ImportProblem(str(path), None, None, f"'{format}' is no format", f"Formats: {', '.join(sorted(FORMATS))}")
    check(format, path, options)
    files = Files(path, progress)
    store = KnowledgeStore(url)
    try:
        store.migrate()
        with store.engine.connect() as connection:
            before = connection.execute(select(IMPORTS).where(IMPORTS.c.id == options.import_id(format))).mappings().one_or_none()
        options = joined(options, before["options"] if before else None)
        fingerprint = digest(files, options)
        if before and before["digest"] == fingerprint:
            return _same_again(dict(before), dry_run, time.monotonic() - began)
        options = named(store, url, options)
        with store.engine.connect() as connection, connection.begin() as transaction:
            report = _import(connection, store, format, files, options, fingerprint, progress, dry_run)
            if dry_run:
                transaction.rollback()
        return replace(report, seconds=time.monotonic() - began)
    except SQLAlchemyError as error:
        raise _refused(store, "refused the import; nothing was changed", error) from error
    finally:
        store.engine.dispose()


def imported(url: str) -> list[dict[str, Any]]:
    """What the database holds of imports, as rows of the ``imports`` table.

    Raises:
        StoreError: when the database can't be read.
    """
    store = KnowledgeStore(url)
    try:
        store.migrate()
        with store.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(IMPORTS).order_by(IMPORTS.c.id)).mappings()]
    except SQLAlchemyError as error:
        raise _refused(store, "could not be read", error) from error
    finally:
        store.engine.dispose()


def _refused(store: KnowledgeStore, what: str, error: SQLAlchemyError) -> StoreError:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    where = store.url.render_as_string(hide_password=True)
    return StoreError(f"the knowledge database {where} {what}: {reason}. Check DATABASE_URL, and try again")


def _import(
    connection: Connection,
    store: KnowledgeStore,
    format: str,
    files: Files,
    options: Options,
    fingerprint: str,
    progress: Reading,
    dry_run: bool,
) -> Report:
    import_id = options.import_id(format)
    tables = OWNED.get(format, (RECORDS,))
    out = Staging(connection, import_id, tables, progress)
    source = FORMATS[format].read(files, options, out)
    out.flush()
    edition = out.edition_told or source.published.isoformat()
    if not any(count.kept for count in out.counts.values()):
        raise ImportProblem(
            files.name,
            None,
            None,
            f"there is nothing of '{format}' in it that could be kept",
            "Check that this is the file meant",
        )
    _alone(connection, dry_run)
    lost = _lost(connection, store, out, import_id, source, format, options) if RECORDS in tables else ()
    changes: dict[str, Changes] = {}
    for table in reversed(tables):
        progress(f"comparing {table.name.removeprefix('od_')}", len(changes), len(tables))
        changes[table.name.removeprefix("od_")] = differences(connection, table, out.staged[table.name], _scope(table, import_id))
    if not dry_run:
        _write_import(connection, import_id, format, source, edition, fingerprint, options, out)
        for table in tables:
            progress(f"writing {table.name.removeprefix('od_')}", 0, 0)
            swap(connection, table, out.staged[table.name], _scope(table, import_id))
    for staged in out.staged.values():
        staged.drop(connection)
    return Report(
        id=import_id, format=format, source=source, edition=edition, counts=dict(out.counts), changes=dict(reversed(changes.items())),
        unknown=dict(out.unknown_terms), seconds=0.0, dry_run=dry_run, lost=lost,
    )  # fmt: skip


def _lost(
    connection: Connection, store: KnowledgeStore, out: Staging, import_id: str, source: Source, format: str, options: Options
) -> tuple[str, ...]:
    """References of the staged records that lead to nothing in the pack, in another import or in the open data."""
    staged = [dict(row) for row in connection.execute(select(out.staged[RECORDS.name])).mappings()]
    row = {"id": import_id, "format": format, "options": options.kept(), "source": _SOURCE.dump_python(source, mode="json")}
    return tuple(sorted(str(one) for one in store.merged(connection, layer_of(row, staged)).lost if one.layer == import_id))


def _alone(connection: Connection, dry_run: bool) -> None:
    """Take the lock of a writer before the first look at the real tables, so that what is compared is what is replaced."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE"))
    elif not dry_run:
        connection.execute(update(IMPORTS).where(IMPORTS.c.id == "").values(id=""))


def _scope(table: Table, import_id: str) -> ColumnElement[bool] | None:
    return RECORDS.c.import_id == import_id if table is RECORDS else None


def _write_import(
    connection: Connection,
    import_id: str,
    format: str,
    source: Source,
    edition: str,
    fingerprint: str,
    options: Options,
    out: Staging,
) -> None:
    values = {
        "format": format,
        "source": _SOURCE.dump_python(replace(source, retrieved=source.retrieved or date.today()), mode="json"),
        "edition": edition,
        "digest": fingerprint,
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
        "options": options.kept(),
        "counts": {what: count.told() for what, count in out.counts.items()},
        "unknown": dict(out.unknown_terms),
    }
    if not connection.execute(update(IMPORTS).where(IMPORTS.c.id == import_id).values(values)).rowcount:
        connection.execute(insert(IMPORTS).values(id=import_id, **values))


def _same_again(before: dict[str, Any], dry_run: bool, seconds: float) -> Report:
    counts = {what: Count(told["read"], told["kept"]) for what, told in before["counts"].items()}
    for what, told in before["counts"].items():
        counts[what].skipped.update(told["skipped"])
    return Report(
        id=before["id"], format=before["format"], source=_SOURCE.validate_python(before["source"]), edition=before["edition"], counts=counts,
        changes={what: Changes(same=count.kept) for what, count in counts.items()}, unknown=before["unknown"], seconds=seconds,
        dry_run=dry_run, same_again=True,
    )  # fmt: skip
