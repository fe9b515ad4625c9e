"""Facts for an advisor's answer: found by words and near spellings, said with what changes and where it comes from."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.desk.knowledge_search import KnowledgeSearch
from knowledge.catalog import Catalog
from knowledge.pack import read_pack
from knowledge.wording import Wording
from tests.app import ROOT

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_pack(ROOT / "knowledge" / "packs" / "millbrook")


@pytest.fixture(scope="module")
def search(catalog: Catalog) -> KnowledgeSearch:
    return KnowledgeSearch(catalog, Wording(ROOT / "domain.yml"))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("welding certificate", "program:welding-certificate"),
        ("weldng certifcate", "program:welding-certificate"),
        ("how much is the welding certificate program", "program:welding-certificate"),
        ("bus pass", "service:bus-pass"),
        ("foood pantry", "service:food-pantry"),
        ("pell", "service:pell-grant"),
        ("electrician", "occupation:electrician"),
        ("last day to register spring", "deadline:spring-2027-last-day-to-register"),
        ("spanish advisors", "staff:advising-es"),
        ("flebotomía", "program:phlebotomy-certificate"),
    ],
)
def test_a_record_is_found_by_its_words_and_near_spellings(search: KnowledgeSearch, words: str, first: str) -> None:
    assert search.find(words, "en", TODAY)[0].key == first


@pytest.mark.parametrize("words", ["", "   ", "?!", "zzzz qqqq", "x" * 200])
def test_what_is_like_nothing_finds_nothing(search: KnowledgeSearch, words: str) -> None:
    assert search.find(words, "en", TODAY) == []


def test_a_program_says_its_cost_its_next_start_and_whom_to_ask(search: KnowledgeSearch, catalog: Catalog) -> None:
    program = catalog.programs["welding-certificate"]
    text = search.find("welding certificate", "en", TODAY)[0].text
    assert f"${program.cost.total:,}" in text
    assert "before any aid" in text
    assert "January 11, 2027" in text
    assert program.contact
    assert program.contact in text


def test_a_start_that_has_passed_is_not_the_next_one(search: KnowledgeSearch, catalog: Catalog) -> None:
    after_all = max(day for delivery in catalog.programs["welding-certificate"].deliveries for day in delivery.starts).replace(
        year=2040
    )
    hit = search.hit("program:welding-certificate", "en", after_all)
    assert hit
    assert "no date yet" in hit.text


def test_a_date_that_has_passed_says_so(search: KnowledgeSearch) -> None:
    hit = search.hit("deadline:spring-2027-last-day-to-register", "en", date(2027, 2, 1))
    assert hit
    assert "January 8, 2027" in hit.text
    assert "has passed" in hit.text


def test_the_sentence_is_in_the_language_of_the_student(search: KnowledgeSearch, catalog: Catalog) -> None:
    hit = search.hit("program:phlebotomy-certificate", "es", TODAY)
    assert hit
    assert hit.title == catalog.programs["phlebotomy-certificate"].name_es
    assert "antes de cualquier ayuda" in hit.text
    assert "11 de enero de 2027" in hit.text


def test_every_record_has_a_sentence_with_a_source_and_its_date(search: KnowledgeSearch, catalog: Catalog) -> None:
    for plural in ("programs", "credentials", "services", "deadlines", "occupations", "staff"):
        for record in getattr(catalog, plural).values():
            for language in ("en", "es"):
                hit = search.hit(f"{record.KIND}:{record.id}", language, TODAY)
                assert hit, record.id
                assert not re.search(r"[{}]|None|\.\.", hit.text), f"{record.id}: {hit.text}"
                assert hit.source.id == f"{hit.source.id.split('@')[0]}@{hit.source.as_of}"
                assert hit.source.title == catalog.sources[hit.source.id.split("@")[0]].title


def test_pay_is_said_with_the_source_of_the_pay(search: KnowledgeSearch, catalog: Catalog) -> None:
    hit = search.hit("occupation:welder", "en", TODAY)
    pay = catalog.occupations["welder"].pay
    assert hit
    assert f"${pay.median:,}" in hit.text
    assert hit.source.as_of == pay.as_of.isoformat()


def test_what_is_invented_is_marked(search: KnowledgeSearch) -> None:
    assert search.find("bus pass", "en", TODAY)[0].source.demonstration
    assert not search.find("pell grant", "en", TODAY)[0].source.demonstration


def test_a_record_that_is_gone_is_no_hit(search: KnowledgeSearch) -> None:
    assert search.hit("program:gone", "en", TODAY) is None
