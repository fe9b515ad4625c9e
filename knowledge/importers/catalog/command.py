"""``python -m knowledge template``: the workbook to fill in, or the guide to its columns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from knowledge.importers.catalog.template import column_guide, write_template
from knowledge.opendata.opendata import OpenData
from knowledge.store import StoreError

Where = Annotated[Path, typer.Argument(help="a new .xlsx file, or an .md file for the guide to its columns")]


def template(
    path: Where,
    college: Annotated[
        int | None, typer.Option(help="UNITID: fill in the college and its programs as IPEDS lists them, imported before")
    ] = None,
    database_url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")] = "sqlite:///var/advisor.db",
) -> None:
    """Write a workbook for a registrar to fill in: programs, courses, services, employers, deadlines, military credit."""
    console = Console()
    try:
        known = _known(database_url, college) if college else {}
        if path.suffix == ".md":
            path.write_text(column_guide(), encoding="utf-8")
        elif path.suffix != ".xlsx":
            raise OSError("the name ends in neither .xlsx nor .md")
        elif path.exists():
            raise OSError("it is there already, and may be filled in; name another or move it away")
        else:
            write_template(path, known)
    except StoreError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    except OSError as error:
        console.print(
            f"{path} can't be written: {error.strerror or error}", style="red", markup=False, highlight=False, soft_wrap=True
        )
        raise typer.Exit(1) from None
    if path.suffix == ".xlsx":
        told = f"{path} is ready to fill in. Then: python -m knowledge import catalog {path} --provider ID"
        console.print(told, markup=False, highlight=False, soft_wrap=True)


def _known(url: str, unitid: int) -> dict[str, list[dict[str, str | None]]]:
    """What IPEDS tells of a college and of each program it lists, with the ids by which they meet the import.

    Raises:
        StoreError: when the database can't be read.
        OSError: when no such college is imported.
    """
    data = OpenData(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        if not (data.has("ipeds") and (programs := data.programs_at((unitid,)))):
            raise OSError(
                f"no college with UNITID {unitid} is imported; first: python -m knowledge import ipeds FOLDER --college {unitid}"
            )
        college = data.college(unitid)
        return {
            "college": [
                {"name": college.name, "unitid": str(unitid), "city": college.city, "state": college.state, "url": college.url}
            ],
            "programs": [{"name": p.title, "cip": p.cip, "level": str(p.level), "id": p.id} for p in programs],
        }
    finally:
        data.close()
