"""The demo: it fills an empty desk through the real application, once, touches nothing real, and goes without a trace."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.cases.queues import CaseQuery, Queue, Viewer
from bot.desk.account import Role
from bot.desk.demo.command import way_in
from bot.desk.demo.fill import DemoRefused, Made, check, clear, fill
from bot.desk.demo.script import read
from bot.desk.invented import DOMAIN, is_invented
from bot.desk.signin.passwords import Passwords
from bot.settings import Settings
from bot.store.tables import advisors, cases, conversations, drafts, outbox
from bot.wiring import create_parts
from tests.app import parts as shared_parts

ALL = Viewer(0, sees_all=True)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Made]]:
    """The demo on a desk of its own: what it stands on, and what was made."""
    path = tmp_path_factory.mktemp("demo") / "advisor.db"
    copy_of_tests(path)
    parts = create_parts(Settings(database_url=f"sqlite:///{path}"))
    assert check(parts.settings, parts.database) is True
    yield parts, asyncio.run(fill(parts))
    parts.close()


def copy_of_tests(path: Path) -> None:
    """The knowledge and the tables of the tests' database, with an empty desk."""
    with sqlite3.connect(shared_parts().database.url.database) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
        copy.execute("PRAGMA foreign_keys = ON")
        for table in ("drafts", "outbox", "cases", "conversations", "advisors"):
            copy.execute(f"DELETE FROM {table}")


def test_every_queue_team_and_language_has_something_to_look_at(filled: tuple[Any, Made]) -> None:
    parts, made = filled
    found = parts.desk.parts.cases.find(CaseQuery(viewer=ALL, limit=100))
    assert len(found) == made.cases == len(read()[1]) >= 25
    counts = parts.desk.parts.cases.counts(ALL)
    assert all(counts[queue.value].number for queue in Queue if queue not in (Queue.MINE, Queue.MY_TEAM)), counts
    ana = next(account for account, _ in made.accounts if account.username.startswith("ana"))
    assert parts.desk.parts.cases.counts(Viewer(ana.id, frozenset(ana.teams)))["mine"].number
    assert {case.team for case in found} == set(parts.desk.parts.catalog.teams)
    assert {case.language for case in found} == {"en", "es"}
    assert {"urgent", "high", "normal"} == {case.priority.value for case in found}


def test_conversations_and_briefs_are_the_applications_own(filled: tuple[Any, Made]) -> None:
    parts, _ = filled
    chats = [case for case in parts.desk.parts.cases.find(CaseQuery(viewer=ALL, limit=100)) if case.conversation]
    assert len(chats) >= 24
    for case in chats:
        turns = parts.desk.parts.conversations.turns(case.conversation)
        assert turns
        assert all(turn.reply is not None for turn in turns)
        assert case.brief
        assert is_invented(case.conversation)
    ladders = [case for case in chats for turn in parts.desk.parts.conversations.turns(case.conversation) for card in turn.reply.cards if card["kind"] == "ladder"]  # fmt: skip
    assert ladders, "somebody was shown a plan"


def test_everything_happened_before_now_in_its_order(filled: tuple[Any, Made]) -> None:
    parts, _ = filled
    now = datetime.now(UTC)
    for case in parts.desk.parts.cases.find(CaseQuery(viewer=ALL, limit=100)):
        moments = [m for m in (case.opened, case.claimed, case.first_answered, case.last_answered, case.resolved) if m]
        assert case.opened == min(moments)
        assert max(moments) <= now
        events = parts.desk.parts.cases.events(case.id)
        assert [event.at for event in events] == sorted(event.at for event in events)
        if case.conversation:
            turns = parts.desk.parts.conversations.turns(case.conversation)
            assert [turn.received for turn in turns] == sorted(turn.received for turn in turns)
            assert turns[0].received < now
    resolved = parts.desk.parts.cases.find(CaseQuery(viewer=ALL, queue=Queue.RESOLVED))
    assert all((now - case.resolved).total_seconds() > 3600 for case in resolved if case.resolved)


def test_its_advisors_get_in_with_a_password_that_has_to_be_changed(filled: tuple[Any, Made]) -> None:
    parts, made = filled
    assert len(made.accounts) == 3
    with parts.database.transaction() as connection:
        hashes = dict(connection.execute(select(advisors.c.username, advisors.c.password_hash)).tuples().all())
    for account, password in made.accounts:
        stored = parts.desk.parts.accounts.get(account.id)
        assert stored.active
        assert stored.password_given
        assert "invented" in stored.name
        assert Passwords().matches(hashes[account.username], password)
    assert {account.role for account, _ in made.accounts} == {Role.ADVISOR, Role.LEAD}


def test_nobody_is_mailed(filled: tuple[Any, Made]) -> None:
    parts, _ = filled
    with parts.database.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(outbox)) == 0


def test_it_is_made_once(filled: tuple[Any, Made]) -> None:
    parts, _ = filled
    assert check(parts.settings, parts.database) is False


def test_the_way_in_is_told_while_nobody_real_can_sign_in(filled: tuple[Any, Made]) -> None:
    parts, _ = filled
    assert "make advisor EMAIL=" in way_in(parts.settings)
    real = parts.desk.parts.accounts.create("real@college.example", "Real", Role.ADMIN, [], ["en"])
    assert way_in(parts.settings) == f"The advisors' desk: {parts.settings.site}/desk"
    with parts.database.transaction() as connection:
        connection.execute(delete(advisors).where(advisors.c.id == real.id))


@pytest.mark.parametrize("chosen", [{"alerts": "*=mail:a@college.example", "smtp_host": "mail", "mail_from": "a@college.example"}, {"urgent_alerts": "mail:a@college.example", "smtp_host": "mail", "mail_from": "a@college.example"}])  # fmt: skip
def test_it_is_refused_where_invented_cases_would_alert_real_people(filled: tuple[Any, Made], chosen: dict[str, str]) -> None:
    parts, _ = filled
    with pytest.raises(DemoRefused, match="ALERTS"):
        check(Settings(database_url=parts.settings.database_url, **chosen), parts.database)


def test_it_is_refused_beside_real_people_and_cleared_without_touching_them(filled: tuple[Any, Made]) -> None:
    """Last, for it clears the demo away."""
    parts, made = filled
    desk = parts.desk
    real = desk.parts.accounts.create("real@college.example", "Real", Role.ADMIN, [], ["en"])
    case = desk.advisors.begin(real, "advising", "a real question", "Jo", None)
    desk.advisors.teach(real, case.id, "a question", "an answer", "a source")
    with pytest.raises(DemoRefused, match=r"1 accounts and 1 cases.*DATABASE_URL=sqlite:///var/demo.db"):
        check(parts.settings, parts.database)
    assert clear(parts.database) == made.cases
    assert [found.id for found in desk.parts.cases.find(CaseQuery(viewer=ALL, limit=100))] == [case.id]
    with parts.database.transaction() as connection:
        left = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in (conversations, cases, drafts, advisors)
        }
        assert not connection.scalar(select(advisors.c.id).where(advisors.c.username.endswith(DOMAIN)))
    assert left == {"conversations": 0, "cases": 1, "drafts": 1, "advisors": 1}
    assert clear(parts.database) == 0
