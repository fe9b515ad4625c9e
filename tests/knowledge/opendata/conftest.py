"""The invented nation behind the demonstration pack, in databases of both kinds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.catalog import Catalog
from knowledge.opendata.opendata import OpenData
from knowledge.store import KnowledgeStore
from tests import nation
from tests.knowledge.databases import Databases, migrated


@pytest.fixture(scope="module")
def nation_url(databases: Databases, millbrook: Catalog) -> Iterator[str]:
    """A database with the Millbrook pack and the nation."""
    with migrated(databases) as url:
        store = KnowledgeStore(url)
        store.load(millbrook)
        store.engine.dispose()
        nation.fill(url)
        yield url


@pytest.fixture(scope="module")
def data(nation_url: str) -> Iterator[OpenData]:
    found = OpenData(nation_url)
    yield found
    found.close()
