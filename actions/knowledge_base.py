"""The knowledge base as actions use it: read once per process, with the planner's index over it and the open data behind it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from knowledge.catalog import Catalog
from knowledge.model import Occupation
from knowledge.opendata.model import OccupationFacts
from knowledge.opendata.opendata import OpenData, open_data
from knowledge.planner import Index, Plans, Student, plan
from knowledge.store import catalog_at
from knowledge.wording import Wording
from knowledge.works import Work
from knowledge.works import works as all_works

DEFAULT_DATABASE_URL = "sqlite:///var/advisor.db"


@dataclass(frozen=True)
class Edition:
    """An edition of imported data, as something to cite."""

    source: str
    as_of: date


def _url() -> str:
    return os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL).replace("postgresql://", "postgresql+psycopg://", 1)


@cache
def index() -> Index:
    """The planner's index over all that is in the database."""
    return Index(catalog_at(_url()))


def catalog() -> Catalog:
    return index().catalog


def beyond() -> OpenData:
    """The nation's open data in the database; nothing is in it where nothing was imported."""
    return open_data(_url())


def facts(job: Occupation) -> OccupationFacts | None:
    """What the open data says of an occupation; None where it knows none of that code."""
    return beyond().occupation(job.onet_code)


@cache
def works() -> tuple[Work, ...]:
    """Every occupation as matching by interests looks at it; read once, in about a second where the open data is in."""
    return all_works(catalog(), beyond().profiles(), beyond().tasks())


def edition(kind: str) -> Edition | None:
    """The newest edition imported of a format, to be cited; None where none was."""
    source = beyond().source_of(kind)
    return Edition(source.id, source.published) if source else None


@lru_cache(maxsize=128)
def planned(student: Student, today: date) -> Plans:
    """The ladders for a student. Asking for the plan, its cost and its next step is one search, not three."""
    return plan(index(), student, today)


@cache
def wording() -> Wording:
    return Wording()
