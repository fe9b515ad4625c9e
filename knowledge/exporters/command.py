"""``python -m knowledge export``: write what a college has in a published format."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from knowledge.catalog import Catalog
from knowledge.exporters import ctdl
from knowledge.pack import PackError, read_pack
from knowledge.store import StoreError, catalog_at

MILLBROOK = Path(__file__).parents[1] / "packs" / "millbrook"
app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console(stderr=True)


@app.callback()
def main() -> None:
    """Write what a college has in a published format."""


@app.command("ctdl")
def export_ctdl(
    path: Annotated[Path | None, typer.Argument(help="file to write; standard output where none is named")] = None,
    pathway: Annotated[
        list[str] | None, typer.Option(help="id of a pathway to export; as often as needed; all of them where none is named")
    ] = None,
    pack: Annotated[Path, typer.Option(help="folder of the pack to export", exists=True, file_okay=False)] = MILLBROOK,
    database: Annotated[
        bool, typer.Option("--database", help="export what is loaded and imported in the database, not a pack")
    ] = False,
    database_url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")] = "sqlite:///var/advisor.db",
) -> None:
    """Pathways, programs, credentials, courses and services as CTDL in JSON-LD, which ``import ctdl`` reads back equal."""
    try:
        catalog = _catalog(pack, database_url if database else None)
        document = ctdl.export(catalog, pathway or ())
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        if path is None:
            sys.stdout.write(text)
            return
        path.write_text(text, encoding="utf-8")
    except (PackError, StoreError, ctdl.UnknownPathway, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    nodes = document["@graph"]
    console.print(f"Wrote {len(nodes)} nodes to {path}: {_counts(nodes)}.", highlight=False, soft_wrap=True)


def _catalog(pack: Path, url: str | None) -> Catalog:
    return read_pack(pack) if url is None else catalog_at(url.replace("postgresql://", "postgresql+psycopg://", 1))


def _counts(nodes: list[dict[str, Any]]) -> str:
    kinds: dict[str, int] = {}
    for node in nodes:
        kind = str(node["@type"]).split(":")[1]
        kinds[kind] = kinds.get(kind, 0) + 1
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda item: -item[1]))
