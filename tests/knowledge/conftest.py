"""The real pack, read once, and throwaway databases that hold the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.pack import read_pack
from knowledge.planner import Index
from knowledge.store import KnowledgeStore
from tests.knowledge.databases import Databases, migrated


@pytest.fixture(scope="session")
def millbrook(root: Path) -> Catalog:
    """Everything the demonstration college's pack holds."""
    return read_pack(root / "knowledge" / "packs" / "millbrook")


@pytest.fixture(scope="session")
def index(millbrook: Catalog) -> Index:
    return Index(millbrook)


@pytest.fixture(scope="module")
def held() -> Catalog | None:
    """What ``url`` and ``store`` hold at the beginning of each test; a module that wants more than empty tables has its own."""
    return None


@pytest.fixture(scope="module")
def template(databases: Databases, held: Catalog | None) -> Iterator[str]:
    """A database with the tables and what is ``held``, made once, of which each test gets a copy."""
    with migrated(databases) as url:
        if held:
            store = KnowledgeStore(url)
            store.load(held)
            store.engine.dispose()
        yield url


@pytest.fixture
def url(databases: Databases, template: str) -> Iterator[str]:
    """The URL of a database of the test's own."""
    made = databases.new(like=template)
    yield made
    databases.drop(made)


@pytest.fixture
def store(url: str) -> Iterator[KnowledgeStore]:
    """A store on a database of the test's own."""
    made = KnowledgeStore(url)
    yield made
    made.engine.dispose()
