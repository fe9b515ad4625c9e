"""``python -m knowledge``: check and load content packs, import open data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from knowledge.exporters.command import app as export
from knowledge.importers.catalog.command import template
from knowledge.importers.command import import_, imports
from knowledge.pack import PackError, read_pack
from knowledge.review.command import review_command
from knowledge.start.command import start
from knowledge.store import KnowledgeStore, StoreError
from knowledge.versions import show

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
console = Console()
DEFAULT_PACK = Path(__file__).parent / "packs" / "millbrook"
PackArgument = Annotated[Path, typer.Argument(help="folder of a pack", exists=True, file_okay=False)]

app.add_typer(export, name="export")


@app.callback()
def main() -> None:
    """Check and load content packs, import open data."""


@app.command()
def check(pack: PackArgument = DEFAULT_PACK) -> None:
    """Check a pack against the schema; print its counts, or everything that is wrong with it."""
    try:
        catalog = read_pack(pack)
    except PackError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    table = Table("kind", "records")
    for kind, count in catalog.counts().items():
        table.add_row(kind, str(count))
    console.print(table)


@app.command()
def load(
    pack: PackArgument = DEFAULT_PACK,
    database_url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")] = "sqlite:///var/advisor.db",
) -> None:
    """Load a pack into the database: all of it or, if anything is wrong, nothing."""
    try:
        with console.status("Reading and checking the pack"):
            catalog = read_pack(pack)
        store = KnowledgeStore(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
        with console.status("Writing to the database"):
            store.migrate()
            report = store.load(catalog)
    except (PackError, StoreError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    if report.anything:
        console.print(
            f"Loaded {pack.name}: {report.added} added, {report.changed} changed, {report.removed} removed, {report.same} as before."
        )
    else:
        console.print(f"{pack.name} is loaded already: {report.same} records, nothing to change.")


app.command("review")(review_command)
app.command("import")(import_)
app.command("imports")(imports)
app.command()(start)
app.command()(show)
app.command()(template)


if __name__ == "__main__":
    app()
