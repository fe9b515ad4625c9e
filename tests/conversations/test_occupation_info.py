"""What work does, pays and asks."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, offers, pay, publishers, reads, said


@pytest.mark.parametrize(
    ("words", "occupation"),
    [
        ("how much do welders make", "welder"),
        ("wat dos a electrition mak", "electrician"),
        ("does a lineman get paid good", "lineworker"),
        ("salary for cna", "nursing-assistant"),
        ("what does an rn earn", "registered-nurse"),
        ("is there good money in truck driving", "truck-driver"),
        ("cuanto gana un plomero", "plumber"),
        ("¿qué paga ser asistente médico?", "medical-assistant"),
    ],
)
def test_the_pay_of_the_work_meant(student: Student, words: str, occupation: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "occupation_info"
    assert pay(occupation) in said(reply), said(reply)
    assert "U.S. Bureau of Labor Statistics" in publishers(reply)


def test_the_outlook_and_the_schooling(student: Student, catalog: Catalog) -> None:
    text = reads(student.says("tell me about being a dental hygienist"))
    outlook = catalog.occupations["dental-hygienist"].outlook
    assert f"{outlook.openings_per_year:,}" in text
    assert f"{outlook.growth_percent:g}%" in text


def test_shrinking_work_is_called_so(student: Student, catalog: Catalog) -> None:
    assert catalog.occupations["telecom-technician"].outlook.growth_percent < 0
    assert "shrinking" in reads(student.says("is telecom technician a good job to get into"))


def test_pay_is_the_nation_s_and_says_so(student: Student) -> None:
    assert "u.s." in said(student.says("how much do machinists make"))


def test_it_leads_to_the_way_there(student: Student) -> None:
    reply = student.says("what does a machinist do")
    assert offers(reply, "Steps to: Machinist")
    assert offers(reply, "Classes")
    assert a_person_is_near(reply)


@pytest.mark.parametrize("words", ["how much does it pay", "what does it pay", "is there work in it", "cuanto paga"])
def test_it_means_the_work_last_spoken_of(student: Student, words: str) -> None:
    student.says("tell me about phlebotomy")
    reply = student.says(words)
    assert (
        "Phlebotomist" in cards(reply, "occupation") or "Flebotomista" in cards(reply, "occupation") or "phlebotom" in said(reply)
    ), said(reply)
    assert reply["topic"] == "occupation_info"


@pytest.mark.parametrize("words", ["how do i become one", "how do i becom one", "ok how do i start"])
def test_becoming_one_means_the_work_last_spoken_of(student: Student, words: str) -> None:
    student.says("whats an electrician make")
    reply = student.says(words)
    assert reply["topic"] == "next_step"
    assert "electrician" in reads(reply)
    assert "what kind of work" not in said(reply)


@pytest.mark.parametrize("job", ["marine biologist", "astronaut", "veterinarian", "lawyer", "flight attendant"])
def test_work_that_is_not_known_is_not_guessed(student: Student, job: str) -> None:
    reply = student.says(f"how much does a {job} make")
    assert reply["outcome"] in ("unanswerable_unknown", "unanswerable_out_of_scope", "clarification")
    assert "$" not in said(reply)
    assert reply["choices"]
    assert a_person_is_near(reply)


def test_one_year_of_experience_is_one(student: Student) -> None:
    text = said(student.says("what does a food service supervisor make"))
    assert "1 year of experience" in text
    assert "1 years" not in text
