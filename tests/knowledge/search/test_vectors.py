"""Vectors are made once for an import, and mapped from the cache folder ever after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine, update

from knowledge.opendata import tables
from knowledge.opendata.opendata import OpenData
from knowledge.search import vectors
from knowledge.search.encoder.encoder import shared
from tests.knowledge.search import small


@pytest.fixture
def fresh(tmp_path: Path) -> tuple[str, Path]:
    return small.make(tmp_path)


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("occupations-*.npy"))


def test_building_tells_how_far_it_is(fresh: tuple[str, Path]) -> None:
    told: list[tuple[int, int]] = []
    vectors.build(*fresh, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 12


def test_what_is_built_is_not_built_again(fresh: tuple[str, Path]) -> None:
    path = vectors.build(*fresh)
    assert path is not None
    before = path.stat().st_mtime_ns
    assert vectors.build(*fresh, lambda done, total: pytest.fail("built again")) == path
    assert path.stat().st_mtime_ns == before


def test_another_import_has_vectors_of_its_own_and_the_old_ones_go(fresh: tuple[str, Path]) -> None:
    url, cache = fresh
    first = vectors.build(url, cache)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(tables.IMPORTS).values(digest="another"))
    engine.dispose()
    second = vectors.build(url, cache)
    assert second != first
    assert kept(cache) == [second]


def test_nothing_is_built_where_nothing_was_imported(fresh: tuple[str, Path]) -> None:
    url, cache = fresh
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(tables.IMPORTS.delete())
    engine.dispose()
    assert vectors.build(url, cache) is None
    assert kept(cache) == []
    assert vectors.load(OpenData(url), cache) is None


def test_eight_bits_tell_nearly_what_the_whole_numbers_do(fresh: tuple[str, Path]) -> None:
    url, cache = fresh
    vectors.build(url, cache)
    loaded = vectors.load(OpenData(url), cache)
    assert loaded is not None
    title = next(iter(small.OCCUPATIONS))[1]
    asked = shared(cache, quantized=True).encode([title])[0]
    similar = loaded.similar(asked)
    assert similar.max() == pytest.approx(1.0, abs=0.01)
    assert np.count_nonzero(similar > 0.99) == 1


def test_an_unfinished_file_is_not_taken_for_vectors(fresh: tuple[str, Path]) -> None:
    url, cache = fresh
    path = vectors.build(url, cache)
    assert path is not None
    path.rename(path.with_name(f".{path.name}.1-ab.tmp"))
    assert vectors.load(OpenData(url), cache) is None
    assert vectors.build(url, cache) == path
    assert vectors.load(OpenData(url), cache) is not None
