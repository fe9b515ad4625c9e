"""Institutions of IPEDS as rows of the open data, and which of them a person who imports picked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rapidfuzz import process

from knowledge.importers.contract import Options
from knowledge.importers.files import Files
from knowledge.importers.lines import Line
from knowledge.importers.problems import ImportProblem

INSTITUTIONS = ("HD20*",)
PUBLIC, BELOW_BACHELOR = "1", ("3", "4")  # CONTROL; INSTCAT: not primarily baccalaureate, and associate's and certificates
NOT_TOLD = (-1, -2, -3)  # IPEDS's marks in a column of numbers

College = dict[str, Any]  # a row of od_colleges, and whether it is a community college (None: not told)


def institutions(files: Files) -> dict[int, College]:
    """Every institution of the HD file by its UNITID; none where there is no such file."""
    if not files.has(*INSTITUTIONS):
        return {}
    optional = ["WEBADDR", "LATITUDE", "LONGITUD", "CONTROL", "INSTCAT"]
    lines = files.table(*INSTITUTIONS, required=["UNITID", "INSTNM", "CITY", "STABBR"], optional=optional)
    return {college["unitid"]: college for college in map(_institution, lines)}


def _institution(line: Line) -> College:
    latitude, longitude = line.decimal("LATITUDE", (".",)), line.decimal("LONGITUD", (".",))
    if latitude in NOT_TOLD and longitude in NOT_TOLD:
        latitude = longitude = None
    community = line["CONTROL"] == PUBLIC and line["INSTCAT"] in BELOW_BACHELOR if line["CONTROL"] else None
    return {**of_line(line), "latitude": latitude, "longitude": longitude, "community": community}


def of_line(line: Line) -> College:
    """A college as a line with its name and place tells it."""
    web = line["WEBADDR"]
    return {
        "unitid": number(line, "UNITID"),
        "name": line.need("INSTNM"),
        "city": line["CITY"],
        "state": line["STABBR"],
        "url": (web if "://" in web else f"https://{web}") if web else None,
        "latitude": None,
        "longitude": None,
        "community": None,
    }


def number(line: Line, column: str) -> int:
    """A whole number that has to be there.

    Raises:
        ImportProblem: when it is not.
    """
    line.need(column)
    found = line.whole(column)
    assert found is not None  # there is a value, and it was read
    return found


class Picked:
    """Which colleges were picked: by UNITID, by state, or all of them."""

    def __init__(self, files: Files, options: Options, listed: dict[int, College]) -> None:
        self._files, self._listed = files, listed
        self._colleges, self._states = frozenset(options.colleges), frozenset(options.states)
        self._seen: set[str] = set()

    def refuses(self, college: College, *, every_kind: bool) -> str | None:
        """Why a college is left out, if it is. ``every_kind``: the programs read are those of all institutions of the nation."""
        if college["unitid"] in self._colleges:
            return None
        if every_kind and college["community"] is False:
            return "of an institution other than a public community college"
        self._seen.add(college["state"])
        if (self._colleges or self._states) and college["state"] not in self._states:
            return "of a college that was not picked"
        return None

    def none_missing(self, kept: Collection[int]) -> None:
        """See to it that every college and state picked has programs.

        Raises:
            ImportProblem: naming those that have none, and colleges whose numbers are near.
        """
        if missing := sorted(self._colleges.difference(kept)):
            names = ", ".join(f"{key} ({self._listed[key]['name']})" if key in self._listed else str(key) for key in missing)
            mend = "Look its UNITID up at nces.ed.gov/collegenavigator (IPEDS ID)"
            if near := self._near([key for key in missing if key not in self._listed]):
                mend += f"; near by number: {near}"
            raise ImportProblem(self._files.name, None, "UNITID", f"no programs of {names} are in it", mend)
        if missing_states := sorted(self._states - self._seen):
            known = ", ".join(sorted(self._seen))
            what = f"no college of {', '.join(missing_states)} is in it"
            raise ImportProblem(self._files.name, None, "STABBR", what, f"States in it: {known}")

    def _near(self, unknown: list[int]) -> str:
        numbers = [str(key) for key in self._listed]
        found = [near for key in unknown for near, _, _ in process.extract(str(key), numbers, limit=3, score_cutoff=80)]
        return ", ".join(f"{near} {self._listed[int(near)]['name']}" for near in dict.fromkeys(found))
