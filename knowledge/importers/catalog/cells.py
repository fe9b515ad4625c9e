"""Cells of a row as the parts that records of several kinds share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.importers.catalog.sheets import Row
from knowledge.importers.catalog.values import slug
from knowledge.merge.identity import words
from knowledge.model import Contact


@dataclass
class Cited:
    """What all records of a catalog share. ``programs`` are its own, by name and id as people write them."""

    source: str
    as_of: date
    provider: str | None
    college: str
    programs: dict[str, str] = field(default_factory=dict)

    def of(self, row: Row) -> dict[str, Any]:
        return {"source": self.source, "as_of": row["as of"] or self.as_of}

    def program(self, named: str) -> str:
        return self.programs.get(words(named), slug(named))


def contact(row: Row, *names: str) -> Contact | None:
    given = {name: row[name] for name in names if row[name]}
    return Contact(**given) if given else None


def texts(row: Row, *names: str) -> dict[str, Any]:
    """Texts with their Spanish; a name that has none is the same in both languages."""
    found: dict[str, Any] = {}
    for name in names:
        own = name.replace(" ", "_")
        found[own], found[f"{own}_es"] = row.text(name), row.text(f"{name} es") or (row.text(name) if name == "name" else "")
    return found


def codes(row: Row, column: str) -> tuple[str, ...]:
    """Occupations by O*NET code or id: a SOC code is the O*NET occupation of that number."""
    given = (f"{code}.00" if len(code) == 7 and code[2] == "-" else code for code in row.many(column))
    return tuple(code if code[:1].isdigit() else slug(code) for code in given)


def slugs(row: Row, column: str) -> tuple[str, ...]:
    return tuple(slug(part) for part in row.many(column))
