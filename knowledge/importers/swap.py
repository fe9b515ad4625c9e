"""How staged rows differ from the real ones, and putting them in their place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
)

from knowledge.importers.report import Changes

EXAMPLES = 3
LONGEST = 48  # characters of a value shown in an example


def differences(connection: Connection, real: Table, staged: Table, scope: ColumnElement[bool] | None = None) -> Changes:
    """What putting the staged rows in the place of the real ones would change; ``scope`` limits which real rows are meant."""
    within = true() if scope is None else scope
    same_key = _same_key(real, staged)
    total: int = connection.scalar(select(func.count()).select_from(staged)) or 0
    added = select(staged).where(~exists().where(same_key))
    removed = select(real).where(within, ~exists().where(same_key))
    changed = select(staged, real).join(real, same_key).where(within, _differs(real, staged))
    keys = changed.with_only_columns(*staged.primary_key)
    counts = [
        connection.scalar(select(func.count()).select_from(query.subquery("found"))) or 0 for query in (added, removed, keys)
    ]
    if not any(counts):
        return Changes(same=total)
    examples = [f"+ {_row(staged, tuple(row))}" for row in connection.execute(added.limit(EXAMPLES))]
    examples += [f"~ {_change(staged, tuple(row))}" for row in connection.execute(changed.limit(EXAMPLES))]
    examples += [f"- {_row(real, tuple(row))}" for row in connection.execute(removed.limit(EXAMPLES))]
    return Changes(counts[0], counts[2], counts[1], total - counts[0] - counts[2], tuple(examples))


def swap(connection: Connection, real: Table, staged: Table, scope: ColumnElement[bool] | None = None) -> None:
    """Make the real rows those staged. Rows that stay as they are are not touched."""
    within = true() if scope is None else scope
    same_key = _same_key(real, staged)
    connection.execute(
        delete(real).where(within, ~exists(select(1).select_from(staged).where(same_key, ~_differs(real, staged))))
    )
    names = [column.name for column in staged.columns]
    connection.execute(
        insert(real).from_select(names, select(staged).where(~exists(select(1).select_from(real).where(same_key))))
    )


def _same_key(real: Table, staged: Table) -> ColumnElement[bool]:
    return and_(*(real.c[column.name] == staged.c[column.name] for column in real.primary_key))


def _differs(real: Table, staged: Table) -> ColumnElement[bool]:
    pairs = [(real.c[c.name], staged.c[c.name]) for c in real.columns if not c.primary_key]
    if not pairs:
        return false()  # a table of keys alone
    return or_(*(_comparable(a).is_distinct_from(_comparable(b)) for a, b in pairs))


def _comparable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(column, Text) if isinstance(column.type, JSON) else column  # PostgreSQL compares no json


def _key(table: Table, row: tuple[Any, ...]) -> str:
    return " ".join(
        str(value) for column, value in zip(table.columns, row, strict=True) if column.primary_key and column.name != "import_id"
    )


def _row(table: Table, row: tuple[Any, ...]) -> str:
    rest = next((value for c, value in zip(table.columns, row, strict=True) if not c.primary_key and isinstance(value, str)), "")
    return f"{_key(table, row)} {_short(rest)}".strip()


def _change(staged: Table, both: tuple[Any, ...]) -> str:
    width = len(staged.columns)
    new, old = both[:width], both[width:]
    names = [column.name for column in staged.columns]
    told = [f"{n}: {_short(a)} -> {_short(b)}" for n, a, b in zip(names, old, new, strict=True) if a != b]
    return f"{_key(staged, new)}: {'; '.join(told)}"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
