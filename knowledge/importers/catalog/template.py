"""The workbook a registrar fills in, and the guide to its columns, both made of the one definition of the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from knowledge.importers.catalog.columns import EXAMPLE, SHEETS, Column, Sheet

GUIDE = "column guide"
MARK = "example: not imported"
NOTHING: Mapping[str, Sequence[Mapping[str, str | None]]] = {}
_HEAD, _GREY = Font(bold=True), PatternFill("solid", fgColor="EEEEEE")


def write_template(path: Path, known: Mapping[str, Sequence[Mapping[str, str | None]]] = NOTHING) -> None:
    """Write the workbook: a sheet for each kind with its header and one row marked as an example, and the guide to the columns.

    ``known`` are the rows of sheets that are filled in already, by the names of columns.
    """
    book = Workbook()
    for blank in book.worksheets:
        book.remove(blank)
    for sheet in SHEETS:
        table = book.create_sheet(sheet.name)
        table.append([*(column.name for column in sheet.columns), EXAMPLE])
        table.append([*(column.example or None for column in sheet.columns), MARK])
        filled = known.get(sheet.name, ())
        for row in filled:
            table.append([row.get(column.name) for column in sheet.columns])
        for at, column in enumerate(sheet.columns, 1):
            head, below = table.cell(1, at), table.cell(2, at)
            head.font = Font(bold=True, underline="single") if column.required else _HEAD
            below.fill, below.number_format = _GREY, "@"
            for line in range(3, 200 + len(filled)):
                table.cell(line, at).number_format = "@"  # text: a spreadsheet takes 01.0102 for a number and 91E for another
            table.column_dimensions[get_column_letter(at)].width = max(12, min(40, len(column.example) + 2))
        table.freeze_panes = "B2"
    guide = book.create_sheet(GUIDE)
    guide.append(["sheet", "column", "must be filled", "what to write", "example", "other names it may have"])
    for sheet in SHEETS:
        guide.append([sheet.name, None, None, sheet.in_guide])
        for column in sheet.columns:
            guide.append(
                [
                    sheet.name,
                    column.name,
                    "yes" if column.required else None,
                    column.in_guide,
                    column.example or None,
                    ", ".join(column.also) or None,
                ]
            )
    for cell in guide[1]:
        cell.font = _HEAD
    for letter, width in zip("ABCDEF", (12, 20, 14, 90, 30, 40), strict=True):
        guide.column_dimensions[letter].width = width
    for (cell,) in guide["D2:D400"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.save(path)


def column_guide() -> str:
    """The guide as ``docs/catalog-columns.md`` holds it."""
    head = """# The columns of a college's catalog

`python -m knowledge template catalog.xlsx` writes a workbook with these sheets, each with an example row that is not imported. Fill in
what you have and import it: `python -m knowledge import catalog catalog.xlsx --provider ID`. CSV files with these names in one folder do as
well. Columns may stand in any order, case and spaces of their names don't matter, and sheets you don't need may go. Columns not named
here are left alone and reported. Every fault is told at once, with sheet, line, column and what to write. Bold columns must be filled.

Made from `knowledge/importers/catalog/columns.py` by `python -m knowledge template docs/catalog-columns.md`.
"""
    return head + "".join(_section(sheet) for sheet in SHEETS)


def _section(sheet: Sheet) -> str:
    lines = [f"\n## {sheet.name}\n\n{sheet.in_guide}\n\n| Column | What to write | Example |\n|---|---|---|\n"]
    return "".join([*lines, *(_line(column) for column in sheet.columns)])


def _line(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    also = f" Also: {', '.join(column.also)}." if column.also else ""
    return f"| {name} | {column.in_guide}{also} | {column.example} |\n"
