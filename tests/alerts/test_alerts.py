"""Each team is told of its cases by its ways: at once where it is urgent, never twice, never with a word of the student's."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.alerts import Alerts
from bot.alerts.by_mail import MailWay
from bot.alerts.model import Kind, TeamToTell
from bot.cases.model import Case, Priority, Reason, State
from bot.delivery.senders import OutboxRow
from bot.settings import Settings, SettingsError
from bot.store.database import Database
from bot.store.outbox import OutboxStore

ZONE = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE).astimezone(UTC)
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=ZONE).astimezone(UTC)
MAIL: dict[str, Any] = {"smtp_host": "smtp.college.edu", "mail_from": "advisor@college.edu"}
HOOK = "https://chat.college.edu/hooks/secret-token"
ALERTS = f"advising=mail:advising@college.edu;counseling=mail:on-call@college.edu,webhook:{HOOK}"


def opens_at(hour: int) -> Any:
    """A team that opens at this hour of its clock, every day, and is closed at night until then."""

    def opens(moment: datetime) -> datetime:
        local = moment.astimezone(ZONE)
        return moment if local.hour >= hour else local.replace(hour=hour, minute=0).astimezone(UTC)

    return opens


def alerts(hour: int = 8, **settings: Any) -> Alerts:
    teams = [
        TeamToTell("advising", "Advising", ZONE, opens_at(hour)),
        TeamToTell("counseling", "Counseling", ZONE, opens_at(hour)),
    ]
    known = {"alerts": ALERTS, "webhook_secret": "a secret of the college", "public_url": "https://advisor.college.edu"} | MAIL
    return Alerts.from_settings(Settings(**known | settings), teams)


def case(**more: Any) -> Case:
    known: dict[str, Any] = {
        "id": 7,
        "conversation": "c1",
        "priority": Priority.NORMAL,
        "reason": Reason.REQUESTED,
        "topic": "financial_aid",
        "team": "advising",
        "language": "es",
        "opened": NOON - timedelta(minutes=12),
        "about": "My stepfather hits me",
        "name": "Ana Ruiz",
        "contact": "ana@students.example",
        "brief": {"last_words": ["please don't tell"]},
    }
    return Case(**known | more)


URGENT = case(team="counseling", priority=Priority.URGENT, reason=Reason.CRISIS)


def places(rows: list[OutboxRow]) -> list[str]:
    return [row.payload.get("to") or row.payload["url"] for row in rows]


def test_a_new_case_is_told_to_its_team_alone() -> None:
    rows = alerts(urgent_alerts="mail:dean@college.edu").for_case(case(), "new", NOON)
    assert places(rows) == ["advising@college.edu"]
    assert rows[0].due is None


def test_an_urgent_case_goes_at_once_to_its_team_and_to_those_told_of_every_urgent_one() -> None:
    told = alerts(urgent_alerts="mail:dean@college.edu,mail:on-call@college.edu", quiet_hours="21:00-07:00")
    rows = told.for_case(URGENT, "new", NIGHT)
    assert places(rows) == ["on-call@college.edu", HOOK, "dean@college.edu"]
    assert {row.due for row in rows} == {None}
    assert {row.channel for row in rows} == {"mail", "webhook"}
    assert all(row.payload["json"]["type"] == "case.urgent" for row in rows if row.channel == "webhook")


def test_a_team_without_ways_of_its_own_has_those_of_the_others() -> None:
    told = alerts(alerts="counseling=mail:on-call@college.edu;*=mail:front-desk@college.edu")
    assert places(told.for_case(case(), "new", NOON)) == ["front-desk@college.edu"]
    assert places(told.for_case(URGENT, "new", NOON)) == ["on-call@college.edu"]


def test_the_leads_hear_of_what_is_overdue_and_who_is_assigned_hears_alone() -> None:
    people = ["lead@college.edu", "advising@college.edu", "not an address"]
    assert places(alerts().for_case(case(), "overdue", NOON, people=people)) == ["advising@college.edu", "lead@college.edu"]
    assert places(alerts().for_case(case(), "assigned", NOON, people=["ana@college.edu"])) == ["ana@college.edu"]
    assert places(alerts().for_case(case(), "assigned", NOON)) == []


def test_without_a_mail_server_nobody_is_put_down_for_mail() -> None:
    told = alerts(alerts=f"advising=webhook:{HOOK}", smtp_host="", mail_from="")
    assert places(told.for_case(case(), "overdue", NOON, people=["lead@college.edu"])) == [HOOK]


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_personal_is_in_an_alert(kind: Kind) -> None:
    rows = alerts(urgent_alerts=f"webhook:{HOOK}").for_case(URGENT, kind, NOON, people=["ben@college.edu"])
    assert rows
    everything = json.dumps([[row.lane, row.key, row.payload] for row in rows])
    for secret in ("stepfather", "hits", "Ana", "Ruiz", "students.example", "don't tell", "c1"):
        assert secret not in everything
    assert "secret-token" not in "".join(row.key + row.lane for row in rows)
    assert all(row.conversation is None for row in rows)  # a case outlives the conversation, and so does its alert


def test_the_letter_says_which_case_why_and_where_to_look() -> None:
    (row,) = alerts().for_case(case(), "new", NOON)
    assert row.payload["subject"] == "New: case 7 for Advising"
    lines = {" ".join(line.split()) for line in row.payload["text"].splitlines()}
    assert {
        "A student asked for a person.",
        "Case: 7",
        "Team: Advising",
        "Priority: normal",
        "Reason: asked for a person",
        "Topic: Paying for college",
        "Language: Spanish",
        "Opened: Monday, November 23, 11:48 AM CST",
        "Age: 12 minutes",
        "https://advisor.college.edu/desk/cases/7",
    } <= lines


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("priority", list(Priority))
def test_every_alert_can_be_written(kind: Kind, reason: Reason, priority: Priority) -> None:
    one = case(reason=reason, priority=priority, topic="a_topic_of_tomorrow", language="fr")
    for row in alerts().for_case(one, kind, NOON, people=["ben@college.edu"]):
        assert "a topic of tomorrow" in row.payload["text"]
        assert "\n" not in row.payload["subject"]
        assert "7 for Advising" in row.payload["subject"]
        assert ("URGENT" in row.payload["subject"]) == (Priority.URGENT is priority or kind is Kind.URGENT)


def test_the_webhook_has_the_same_facts_for_a_program() -> None:
    row = next(row for row in alerts().for_case(URGENT, "new", NOON) if row.channel == "webhook")
    assert row.payload["json"] == {
        "type": "case.urgent",
        "timestamp": NOON.isoformat(),
        "data": {
            "case": 7,
            "team": "counseling",
            "priority": "urgent",
            "reason": "crisis",
            "topic": "financial_aid",
            "language": "es",
            "opened": (NOON - timedelta(minutes=12)).isoformat(),
            "age_minutes": 12,
            "link": "https://advisor.college.edu/desk/cases/7",
        },
    }


# ---- never twice


def taken(database: Database, rows: list[OutboxRow]) -> list[bool]:
    store = OutboxStore(database)
    with database.transaction() as connection:
        return [store.put(connection, row) for row in rows]


def test_no_alert_goes_twice(database: Database) -> None:
    told = alerts()
    assert taken(database, told.for_case(URGENT, "new", NOON)) == [True, True]
    assert taken(database, told.for_case(replace(URGENT, version=5), "urgent", NIGHT)) == [False, False]


def test_words_of_crisis_in_a_case_that_is_urgent_already_are_told_again_once_each(database: Database) -> None:
    told = alerts()
    assert taken(database, told.for_case(URGENT, "new", NOON)) == [True, True]
    assert taken(database, told.for_case(URGENT, "urgent", NOON, cause="message 9")) == [True, True]
    assert taken(database, told.for_case(URGENT, "urgent", NIGHT, cause="message 9")) == [False, False]
    assert taken(database, told.for_case(URGENT, "urgent", NIGHT, cause="message 12")) == [True, True]


@pytest.mark.parametrize("kind", ["overdue", "reopened", "assigned"])
def test_what_may_happen_again_is_told_each_time_it_does(database: Database, kind: str) -> None:
    told, people = alerts(), ["ben@college.edu"]
    first, later = case(version=4), case(version=9)
    assert all(taken(database, told.for_case(first, kind, NOON, people=people)))
    assert not any(taken(database, told.for_case(first, kind, NIGHT, people=people)))
    assert all(taken(database, told.for_case(later, kind, NIGHT, people=people)))


def test_one_address_written_in_two_ways_is_told_once() -> None:
    told = alerts(urgent_alerts="mail:ON-CALL@college.edu")
    assert places(told.for_case(URGENT, "new", NOON)) == ["on-call@college.edu", HOOK]


def test_an_alert_that_waits_holds_back_no_urgent_one(database: Database) -> None:
    """The case is new at night and waits for the morning; then it becomes urgent."""
    told = alerts(quiet_hours="21:00-07:00")
    (waiting,) = told.for_case(case(), "new", NIGHT)
    (urgent,) = told.for_case(case(priority=Priority.URGENT), "urgent", NIGHT)
    assert taken(database, [waiting, replace(urgent, due=NIGHT)]) == [True, True]
    due = OutboxStore(database).lanes(NIGHT)
    assert urgent.lane in due
    assert waiting.lane not in due


def test_keys_and_lanes_fit_their_columns() -> None:
    one = replace(URGENT, id=10**12, version=10**6)
    for row in alerts().for_case(one, "reopened", NOON, cause="x" * 500):
        assert max(len(row.key), len(row.lane)) <= 160
        assert len(row.channel) <= 16


# ---- quiet hours


@pytest.mark.parametrize(
    ("quiet", "hour", "now", "goes"),
    [
        ("21:00-07:00", 8, "2026-11-24T02:00", "2026-11-24T07:00"),
        ("21:00-07:00", 8, "2026-11-23T21:00", None),  # it is open until midnight in this test
        ("21:00-09:00", 8, "2026-11-24T02:00", "2026-11-24T08:00"),  # the team opens before the quiet hours end
        ("21:00-07:00", 8, "2026-11-24T07:00", None),
        ("21:00-07:00", 8, "2026-11-24T20:59", None),
        ("01:00-05:00", 8, "2026-11-24T04:59", "2026-11-24T05:00"),
        ("01:00-05:00", 8, "2026-11-24T00:59", None),
        ("21:00-07:00", 24, "2026-11-23T22:30", "2026-11-24T07:00"),
        ("00:30-06:00", 8, "2026-11-01T01:30", "2026-11-01T06:00"),  # the night that clocks go back
        ("", 8, "2026-11-24T02:00", None),
    ],
)
def test_what_is_not_urgent_waits_until_the_quiet_hours_end_or_the_team_opens(
    quiet: str, hour: int, now: str, goes: str | None
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=ZONE).astimezone(UTC)
    told = alerts(hour, quiet_hours=quiet) if hour < 24 else never_open(quiet)
    (row,) = told.for_case(case(), "new", at)
    assert row.due == (datetime.fromisoformat(goes).replace(tzinfo=ZONE) if goes else None)


def never_open(quiet: str) -> Alerts:
    team = TeamToTell("advising", "Advising", ZONE, lambda moment: None)
    return Alerts.from_settings(Settings(alerts="advising=mail:advising@college.edu", quiet_hours=quiet, **MAIL), [team])


def test_the_age_in_a_letter_that_waited_is_true_when_it_is_read() -> None:
    (row,) = alerts(quiet_hours="21:00-07:00").for_case(case(opened=NIGHT), "new", NIGHT)
    assert "Age:       5 hours" in row.payload["text"]


# ---- what is missing


def test_a_college_that_has_two_kinds_of_way_for_each_team_misses_nothing() -> None:
    both = f"*=mail:advising@college.edu,webhook:{HOOK}"
    assert alerts(alerts=both).gaps() == []
    assert alerts(alerts=both).gaps("advising") == []


def test_what_is_missing_is_said_in_plain_sentences(caplog: pytest.LogCaptureFixture) -> None:
    told = alerts(alerts="counseling=mail:on-call@college.edu", public_url="")
    assert told.gaps() == [
        "Nobody is told of a new or urgent case for Advising. Name two ways in ALERTS.",
        "Only one way tells people of an urgent case for Counseling. Name a second in ALERTS or URGENT_ALERTS.",
        "Links in alerts lead to http://127.0.0.1:8000, which opens on this machine only. Set PUBLIC_URL.",
    ]
    assert caplog.messages == told.gaps()
    assert told.gaps("counseling") == told.gaps()[1:2]


def test_two_mailboxes_are_one_kind_of_way() -> None:
    told = alerts(alerts="*=mail:advising@college.edu", urgent_alerts="mail:dean@college.edu")
    assert told.gaps() == [
        "Every way that tells people of an urgent case for Advising and Counseling is of one kind (mail), so one fault silences"
        " them all. Add another kind."
    ]


def test_a_team_that_is_told_of_urgent_cases_alone_is_named() -> None:
    told = alerts(alerts="counseling=mail:on-call@college.edu", urgent_alerts=f"mail:dean@college.edu,webhook:{HOOK}")
    assert told.gaps() == ["Nobody is told of a new case for Advising unless it is urgent. Name a way in ALERTS."]
    assert told.gaps("advising") == []


def test_without_any_setting_it_says_that_nobody_is_told_and_no_answer_is_mailed() -> None:
    told = alerts(alerts="", smtp_host="", mail_from="", webhook_secret="")
    assert told.for_case(URGENT, "new", NOON) == []
    assert told.gaps() == [
        "Nobody is told of a new or urgent case for Advising and Counseling. Name two ways in ALERTS.",
        "No mail server is set, so an answer can't reach a student who left an e-mail address. Set SMTP_HOST and MAIL_FROM.",
    ]


def test_a_team_the_college_does_not_have_stops_the_start() -> None:
    with pytest.raises(
        SettingsError, match=r"ALERTS names advizing, which the content pack does not have\. Its teams are: advising, counseling"
    ):
        alerts(alerts="advizing=mail:advising@college.edu")


def test_a_case_of_a_team_that_is_gone_is_told_where_any_team_is() -> None:
    told = alerts(alerts="*=mail:front-desk@college.edu")
    assert places(told.for_case(case(team="closed_team", state=State.OPEN), "reopened", NOON)) == ["front-desk@college.edu"]


def test_a_mailbox_is_one_address() -> None:
    with pytest.raises(ValueError, match="is not one e-mail address"):
        MailWay("a@college.edu,b@college.edu")
