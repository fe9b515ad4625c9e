"""Colleges of the open data: a list short enough to keep, and how far apart they stand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from knowledge.opendata import tables
from knowledge.opendata.model import College
from knowledge.opendata.reading import Reading

EARTH_MILES = 3958.8  # mean radius

_COLLEGES = select(tables.COLLEGES).order_by(tables.COLLEGES.c.name, tables.COLLEGES.c.unitid)


@dataclass(frozen=True)
class Place:
    """Degrees north and east."""

    latitude: float
    longitude: float

    def miles_to(self, other: Place) -> float:
        """Miles along the great circle (haversine)."""
        north, south = math.radians(self.latitude), math.radians(other.latitude)
        across = math.sin(math.radians(other.longitude - self.longitude) / 2) ** 2
        up = math.sin((south - north) / 2) ** 2
        return 2 * EARTH_MILES * math.asin(min(1.0, math.sqrt(up + math.cos(north) * math.cos(south) * across)))


class Colleges:
    """All colleges imported (about a thousand), read at the first question."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._miles: dict[int, dict[int, float]] = {}

    @cached_property
    def _all(self) -> dict[int, tuple[College, Place | None]]:
        found: dict[int, tuple[College, Place | None]] = {}
        for row in self._reading.rows(_COLLEGES):
            known = row.latitude is not None and row.longitude is not None
            college = College(unitid=row.unitid, name=row.name, city=row.city, state=row.state, url=row.url)
            found[row.unitid] = college, Place(row.latitude, row.longitude) if known else None
        return found

    def get(self, unitid: int, near: int | None = None) -> College:
        """One college, with the miles from the college ``near``.

        Raises:
            KeyError: when it is not imported.
        """
        college = self._all[unitid][0]
        miles = self.miles(near).get(unitid) if near is not None else None
        return college if miles is None else replace(college, miles=miles)

    def find(self, states: Iterable[str] = (), unitids: Iterable[int] = (), named: str = "") -> tuple[College, ...]:
        """Colleges in any of the states, of any of the ids, whose name and city hold all the words; by name."""
        wanted_states, wanted, words = {s.upper() for s in states}, set(unitids), named.casefold().split()
        return tuple(
            college
            for college, _ in self._some(wanted)
            if (not wanted_states or college.state in wanted_states)
            and all(word in f"{college.name} {college.city}".casefold() for word in words)
        )

    def _some(self, wanted: set[int]) -> Iterable[tuple[College, Place | None]]:
        if not wanted:
            return self._all.values()
        return sorted((self._all[key] for key in wanted & self._all.keys()), key=lambda one: (one[0].name, one[0].unitid))

    def miles(self, near: int) -> dict[int, float]:
        """Miles from one college to every one whose place is known; empty where its own is not."""
        if near not in self._miles:
            here = self._all[near][1] if near in self._all else None
            self._miles[near] = {key: here.miles_to(place) for key, (_, place) in self._all.items() if place} if here else {}
        return self._miles[near]
