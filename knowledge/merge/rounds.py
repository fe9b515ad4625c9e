"""Prerequisites that came to need each other only when sources were put together: opened again at an imported record."""

from __future__ import annotations

from dataclasses import replace

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS
from knowledge.merge.references import Lost, settle
from knowledge.pack import cycles


def unwind(catalog: Catalog, foreign: set[tuple[str, str]]) -> list[Lost]:
    """Take one reference out of every circle, at a record that an import had a part in (the pack has no circle of its own)."""
    lost: list[Lost] = []
    records = {plural: getattr(catalog, plural) for plural in KINDS}
    while found := next(iter(cycles.rounds(records)), None):
        plural, field, circle = found
        at = next(i for i, key in enumerate(circle) if (plural, key) in foreign)
        record, target = records[plural][circle[at]], circle[(at + 1) % len(circle)]
        only = replace(record, **{f: None for f in ("requires",) if f != field})

        def resolve(kind: str, key: str, barred: tuple[str, str] = (KINDS[plural].KIND, target)) -> str | None:  # type: ignore[attr-defined]
            return None if (kind, key) == barred else key

        mended, dropped = settle(only, resolve)
        records[plural][record.id] = replace(record, **{field: getattr(mended, field)})
        lost += [one for one in dropped if one.field.split(".")[0] == field]
    return lost
