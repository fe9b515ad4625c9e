"""Work of the open data in students' messages: where a job is meant, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from bot.nlu.linking.found import Found
from bot.nlu.pipeline import build
from knowledge.pack import read_pack
from knowledge.search import vectors
from tests.knowledge.search import small
from tests.nlu import linked

BARBER, ANESTHETIST, COUNSELOR = "39-5011.00", "29-1151.00", "21-1014.00"


@pytest.fixture(scope="module")
def nlp(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The pipeline over the Millbrook pack and a dozen occupations of the open data."""
    url, cache = small.make(tmp_path_factory.mktemp("open"))
    vectors.build(url, cache)
    made = build(read_pack(root / "knowledge" / "packs" / "millbrook"), cache, database=url)
    made.get_pipe("linker").today = lambda: linked.TODAY
    return made


def jobs(nlp: Language, text: str) -> list[Found]:
    return [f for f in nlp(text)._.found if f.label == "occupation"]


def ids(nlp: Language, text: str) -> set[Any]:
    return {f.value for f in jobs(nlp, text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("how do i become a barber", BARBER),
        ("barber salary", BARBER),
        ("what does a bouncer do", "security-guard"),
        ("how much do bouncers make", "security-guard"),
        ("bouncer", "security-guard"),
        ("tell me about being a bookkeeper", "bookkeeper"),
        ("i want to be a dog groomer", "39-2021.00"),
        ("dog groomer or horse trainer, which pays more", "39-2021.00"),
        ("are elevator mechanics still needed", "47-4021.00"),
        ("is it hard to be a zookeeper", "39-2021.00"),
    ],
)
def test_a_title_where_a_job_is_meant(nlp: Language, text: str, code: str) -> None:
    assert code in ids(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "i need a therapist",
        "can i talk to a crisis counselor",
        "therapist",
        "my therapist told me to go back to school",
        "we will host a party",
        "who is the host of the open day",
        "i want to be a supervisor",
        "my team leader is mean",
        "i hate my manager",
        "manager",
        "a barber cut my hair yesterday",
        "need rent help, my night watchman job is gone",
        "crna",
    ],
)
def test_a_title_where_no_job_is_meant(nlp: Language, text: str) -> None:
    assert ids(nlp, text) == {f.value for f in linked.link(text) if f.label == "occupation"}


def test_whom_students_ask_for_is_a_job_where_they_want_to_be_one(nlp: Language) -> None:
    assert COUNSELOR in ids(nlp, "i want to be a therapist")
    assert COUNSELOR in ids(nlp, "how much does a crisis counselor make")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("how do i become a barbar", BARBER),
        ("what does a bounser do", "security-guard"),
        ("how much does a vetrinarian make", "29-1131.00"),
        ("how do i become a jugler", "27-2099.00"),
    ],
)
def test_a_mistyped_title_where_a_job_stands(nlp: Language, text: str, code: str) -> None:
    assert ids(nlp, text) == {code}


@pytest.mark.parametrize("text", ["yess", "cancele", "jugler", "i saw the jugler", "chepaer"])
def test_no_mistyped_title_elsewhere(nlp: Language, text: str) -> None:
    assert not ids(nlp, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the person who puts people to sleep in surgery", ANESTHETIST),
        ("people who cut hair", BARBER),
        ("the guy that fixes elevators", "47-4021.00"),
        ("how do i become a elevator repairer", "47-4021.00"),
    ],
)
def test_a_description(nlp: Language, text: str, code: str) -> None:
    (found, *_) = jobs(nlp, text)
    assert found.value == code
    assert found.score is not None


@pytest.mark.parametrize(
    "text",
    [
        "is there someone who can help me with my hair",
        "someone who likes animals",
        "i want a job that pays well and makes a lot of money",
        "somebody who knows how i can register",
        "el que corta el pelo",
    ],
)
def test_what_describes_no_work(nlp: Language, text: str) -> None:
    assert not ids(nlp, text)


def test_the_colleges_own_occupation_stands_for_its_code(nlp: Language) -> None:
    assert ids(nlp, "furnace installer salary") == {"hvac-technician"}


def test_the_colleges_own_name_counts_first(nlp: Language) -> None:
    assert ids(nlp, "how do i become a welder") == {"welder"}


def test_a_longer_title_than_the_colleges_own_name_counts(nlp: Language) -> None:
    assert ids(nlp, "i want to be a nurse anesthetist") == {ANESTHETIST}


def test_several_occupations_with_one_title_are_all_kept_to_ask_which(nlp: Language) -> None:
    assert ids(nlp, "how do i become a groomer") == {"39-2021.00", "39-2011.00"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("i want to become a barber", "goal"),
        ("i used to be a barber", "held"),
        ("im a barber now", "now"),
        ("from barber to nurse", "now"),
        ("i dont want to be a barber", "not"),
        ("barber salary", None),
    ],
)
def test_its_role(nlp: Language, text: str, role: str | None) -> None:
    assert {f.role for f in jobs(nlp, text) if f.value == BARBER} == {role}


def test_what_is_not_taught_here_is_told_of_too(nlp: Language) -> None:
    found = nlp("how do i become a dog groomer")._.found
    assert {"occupation", "not_here"} <= {f.label for f in found}


def test_places_are_those_of_the_message_as_typed(nlp: Language) -> None:
    text = "omg!! how much $$ does a  vetrinarian  make"
    (found,) = jobs(nlp, text)
    assert text[found.start : found.end] == "vetrinarian"


@pytest.mark.parametrize("text", ["", " ", "???", "\u200b", "a\n\nb", "barber " * 400])
def test_whatever_is_typed_the_pipeline_holds(nlp: Language, text: str) -> None:
    nlp(text)


def test_without_open_data_all_stays_as_it_was(root: Path, tmp_path: Path) -> None:
    assert not [f for f in linked.link("how do i become a barber") if f.label == "occupation"]
    assert not [f for f in linked.link("people who cut hair") if f.label == "occupation"]


def test_what_the_college_links_it_links_as_well_with_open_data(nlp: Language) -> None:
    for line in linked.lines():
        if line.kind == "named":
            assert {tuple(f) for f in line.found} <= {(f.label, f.value, f.role) for f in nlp(line.text)._.found}
