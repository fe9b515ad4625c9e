"""The rows of a catalog with their cells read, and every fault found on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.importers.catalog.columns import EXAMPLE, SHEETS, Sheet
from knowledge.importers.catalog.values import Unreadable
from knowledge.importers.contract import Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import Line, plain
from knowledge.importers.problems import ImportProblem, ImportProblems
from knowledge.merge.identity import words


@dataclass(frozen=True)
class Row:
    """One row: its values by column name, None where the cell is empty."""

    sheet: Sheet
    line: Line
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def text(self, column: str) -> str:
        """Words of a cell; none where it is empty."""
        return self.values[column] or ""

    def many(self, column: str) -> tuple[Any, ...]:
        """Parts of a cell; none where it is empty."""
        return self.values[column] or ()

    def problem(self, column: str, what: str, mend: str) -> ImportProblem:
        return self.line.problem(column, what, mend)


class Faults:
    """Everything wrong with a catalog, told at once: its keeper mends it in one go."""

    def __init__(self) -> None:
        self._by_words: dict[str, ImportProblem] = {}

    def add(self, problem: ImportProblem) -> None:
        """One more; a second of the same place and words is one with the first."""
        self._by_words.setdefault(str(problem), problem)

    def raise_any(self) -> None:
        """Raises:
        ImportProblem: with all that were found.
        """
        found = list(self._by_words.values())
        if found:
            raise found[0] if len(found) == 1 else ImportProblems(found)


def stems(sheet: Sheet) -> tuple[str, ...]:
    """The names of files and sheets that hold it: "Programs", "programs 2027", "my programs"."""
    return (f"{sheet.name}*", f"*{sheet.name}")


def rows(files: Files, sheet: Sheet, faults: Faults, out: Sink) -> Iterator[Row]:
    """The rows of one sheet that can be read; none where the catalog has no such sheet."""
    if not files.has(*stems(sheet)):
        return
    required = [column.wanted for column in sheet.columns if column.required]
    optional = [column.wanted for column in sheet.columns if not column.required]
    known = {plain(name) for column in sheet.columns for name in (column.name, *column.also)} | {plain(EXAMPLE), ""}
    try:
        for name in files.columns(*stems(sheet), required=required):
            if plain(name) not in known:
                out.unknown(f"{sheet.name}: column {name.strip()}")
        for line in files.table(*stems(sheet), required=required, optional=[*optional, EXAMPLE]):
            if line[EXAMPLE]:
                continue
            if row := _row(sheet, line, faults):
                yield row
    except ImportProblem as problem:  # a column that is missing, a row cut short: the other sheets are still looked at
        faults.add(problem)


def _row(sheet: Sheet, line: Line, faults: Faults) -> Row | None:
    if not any(line.values.values()):
        return None
    values: dict[str, Any] = {}
    sound = True
    for column in sheet.columns:
        cell = line[column.name].strip()
        values[column.name] = None
        try:
            if cell and words(cell) not in ("n a", "tbd") and cell not in ("-", "–"):
                values[column.name] = column.read(cell)
            elif column.required:
                faults.add(line.problem(column.name, "is empty", f"Fill it: {column.in_guide}"))
                sound = False
        except Unreadable as unread:
            faults.add(line.problem(column.name, unread.what, unread.mend))
            sound = False
    return Row(sheet, line, values) if sound else None


def any_sheet(files: Files) -> bool:
    """Whether there is anything of a catalog."""
    return any(files.has(*stems(sheet)) for sheet in SHEETS)
