"""What is linked in students' words: records by name, by mistyped name and by description; typed values; what is ruled out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.nlu.linking.dates import find_dates
from bot.nlu.linking.described import MOST_NEAR, descriptions, likely
from bot.nlu.linking.names import forms
from bot.nlu.words import plain
from tests.nlu.linked import RECORDS, Line, lines, link, pipeline, score

NAMED = [line for line in lines() if line.kind == "named"]


def values(text: str, label: str) -> list[Any]:
    return [f.value for f in link(text) if f.label == label]


def roles(text: str, label: str) -> dict[Any, str | None]:
    return {f.value: f.role for f in link(text) if f.label == label}


@pytest.mark.parametrize("line", NAMED, ids=[line.text for line in NAMED])
def test_what_is_named(line: Line) -> None:
    assert {tuple(f) for f in line.found} <= {(f.label, f.value, f.role) for f in link(line.text)}


# the examples of the issue


def test_a_credential_held_and_when() -> None:
    assert roles("got my CPT last year", "credential") == {"mssc-cpt": "held"}
    assert values("got my CPT last year", "date") == ["2025"]


def test_schooling_left_and_in_which_grade() -> None:
    assert values("dropped out in 10th grade", "education") == ["no_diploma"]
    assert values("dropped out in 10th grade", "grade") == [10]


def test_children() -> None:
    assert values("2 kids", "children") == [2]


def test_no_car_is_a_need_and_no_field_of_work() -> None:
    assert values("no car", "need") == ["transport"]
    assert not values("no car", "cluster")
    assert not values("i have a car", "cluster")


def test_a_not() -> None:
    assert roles("not nursing", "occupation")["registered-nurse"] == "not"


# negation


@pytest.mark.parametrize(
    ("text", "label", "ruled_out"),
    [
        ("not nursing or anything with blood", "trait", {"blood"}),
        ("i dont want to be a welder or work in a hospital", "trait", {"patients"}),
        ("no quiero ser soldador ni trabajar con sangre", "trait", {"blood"}),
        ("i hate math and computers", "trait", {"numbers", "computers"}),
        ("not welding, plumbing or trucking", "occupation", {"welder", "plumber", "truck-driver"}),
        ("anything but welding", "occupation", {"welder"}),
    ],
)
def test_a_not_holds_for_all_that_it_is_joined_to(text: str, label: str, ruled_out: set[str]) -> None:
    assert {value for value, role in roles(text, label).items() if role == "not"} == ruled_out


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("not welding, something with computers", "trait", "computers"),
        ("not welding but maybe robotics", "occupation", "robotics-technician"),
        ("i dont have a car and i want to be a welder", "occupation", "welder"),
        ("why not welding", "occupation", "welder"),
    ],
)
def test_a_not_ends_where_the_wish_begins(text: str, label: str, wanted: str) -> None:
    assert roles(text, label)[wanted] != "not"


@pytest.mark.parametrize("text", ["no daycare", "i dont have a babysitter", "dont have daycare"])
def test_what_is_lacking_is_a_need(text: str) -> None:
    assert "child_care" in [f.value for f in link(text) if f.label == "need" and f.role is None]


@pytest.mark.parametrize("text", ["no need for childcare", "dont need daycare", "no necesito guardería"])
def test_what_is_not_needed_is_no_need(text: str) -> None:
    assert roles(text, "need") == {"child_care": "not"}


# dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("next fall", "2027-08", None),
        ("i can start in january", "2027-01", "start"),
        ("starting next semester", "2027-01", "start"),
        ("by june", "2027-06", "until"),
        ("i need to be done by june", "2027-06", "until"),
        ("quiero empezar en agosto", "2027-08", "start"),
        ("last year", "2025", None),
        ("el año pasado", "2025", None),
        ("got laid off in march", "2026-03", None),
        ("last month", "2026-10", None),
        ("hace 3 meses", "2026-08", None),
        ("2 years ago", "2024", None),
        ("since 2020", "2020", "since"),
        ("class of 2019", "2019", None),
        ("march 15", "2027-03-15", None),
        ("january 15th 2027", "2027-01-15", None),
        ("15 de enero", "2027-01-15", None),
        ("until march", "2027-03", "until"),
        ("in 2 months", "2027-01", None),
        ("tomorrow", "2026-11-23", None),
        ("fall 2028", "2028-08", None),
    ],
)
def test_a_date_is_as_exact_as_the_words(text: str, value: str, role: str | None) -> None:
    assert [(f.value, f.role) for f in find_dates(plain(text), TODAY)] == [(value, role)]


@pytest.mark.parametrize(
    "text",
    ["may i ask", "i fall behind in math", "open 24/7", "it takes 2 years", "1/2 of it", "march of dimes", "be done in 6 months"],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert not [f for f in find_dates(plain(text), TODAY) if f.value != "2027-03"]


def test_a_date_that_is_none_is_none() -> None:
    assert not list(find_dates("february 31 2027", TODAY))


# records by description


def test_descriptions_find_what_is_meant_and_mostly_nothing_else() -> None:
    total, failures = score([line for line in lines() if line.kind != "named"])
    assert total.precision >= 0.9, failures
    assert total.recall >= 0.75, failures


def test_so_they_do_on_messages_that_chose_no_threshold() -> None:
    total, failures = score([line for line in lines() if line.kind != "named" and line.held_out])
    assert total.precision >= 0.8, failures
    assert total.recall >= 0.7, failures


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("the people who draw blood", "occupation", "phlebotomist"),
        ("person who puts braces on", "occupation", "dental-assistant"),
        ("help paying my light bill", "service", "housing-referral-211"),
        ("guys who climb the power poles after storms", "occupation", "lineworker"),
        ("people who keep hackers out of company computers", "occupation", "cybersecurity-analyst"),
        ("permit to serve drinks at a bar", "credential", "servsafe-alcohol"),
        ("el que arregla los carros", "occupation", "auto-service-technician"),
    ],
)
def test_what_is_described_and_not_named(text: str, label: str, value: str) -> None:
    assert value in values(text, label)


@pytest.mark.parametrize(
    "text", ["the guy that fixes elevators", "people who cut hair", "el que vuela aviones", "someone that can help me"]
)
def test_work_the_college_has_no_record_of_stays_unlinked(text: str) -> None:
    assert not [f for f in link(text) if f.label in RECORDS]


def test_a_description_has_the_role_of_its_sentence() -> None:
    assert roles("i want to be the person who fixes toilets and pipes", "occupation") == {"plumber": "goal"}


def test_a_description_says_how_near_it_is() -> None:
    (found,) = [f for f in link("the ones who fix toilets and pipes") if f.label == "occupation"]
    assert found.score is not None
    assert 0.5 < found.score <= 1


def test_records_about_as_near_are_all_kept_but_not_many() -> None:
    assert [key for key, _ in likely([("a", 0.7), ("b", 0.69), ("c", 0.5)], "occupation")] == ["a", "b"]
    assert likely([(key, 0.7) for key in "abcdefg"[: MOST_NEAR + 1]], "occupation") == []
    assert likely([("a", 0.7), ("", 0.69)], "occupation") == []
    assert likely([("a", 0.4)], "occupation") == []


def test_a_message_without_such_a_frame_describes_nothing() -> None:
    assert not list(descriptions("how much is it and when does it start"))


def test_a_sentence_that_names_its_subject_costs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    index = pipeline().get_pipe("describer").index
    monkeypatch.setattr(index, "nearest", lambda *_: pytest.fail("searched"))
    link("how do i become a welder, help me please")


# names


@pytest.mark.parametrize("typed", ["nursing home", "my teacher said no", "coast guard"])
def test_a_name_inside_another_word_names_nothing(typed: str) -> None:
    assert not values(typed, "occupation")


def test_verbs_have_forms() -> None:
    assert {"fix cars", "fixing cars", "fixes cars"} <= set(forms("fix cars"))
    assert {"drives a truck", "driving truck"} <= set(forms("drive a truck"))
    assert list(forms("welder")) == ["welder"]


def test_places_are_those_of_the_message_as_typed() -> None:
    (hours,) = [f for f in link("idk maybe 10 hrs a wk") if f.label == "hours_per_week"]
    assert "idk maybe 10 hrs a wk"[hours.start : hours.end] == "10 hrs a wk"
