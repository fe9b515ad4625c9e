"""A catalog written as a pack: one YAML file per kind of record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS

WIDTH = 140


class PackThere(RuntimeError):
    """The folder already holds files; nothing was written."""


def write(folder: Path, catalog: Catalog, heads: dict[str, str]) -> list[Path]:
    """Write each kind that has records to ``folder/<kind>.yml``, under the comment ``heads`` has for it.

    Raises:
        PackThere: when the folder is there and not empty: a pack is somebody's work and is never written over.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PackThere(f"{folder} is there already and not empty. Name another folder, or move that one away")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for plural, cls in KINDS.items():
        records = getattr(catalog, plural)
        if not records:
            continue
        adapter: TypeAdapter[Any] = TypeAdapter(cls)
        rows = [{"id": key, **_row(adapter, record)} for key, record in sorted(records.items())]
        path = folder / f"{plural}.yml"
        head = "".join(f"# {line}\n" for line in heads.get(plural, "").splitlines())
        body = yaml.dump({plural: rows}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
        path.write_text(head + body, encoding="utf-8")
        written.append(path)
    return written


def _row(adapter: TypeAdapter[Any], record: Any) -> dict[str, Any]:
    row: dict[str, Any] = adapter.dump_python(record, mode="json", exclude_defaults=True)
    row.update({f: adapter.dump_python(record)[f] for f in ("as_of", "review_by", "published", "retrieved") if row.get(f)})
    return {key: value for key, value in row.items() if key != "id"}


class _Dumper(yaml.SafeDumper):
    """Never an anchor: a record has to be readable, and movable, by itself."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
