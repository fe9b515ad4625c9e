"""``python -m knowledge show KIND ID``: what every source says of a thing, the one that is told first."""

from __future__ import annotations

import difflib
from dataclasses import fields
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from knowledge.catalog import Catalog
from knowledge.kinds import SINGULAR
from knowledge.merge.layer import as_of
from knowledge.store import StoreError, catalog_at

APART = ("id", "source", "as_of", "review_by")
Kind = Annotated[str, typer.Argument(help=f"{', '.join(SINGULAR)}; the plural will do")]
Id = Annotated[str, typer.Argument(help="its id; of an occupation, the O*NET code will do")]
Url = Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")]


def show(kind: Kind, key: Id, database_url: Url = "sqlite:///var/advisor.db") -> None:
    """Show every version of a record with its source and date: the one that students are told first, then the others."""
    console = Console()
    singular = next((one for one, plural in SINGULAR.items() if kind in (one, plural)), None)
    try:
        if singular is None:
            raise LookupError(f"{kind} is no kind of record. Kinds: {', '.join(SINGULAR)}")
        catalog = catalog_at(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
        versions = versions_of(catalog, singular, key)
    except (LookupError, StoreError) as error:
        told = error.args[0] if error.args else str(error)
        console.print(str(told), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    completed = catalog.completed.get((singular, versions[0].id), {})
    for at, record in enumerate(versions):
        console.print(
            _table(catalog, record, "told to students" if at == 0 else "stands behind it", completed if at == 0 else {})
        )


def versions_of(catalog: Catalog, singular: str, key: str) -> tuple[Any, ...]:
    """What is told of a thing, and what other sources say of it.

    Raises:
        LookupError: when nothing has that id.
    """
    found = getattr(catalog, SINGULAR[singular])
    if key not in found:
        raise LookupError(f"no {singular} has the id {key!r}. {_near(key, list(found))}")
    record = found[key]
    return (record, *catalog.others.get((singular, record.id), ()))


def _near(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=3)
    return f"Near it: {', '.join(near)}" if near else f"There are {len(known)}"


def _table(catalog: Catalog, record: Any, place: str, completed: dict[str, str]) -> Table:
    source = catalog.sources[record.source] if hasattr(record, "source") else record
    title = f"{type(record).KIND} {escape(record.id)}: {place}\n{escape(source.title)} ({escape(source.publisher)}), as of {as_of(record)}"
    table = Table("field", "value", title=title, title_justify="left", title_style="bold", show_header=False)
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name not in APART and value not in (None, "", ()):
            by = f"\n(from {escape(catalog.sources[completed[f.name]].title)})" if f.name in completed else ""
            table.add_row(f.name, escape(_words(value)) + by)
    return table


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(_words(part) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return ", ".join(
            f"{f.name} {_words(v)}" for f in fields(value) if (v := getattr(value, f.name)) not in (None, "", (), False)
        )
    return str(value)
