"""``python -m knowledge start``: a pack for a college that IPEDS lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from knowledge.catalog import Catalog
from knowledge.opendata.model import College
from knowledge.opendata.opendata import OpenData, open_data
from knowledge.opendata.records import Records
from knowledge.pack import PackError, read_pack
from knowledge.start.college import Listed, Told, first_draft
from knowledge.start.hours import read_hours
from knowledge.start.write import PackThere, write
from knowledge.store import StoreError

SAMPLE = Path(__file__).parents[1] / "packs" / "millbrook"
HEADS = {
    "providers": "Your college, from IPEDS. Add campuses beside it: docs/content.md says how.",
    "programs": "Your programs that we know more of than IPEDS tells: 'prepares_for' comes from programs of the same CIP code and award level\n"
    "elsewhere. Read each one. All your other programs come from the import and need no entry here.",
    "pathways": "Draft pathways, one for each CIP code above. 'python -m knowledge review' says what each one lacks.",
    "teams": "One team takes everything. Add your own teams and closed days: docs/desk.md.",
    "sources": "Where facts come from. The one named own-... is yours: replace it with your catalog and its date.",
}
console = Console()


def start(
    folder: Annotated[Path, typer.Argument(help="folder of the new pack; must not hold files yet")],
    college: Annotated[int, typer.Option(help="the college's UNITID in IPEDS, imported before")],
    email: Annotated[str, typer.Option(prompt="Advising's e-mail address", help="where advisors are reached")],
    timezone: Annotated[str, typer.Option(prompt="Time zone, such as America/Chicago", help="IANA name of the time zone")],
    hours: Annotated[str, typer.Option(prompt="Hours, such as mon-fri 08:00-17:00", help="when advisors are there")],
    phone: Annotated[str | None, typer.Option(help="advising's telephone number")] = None,
    database_url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="SQLAlchemy URL")] = "sqlite:///var/advisor.db",
) -> None:
    """Begin a college's own pack: what is true everywhere, and a first draft of its own part from IPEDS."""
    try:
        told = Told(email=email, phone=phone, timezone=timezone, hours=read_hours(hours))
        data = open_data(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
        found = _college(data, college)
        sample = read_pack(SAMPLE)
        draft = first_draft(sample, found, _listed(data, college, sample), told, date.today())
        files = write(folder, draft, HEADS)
    except (StoreError, PackError, PackThere, ValueError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(
        f"{found.name}: {len(draft.programs)} programs with an exam or license to read over, {len(draft.pathways)} draft pathways, "
        f"{len(draft.occupations)} occupations and {len(draft.credentials)} credentials, in {len(files)} files of {folder}.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    console.print(f"Next: python -m knowledge check {folder}", markup=False, highlight=False, soft_wrap=True)


def _college(data: OpenData, unitid: int) -> College:
    found = data.colleges(unitids=(unitid,)) if data.has("ipeds") else ()
    if not found:
        raise ValueError(
            f"no college with UNITID {unitid} is imported. First: python -m knowledge import ipeds FOLDER --college {unitid}"
        )
    return found[0]


def _listed(data: OpenData, unitid: int, sample: Catalog) -> Listed:
    source = data.source_of("ipeds")
    assert source is not None  # there is a college of it
    taught = Records(data, sample).taught(data.programs_at((unitid,)), data.college(unitid).provider)
    return Listed(programs=taught.programs, credentials=taught.credentials, sources={source.id: source})
