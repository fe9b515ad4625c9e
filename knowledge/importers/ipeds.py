"""IPEDS of NCES: programs of study by college and award level, and the institutions themselves.

Programs come as ``C2024_A`` (``UNITID``, ``CIPCODE``, ``AWLEVEL``, ``CTOTALT``, ``MAJORNUM``) or as a list that carries names and places too
(``INSTNM``, ``CITY``, ``STABBR``, ``CIPTITLE``). ``HD2024`` tells name, place and web address of every institution. ``CTOTALT`` is how many awards
were conferred in the year: 0 is offered and none conferred.

Award levels kept: 20 under 12 weeks, 21 under a year, 2 one to two years, 3 associate, 4 two to four years, 5 bachelor's.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from knowledge.importers.codes import cip_code
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import Line
from knowledge.importers.problems import ImportProblem
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import COLLEGES, PROGRAMS

PROGRAM_FILES = ("*programs*", "C20*_A", "C20*_A_RV")
INSTITUTIONS = ("HD20*",)
CIP_FILES = ("CIPCode20*",)
LEVELS = frozenset((20, 21, 2, 3, 4, 5))
ALL_PROGRAMS = "99"  # CIP of a college's total over all programs
_EDITION = re.compile(r"20\d\d")


class Ipeds:
    name = "ipeds"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        listed = _institutions(files) if files.has(*INSTITUTIONS) else {}
        wanted = _Wanted(files, options, listed)
        kept: dict[int, dict[str, Any]] = {}
        awards: dict[tuple[int, str, int], dict[str, Any]] = {}
        titles = _titles(files) if files.has(*CIP_FILES) else {}
        for line in files.table(
            *PROGRAM_FILES,
            required=["UNITID", "CIPCODE", "AWLEVEL", "CTOTALT"],
            optional=["MAJORNUM", "CIPTITLE", "INSTNM", "CITY", "STABBR", "WEBADDR"],
        ):
            out.read("programs")
            unitid = _whole(line, "UNITID")
            college = kept.get(unitid) or listed.get(unitid) or _from_program(line, unitid)
            if not wanted.takes(unitid, college):
                out.skip("programs", "of a college that was not picked")
            elif line["CIPCODE"].strip('="').startswith(ALL_PROGRAMS):
                out.skip("programs", "a total over all programs")
            elif _whole(line, "AWLEVEL") not in LEVELS:
                out.skip("programs", "an award above the bachelor's, or of no level")
            else:
                kept[unitid] = college
                _count(line, unitid, titles, awards, out)
        wanted.none_missing(kept)
        for college in kept.values():
            out.read("colleges")
            out.row(COLLEGES, college)
        for program in awards.values():
            out.row(PROGRAMS, {key: value for key, value in program.items() if key != "major"})
        return _source(files, options, out)


class _Wanted:
    """Which colleges were picked: by UNITID, by state, or all."""

    def __init__(self, files: Files, options: Options, listed: dict[int, dict[str, Any]]) -> None:
        self._files, self._listed = files, listed
        self._colleges, self._states = frozenset(options.colleges), frozenset(options.states)
        self._seen: set[str] = set()

    def takes(self, unitid: int, college: dict[str, Any]) -> bool:
        self._seen.add(college["state"])
        return not (self._colleges or self._states) or unitid in self._colleges or college["state"] in self._states

    def none_missing(self, kept: dict[int, dict[str, Any]]) -> None:
        """See to it that every college and state picked has programs.

        Raises:
            ImportProblem: naming those that have none.
        """
        if missing := sorted(self._colleges - kept.keys()):
            names = ", ".join(f"{key} ({self._listed[key]['name']})" if key in self._listed else str(key) for key in missing)
            mend = "Look its UNITID up at nces.ed.gov/collegenavigator (IPEDS ID)"
            raise ImportProblem(self._files.name, None, "UNITID", f"no programs of {names} are in it", mend)
        if missing_states := sorted(self._states - self._seen):
            known = ", ".join(sorted(self._seen))
            what = f"no college of {', '.join(missing_states)} is in it"
            raise ImportProblem(self._files.name, None, "STABBR", what, f"States in it: {known}")


def _institutions(files: Files) -> dict[int, dict[str, Any]]:
    optional = ["WEBADDR", "LATITUDE", "LONGITUD"]
    found = {}
    for line in files.table(*INSTITUTIONS, required=["UNITID", "INSTNM", "CITY", "STABBR"], optional=optional):
        unitid = _whole(line, "UNITID")
        place = {"latitude": line.decimal("LATITUDE"), "longitude": line.decimal("LONGITUD")}
        found[unitid] = _college(line, unitid) | place
    return found


def _from_program(line: Line, unitid: int) -> dict[str, Any]:
    if not line["INSTNM"]:
        mend = "Put the institutions file (HD) of the same year beside it"
        raise line.problem("UNITID", f"nothing tells the name of institution {unitid}", mend)
    return _college(line, unitid) | {"latitude": None, "longitude": None}


def _college(line: Line, unitid: int) -> dict[str, Any]:
    return {
        "unitid": unitid,
        "name": line.need("INSTNM"),
        "city": line["CITY"],
        "state": line.need("STABBR"),
        "url": line["WEBADDR"] or None,
    }


def _titles(files: Files) -> dict[str, str]:
    lines = files.table(*CIP_FILES, required=["CIPCode", "CIPTitle"], loose=True)
    return {cip_code(line, "CIPCode"): line["CIPTitle"] for line in lines if "." in line["CIPCode"]}


def _title(line: Line, cip: str, titles: dict[str, str]) -> str:
    if title := line["CIPTITLE"] or titles.get(cip):
        return title.removesuffix(".")
    raise line.problem("CIPCODE", f"nothing tells what program {cip} is called", "Put the CIP list (CIPCode2020) beside it")


def _count(
    line: Line, unitid: int, titles: dict[str, str], awards: dict[tuple[int, str, int], dict[str, Any]], out: Sink
) -> None:
    """Add a line to its program: first and second majors of one program are counted together."""
    cip, level, conferred = cip_code(line, "CIPCODE"), _whole(line, "AWLEVEL"), line.whole("CTOTALT")
    if before := awards.get((unitid, cip, level)):
        if line["MAJORNUM"] in ("", before["major"]):
            out.skip("programs", "stands there twice")
            return
        if conferred is not None:
            before["awards"] = (before["awards"] or 0) + conferred
        out.skip("programs", "second majors, counted with the first")
        return
    awards[(unitid, cip, level)] = {
        "unitid": unitid,
        "cip": cip,
        "level": level,
        "title": _title(line, cip, titles),
        "awards": conferred,
        "major": line["MAJORNUM"],
    }


def _whole(line: Line, column: str) -> int:
    line.need(column)
    number = line.whole(column)
    assert number is not None  # there is a value, and it was read
    return number


def _source(files: Files, options: Options, out: Sink) -> Source:
    years = [int(found[0]) for name in files.names() if (found := _EDITION.search(name))]
    year = max(years, default=0)
    out.edition(str(year) if year else "")
    return Source(
        id=options.import_id("ipeds"),
        title=f"Integrated Postsecondary Education Data System (IPEDS), {year}" if year else "Integrated Postsecondary Education Data System (IPEDS)",
        publisher="National Center for Education Statistics",
        kind=SourceKind.STATISTICS,
        published=options.published or date(year or date.today().year, 12, 31),
        url="https://nces.ed.gov/ipeds/",
        terms="US public domain",
    )  # fmt: skip
