"""Rooms of Slack and Teams among the ways of ALERTS: how they are written, shown and tried, and that they carry no words."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.alerts.trial import listed, try_ways
from bot.alerts.ways import teams_in, told, ways_in
from bot.chat.checks import together
from bot.settings import Settings
from tests.alerts.test_alerts import NOON, alerts, case

TENANT = "11111111-2222-3333-4444-555555555555"
SLACK, TEAMS = "slack:T012ABCDE/C034FGHIJ", f"teams:{TENANT}/19:abc_12-3@thread.tacv2"
ON: dict[str, Any] = {
    "slack_signing_secret": "0" * 32,
    "slack_bot_token": "xoxb-1",
    "teams_app_id": TENANT,
    "teams_app_secret": "secret",
    "teams_tenant": TENANT,
}


def test_a_room_is_a_way_among_others() -> None:
    ways = teams_in(f"advising={SLACK},mail:a@college.edu;counseling={TEAMS}")
    assert [way.kind for way in ways["advising"]] == ["slack", "mail"]
    assert [way.channel for way in ways["counseling"]] == ["teams"]


def test_the_channel_of_a_link_is_taken_as_it_is_copied() -> None:
    assert ways_in(f"teams:{TENANT.upper()}/19%3Aabc_12-3%40thread.tacv2") == ways_in(TEAMS)


def test_the_same_room_twice_is_told_once() -> None:
    assert len(ways_in(f"{SLACK},{SLACK}")) == 1


def test_rooms_are_listed_with_the_others() -> None:
    lines = listed(told(f"advising={SLACK}", TEAMS))
    assert lines == [
        "advising: Slack channel C034FGHIJ of T012ABCDE",
        f"every urgent case: Teams channel 19:abc_12-3@thread.tacv2 of {TENANT}",
    ]


@pytest.mark.parametrize(
    "room",
    [
        "slack:#advising",
        "slack:T012ABCDE",
        "slack:C034FGHIJ/T012ABCDE",
        "slack:T012ABCDE/C034FGHIJ/1",
        "slack:T012ABCDE/U034FGHIJ",
    ],
)
def test_what_is_no_channel_of_slack_is_named_with_how_it_is_written(room: str) -> None:
    with pytest.raises(ValueError, match=r"such as slack:T012ABCDE/C034FGHIJ"):
        ways_in(room)


@pytest.mark.parametrize(
    "room",
    [
        "teams:19:abc@thread.tacv2",
        f"teams:{TENANT}",
        f"teams:{TENANT}/19:abc@thread.tacv2;messageid=1",
        f"teams:{TENANT}/Advising",
    ],
)
def test_what_is_no_channel_of_teams_is_named_with_how_it_is_written(room: str) -> None:
    with pytest.raises(ValueError, match=r"Get link to channel"):
        ways_in(room)


def test_a_room_of_a_platform_that_is_off_stops_the_start() -> None:
    [(name, why)] = together(Settings(alerts=f"advising={SLACK}", **ON | {"slack_signing_secret": "", "slack_bot_token": ""}))
    assert name == "slack_signing_secret"
    assert "ALERTS or URGENT_ALERTS name a room of Slack" in why


def test_the_alert_says_which_case_and_which_room_and_no_more() -> None:
    [row] = alerts(alerts=f"advising={SLACK}", **ON).for_case(case(), "new", NOON)
    assert row.payload == {"what": "card", "case": 7, "kind": "new", "room": "T012ABCDE/C034FGHIJ"}
    assert (row.channel, row.lane) == ("slack", row.key)


def test_two_rooms_of_one_platform_are_one_kind_and_that_is_said() -> None:
    gaps = alerts(alerts=f"*={SLACK},slack:T012ABCDE/C99", **ON).gaps()
    assert any("is of one kind (slack)" in gap for gap in gaps)


def test_a_way_that_nothing_sends_by_is_said_in_a_trial() -> None:
    [tried] = asyncio.run(try_ways(ways_in(SLACK), {}, datetime.now(UTC), "https://advisor.college.edu"))
    assert "not set up" in tried.why
