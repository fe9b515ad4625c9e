"""The small world, with its vectors built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.opendata.opendata import OpenData
from knowledge.search import vectors
from knowledge.search.titles import TitleSearch
from tests.knowledge.search import small


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """URL and cache folder of the small world, its vectors not built."""
    return small.make(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def search(world: tuple[str, Path]) -> TitleSearch:
    vectors.build(*world)
    return TitleSearch(OpenData(world[0]), world[1])
