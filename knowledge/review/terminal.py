"""A review in the terminal: the table of all pathways, then what was found in each."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from knowledge.review.result import PathwayReview, Review, Severity, Status
from knowledge.review.words import words

MARKS = {Status.MET: "+", Status.PARTLY: "~", Status.NOT_FOUND: "-", Status.NOT_KNOWN: "?"}


def show(review: Review, console: Console) -> None:
    """Print it all."""
    text = words().page
    console.print(_table(review))
    console.print(text["key"], style="dim", highlight=False)
    for pathway in review.pathways:
        _show(pathway, console)
    console.print()
    counts = {"pathways": len(review.pathways), "errors": review.errors, "warnings": review.warnings}
    console.print(text["total"].format(**counts), style="bold red" if review.errors else "bold green", highlight=False)


def _table(review: Review) -> Table:
    text = words()
    table = Table(title=escape(text.page["heading"].format(of=review.of, today=review.today)), title_justify="left")
    table.add_column(text.page["pathway"], overflow="fold")
    for part in text.practices:
        table.add_column(text.page[f"short_{part.key}"], justify="right")
    table.add_column(text.page["short_elements"])
    table.add_column(text.page["short_messages"])
    table.add_column(text.page["errors"], justify="right")
    table.add_column(text.page["warnings"], justify="right")
    for pathway in review.pathways:
        table.add_row(
            escape(pathway.name),
            *(str(practice.score) for practice in pathway.practices),
            "".join(MARKS[element.status] for element in pathway.elements),
            "".join(MARKS[message.status] for message in pathway.messages),
            f"[red]{pathway.errors}[/]" if pathway.errors else "0",
            str(pathway.warnings),
        )
    return table


def _show(pathway: PathwayReview, console: Console) -> None:
    text = words()
    console.print()
    console.print(f"{pathway.name} ({pathway.id})", style="bold", markup=False, highlight=False)
    for finding in pathway.findings:
        style = "red" if finding.severity is Severity.ERROR else "yellow"
        told = f"  {text.severities[finding.severity.value]}: {finding.words} [{finding.code}]"
        console.print(told, style=style, markup=False, highlight=False, soft_wrap=True)
        records = ", ".join(dict.fromkeys(f"{item.kind} {item.id}" for item in finding.evidence))
        for label, said in (("records", records), ("mend", finding.mend)):
            console.print(f"    {text.page[label]}: {said}", markup=False, highlight=False, soft_wrap=True)
    for unknown in pathway.not_known:
        told = f"  {text.statuses[Status.NOT_KNOWN.value]}: {unknown.words} [{unknown.code}]"
        console.print(told, style="dim", markup=False, highlight=False, soft_wrap=True)
    if not pathway.findings:
        console.print(f"  {text.page['nothing']}", markup=False, highlight=False)
