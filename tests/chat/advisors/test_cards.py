"""A new case puts one card into its team's room, and the card is always as the case is."""

from __future__ import annotations

from bot.cases.model import Case, State
from bot.desk.account import Account
from tests.chat.advisors.college import ADVISING, COUNSELING, DEAN, College, Student


def test_a_new_case_puts_one_card_with_its_brief_into_its_teams_room(college: College, case: Case) -> None:
    card = college.card(ADVISING)
    assert card.shown.pieces[0].text == "· Normal: Asked for a person"  # type: ignore[union-attr]
    assert card.facts["State"] == "New"
    assert card.facts["Team"] == "Advising"
    assert "can i switch to evening classes" in card.quotes
    assert "hi there" in card.quotes
    assert list(card.buttons) == ["Claim"]
    assert f"https://advisor.college.edu/desk/cases/{case.id}" in card.text
    assert college.standing(COUNSELING) == college.standing(DEAN) == []


def test_name_and_contact_stand_behind_the_sign_in(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    everything = " ".join(one.text for one in college.standing(ADVISING))
    assert "Maya" not in everything
    assert "maya@" not in everything


def test_a_claim_shows_on_the_card(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    card = college.card()
    assert card.facts["Held by"].startswith("Ana Ruiz since ")
    assert list(card.buttons) == ["Answer", "Snooze", "Resolve", "Give it back", "Take it over"]
    assert college.now(case).state is State.CLAIMED


def test_what_the_holder_writes_in_the_thread_reaches_the_student(
    college: College, case: Case, student: Student, ana: Account
) -> None:
    college.presses(ana, "Claim")
    college.writes(ana, "Yes, evenings work. Come by?")
    assert student.reads() == ["Ana Ruiz: Yes, evenings work. Come by?"]
    college.sends()
    assert college.card().facts["State"] == "Waiting on the student"
    assert college.thread() == [], "it stands there already, as they wrote it"
