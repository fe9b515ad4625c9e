"""``python -m knowledge import`` and ``imports``: bring open data in, and say what is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge.importers import FORMATS
from knowledge.importers.contract import Options
from knowledge.importers.files import Reading
from knowledge.importers.folder import Part, parts_of
from knowledge.importers.problems import ImportProblem
from knowledge.importers.report import Report
from knowledge.importers.run import imported, run
from knowledge.importers.showing import show, show_all, show_imports
from knowledge.search import vectors
from knowledge.store import StoreError

console = Console()
EVERYTHING = "all"
DatabaseUrl = Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")]
DATABASE = "sqlite:///var/advisor.db"
UnitIds = Annotated[list[int] | None, typer.Option("--college", help="ipeds: UNITID of a college to take; as often as needed")]
States = Annotated[
    list[str] | None, typer.Option("--state", help="ipeds: take all colleges of a state, such as IL; as often as needed")
]
Add = Annotated[bool, typer.Option("--add", help="ipeds: take these colleges beside those taken before, not in their place")]
Name = Annotated[str, typer.Option(help="tells two imports of one format apart, such as two service directories")]
Provider = Annotated[str | None, typer.Option(help="id of the pack's provider that the imported things belong to")]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="day of the edition, where the files do not tell it")
]
NoVectors = Annotated[
    bool, typer.Option("--no-vectors", help="onet: leave the vectors for descriptions to the next 'make build'")
]
CacheDir = Annotated[Path, typer.Option(envvar="CACHE_DIR", help="folder for what can be built again")]
CACHE = Path("var/cache")
Statewide = Annotated[
    bool, typer.Option("--statewide", help="catalog, ctdl, hsds: of the whole state; gives way to the college's own")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would change, and change nothing")]


def import_(
    format: Annotated[str, typer.Argument(help=f"{', '.join(FORMATS)}; or {EVERYTHING}, for a folder with several of them")],
    path: Annotated[Path, typer.Argument(help="folder, zip or file, as its publisher gives it")],
    colleges: UnitIds = None,
    states: States = None,
    add: Add = False,
    name: Name = "",
    provider: Provider = None,
    published: Published = None,
    statewide: Statewide = False,
    dry_run: DryRun = False,
    no_vectors: NoVectors = False,
    cache_dir: CacheDir = CACHE,
    database_url: DatabaseUrl = DATABASE,
) -> None:
    """Import open data, or a college's own: all of it or, if anything is wrong, nothing. The same again changes nothing."""
    day = published.date() if published else None
    picked = {"colleges": tuple(colleges or ()), "states": tuple(state.upper() for state in states or ())}
    options = Options(**picked, add=add, name=name, provider=provider, published=day, statewide=statewide)  # type: ignore[arg-type]
    url = _driven(database_url)
    if format != EVERYTHING:
        with _said_clearly(), _progress() as reading:
            report = run(url, format, path, options, dry_run, reading)
        show(console, report)
        if format == vectors.FORMAT and not (dry_run or no_vectors):
            _build_vectors(url, cache_dir)
        return
    with _said_clearly(), _progress() as reading:
        done = [(part, _tried(part, url, dry_run, reading)) for part in parts_of(path, options)]
    show_all(console, done)
    if not (dry_run or no_vectors):
        _build_vectors(url, cache_dir)
    if any(isinstance(outcome, str) for _, outcome in done):
        raise typer.Exit(1)


def imports(database_url: DatabaseUrl = DATABASE) -> None:
    """List what was imported: which edition, when, how much, and under which terms."""
    with _said_clearly():
        rows = imported(_driven(database_url))
    show_imports(console, rows)


def _build_vectors(url: str, cache_dir: Path) -> None:
    """What finds an occupation by a description; made once for an edition."""
    with _said_clearly(), _progress() as reading:
        built = vectors.build(
            url, cache_dir, lambda done, total: reading("reading what occupations are called and do", done, total)
        )
    if built:
        console.print(f"Descriptions can be searched: {built}", markup=False, highlight=False, soft_wrap=True)


def _tried(part: Part, url: str, dry_run: bool, reading: Reading) -> Report | str:
    try:
        return run(url, part.format, part.path, part.options, dry_run, reading)
    except (ImportProblem, StoreError) as error:
        return str(error)


def _driven(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def _progress() -> Iterator[Reading]:
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None)


@contextmanager
def _said_clearly() -> Iterator[None]:
    try:
        yield
    except (ImportProblem, StoreError) as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
