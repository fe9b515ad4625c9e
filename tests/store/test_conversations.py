"""Conversations in SQL: what is accepted is stored once, a turn is one transaction, and deleting is for good."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, inspect, select, update

from bot.conversation.messages import Choice, Message, Outcome, Reply, SourceNote
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.store.chat_tables import metadata
from bot.store.tables import conversations, said, turns
from knowledge.store import KnowledgeStore
from tests.knowledge.databases import Databases
from tests.web.conftest import failing

REPLY = Reply(
    ("¿Sí? 😀", "two"),
    "next_step",
    Outcome.CLARIFICATION,
    (Choice("8 hours", '/inform{"hours_per_week": 8}'),),
    ({"kind": "program", "title": "Welding", "rows": [{"label": "Cost", "value": "$1", "sources": ["a@2026-01-01"]}]},),
    (SourceNote("a@2026-01-01", "A", "B", "2026-01-01", "https://example.org", True),),
    "es",
)


def note(connection: Connection) -> None:
    """What else a turn writes: here a notice for the student."""
    connection.execute(
        insert(said).values(
            conversation="one", at=datetime.now(UTC), kind="notice", name="", language="en", reply={"text": "noted"}
        )
    )


def notices(store: ConversationStore) -> int:
    with store.engine.connect() as connection:
        return len(connection.execute(select(said)).all())


@pytest.fixture
def store(database: Database) -> ConversationStore:
    """A store on a database of the test's own, with one conversation in it."""
    made = ConversationStore(database)
    made.open("one", "web")
    return made


def message(text: str = "hi", event: str = "event-1", conversation: str = "one", choice: str | None = None) -> Message:
    return Message(conversation, event, "web", text, choice)


# ---- accepting


def test_an_accepted_message_is_stored_as_it_came(store: ConversationStore) -> None:
    sent = message("quiero ser enfermera 😀\nde noche", choice="/skip")
    turn = store.accept(sent)
    assert store.turns("one") == [turn]
    assert (turn.text, turn.choice, turn.reply, turn.received) == (sent.text, "/skip", None, sent.received)


def test_the_same_event_gives_the_same_turn(store: ConversationStore) -> None:
    first = store.accept(message())
    assert store.accept(message("other words")) == first
    store.finish(first, REPLY, None)
    assert store.accept(message()).reply == REPLY
    assert len(store.turns("one")) == 1


def test_the_same_event_at_once_gives_one_turn(store: ConversationStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        accepted = list(pool.map(lambda _: store.accept(message()), range(16)))
    assert len({turn.id for turn in accepted}) == 1
    assert len(store.turns("one")) == 1


def test_an_event_id_belongs_to_its_conversation(store: ConversationStore) -> None:
    store.open("two", "web")
    assert store.accept(message()).id != store.accept(message(conversation="two")).id


def test_a_message_for_no_conversation_is_not_accepted(store: ConversationStore) -> None:
    with pytest.raises(StoreUnavailable, match="deleted"):
        store.accept(message(conversation="nobody"))


def test_opening_a_conversation_again_changes_nothing(store: ConversationStore) -> None:
    store.accept(message())
    store.open("one", "terminal")
    with store.engine.connect() as connection:
        assert connection.execute(select(conversations.c.channel)).scalars().all() == ["web"]
    assert len(store.turns("one")) == 1


def test_messages_from_many_threads_are_all_kept(store: ConversationStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.accept(message(event=f"event-{n}")), range(60)))
    assert sorted(int(turn.event_id[6:]) for turn in store.turns("one")) == list(range(60))


# ---- answering


def test_a_finished_turn_has_its_reply_and_state(store: ConversationStore) -> None:
    turn = store.accept(message())
    assert store.finish(turn, REPLY, '[{"event": "user"}]', note)
    assert store.turns("one") == [replace(turn, reply=REPLY)]
    assert store.tracker("one") == '[{"event": "user"}]'
    assert notices(store) == 1
    with store.engine.connect() as connection:
        row = connection.execute(select(turns)).mappings().one()
    assert (row["topic"], row["outcome"]) == ("next_step", "clarification"), "topic and outcome of every turn can be counted"


def test_a_turn_that_left_no_state_keeps_the_one_before(store: ConversationStore) -> None:
    """A crisis never reaches Rasa."""
    store.finish(store.accept(message(event="event-1")), REPLY, "[1]")
    store.finish(store.accept(message(event="event-2")), REPLY, None)
    assert store.tracker("one") == "[1]"


def test_a_turn_is_finished_once(store: ConversationStore) -> None:
    """Also where two workers thought about it: the second one's reply, state and cases are dropped."""
    turn = store.accept(message())
    assert store.finish(turn, REPLY, "[1]", note)
    assert not store.finish(turn, replace(REPLY, topic="greet"), "[2]", note)
    assert [one.reply for one in store.turns("one")] == [REPLY]
    assert store.tracker("one") == "[1]"
    assert notices(store) == 1


