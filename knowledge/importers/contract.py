"""What an importer is: it reads the files of one published format and hands over rows and records, one by one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Table

from knowledge.importers.files import Files
from knowledge.model import Source


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person who imports chose.

    ``colleges`` (UNITIDs) and ``states`` (postal abbreviations) pick what IPEDS brings; ``add`` picks them beside those picked
    before. ``statewide``: a directory or list of the whole state, which gives way to what the college says itself. ``name`` tells
    two imports of one format apart. ``provider`` is the id of the provider in the pack to whom what is imported belongs,
    ``provider_name`` what the database calls it. ``published`` is the day of the edition where the files do not tell it.
    """

    colleges: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    name: str = ""
    provider: str | None = None
    provider_name: str | None = None
    published: date | None = None
    add: bool = False
    statewide: bool = False

    def import_id(self, format: str) -> str:
        """The id of the import, and of its source: the format, and the name where one was given."""
        return f"{format}:{self.name}" if self.name else format

    def kept(self) -> dict[str, Any]:
        """As the ``imports`` table keeps them."""
        values = asdict(self)
        del values["add"], values["provider_name"]
        return {
            **values,
            "published": self.published and self.published.isoformat(),
            "colleges": [*self.colleges],
            "states": [*self.states],
        }


class Sink(Protocol):
    """Where an importer puts what it reads. Counts go by ``what``: a table's name without ``od_``, or a kind's plural."""

    def edition(self, edition: str) -> None:
        """What the publisher calls this edition; the day of the source where nothing is said."""

    def read(self, what: str, times: int = 1) -> None:
        """One more was read."""

    def row(self, table: Table, values: dict[str, Any]) -> None:
        """Keep a row of a table of the open data. One whose key came before is skipped, and counted so."""

    def record(self, kind: str, record: Any, kept: dict[str, Any] | None = None) -> None:
        """Keep a record of ``knowledge.model`` under its plural kind, with what the publisher said besides."""

    def skip(self, what: str, why: str, times: int = 1) -> None:
        """What was read and not kept, and why."""

    def unknown(self, term: str, times: int = 1) -> None:
        """A term of the publisher's that nothing here reads; it is reported, and kept by ``record(kept=...)``."""

    def progress(self, done: int, total: int) -> None:
        """How far the work is, in any unit."""


class Importer(Protocol):
    """Reads one format. ``name`` is what the command line calls it."""

    @property
    def name(self) -> str: ...

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        """Hand everything over to ``out``; return where it comes from: the edition read, its terms and attribution.

        The source's id is ``options.import_id(self.name)``.

        Raises:
            ImportProblem: when the files are not what the format asks for.
        """
