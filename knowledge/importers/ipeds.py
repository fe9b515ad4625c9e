"""IPEDS of NCES: programs of study by college and award level, and the institutions themselves.

Programs come as ``C2024_A`` (``UNITID``, ``CIPCODE``, ``AWLEVEL``, ``CTOTALT``, ``MAJORNUM``) or as a list that carries names and places too
(``INSTNM``, ``CITY``, ``STABBR``, ``CIPTITLE``). ``HD2024`` tells name, place and web address of every institution. ``CTOTALT`` is how many awards
were conferred in the year: 0 is offered and none conferred. ``C2024_A`` has every institution of the nation: of those, public community colleges
are taken, and any institution picked by its UNITID.

Award levels kept: 20 under 12 weeks, 21 under a year, 2 one to two years, 3 associate, 4 two to four years, 5 bachelor's.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from knowledge.importers.codes import cip_code
from knowledge.importers.colleges import College, Picked, institutions, number, of_line
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import Line
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import COLLEGES, PROGRAMS

PROGRAM_FILES = ("*programs*", "C20*_A", "C20*_A_RV")
CIP_FILES = ("CIPCode20*",)
LEVELS = frozenset((20, 21, 2, 3, 4, 5))
ALL_PROGRAMS = "99"  # CIP of a college's total over all programs
_EDITION = re.compile(r"20\d\d")


class Ipeds:
    name = "ipeds"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        listed = institutions(files)
        picked = Picked(files, options, listed)
        kept: dict[int, College] = {}
        awards: dict[tuple[int, str, int], dict[str, Any]] = {}
        titles = _titles(files) if files.has(*CIP_FILES) else {}
        for line in files.table(
            *PROGRAM_FILES,
            required=["UNITID", "CIPCODE", "AWLEVEL", "CTOTALT"],
            optional=["MAJORNUM", "CIPTITLE", "INSTNM", "CITY", "STABBR", "WEBADDR"],
        ):
            out.read("programs")
            unitid = number(line, "UNITID")
            college = kept.get(unitid) or listed.get(unitid) or _from_program(line)
            if why := picked.refuses(college, every_kind=not line["INSTNM"]):
                out.skip("programs", why)
            elif line["CIPCODE"].strip('="').startswith(ALL_PROGRAMS):
                out.skip("programs", "a total over all programs")
            elif number(line, "AWLEVEL") not in LEVELS:
                out.skip("programs", "an award above the bachelor's, or of no level")
            else:
                kept[unitid] = college
                _count(line, unitid, titles, awards, out)
        picked.none_missing(kept)
        for college in kept.values():
            out.read("colleges")
            out.row(COLLEGES, {key: value for key, value in college.items() if key != "community"})
        for program in awards.values():
            out.row(PROGRAMS, {key: value for key, value in program.items() if key != "major"})
        return _source(files, options, out)


def _from_program(line: Line) -> College:
    if not line["INSTNM"]:
        mend = "Put the institutions file (HD) of the same year beside it"
        raise line.problem("UNITID", f"nothing tells the name of institution {line['UNITID']}", mend)
    return of_line(line)


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
    cip, level, conferred = cip_code(line, "CIPCODE"), number(line, "AWLEVEL"), line.whole("CTOTALT")
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
