"""A message that was accepted is answered, whatever happens to the server; and what is old goes while it runs."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from bot.conversation.messages import Message
from bot.server import create_app
from bot.store import ConversationStore
from bot.store.tables import conversations
from tests.app import application, parts
from tests.web.conftest import failing


@pytest.fixture
def store() -> ConversationStore:
    return application().store  # type: ignore[no-any-return]


@pytest.fixture
def conversation(store: ConversationStore) -> str:
    name = uuid.uuid4().hex
    store.open(name, "web")
    return name


def accept(store: ConversationStore, conversation: str, text: str) -> None:
    """What a server that was killed leaves: the message, and no answer."""
    store.accept(Message(conversation, uuid.uuid4().hex, "web", text))


def test_what_was_accepted_is_answered_after_a_restart(store: ConversationStore, conversation: str) -> None:
    for text in ("i want to be a welder and have my ged", "show my plan"):
        accept(store, conversation, text)
    with TestClient(create_app(parts())):
        replies = [turn.reply for turn in store.turns(conversation)]
    assert [reply.topic for reply in replies if reply] == ["next_step", "show_plan"], "in the order they came"
    assert store.unanswered(conversation) == []
    assert store.tracker(conversation)


def test_a_cry_for_help_is_answered_and_handed_on_after_a_restart(store: ConversationStore, conversation: str) -> None:
    accept(store, conversation, "i dont want to be alive anymore")
    with TestClient(create_app(parts())):
        (turn,) = store.turns(conversation)
    assert turn.reply
    assert turn.reply.topic == "crisis"
    case = parts().desk.parts.cases.latest(conversation)
    assert (case.reason, case.priority) == ("crisis", "urgent")


def test_a_message_that_can_t_be_answered_does_not_stop_the_start(
    store: ConversationStore, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    accept(store, conversation, "hi")
    monkeypatch.setattr(application().agent, "answer", fail)
    with TestClient(create_app(parts())) as client:
        assert client.get("/health").status_code == 200
    (turn,) = store.turns(conversation)
    assert turn.reply
    assert turn.reply.topic == "error"


def test_old_conversations_go_while_the_server_runs(store: ConversationStore, conversation: str) -> None:
    """And a database that fails once is tried again."""

    async def run() -> None:
        with failing(store.engine, "DELETE"):
            tidying = asyncio.create_task(application().tidy(30, every=0.05))
            await asyncio.sleep(0.1)
            with store.engine.begin() as connection:
                connection.execute(
                    update(conversations)
                    .where(conversations.c.id == conversation)
                    .values(last_seen=datetime.now(UTC) - timedelta(days=31))
                )
        await asyncio.sleep(0.3)
        assert not tidying.done()
        tidying.cancel()

    asyncio.run(run())
    assert not store.exists(conversation)
