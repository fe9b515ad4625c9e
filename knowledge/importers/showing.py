"""An import in the terminal: what was read, kept, left out and changed; and the list of what is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from knowledge.importers.folder import Part
from knowledge.importers.report import Count, Report

LOST = 20  # references told one by one
Done = tuple[Part, Report | str]  # a part of a folder, and its report or what stood in the way


def show(console: Console, report: Report) -> None:
    """One import, with examples of what is new, changed (~) and gone (-)."""
    console.print(
        f"[bold]{escape(report.source.title)}[/], edition {escape(report.edition)}, from {escape(report.source.publisher)}",
        highlight=False,
    )
    if report.same_again:
        console.print("The same files were imported before: nothing to change.")
        return
    table = Table("", "read", "kept", "skipped, and why")
    for what, count in report.counts.items():
        table.add_row(what, f"{count.read:,}", f"{count.kept:,}", escape(_why(count)))
    console.print(table)
    for what, changes in report.changes.items():
        if changes.anything:
            console.print(
                f"{what}: {changes.added:,} new, {changes.changed:,} changed, {changes.removed:,} gone, {changes.same:,} as before",
                highlight=False,
            )
            for example in changes.examples:
                console.print(f"  {example}", markup=False, highlight=False, soft_wrap=True)
    if report.unknown:
        terms = ", ".join(f"{term} ({times})" for term, times in sorted(report.unknown.items()))
        console.print(f"Terms that nothing here reads, kept as they are: {terms}", markup=False, highlight=False, soft_wrap=True)
    if report.lost:
        told = "Left out until something brings what they name:"
        console.print(f"References that lead nowhere: {len(report.lost)}. {told}", highlight=False, soft_wrap=True)
        for line in report.lost[:LOST]:
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
        if len(report.lost) > LOST:
            console.print(f"  and {len(report.lost) - LOST} more", highlight=False)
    console.print(_verdict(report), markup=False, highlight=False)


def _verdict(report: Report) -> str:
    if not report.anything:
        return f"Nothing to change: all {report.rows:,} rows are in ({report.seconds:.1f} s)."
    if report.dry_run:
        return "A dry run: nothing was changed."
    return f"Imported: {report.rows:,} rows ({report.seconds:.1f} s). A running assistant reads them at its next start."


def _why(count: Count) -> str:
    return "; ".join(f"{times:,} {why}" for why, times in count.skipped.most_common())


def show_all(console: Console, done: Sequence[Done]) -> None:
    """Several imports, a line each, then what stood in the way of any."""
    table = Table("format", "edition", "read", "kept", "skipped", "new", "changed", "gone", "seconds")
    for column in table.columns:
        column.no_wrap = column.header != "edition"  # a name or a number cut short tells nothing, on however narrow a screen
    for part, outcome in done:
        name = escape(part.options.import_id(part.format))
        if isinstance(outcome, str):
            table.add_row(name, "[red]not imported[/]")
            continue
        counts, changes = outcome.counts.values(), outcome.changes.values()
        figures = (
            sum(c.read for c in counts), sum(c.kept for c in counts), sum(c.skipped.total() for c in counts),
            sum(c.added for c in changes), sum(c.changed for c in changes), sum(c.removed for c in changes),
        )  # fmt: skip
        table.add_row(name, escape(outcome.edition), *(f"{figure:,}" for figure in figures), f"{outcome.seconds:.1f}")
    console.print(table)
    for part, outcome in done:
        if isinstance(outcome, str):
            console.print(
                f"{part.options.import_id(part.format)}: {outcome}", style="red", markup=False, highlight=False, soft_wrap=True
            )


def show_imports(console: Console, rows: Iterable[dict[str, Any]]) -> None:
    """What is in the database: edition, day, how much, terms, and the attribution that the terms ask for."""
    table = Table("import", "edition", "imported (UTC)", "kept", "publisher", "terms")
    notes = []
    for row in rows:
        source, when = row["source"], row["imported_at"]
        kept = sum(count["kept"] for count in row["counts"].values())
        day = when.isoformat(" ", "minutes") if isinstance(when, datetime) else str(when)
        table.add_row(
            escape(row["id"]),
            escape(row["edition"]),
            day,
            f"{kept:,}",
            escape(source["publisher"]),
            escape(source["terms"] or ""),
        )
        if source["note"]:
            notes.append(source["note"])
    if not table.row_count:
        console.print("Nothing was imported yet. docs/open-data.md says what can be, and from where to get it.")
        return
    console.print(table)
    for note in dict.fromkeys(notes):
        console.print(note, markup=False, highlight=False, soft_wrap=True)
