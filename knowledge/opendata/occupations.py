"""Occupations of the open data, by their O*NET-SOC code: everything of one, and a little of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from knowledge.opendata import tables
from knowledge.opendata.model import ElementKind, OccupationFacts, Profile, Projection, Rated, Related, Tool, Wages
from knowledge.opendata.reading import Reading

LETTERS = {"R": "realistic", "I": "investigative", "A": "artistic", "S": "social", "E": "enterprising", "C": "conventional"}

_CODE: BindParameter[str] = bindparam("code")
_OCCUPATION = select(tables.OCCUPATIONS).where(tables.OCCUPATIONS.c.code == _CODE)
_TASKS = (
    select(tables.TASKS.c.task)
    .where(tables.TASKS.c.code == _CODE)
    .order_by(tables.TASKS.c.core.desc(), tables.TASKS.c.position, tables.TASKS.c.task_id)
)
_RATINGS = (
    select(tables.ELEMENTS, tables.RATINGS.c.importance, tables.RATINGS.c.level)
    .join(tables.ELEMENTS, tables.ELEMENTS.c.id == tables.RATINGS.c.element)
    .where(tables.RATINGS.c.code == _CODE)
    .order_by(tables.RATINGS.c.importance.desc().nulls_last(), tables.RATINGS.c.level.desc().nulls_last(), tables.ELEMENTS.c.id)
)
_EDUCATION = (
    select(tables.EDUCATION.c.category, tables.EDUCATION.c.percent)
    .where(tables.EDUCATION.c.code == _CODE)
    .order_by(tables.EDUCATION.c.percent.desc(), tables.EDUCATION.c.category)
)
_RELATED = (
    select(tables.OCCUPATIONS.c.code, tables.OCCUPATIONS.c.title, tables.RELATED.c.tier, tables.RELATED.c.rank)
    .join(tables.OCCUPATIONS, tables.OCCUPATIONS.c.code == tables.RELATED.c.related)
    .where(tables.RELATED.c.code == _CODE)
    .order_by(tables.RELATED.c.rank, tables.RELATED.c.related)
)
_TOOLS = (
    select(tables.TECHNOLOGY.c.example, tables.TECHNOLOGY.c.hot, tables.TECHNOLOGY.c.in_demand)
    .where(tables.TECHNOLOGY.c.code == _CODE)
    .order_by(tables.TECHNOLOGY.c.in_demand.desc(), tables.TECHNOLOGY.c.hot.desc(), tables.TECHNOLOGY.c.example)
)
_CLUSTERS = (
    select(tables.CLUSTERS.c.cluster, tables.CLUSTERS.c.pathway)
    .where(tables.CLUSTERS.c.code == _CODE)
    .order_by(tables.CLUSTERS.c.cluster, tables.CLUSTERS.c.pathway)
)
_WAGES = select(tables.WAGES).where(tables.WAGES.c.soc == bindparam("soc"))
_PROJECTION = select(tables.PROJECTIONS).where(tables.PROJECTIONS.c.soc == bindparam("soc"))
_PROFILES = (
    select(
        tables.OCCUPATIONS,
        tables.WAGES.c.median,
        tables.WAGES.c.pct10,
        tables.WAGES.c.pct90,
        tables.PROJECTIONS.c.change_percent,
        tables.PROJECTIONS.c.openings,
        tables.PROJECTIONS.c.education,
        tables.PROJECTIONS.c.experience,
        tables.PROJECTIONS.c.training,
    )
    .join(tables.WAGES, tables.WAGES.c.soc == tables.OCCUPATIONS.c.soc, isouter=True)
    .join(tables.PROJECTIONS, tables.PROJECTIONS.c.soc == tables.OCCUPATIONS.c.soc, isouter=True)
    .order_by(tables.OCCUPATIONS.c.code)
)
_DESCRIPTIONS = select(tables.OCCUPATIONS.c.code, tables.OCCUPATIONS.c.description).order_by(tables.OCCUPATIONS.c.code)
_ALL_TASKS = select(tables.TASKS.c.code, tables.TASKS.c.task).order_by(
    tables.TASKS.c.code, tables.TASKS.c.core.desc(), tables.TASKS.c.position, tables.TASKS.c.task_id
)
_TITLES = select(tables.TITLES.c.code, tables.TITLES.c.kind, tables.TITLES.c.title, tables.TITLES.c.folded)


def facts(reading: Reading, code: str) -> OccupationFacts | None:
    """Everything of one occupation; None where O*NET has no such code."""
    answers = reading.several(
        (_OCCUPATION, _TASKS, _RATINGS, _EDUCATION, _RELATED, _TOOLS, _CLUSTERS, _WAGES, _PROJECTION), code=code, soc=code[:7]
    )
    occupation, tasks, ratings, education, related, tools, clusters, wages, projection = answers
    if not occupation:
        return None
    found = occupation[0]
    rated = [Rated(element=r.id, kind=ElementKind(r.kind), name=r.name, importance=r.importance, level=r.level) for r in ratings]
    return OccupationFacts(
        code=found.code,
        soc=found.soc,
        title=found.title,
        description=found.description,
        job_zone=found.job_zone,
        interests=_interests(found),
        letters=found.letters or "",
        tasks=tuple(row.task for row in tasks),
        skills=tuple(r for r in rated if r.kind is ElementKind.SKILL),
        knowledge=tuple(r for r in rated if r.kind is ElementKind.KNOWLEDGE),
        education=tuple((row.category, row.percent) for row in education),
        related=tuple(Related(code=row.code, title=row.title, tier=row.tier, rank=row.rank) for row in related),
        tools=tuple(Tool(name=row.example, hot=row.hot, in_demand=row.in_demand) for row in tools),
        clusters=tuple((row.cluster, row.pathway) for row in clusters),
        wages=Wages(**{**wages[0]._mapping, "at_least": tuple(wages[0].at_least)}) if wages else None,
        projection=Projection(**projection[0]._mapping) if projection else None,
    )


def profiles(reading: Reading) -> tuple[Profile, ...]:
    """The little of every occupation that matching looks at, by code."""
    return tuple(
        Profile(
            code=row.code,
            soc=row.soc,
            title=row.title,
            job_zone=row.job_zone,
            interests=_interests(row),
            letters=row.letters or "",
            median=row.median,
            growth_percent=row.change_percent,
            openings=row.openings,
            education=row.education,
            experience=row.experience,
            training=row.training,
            pct10=row.pct10,
            pct90=row.pct90,
            description=row.description,
        )
        for row in reading.rows(_PROFILES)
    )


def titles(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """All titles as code, kind (own, alternate, reported), title and folded title."""
    for row in reading.stream(_TITLES):
        yield row.code, row.kind, row.title, row.folded


def descriptions(reading: Reading, tasks: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The code, the description and the first so many tasks of every occupation, by code."""
    first: dict[str, list[str]] = {}
    for row in reading.stream(_ALL_TASKS):
        if len(told := first.setdefault(row.code, [])) < tasks:
            told.append(row.task)
    for row in reading.rows(_DESCRIPTIONS):
        yield row.code, row.description, tuple(first.get(row.code, ()))


def tasks(reading: Reading) -> Iterator[tuple[str, str]]:
    """All task statements as code and statement."""
    for row in reading.stream(_ALL_TASKS):
        yield row.code, row.task


def _interests(row: Row[Any]) -> dict[str, float]:
    scores = {letter: getattr(row, column) for letter, column in LETTERS.items()}
    return {letter: score for letter, score in scores.items() if score is not None}
