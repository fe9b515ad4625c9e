"""Lines of a table, by column name: from tab-separated text, CSV and spreadsheets alike."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from knowledge.importers.problems import ImportProblem

Rows = Iterator[tuple[int, list[str]]]  # number of the line in the file, its cells
HEADER_WITHIN = 10  # a published spreadsheet may have a title and notes above its header
AGAIN = "The file may be cut off or edited: get it again from its publisher"
csv.field_size_limit(10_000_000)


def plain(name: str) -> str:
    """A name without case, spaces, dashes and marks, as names of columns and files are compared."""
    return re.sub(r"[\W_]+", "", name.casefold())


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``values`` by the column names that were asked for, an optional column that is absent as an empty string."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def problem(self, column: str, what: str, mend: str = AGAIN) -> ImportProblem:
        """What is wrong with a value of this line, to be raised."""
        return ImportProblem(self.file, self.line, column, what, mend)

    def need(self, column: str) -> str:
        """The value of a column that may not be empty.

        Raises:
            ImportProblem: when it is.
        """
        if value := self.values[column]:
            return value
        raise self.problem(column, "there is no value")

    def decimal(self, column: str, missing: Sequence[str] = ()) -> float | None:
        """A number, thousands commas allowed; None where there is no value or one of the publisher's marks for that.

        Raises:
            ImportProblem: when it is no number.
        """
        value = self.values[column]
        if not value or value in missing:
            return None
        try:
            return float(value.replace(",", ""))
        except ValueError:
            raise self.problem(column, f"'{value}' is not a number") from None

    def whole(self, column: str, missing: Sequence[str] = ()) -> int | None:
        """The same for a whole number.

        Raises:
            ImportProblem: when it is no whole number.
        """
        number = self.decimal(column, missing)
        if number is not None and not number.is_integer():
            raise self.problem(column, f"'{self.values[column]}' is not a whole number")
        return None if number is None else int(number)


def delimited(file: str, handle: Iterable[bytes], delimiter: str, loose: bool = False) -> Rows:
    """Rows of a text file: tab-separated and never quoted, as O*NET's, or CSV. ``loose`` takes quotes within quoted cells.

    Raises:
        ImportProblem: when it is not UTF-8 or its quotes do not close.
    """
    lines = _decoded(file, handle, delimiter)
    if delimiter == "\t":
        yield from ((number, text.rstrip("\r\n").split("\t")) for number, text in enumerate(lines, 1) if text.strip())
        return
    reader = csv.reader(lines, strict=not loose)
    try:
        yield from ((reader.line_num, row) for row in reader if row)
    except csv.Error as error:
        raise ImportProblem(file, reader.line_num, None, f"this is not CSV ({error}): a quote may not be closed", AGAIN) from None


def _decoded(file: str, handle: Iterable[bytes], delimiter: str) -> Iterator[str]:
    header = ""
    for number, raw in enumerate(handle, 1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            before = next(csv.reader([raw[: error.start].decode("utf-8", "replace")], delimiter=delimiter), [""])
            names = next(csv.reader([header or raw.decode("latin-1")], delimiter=delimiter))
            column = names[min(len(before), len(names)) - 1].strip()
            what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            raise ImportProblem(
                file, number, column, what, "Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again"
            ) from None
        if "\0" in text:
            raise ImportProblem(file, number, None, "there is a NUL character, which no text has", AGAIN)
        header = header or text
        yield text


def cells(row: Iterable[Any]) -> list[str]:
    """The cells of a spreadsheet's row as the text edition would have them."""
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def header_of(rows: Rows, required: Sequence[str]) -> tuple[int, list[str]]:
    """The header: the first of the leading rows that has every column required, else the first row. Rows up to it are used up."""
    first: tuple[int, list[str]] = (1, [])
    for _, (number, row) in zip(range(HEADER_WITHIN), rows, strict=False):
        names = {plain(name) for name in row}
        if all(_place(wanted, names) for wanted in required):
            return number, row
        if not first[1] and any(row):
            first = number, row
    return first


def _place(wanted: str, names: Iterable[str]) -> str | None:
    """The name among those present that a wanted column goes by; alternatives stand with ``|`` between."""
    return next((name for name in map(plain, wanted.split("|")) if name in names), None)


def read_table(
    file: str, rows: Rows, required: Sequence[str], optional: Sequence[str], *, padded: bool = False
) -> Iterator[Line]:
    """The lines below the header. ``padded``: a row may end early, as a spreadsheet's does where the rest is empty.

    A wanted column may name alternatives, ``"Title|Occupation"``; its value goes by the first.

    Raises:
        ImportProblem: when a column is missing, or a row has fewer or more cells than the header.
    """
    at, header = header_of(rows, required)
    names = {plain(name): place for place, name in reversed([*enumerate(header)])}
    places: list[tuple[str, int]] = []
    for wanted in (*required, *optional):
        found = _place(wanted, names)
        if found is None and wanted in required:
            has = ", ".join(name.strip() for name in header if name.strip()) or "no columns"
            mend = "Check that this is the file meant; a column may stand anywhere, under this name"
            raise ImportProblem(file, at, wanted.replace("|", " or "), f"this column is missing; the file has {has}", mend)
        places.append((wanted.split("|")[0], -1 if found is None else names[found]))
    absent = {name: "" for name, place in places if place < 0}
    present = [(name, place) for name, place in places if place >= 0]
    width = len(header)
    for number, row in rows:
        if len(row) != width:
            row = _whole(file, number, row, header, padded)
        if any(row):
            yield Line(file, number, absent | {name: row[place].strip() for name, place in present})


def _whole(file: str, number: int, row: list[str], header: list[str], padded: bool) -> list[str]:
    if len(row) > len(header):
        if any(cell.strip() for cell in row[len(header) :]):
            what = f"the row has {len(row)} cells under {len(header)} columns"
            raise ImportProblem(file, number, None, what, "A cell with a comma or a tab in it has to be quoted")
        return row[: len(header)]
    if not padded:
        what = f"the row ends after {len(row)} of {len(header)} columns"
        raise ImportProblem(file, number, header[len(row)].strip(), what, AGAIN)
    return row + [""] * (len(header) - len(row))
