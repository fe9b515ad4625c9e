"""``python -m knowledge review``: review a pack, or everything in the database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from knowledge.catalog import Catalog
from knowledge.pack import PackError, read_pack
from knowledge.review.as_json import as_json
from knowledge.review.page import page
from knowledge.review.review import review
from knowledge.review.terminal import show
from knowledge.store import StoreError, catalog_at

WIDTH = 120  # columns, where nobody reads it on a screen


def review_command(
    pack: Annotated[Path | None, typer.Argument(help="folder of a pack", exists=True, file_okay=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="review the database: pack and imports")] = False,
    html: Annotated[Path | None, typer.Option(help="write the review as one page to this file")] = None,
    to_json: Annotated[bool, typer.Option("--json", help="print the review as JSON")] = False,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="review as of this day")] = None,
    database_url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")] = "sqlite:///var/advisor.db",
) -> None:
    """Review every pathway: what would strand a student, AMTEC's practices, the law's elements, NCEE's lessons.

    Exit status 1 where anything is an error.
    """
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    if (pack is None) is not everything:
        raise typer.BadParameter("name the folder of a pack, or --all for what is in the database, and not both")
    try:
        catalog, of = _catalog(pack, database_url)
    except (PackError, StoreError) as error:
        _refuse(str(error))
    if not catalog.pathways:
        _refuse(f"{of} holds no pathway to review. Add records under 'pathways' and load them (docs/content.md)")
    told = review(catalog, today.date() if today else date.today(), of)
    if html is not None:
        try:
            html.write_text(page(told), encoding="utf-8")
        except OSError as error:
            _refuse(f"{html} could not be written: {error.strerror}. Name a file in a folder that is there")
    if to_json:
        typer.echo(as_json(told))
    else:
        show(told, console)
    raise typer.Exit(1 if told.errors else 0)


def _catalog(pack: Path | None, database_url: str) -> tuple[Catalog, str]:
    if pack is not None:
        return read_pack(pack), pack.name
    return catalog_at(database_url.replace("postgresql://", "postgresql+psycopg://", 1)), "the database"


def _refuse(why: str) -> NoReturn:
    Console(stderr=True).print(why, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
