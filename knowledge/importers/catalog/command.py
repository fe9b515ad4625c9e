"""``python -m knowledge template``: the workbook to fill in, or the guide to its columns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from knowledge.importers.catalog.template import column_guide, write_template

Where = Annotated[Path, typer.Argument(help="a new .xlsx file, or an .md file for the guide to its columns")]


def template(path: Where) -> None:
    """Write a workbook for a registrar to fill in: programs, courses, services, employers, deadlines, military credit."""
    console = Console()
    try:
        if path.suffix == ".md":
            path.write_text(column_guide(), encoding="utf-8")
        elif path.suffix != ".xlsx":
            raise OSError("the name ends in neither .xlsx nor .md")
        elif path.exists():
            raise OSError("it is there already, and may be filled in; name another or move it away")
        else:
            write_template(path)
    except OSError as error:
        console.print(
            f"{path} can't be written: {error.strerror or error}", style="red", markup=False, highlight=False, soft_wrap=True
        )
        raise typer.Exit(1) from None
    if path.suffix == ".xlsx":
        told = f"{path} is ready to fill in. Then: python -m knowledge import catalog {path} --provider ID"
        console.print(told, markup=False, highlight=False, soft_wrap=True)
