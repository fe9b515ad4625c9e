"""Read CTDL without a database: what an importer hands over, as dictionaries and counts."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from knowledge.importers.contract import Options
from knowledge.importers.ctdl import Ctdl
from knowledge.importers.files import Files
from knowledge.model import Source

FILES = Path(__file__).parent / "files" / "ctdl"


@dataclass
class Handed:
    """Everything that an importer gave away."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    unknowns: Counter[str] = field(default_factory=Counter)
    source: Source | None = None

    def edition(self, edition: str) -> None: ...

    def read(self, what: str, times: int = 1) -> None: ...

    def row(self, table: Table, values: dict[str, Any]) -> None:
        raise AssertionError("CTDL has no rows of open data")

    def record(self, kind: str, record: Any, kept: dict[str, Any] | None = None) -> None:
        assert record.id not in self.records.setdefault(kind, {}), "handed over twice"
        self.records[kind][record.id] = record
        self.kept[record.id] = kept or {}

    def skip(self, what: str, why: str, times: int = 1) -> None:
        self.skipped[f"{what}: {why}"] += times

    def unknown(self, term: str, times: int = 1) -> None:
        self.unknowns[term] += times

    def progress(self, done: int, total: int) -> None: ...

    def one(self, kind: str, name: str) -> Any:
        """The record of that name."""
        return next(record for record in self.records[kind].values() if record.name == name)


def read(path: Path, **options: Any) -> Handed:
    """What a file holds."""
    handed = Handed()
    handed.source = Ctdl().read(Files(path), Options(**options), handed)
    return handed


def read_document(document: Any, folder: Path) -> Handed:
    """What a document holds, by way of a file."""
    path = folder / "document.jsonld"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return read(path)
