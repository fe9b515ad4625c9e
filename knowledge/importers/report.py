"""What an import read, kept, left out, and changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from knowledge.model import Source


@dataclass
class Count:
    """Of one kind of thing: how many were read, how many kept, and why the others were not."""

    read: int = 0
    kept: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        return {"read": self.read, "kept": self.kept, "skipped": dict(self.skipped)}


@dataclass(frozen=True)
class Changes:
    """How one table differs from what the database held, with a few examples of each in words."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    examples: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, kw_only=True)
class Report:
    """One import. ``same_again``: these files were imported with these options before, so nothing was read."""

    id: str
    format: str
    source: Source
    edition: str
    counts: dict[str, Count]
    changes: dict[str, Changes]
    unknown: dict[str, int]
    seconds: float
    dry_run: bool
    same_again: bool = False
    lost: tuple[str, ...] = ()  # references of its records that lead nowhere yet, in words

    @property
    def anything(self) -> bool:
        """Whether the database differs, or would differ, from before."""
        return any(changes.anything for changes in self.changes.values())

    @property
    def rows(self) -> int:
        """How many rows and records the import holds."""
        return sum(c.added + c.changed + c.same for c in self.changes.values())
