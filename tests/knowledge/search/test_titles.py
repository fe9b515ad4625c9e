"""Any occupation by any of its titles: as written, mistyped, described."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.opendata.opendata import OpenData
from knowledge.search.titles import TitleSearch, title_search

GUARDS, BARBERS, BOOKKEEPERS, CARETAKERS, TRAINERS = "33-9032.00", "39-5011.00", "43-3031.00", "39-2021.00", "39-2011.00"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bouncers", GUARDS),
        ("Night-Watchmen", GUARDS),
        ("BARBER", BARBERS),
        ("crna", "29-1151.00"),
        ("certified registered nurse anesthetist", "29-1151.00"),
        ("CRNA (Certified Registered Nurse Anesthetist)", "29-1151.00"),
    ],
)
def test_a_title_however_it_is_written(search: TitleSearch, typed: str, code: str) -> None:
    (hit, *_) = search.find(typed)
    assert (hit.code, hit.how, hit.score) == (code, "exact", 1.0)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("barbar", BARBERS),
        ("master barbur", BARBERS),
        ("bookeeper", BOOKKEEPERS),
        ("book keeper", BOOKKEEPERS),
        ("nurse anestetist", "29-1151.00"),
        ("elavator mekanic", "47-4021.00"),
        ("vetrinarian", "29-1131.00"),
    ],
)
def test_a_title_with_mistakes(search: TitleSearch, typed: str, code: str) -> None:
    (hit, *_) = search.find(typed)
    assert (hit.code, hit.how) == (code, "typo")


@pytest.mark.parametrize(
    ("described", "code"),
    [
        ("the person who puts people to sleep in surgery", "29-1151.00"),
        ("someone who cuts hair", BARBERS),
        ("fixes elevators when they get stuck", "47-4021.00"),
        ("helps your cat when it is ill", "29-1131.00"),
        ("keeps the accounts of a small company", BOOKKEEPERS),
    ],
)
def test_a_description(search: TitleSearch, described: str, code: str) -> None:
    (hit, *_) = search.find(described)
    assert (hit.code, hit.how) == (code, "described")
    assert 0 < hit.score < 1


def test_words_of_a_description_that_are_mistyped(search: TitleSearch) -> None:
    assert search.mended("who repairs elavators") == "who repairs elevator"
    assert search.mended("somebody who Repairs elevators for me") == "somebody who Repairs elevators for me"


def test_of_several_with_one_title_the_one_with_more_work_stands_first(search: TitleSearch) -> None:
    assert search.exact("groomer") == (CARETAKERS, TRAINERS)


def test_what_is_left_over_stands_last_however_much_work_it_has(search: TitleSearch) -> None:
    assert search.exact("zookeeper") == (CARETAKERS, "27-2099.00")
    assert search.meant("zookeeper") == (CARETAKERS,)


def test_an_alternate_title_says_more_than_a_reported_one(search: TitleSearch) -> None:
    assert search.exact("field technician") == ("49-9021.00", "29-1131.00")
    assert search.meant("field technician") == ("49-9021.00",)


def test_after_the_title_come_others_that_are_like_it_and_each_once(search: TitleSearch) -> None:
    hits = search.find("dog groomer", limit=4)
    assert hits[0].how == "exact"
    assert [hit.how for hit in hits[1:]] == ["described"] * 3
    assert len({hit.code for hit in hits}) == 4


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\x00", "🦷", "a" * 5000, "x " * 3000])
def test_whatever_is_typed_there_is_an_answer(search: TitleSearch, typed: str) -> None:
    assert len(search.find(typed)) <= 5


def test_a_hit_has_the_own_title_of_the_occupation(search: TitleSearch) -> None:
    assert search.find("bouncer")[0].title == "Security Guards"


def test_without_vectors_titles_are_found_and_descriptions_are_not(world: tuple[str, Path], tmp_path: Path) -> None:
    bare = TitleSearch(OpenData(world[0]), tmp_path)
    assert [hit.code for hit in bare.find("bouncer")] == [GUARDS]
    assert [hit.code for hit in bare.find("barbar")] == [BARBERS]
    assert bare.find("someone who cuts hair") == []


def test_without_an_import_there_is_no_search(tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    from knowledge.opendata import tables

    url = f"sqlite:///{tmp_path / 'empty.db'}"
    tables.metadata.create_all(create_engine(url))
    assert title_search(url, tmp_path) is None
