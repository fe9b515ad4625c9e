"""The knowledge base as actions use it: read once per process, with the planner's index over it."""

from __future__ import annotations

import os
from datetime import date
from functools import cache, lru_cache

from knowledge.catalog import Catalog
from knowledge.planner import Index, Plans, Student, plan
from knowledge.store import catalog_at
from knowledge.wording import Wording

DEFAULT_DATABASE_URL = "sqlite:///var/advisor.db"


@cache
def index() -> Index:
    """The planner's index over all that is in the database."""
    url = os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL).replace("postgresql://", "postgresql+psycopg://", 1)
    return Index(catalog_at(url))


def catalog() -> Catalog:
    return index().catalog


@lru_cache(maxsize=128)
def planned(student: Student, today: date) -> Plans:
    """The ladders for a student. Asking for the plan, its cost and its next step is one search, not three."""
    return plan(index(), student, today)


@cache
def wording() -> Wording:
    return Wording()
