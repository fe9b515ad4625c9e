"""Keep conversations: a message is stored before it is thought about, and one turn is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.conversation.messages import Message, Reply
from bot.store.database import Database, StoreUnavailable, aware
from bot.store.tables import conversations, turns

# Statements of every turn, made once: to put one together takes longer than SQLite takes to run it.
_EXISTS = select(conversations.c.id).where(conversations.c.id == bindparam("key"))
_SEEN = update(conversations).where(conversations.c.id == bindparam("key")).values(last_seen=bindparam("moment"))
_ACCEPT = insert(turns).returning(turns.c.id)
_ANSWER = update(turns).where(turns.c.id == bindparam("key"), turns.c.answered.is_(None))
_TRACKER = select(conversations.c.tracker).where(conversations.c.id == bindparam("key"))
_LEAVE = update(conversations).where(conversations.c.id == bindparam("key")).values(tracker=bindparam("state"))
_WAITING = select(turns).where(turns.c.answered.is_(None)).order_by(turns.c.id)
_WAITING_HERE = _WAITING.where(turns.c.conversation == bindparam("key"), turns.c.id <= bindparam("until"))


@dataclass(frozen=True)
class StoredTurn:
    """A message and, once there is one, its reply."""

    id: int
    conversation: str
    event_id: str
    text: str
    choice: str | None
    received: datetime
    reply: Reply | None


class ConversationStore:
    """Conversations behind a database URL (SQLite or PostgreSQL)."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.engine = database.engine
        self._transaction = database.transaction

    def open(self, conversation: str, channel: str) -> None:
        """Begin a conversation; one that exists is left as it is."""
        now = datetime.now(UTC)
        with self._transaction() as connection:
            if connection.scalar(_EXISTS, {"key": conversation}) is None:
                connection.execute(insert(conversations).values(id=conversation, channel=channel, created=now, last_seen=now))

    def exists(self, conversation: str) -> bool:
        with self._transaction() as connection:
            return connection.scalar(_EXISTS, {"key": conversation}) is not None

    def accept(self, message: Message, begins: bool = False) -> StoredTurn:
        """Store a message, once: the same event again gives the turn that is already there.

        ``begins``: it is the first of a new conversation, which is stored with it.

        Raises:
            StoreUnavailable: when it could not be stored; the channel must not acknowledge it.
        """
        values = {
            "conversation": message.conversation,
            "event_id": message.event_id,
            "received": message.received,
            "text": message.text,
            "choice": message.choice,
        }
        try:
            with self._transaction() as connection:
                if begins:
                    moment = message.received
                    new = {"id": message.conversation, "channel": message.channel, "created": moment, "last_seen": moment}
                    connection.execute(insert(conversations), new)
                key = connection.execute(_ACCEPT, values).scalar_one()
                if not begins:
                    connection.execute(_SEEN, {"key": message.conversation, "moment": message.received})
            return StoredTurn(id=key, reply=None, **values)  # type: ignore[arg-type]
        except IntegrityError:
            known = [t for t in self.turns(message.conversation) if t.event_id == message.event_id]
            if not known:
                raise StoreUnavailable("the conversation was deleted while a message for it came in") from None
            return known[0]

    def finish(
        self, turn: StoredTurn, reply: Reply, tracker: str | None, then: Callable[[Connection], None] | None = None
    ) -> bool:
        """Store the reply, the dialogue state it leaves and what ``then`` writes, together or not at all.

        False, and nothing is changed, where the turn was answered meanwhile or its conversation deleted.
        """
        now = datetime.now(UTC)
        with self._transaction() as connection:
            done = {"answered": now, "reply": reply.as_dict(), "topic": reply.topic, "outcome": reply.outcome.value}
            if connection.execute(_ANSWER.values(done), {"key": turn.id}).rowcount == 0:
                return False
            if tracker is not None:
                connection.execute(_LEAVE, {"key": turn.conversation, "state": tracker})
            if then is not None:
                then(connection)
        return True

    def turns(self, conversation: str, last: int | None = None) -> list[StoredTurn]:
        """The turns of a conversation, oldest first; with ``last`` only the newest so many."""
        with self._transaction() as connection:
            query = select(turns).where(turns.c.conversation == conversation).order_by(turns.c.id.desc())
            rows = connection.execute(query.limit(last) if last else query).mappings().all()
        return [
            StoredTurn(
                r["id"],
                r["conversation"],
                r["event_id"],
                r["text"],
                r["choice"],
                aware(r["received"]),
                Reply.from_dict(r["reply"]) if r["reply"] else None,
            )
            for r in reversed(rows)
        ]

    def unanswered(
        self, conversation: str | None = None, until: int | None = None, older_than: float | None = None
    ) -> list[StoredTurn]:
        """Messages accepted and not yet answered, oldest first: of one conversation and no later than a turn, or all.

        ``older_than``: only those that have waited so many seconds.
        """
        with self._transaction() as connection:
            if conversation is not None and until is not None:
                rows = connection.execute(_WAITING_HERE, {"key": conversation, "until": until}).mappings().all()
            else:
                query = _WAITING if conversation is None else _WAITING.where(turns.c.conversation == conversation)
                if older_than is not None:
                    query = query.where(turns.c.received < datetime.now(UTC) - timedelta(seconds=older_than))
                rows = connection.execute(query).mappings().all()
        return [
            StoredTurn(r["id"], r["conversation"], r["event_id"], r["text"], r["choice"], aware(r["received"]), None)
            for r in rows
        ]

    def tracker(self, conversation: str) -> str | None:
        """Rasa's newest session of the conversation, as JSON."""
        with self._transaction() as connection:
            return connection.scalar(_TRACKER, {"key": conversation})

    def delete(self, conversation: str) -> None:
        """Delete a conversation and its turns. A case of it stays, without the conversation."""
        with self._transaction() as connection:
            self.delete_in(connection, conversation)

    def delete_in(self, connection: Connection, conversation: str) -> None:
        """The same as part of a transaction."""
        connection.execute(delete(conversations).where(conversations.c.id == conversation))

    def delete_older_than(self, days: int) -> int:
        """Delete conversations nobody came back to for ``days`` days; how many."""
        with self._transaction() as connection:
            return connection.execute(
                delete(conversations).where(conversations.c.last_seen < datetime.now(UTC) - timedelta(days=days))
            ).rowcount