@pytest.mark.parametrize("beginning", ["UPDATE turns", "UPDATE conversations", "INSERT INTO said", "COMMIT"])
def test_a_turn_is_finished_as_a_whole_or_not_at_all(store: ConversationStore, beginning: str) -> None:
    turn = store.accept(message())
    if beginning == "COMMIT":

        def breaks(connection: Connection) -> None:
            note(connection)
            raise ZeroDivisionError  # after all was written

        with pytest.raises(ZeroDivisionError):
            store.finish(turn, REPLY, "[1]", breaks)
    else:
        with failing(store.engine, beginning), pytest.raises(StoreUnavailable, match="DATABASE_URL"):
            store.finish(turn, REPLY, "[1]", note)
    assert store.turns("one") == [turn]
    assert store.tracker("one") is None
    assert notices(store) == 0
    assert store.unanswered() == [turn]


def test_turns_come_oldest_first_and_the_last_few_can_be_asked_for(store: ConversationStore) -> None:
    for n in range(5):
        store.accept(message(f"text {n}", f"event-{n}"))
    assert [turn.text for turn in store.turns("one")] == [f"text {n}" for n in range(5)]
    assert [turn.text for turn in store.turns("one", last=2)] == ["text 3", "text 4"]
    assert store.turns("nobody") == []


def test_unanswered_messages_are_found_in_order(store: ConversationStore) -> None:
    store.open("two", "web")
    a, b, c = (store.accept(message(event=f"event-{n}", conversation=whose)) for n, whose in enumerate(["one", "two", "one"]))
    assert store.unanswered() == [a, b, c]
    assert store.unanswered("one") == [a, c]
    assert store.unanswered("one", until=a.id) == [a]
    store.finish(a, REPLY, None)
    assert store.unanswered() == [b, c]


# ---- deleting


def test_deleting_takes_everything(store: ConversationStore) -> None:
    store.finish(store.accept(message()), REPLY, "[1]", note)
    store.delete("one")
    assert not store.exists("one")
    assert store.turns("one") == []
    assert store.tracker("one") is None
    assert store.unanswered() == []
    assert notices(store) == 0


def test_deleting_what_is_not_there_is_fine(store: ConversationStore) -> None:
    store.delete("nobody")
    assert store.exists("one")


def test_conversations_nobody_came_back_to_are_deleted(store: ConversationStore) -> None:
    for name, days in {"old": 31, "just": 29}.items():
        store.open(name, "web")
        store.accept(message(conversation=name))
        with store.engine.begin() as connection:
            connection.execute(
                update(conversations).where(conversations.c.id == name).values(last_seen=datetime.now(UTC) - timedelta(days=days))
            )
    assert store.delete_older_than(30) == 1
    assert [store.exists(name) for name in ("old", "just", "one")] == [False, True, True]
    assert store.turns("old") == []


def test_a_message_keeps_its_conversation(store: ConversationStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(conversations).values(last_seen=datetime.now(UTC) - timedelta(days=31)))
    store.accept(message())
    assert store.delete_older_than(30) == 0


# ---- the schema


def test_migrated_tables_are_those_of_the_code(store: ConversationStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": "conversation_version",
                "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(store: ConversationStore) -> None:
    store.accept(message())
    store.database.migrate()
    assert len(store.turns("one")) == 1


def test_knowledge_and_conversations_share_a_database(databases: Databases) -> None:
    url = databases.new()
    ours, facts = ConversationStore(Database(url)), KnowledgeStore(url)
    for one in (ours.database, facts, ours.database, facts):
        one.migrate()
    assert {"conversations", "turns", "cases", "conversation_version", "occupations"} <= set(
        inspect(ours.engine).get_table_names()
    )
    ours.open("one", "web")
    ours.engine.dispose()
    facts.engine.dispose()
    databases.drop(url)


# ---- databases that fail


def test_a_database_without_tables_says_so(databases: Databases) -> None:
    url = databases.new()
    store = ConversationStore(Database(url))
    with pytest.raises(StoreUnavailable, match="DATABASE_URL"):
        store.turns("one")
    store.engine.dispose()
    databases.drop(url)


def test_an_error_never_repeats_what_the_student_said(store: ConversationStore) -> None:
    """It goes to the log."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE conversations RENAME COLUMN last_seen TO seen")
    with pytest.raises(StoreUnavailable) as caught:
        store.accept(message("my boyfriend hits me"))
    assert "boyfriend" not in str(caught.value)
    assert "conversations" in str(caught.value)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    store = ConversationStore(Database("postgresql+psycopg://ana:s3cret@127.0.0.1:1/advisor?connect_timeout=2"))
    with pytest.raises(StoreUnavailable) as caught:
        store.database.migrate()
    assert "postgresql+psycopg://ana:***@127.0.0.1:1/advisor" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    store = ConversationStore(Database(f"sqlite:///{tmp_path}/a/b/advisor.db"))
    store.database.migrate()
    assert (tmp_path / "a" / "b" / "advisor.db").is_file()
    store.engine.dispose()


def test_sqlite_waits_for_another_writer(tmp_path: Path) -> None:
    """A backup or a second process that writes for a moment fails nobody's message."""
    path = tmp_path / "advisor.db"
    store = ConversationStore(Database(f"sqlite:///{path}"))
    store.database.migrate()
    store.open("one", "web")
    other = sqlite3.connect(path, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.accept, message())
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        other.execute("COMMIT")
        assert waiting.result(timeout=5).text == "hi"
    other.close()
    store.engine.dispose()
