"""What happens at the desk as time passes, each thing once: also where several workers look after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alerts import Alerts
from bot.cases.model import Case, Resolution, State
from bot.desk.account import Role
from bot.desk.desk import Desk
from bot.settings import Settings
from tests.app import Student, base_url, parts, student
from tests.people import advisor, asks, conversation_of, desk

__all__ = ["base_url", "student"]


@pytest.fixture
def held(student: Student) -> Case:
    """A case that an advisor holds."""
    return desk().advisors.claim(advisor(), asks(student).id)


def now(case: Case) -> Case:
    found = desk().parts.cases.get(case.id)
    assert found
    return found


def kinds(case: Case) -> list[str]:
    return [event.kind for event in desk().parts.cases.events(case.id)]


def told(student: Student) -> list[str]:
    """The notices a student has read."""
    return [one.reply.messages[0] for one in desk().parts.cases.said(conversation_of(student)) if one.kind == "notice"]


def test_a_snoozed_case_wakes_at_its_moment(held: Case, student: Student) -> None:
    by = desk().parts.accounts.get(held.holder or 0)
    assert by
    until = datetime.now(UTC) + timedelta(hours=1)
    desk().advisors.snooze(by, held.id, until)
    desk().clock.tick(until - timedelta(minutes=1))
    assert now(held).state is State.SNOOZED
    for _ in range(2):
        desk().clock.tick(until + timedelta(minutes=1))
    assert now(held).state is State.CLAIMED
    assert kinds(held).count("wake") == 1


def test_a_late_answer_is_told_of_once_and_honestly(held: Case, student: Student) -> None:
    late = (now(held).due or datetime.now(UTC)) + timedelta(minutes=1)
    for _ in range(3):
        desk().clock.tick(late)
    assert kinds(held).count("overdue") == 1
    assert [text for text in told(student) if "taking longer than usual" in text] == [told(student)[-1]]
    assert now(held).state is State.CLAIMED, "the advisor holds it still"


def test_leads_are_alerted_of_a_late_answer(held: Case) -> None:
    lead = advisor("Lea Dunn", Role.LEAD)
    ways = Settings(smtp_host="127.0.0.1", smtp_security="none", mail_from="desk@college.example")
    alerts = Alerts.from_settings(ways, parts().desk.parts.alerts._teams.values())
    with_mail = Desk(_with(alerts), 30)
    with_mail.clock.tick((now(held).due or datetime.now(UTC)) + timedelta(minutes=1))
    with parts().database.engine.connect() as connection:
        sent = (
            connection.exec_driver_sql("SELECT payload FROM outbox WHERE lane LIKE ?", (f"alert:{held.id}:overdue%",))
            .scalars()
            .all()
        )
    assert any(lead.username in str(payload) for payload in sent)


def test_the_cases_of_an_advisor_who_left_go_back_to_the_team(held: Case, student: Student) -> None:
    desk().parts.accounts.change(held.holder or 0, active=False)
    for _ in range(2):
        desk().clock.tick(datetime.now(UTC))
    assert (now(held).state, now(held).holder) == (State.OPEN, None)
    assert kinds(held).count("release") == 1
    assert "I'm the program again" in told(student)[-1]
    assert student.says("what does a welder make")["topic"] == "occupation_info", "the assistant speaks again"


def test_a_resolved_case_loses_what_is_personal_and_keeps_its_trail(held: Case) -> None:
    by = desk().parts.accounts.get(held.holder or 0)
    assert by
    desk().advisors.note(by, held.id, "called, no answer")
    desk().advisors.resolve(by, held.id, Resolution.ANSWERED)
    before = kinds(held)
    desk().clock.tick(datetime.now(UTC) + timedelta(days=31))
    gone = now(held)
    assert (gone.about, gone.name, gone.contact, gone.brief) == ("", None, None, {})
    assert desk().parts.cases.notes(held.id) == []
    assert kinds(held) == [*before, "forgotten"]


def _with(alerts: Alerts) -> object:
    from dataclasses import replace

    return replace(parts().desk.parts, alerts=alerts)
