"""The nation's open data in a database, as the rest of the house asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select

from knowledge.model import Source
from knowledge.opendata import occupations, tables
from knowledge.opendata.colleges import Colleges
from knowledge.opendata.model import College, Import, OccupationFacts, Profile, ProgramAt
from knowledge.opendata.programs import Crosswalk, Programs
from knowledge.opendata.reading import Reading

MOST_FACTS = 256  # occupations whose facts are kept: about 20 kB each

_SOURCE = TypeAdapter(Source)
_IMPORTS = select(tables.IMPORTS.c.id, tables.IMPORTS.c.format, tables.IMPORTS.c.source, tables.IMPORTS.c.edition).order_by(
    tables.IMPORTS.c.id
)
_DEFINITIONS = select(tables.CIPS.c.cip, tables.CIPS.c.definition).where(tables.CIPS.c.cip.in_(bindparam("cips", expanding=True)))

_DIGESTS = select(tables.IMPORTS.c.digest).where(tables.IMPORTS.c.format == bindparam("format"))


@cache
def open_data(url: str) -> OpenData:
    """The open data in the database at a URL, for all parts of a process that ask. What it has looked up it keeps: after an import a
    running process is started anew, as after a load of the pack."""
    return OpenData(url)


class OpenData:
    """Questions about occupations, programs of study and colleges. Every one may raise a StoreError when the database can't be read."""

    def __init__(self, url: str) -> None:
        self._reading = Reading(url)
        self._facts: dict[str, OccupationFacts | None] = {}
        self._definitions: dict[str, str] = {}
        self._colleges = Colleges(self._reading)
        self._crosswalk = Crosswalk(self._reading)
        self._programs = Programs(self._reading, self._colleges)

    # --- what was imported ---

    def imports(self) -> tuple[Import, ...]:
        """What was imported, by id. The id of an import's source is ``import-`` and the import's own."""
        return self._imports

    @cached_property
    def _imports(self) -> tuple[Import, ...]:
        return tuple(_import(row._mapping) for row in self._reading.rows(_IMPORTS))

    def source_of(self, format: str) -> Source | None:
        """The source of the newest edition imported of a format."""
        found = [i for i in self._imports if i.format == format]
        return max(found, key=lambda i: i.as_of).source if found else None

    def has(self, format: str) -> bool:
        """Whether anything of a format was imported."""
        return self.source_of(format) is not None

    def digest(self, format: str) -> str:
        """What names the files that a format was imported from, the options and the edition; empty where none was imported."""
        return "".join(sorted(row.digest for row in self._reading.rows(_DIGESTS, format=format)))

    # --- occupations ---

    def occupation(self, code: str) -> OccupationFacts | None:
        """Everything the open data says of an occupation, by O*NET-SOC code; None where there is no such code."""
        if code not in self._facts:
            if len(self._facts) >= MOST_FACTS:
                del self._facts[next(iter(self._facts))]
            self._facts[code] = occupations.facts(self._reading, code)
        return self._facts[code]

    def profiles(self) -> tuple[Profile, ...]:
        """The little of every occupation that matching over all of them looks at, by code."""
        return tuple(self._profiles.values())

    def profile(self, code: str) -> Profile | None:
        """The profile of one occupation."""
        return self._profiles.get(code)

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        return {profile.code: profile for profile in occupations.profiles(self._reading)}

    def codes_of_soc(self, soc: str) -> tuple[str, ...]:
        """The O*NET-SOC codes of a SOC code, the occupation of that very code (.00) first."""
        return self._codes.get(soc, ())

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, list[str]] = {}
        for profile in self._profiles.values():
            codes.setdefault(profile.soc, []).append(profile.code)
        return {soc: tuple(sorted(found)) for soc, found in codes.items()}

    def titles(self) -> Iterator[tuple[str, str, str, str]]:
        """All titles as code, kind (own, alternate, reported), title and folded title."""
        return occupations.titles(self._reading)

    def descriptions(self, tasks: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Code, description and the first so many tasks, most typical first, of every occupation, by code."""
        return occupations.descriptions(self._reading, tasks)

    def tasks(self) -> Iterator[tuple[str, str]]:
        """All task statements as code and statement."""
        return occupations.tasks(self._reading)

    # --- programs of study and colleges ---

    def cips_of(self, soc: str) -> tuple[str, ...]:
        """CIP codes of programs that lead to a SOC code."""
        return self._crosswalk.cips.get(soc, ())

    def socs_of(self, cip: str) -> tuple[str, ...]:
        """SOC codes that programs of a CIP code lead to."""
        return self._crosswalk.socs.get(cip, ())

    def definitions(self, cips: Iterable[str]) -> dict[str, str]:
        """What NCES says each program of study is, by CIP code, of those that it describes."""
        wanted = set(cips)
        if new := wanted - self._definitions.keys():
            self._definitions |= dict.fromkeys(new, "")
            self._definitions |= {row.cip: row.definition for row in self._reading.rows(_DEFINITIONS, cips=sorted(new))}
        return {cip: text for cip in wanted if (text := self._definitions[cip])}

    def programs_for(
        self,
        code: str,
        *,
        unitids: Iterable[int] = (),
        states: Iterable[str] = (),
        near: int | None = None,
        limit: int | None = 20,
    ) -> tuple[ProgramAt, ...]:
        """Programs that lead to an occupation (an O*NET-SOC or SOC code) at the colleges imported.

        Nearest first where ``near`` is the UNITID of a college whose place is known, then most awards first; at most ``limit``.
        ``states`` are postal abbreviations.
        """
        return self._programs.of(self.cips_of(code[:7]), unitids=unitids, states=states, near=near, limit=limit)

    def levels_of(self, cips: Iterable[str], among: Iterable[int] | None = None) -> dict[int, dict[int, int]]:
        """The sets of award levels that colleges offer programs of study at; see :meth:`Programs.levels`."""
        return self._programs.levels(cips, among)

    def programs_of(self, cips: Iterable[str], unitid: int) -> tuple[ProgramAt, ...]:
        """A college's programs of some CIP codes, most awards first."""
        return self._programs.of(cips, unitids=(unitid,))

    def miles(self, near: int) -> dict[int, float]:
        """Miles from one college to every one whose place is known; empty where its own is not."""
        return self._colleges.miles(near)

    def programs_at(self, unitids: Iterable[int]) -> tuple[ProgramAt, ...]:
        """All programs of some colleges, by college, CIP code and level."""
        return self._programs.at(unitids)

    def colleges(self, *, states: Iterable[str] = (), unitids: Iterable[int] = (), named: str = "") -> tuple[College, ...]:
        """Colleges in any of the states, of any of the ids, whose name and city hold all the words of ``named``; by name."""
        return self._colleges.find(states, unitids, named)

    def college(self, unitid: int, near: int | None = None) -> College:
        """One college, with the miles from the college ``near``.

        Raises:
            KeyError: when it is not imported.
        """
        return self._colleges.get(unitid, near)

    def close(self) -> None:
        """Let go of the connections."""
        self._reading.close()


def _import(row: Any) -> Import:
    source = _SOURCE.validate_python({**row["source"], "id": f"import-{row['id']}"})
    return Import(id=row["id"], format=row["format"], source=source, edition=row["edition"], as_of=source.published)
