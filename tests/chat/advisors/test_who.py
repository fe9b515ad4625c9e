"""Who acts in a room is the account of the address that the college's own workspace vouches for, and nobody else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import who
from bot.chat.model import Person, Platform, Room
from bot.desk.account import Account
from tests.chat.advisors.college import ADVISING, TENANT, College


def found(college: College, account: Account | None, room: Room = ADVISING, person: str = "") -> Account | None:
    someone = Person(room.platform, room.tenant, person or f"U{account.id if account else 0}")
    return asyncio.run(college.who.account(someone, room))


def test_the_account_of_the_address_is_found_whatever_its_letters(college: College, ana: Account) -> None:
    assert found(college, ana) == ana


def test_the_platform_is_asked_once_a_day(college: College, ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        found(college, ana)
    assert college.directory.asked == 1
    monkeypatch.setattr(who, "KNOWN_FOR", timedelta(0))
    found(college, ana)
    assert college.directory.asked == 2


@pytest.mark.parametrize("address", [None, "", "not an address", "stranger@college.example"])
def test_who_has_no_account_is_nobody(college: College, address: str | None) -> None:
    college.directory.known["U9"] = address
    assert found(college, None, person="U9") is None


def test_an_account_made_later_is_found_soon(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(college, None, person="U1") is None
    account = college.hire()
    assert found(college, account) is None, "asked a moment ago"
    monkeypatch.setattr(who, "UNKNOWN_FOR", timedelta(0))
    assert found(college, account) == account


def test_who_works_here_no_longer_is_nobody_at_once(college: College, ana: Account) -> None:
    assert found(college, ana)
    college.hire("Lea Dunn")
    college.desk.parts.accounts.change(ana.id, active=False)
    assert found(college, ana) is None


def test_teams_are_those_of_this_moment(college: College, ana: Account) -> None:
    assert found(college, ana)
    college.desk.parts.accounts.change(ana.id, teams=["counseling"])
    changed = found(college, ana)
    assert changed
    assert changed.teams == ("counseling",)


@pytest.mark.parametrize(
    "room",
    [
        replace(ADVISING, tenant="T0FOREIGN"),
        Room(Platform.TEAMS, "99999999-2222-3333-4444-555555555555", "19:a@thread.tacv2"),
        Room(Platform.SLACK, TENANT, "C1"),
    ],
    ids=["another workspace", "another tenant", "a tenant of the other platform"],
)
def test_a_workspace_that_the_settings_do_not_name_vouches_for_nobody(college: College, ana: Account, room: Room) -> None:
    assert found(college, ana, room) is None
    assert college.directory.asked == 0


def test_a_guest_of_another_workspace_is_nobody_in_our_room(college: College, ana: Account) -> None:
    guest = Person(Platform.SLACK, "T0FOREIGN", f"U{ana.id}")
    assert asyncio.run(college.who.account(guest, ADVISING)) is None
    assert college.directory.asked == 0
