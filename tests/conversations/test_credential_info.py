"""What a credential is, takes, costs and leads to."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, offers, reads, said


@pytest.mark.parametrize(
    ("words", "credential"),
    [
        ("what is the comptia a+", "comptia-a-plus"),
        ("how long is a cna cert good for", "cna"),
        ("tell me about the ase certification for cars", None),
        ("what do i need for a cdl class a", "cdl-a"),
        ("whats osha 10", None),
        ("does servsafe expire", None),
        ("que es el certificado de flebotomia", None),
    ],
)
def test_the_credential_meant(student: Student, catalog: Catalog, words: str, credential: str | None) -> None:
    reply = student.says(words)
    assert reply["topic"] == "credential_info"
    assert cards(reply, "credential")
    if credential:
        assert catalog.credentials[credential].name in cards(reply, "credential")
    assert reply["sources"]


def test_who_gives_it_what_it_takes_and_when_it_ends(student: Student, catalog: Catalog) -> None:
    text = reads(student.says("tell me about the security+ certification"))
    record = catalog.credentials["comptia-security-plus"]
    assert record.issuer.lower() in text
    assert record.renewal.lower() in text
    assert record.takes.lower() in text


def test_where_to_prepare_for_it_here(student: Student) -> None:
    reply = student.says("what is the FANUC robot operator certification")
    assert "industrial robotics certificate" in said(reply)
    assert offers(reply, "Classes")
    assert a_person_is_near(reply)


@pytest.mark.parametrize(
    "words", ["tell me about the CISSP certification", "what is a PMP certificate", "how do i get a pilot license"]
)
def test_a_credential_that_is_not_known_is_not_guessed(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["outcome"] in ("unanswerable_unknown", "unanswerable_out_of_scope", "clarification")
    assert not cards(reply, "credential")
    assert a_person_is_near(reply)


def test_not_having_one_is_a_fact_and_no_question(student: Student) -> None:
    student.says("i want to be a diesel mechanic, have my diploma")
    reply = student.says("i dont have any ase certs")
    assert "don't have that credential" not in said(reply)
    assert "won't guess" not in said(reply)


def test_how_much_and_how_long_go_on_about_it(student: Student) -> None:
    student.says("what is the comptia a+")
    assert "a+" in reads(student.says("how much is it"))
    assert "a+" in reads(student.says("how long does it take"))
