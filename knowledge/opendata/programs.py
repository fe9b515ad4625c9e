"""Programs of study: what they lead to (CIP to SOC), and which colleges offer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import Select, bindparam, case, func, select

from knowledge.opendata import tables
from knowledge.opendata.awards import USUAL
from knowledge.opendata.colleges import Colleges
from knowledge.opendata.model import ProgramAt
from knowledge.opendata.reading import Reading

_P = tables.PROGRAMS.c
BIT: dict[int, int] = {level: 1 << place for place, level in enumerate(sorted(USUAL))}  # a bit for each award level
_CROSSWALK = select(tables.CIP_SOC.c.cip, tables.CIP_SOC.c.soc).order_by(tables.CIP_SOC.c.cip, tables.CIP_SOC.c.soc)
_TEACHING = select(_P.unitid).distinct().where(_P.cip.in_(bindparam("cips", expanding=True)))
_BY_CIP = select(tables.PROGRAMS).where(_P.cip.in_(bindparam("cips", expanding=True)))
_BY_CIP_AT = _BY_CIP.where(_P.unitid.in_(bindparam("unitids", expanding=True)))
_MOST_FIRST = (_P.awards.desc().nulls_last(), _P.unitid, _P.cip, _P.level)
# which levels a college offers of a field, as a sum of bits; then how many fields have the same levels there
_LEVELS_OF = (
    select(_P.unitid, func.sum(case(BIT, value=_P.level, else_=0)).label("levels"), func.sum(_P.awards).label("awards"))
    .where(_P.cip.in_(bindparam("cips", expanding=True)))
    .group_by(_P.unitid, _P.cip)
)
_LEVELS_OF_AT = _LEVELS_OF.where(_P.unitid.in_(bindparam("unitids", expanding=True)))
_AT = select(tables.PROGRAMS).where(_P.unitid.in_(bindparam("unitids", expanding=True))).order_by(_P.unitid, _P.cip, _P.level)


def _levels(fields: Select[tuple[int, int, int]]) -> Select[tuple[int, int, int]]:
    each = fields.subquery()
    return select(each.c.unitid, each.c.levels, func.sum(each.c.awards)).group_by(each.c.unitid, each.c.levels)


_LEVELS, _LEVELS_AT = _levels(_LEVELS_OF), _levels(_LEVELS_OF_AT)


class Crosswalk:
    """What programs of study lead to, both ways (6,000 pairs, read at the first question)."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def socs(self) -> dict[str, tuple[str, ...]]:
        """SOC codes by CIP code."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._reading.rows(_CROSSWALK):
            found[row.cip].append(row.soc)
        return {cip: tuple(socs) for cip, socs in found.items()}

    @cached_property
    def cips(self) -> dict[str, tuple[str, ...]]:
        """CIP codes by SOC code."""
        found: dict[str, list[str]] = defaultdict(list)
        for cip, socs in self.socs.items():
            for soc in socs:
                found[soc].append(cip)
        return {soc: tuple(cips) for soc, cips in found.items()}


class Programs:
    """Programs at the colleges imported (80,000 for the nation: asked by their keys, never all read)."""

    def __init__(self, reading: Reading, colleges: Colleges) -> None:
        self._reading = reading
        self._colleges = colleges

    def at(self, unitids: Iterable[int]) -> tuple[ProgramAt, ...]:
        """All programs of some colleges."""
        return self._told(self._reading.rows(_AT, unitids=sorted(set(unitids))), None)

    def levels(self, cips: Iterable[str], among: Iterable[int] | None = None) -> dict[int, dict[int, int]]:
        """For each college that offers any of the CIP codes: which sets of award levels it offers them at, and the awards conferred.

        A set is the sum of the levels' ``BIT``. ``among`` are the colleges that count, all where None.
        """
        wanted = sorted(set(cips))
        if not wanted:
            return {}
        query = _LEVELS if among is None else _LEVELS_AT
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for unitid, levels, awards in self._reading.rows(query, cips=wanted, unitids=sorted(among or ())):
            found[unitid][int(levels)] = int(awards or 0)
        return found

    def of(
        self,
        cips: Iterable[str],
        *,
        unitids: Iterable[int] = (),
        states: Iterable[str] = (),
        near: int | None = None,
        limit: int | None = None,
    ) -> tuple[ProgramAt, ...]:
        """Programs of any of the CIP codes: nearest first where ``near`` is a college whose place is known, then most awards first.

        ``limit`` is the most programs wanted. Only colleges in ``states`` and of ``unitids`` count, where given.
        """
        wanted = sorted(set(cips))
        among = {c.unitid for c in self._colleges.find(states, unitids)} if states or unitids else None
        if not wanted or among == set():
            return ()
        miles = self._colleges.miles(near) if near is not None else {}
        if not miles:
            query = _BY_CIP if among is None else _BY_CIP_AT
            rows = self._reading.rows(query.order_by(*_MOST_FIRST).limit(limit), cips=wanted, unitids=sorted(among or ()))
            return self._told(rows, near)
        teaching = (row.unitid for row in self._reading.rows(_TEACHING, cips=wanted))
        nearest = sorted((miles.get(key, float("inf")), key) for key in teaching if among is None or key in among)
        # every college among them has a program at least: that many are enough
        rows = self._reading.rows(_BY_CIP_AT.order_by(*_MOST_FIRST), cips=wanted, unitids=[key for _, key in nearest[:limit]])
        order = {key: place for place, (_, key) in enumerate(nearest)}
        return self._told(sorted(rows, key=lambda row: order[row.unitid])[:limit], near)

    def _told(self, rows: Iterable[object], near: int | None) -> tuple[ProgramAt, ...]:
        colleges = {key: self._colleges.get(key, near) for key in {row.unitid for row in rows}}  # type: ignore[attr-defined]
        return tuple(
            ProgramAt(college=colleges[row.unitid], cip=row.cip, title=row.title, level=row.level, awards=row.awards)  # type: ignore[attr-defined]
            for row in rows
        )
