"""Read a registrar's catalog: all of it, or every fault of it at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.importers.catalog import programs, records
from knowledge.importers.catalog.cells import Cited
from knowledge.importers.catalog.columns import SHEETS
from knowledge.importers.catalog.sheets import Faults, Row, any_sheet, rows
from knowledge.importers.catalog.values import slug
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem
from knowledge.merge.identity import words
from knowledge.model import Source, SourceKind


class CatalogImporter:
    name = "catalog"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        if not any_sheet(files):
            names = ", ".join(sheet.name for sheet in SHEETS)
            mend = "Name a sheet or file so; 'python -m knowledge template catalog.xlsx' writes a workbook to fill in"
            raise ImportProblem(files.name, None, None, f"there is no sheet or file called one of {names}", mend)
        faults = Faults()
        found = {sheet.name: list(rows(files, sheet, faults, out)) for sheet in SHEETS}
        cited = _cited(found["college"], options)
        made = _Made(faults, out)
        for row in found["college"][:1]:
            made.keep("providers", row, records.provider(row, cited.provider or "", cited.source, cited.as_of))
        for row in found["programs"]:
            if pair := made.of(programs.program, row, cited):
                cited.programs |= {words(row["name"]): pair[0].id, words(pair[0].id): pair[0].id}
                made.keep("programs", row, pair[0])
                if pair[1]:
                    made.keep("credentials", row, pair[1])
        for sheet, (kind, build) in records.BUILDERS.items():
            for row in found[sheet]:
                if record := made.of(build, row, cited):
                    made.keep(kind, row, record)
        for employer in records.employers(found["employers"], cited):
            made.keep(
                "employers", next(row for row in found["employers"] if employer.id in (row["id"], slug(row["name"]))), employer
            )
        faults.raise_any()
        made.hand_over()
        return Source(
            id=cited.source, title=f"Catalog of {cited.college}", publisher=cited.college, kind=SourceKind.ISSUER, published=cited.as_of,
            url=next((row["url"] for row in found["college"]), None),
        )  # fmt: skip


def _cited(college: list[Row], options: Options) -> Cited:
    row = college[0] if college else None
    key = options.provider or (row and (row["id"] or (f"ipeds-{row['unitid']}" if row["unitid"] else slug(row["name"])))) or None
    name = row["name"] if row else options.provider_name or key or "the college"
    return Cited(options.import_id(CatalogImporter.name), options.published or date.today(), key, name)


class _Made:
    """Records until it is known that the whole catalog is sound."""

    def __init__(self, faults: Faults, out: Sink) -> None:
        self._faults, self._out = faults, out
        self._kept: dict[tuple[str, str], tuple[Row, Any]] = {}

    def of(self, build: Any, row: Row, cited: Cited) -> Any:
        try:
            return build(row, cited)
        except ImportProblem as problem:
            self._faults.add(problem)
            return None

    def keep(self, kind: str, row: Row, record: Any) -> None:
        before = self._kept.get((kind, record.id))
        if before is None:
            self._kept[kind, record.id] = row, record
        elif before[0] is not row:
            place = f"line {before[0].line.line}"
            self._faults.add(
                row.problem("id", f"{record.id!r} stands at {place} too", "Leave one out, or give each an id of its own")
            )

    def hand_over(self) -> None:
        for done, ((kind, _), (_, record)) in enumerate(self._kept.items(), 1):
            self._out.read(kind)
            self._out.record(kind, record)
            self._out.progress(done, len(self._kept))
