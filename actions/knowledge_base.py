"""The knowledge base as actions use it: read once per process, with the planner's index over it."""

from __future__ import annotations

import os
from functools import cache

from knowledge.catalog import Catalog
from knowledge.planner import Index
from knowledge.store import KnowledgeStore
from knowledge.wording import Wording

DEFAULT_DATABASE_URL = "sqlite:///var/advisor.db"


@cache
def index() -> Index:
    """The planner's index over all that is in the database."""
    url = os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL).replace("postgresql://", "postgresql+psycopg://", 1)
    return Index(KnowledgeStore(url).read())


def catalog() -> Catalog:
    return index().catalog


@cache
def wording() -> Wording:
    return Wording()
