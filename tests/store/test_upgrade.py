"""A database of the version before there were cases: what students had asked a person for is not lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.cases.brief import Brief
from bot.cases.model import Priority, Reason, State
from bot.conversation.messages import Message
from bot.store import ConversationStore, Database
from bot.store.cases import CaseQuery, CaseStore
from tests.knowledge.databases import Databases

BEFORE = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def old(database: Database, root: Path) -> None:
    """The tables as they were, with a conversation and its hand-offs."""
    config = Config()
    config.set_main_option("script_location", str(root / "bot" / "store" / "migrations"))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for name in ("one", "two"):
            connection.execute(
                text("INSERT INTO conversations (id, channel, created, last_seen) VALUES (:id, 'web', :at, :at)"),
                {"id": name, "at": BEFORE},
            )
        rows = [
            ("one", "requested", "advising", "my aid is late", "ana@example.org"),
            ("one", "crisis", "counseling", "i dont want to be alive", None),
            ("one", "requested", "financial_aid", "can someone call me", "555-0100"),
            (None, "requested", "advising", "transfer credits", "555-0101"),
            ("two", "unanswered", "veterans", "my gi bill", None),
        ]
        for conversation, reason, team, about, contact in rows:
            connection.execute(
                text(
                    "INSERT INTO handoffs (conversation, opened, reason, team, language, about, contact, brief) "
                    "VALUES (:c, :at, :reason, :team, 'en', :about, :contact, :brief)"
                ),
                {"c": conversation, "at": BEFORE, "reason": reason, "team": team, "about": about, "contact": contact}
                | {"brief": json.dumps({"told": {"goals": ["welder"]}, "last_words": ["hi"]})},
            )


def test_every_hand_off_becomes_a_case(databases: Databases, root: Path) -> None:
    url = databases.new()
    database = Database(url)
    old(database, root)
    database.migrate()
    cases = CaseStore(database)
    found = sorted(cases.find(CaseQuery()) + cases.find(CaseQuery(state=State.RESOLVED)), key=lambda case: case.id)
    by_words = {case.about: case for case in found}
    assert len(by_words) == 5, "nothing is lost"
    current = cases.current("one")
    assert current
    assert current.about == "can someone call me", "the newest of a conversation stays open"
    assert (current.priority, current.reason) == (Priority.URGENT, Reason.CRISIS), "and is urgent where one of them was"
    assert [by_words[words].state for words in ("my aid is late", "i dont want to be alive")] == [State.RESOLVED] * 2
    assert (by_words["transfer credits"].state, by_words["transfer credits"].contact) == (State.NEW, "555-0101")
    assert by_words["my gi bill"].reason is Reason.UNANSWERED
    assert by_words["my gi bill"].opened == BEFORE
    assert Brief.from_dict(current.brief).last_words == ["hi"]
    assert [case.id for case in cases.find(CaseQuery(text="555-0101"))] == [by_words["transfer credits"].id], (
        "they can be searched"
    )
    database.engine.dispose()
    databases.drop(url)


def test_messages_of_before_the_chats_stay_as_they_were(databases: Databases, root: Path) -> None:
    """The table of messages is made anew on SQLite: with its rows, their numbers, and what hangs on it."""
    url = databases.new()
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(root / "bot" / "store" / "migrations"))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(
            text("INSERT INTO conversations (id, channel, created, last_seen) VALUES ('one', 'web', :at, :at)"), {"at": BEFORE}
        )
        for number, words in ((3, "hi"), (7, "what does a welder make")):
            connection.execute(
                text("INSERT INTO turns (id, conversation, event_id, received, text) VALUES (:id, 'one', :event, :at, :words)"),
                {"id": number, "event": f"e{number}", "at": BEFORE, "words": words},
            )
    database.migrate()
    store = ConversationStore(database)
    assert [(turn.id, turn.text, turn.received) for turn in store.turns("one")] == [
        (3, "hi", BEFORE),
        (7, "what does a welder make", BEFORE),
    ]
    assert store.accept(Message("one", "e7", "web", "again")).id == 7, "the same event is still the same message"
    store.delete("one")
    if database.embedded:
        assert store.accept(Message("two", "e1", "web", "hi"), begins=True).id > 7, "no number is given twice"
    database.engine.dispose()
    databases.drop(url)
