"""Keep where conversations of Slack and Teams take place, what of ours stands there, and what has been taken once."""

from __future__ import annotations

import secrets
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from bot.chat.model import Address, Kind, Platform, Posted, Room
from bot.conversation.messages import Reply
from bot.store.case_rows import Said, said_of, utc
from bot.store.chat_tables import chat_addresses, chat_events, chat_posts
from bot.store.conversations import StoredTurn
from bot.store.database import Database, aware
from bot.store.tables import conversations, said, turns

JUST_NOW = timedelta(hours=1)  # what is younger did not lose its conversation by its age
EVENTS_KEPT = timedelta(days=3)  # a platform brings nothing again after that

_TO_STUDENTS = ("reply", "said", "line")
_SPOT = ("platform", "tenant", "spot", "thread", "person")


class ChatStore:
    """Chats behind a database. What takes a connection is part of the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._insert: Any = sqlite.insert if database.embedded else postgresql.insert

    def conversation(self, address: Address, now: datetime) -> str:
        """The conversation that takes place at an address, begun where there is none.

        Its name holds nothing of the platform's own ids, so that it may stand in logs.
        """
        for _ in range(3):
            if found := self.conversation_at(address):
                return found
            key = begun(address)
            try:
                with self.database.transaction() as connection:
                    connection.execute(
                        insert(conversations).values(id=key, channel=address.platform.value, created=now, last_seen=now)
                    )
                    connection.execute(insert(chat_addresses).values(_row(address) | {"conversation": key, "created": now}))
                return key
            except IntegrityError:  # begun by another worker this moment
                continue
        raise RuntimeError("a conversation is begun and deleted all the time")

    def conversation_at(self, address: Address) -> str | None:
        """The conversation at an address. What is news of a direct one, where it takes place and is served, is kept."""
        row = _row(address)
        here = [chat_addresses.c[name] == row[name] for name in _SPOT]
        news = {name: row[name] for name in ("place", "service_url") if row[name]}
        with self.database.transaction() as connection:
            found = connection.execute(select(chat_addresses).where(*here)).mappings().one_or_none()
            if found is not None and any(found[name] != value for name, value in news.items()):
                connection.execute(update(chat_addresses).where(*here).values(news))
        return found["conversation"] if found else None

    def address(self, conversation: str, connection: Connection | None = None) -> Address | None:
        """Where a conversation takes place; None where it is deleted or of another channel."""
        with nullcontext(connection) if connection is not None else self.database.transaction() as c:
            query = select(chat_addresses).where(chat_addresses.c.conversation == conversation)
            row = c.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return Address(
            Platform(row["platform"]),
            row["tenant"],
            row["place"],
            row["person"],
            Kind(row["kind"]),
            row["thread"],
            row["service_url"],
        )

    def turn(self, turn: int) -> StoredTurn | None:
        with self.database.transaction() as connection:
            row = connection.execute(select(turns).where(turns.c.id == turn)).mappings().one_or_none()
        return _turn(row) if row else None

    def turn_of(self, conversation: str, event_id: str) -> StoredTurn | None:
        with self.database.transaction() as connection:
            query = select(turns).where(turns.c.conversation == conversation, turns.c.event_id == event_id)
            row = connection.execute(query).mappings().one_or_none()
        return _turn(row) if row else None

    def said(self, said_id: int) -> Said | None:
        """What a person or a notice said."""
        with self.database.transaction() as connection:
            row = connection.execute(select(said).where(said.c.id == said_id)).mappings().one_or_none()
        return said_of(row) if row else None

    def reword(self, turn: StoredTurn, text: str) -> bool:
        """The student changed a message that is not answered yet. False where it is."""
        return self._changed(
            update(turns).where(turns.c.id == turn.id, turns.c.answered.is_(None)).values(text=text, choice=None)
        )

    def withdraw(self, turn: StoredTurn) -> bool:
        """The student deleted a message that is not answered yet: it was never sent. False where it is answered."""
        return self._changed(delete(turns).where(turns.c.id == turn.id, turns.c.answered.is_(None)))

    def blank(self, turn: StoredTurn) -> None:
        """The student deleted a message that was answered: its words go, the reply stays."""
        self._changed(update(turns).where(turns.c.id == turn.id).values(text=""))

    def seen(self, connection: Connection, platform: str, tenant: str, key: str) -> bool:
        """Note something that may act once. True where it was noted before."""
        row = {"platform": str(platform), "tenant": tenant, "key": key, "at": datetime.now(UTC)}
        statement = self._insert(chat_events).values(row).on_conflict_do_nothing().returning(chat_events.c.key)
        return connection.scalar(statement) is None

    def seen_at(self, platform: str, tenant: str, key: str) -> datetime | None:
        """When it was noted; None where it was not."""
        here = (chat_events.c.platform == str(platform), chat_events.c.tenant == tenant, chat_events.c.key == key)
        with self.database.transaction() as connection:
            at = connection.scalar(select(chat_events.c.at).where(*here))
        return aware(at) if at else None

    def note(self, platform: str, tenant: str, key: str, at: datetime | None = None) -> None:
        """Note something, with the moment it happened last, by the platform's clock where it gives one."""
        now = utc(at) or datetime.now(UTC)
        row = {"platform": str(platform), "tenant": tenant, "key": key, "at": now}
        names = ["platform", "tenant", "key"]
        with self.database.transaction() as connection:
            statement = self._insert(chat_events).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=names, set_={"at": now}))

    def post(self, posted: Posted) -> bool:
        """Note a message of ours; again under the same key where it was posted anew or changed.

        False where its conversation was deleted meanwhile: only its place is kept, so that it can be taken back.
        """
        row = {
            "key": posted.key,
            "kind": posted.kind,
            "platform": posted.platform.value,
            "tenant": posted.tenant,
            "place": posted.place,
            "message": posted.message,
            "thread": posted.thread,
            "version": posted.version,
            "conversation": posted.conversation,
            "case": posted.case,
            "posted": datetime.now(UTC),
        }
        for lost in ({}, {"conversation": None}):
            values = row | lost
            changed = {name: values[name] for name in ("message", "version", "posted")}
            try:
                with self.database.transaction() as connection:
                    statement = self._insert(chat_posts).values(values)
                    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=changed))
                return not lost
            except IntegrityError:
                continue
        return False

    def posted(self, key: str) -> Posted | None:
        """The post under a key."""
        return next(iter(self._posts(chat_posts.c.key == key)), None)

    def posts_of(self, conversation: str, connection: Connection | None = None) -> list[Posted]:
        """Everything of ours that shows a conversation, in its own place and in advisors' rooms."""
        return self._posts(chat_posts.c.conversation == conversation, connection=connection)

    def cards(self, case: int, connection: Connection | None = None) -> list[Posted]:
        """The cards of a case, in each room it was told to."""
        return self._posts(chat_posts.c.case == case, chat_posts.c.kind == "card", connection=connection)

    def case_at(self, room: Room, thread: str) -> int | None:
        """The case whose card begins a thread of a room."""
        here = (
            chat_posts.c.platform == room.platform.value,
            chat_posts.c.tenant == room.tenant,
            chat_posts.c.place == room.place,
        )
        found = self._posts(*here, chat_posts.c.message == thread, chat_posts.c.kind == "card")
        return found[0].case if found else None

    def orphans(self) -> list[Posted]:
        """What was quoted to advisors of conversations that are gone by their age, and what was posted as its chat was deleted."""
        late = (chat_posts.c.kind.in_(_TO_STUDENTS), chat_posts.c.posted > datetime.now(UTC) - JUST_NOW)
        return self._posts(chat_posts.c.conversation.is_(None), or_(chat_posts.c.kind == "words", and_(*late)))

    def unpost(self, key: str) -> None:
        """A message of ours was taken back."""
        self._changed(delete(chat_posts).where(chat_posts.c.key == key))

    def tidy(self, now: datetime) -> None:
        """Forget what no platform brings again, and posts whose conversation went with its age."""
        self._changed(delete(chat_events).where(chat_events.c.at < now - EVENTS_KEPT))
        self._changed(delete(chat_posts).where(chat_posts.c.kind == "note", chat_posts.c.posted < now - EVENTS_KEPT))
        old = chat_posts.c.posted < now - JUST_NOW
        self._changed(delete(chat_posts).where(chat_posts.c.kind.in_(_TO_STUDENTS), chat_posts.c.conversation.is_(None), old))

    def _posts(self, *which: Any, connection: Connection | None = None) -> list[Posted]:
        query = select(chat_posts).where(*which).order_by(chat_posts.c.id)
        if connection is not None:
            return [_posted(row) for row in connection.execute(query).mappings()]
        with self.database.transaction() as own:
            return [_posted(row) for row in own.execute(query).mappings()]

    def _changed(self, statement: Any) -> bool:
        with self.database.transaction() as connection:
            return connection.execute(statement).rowcount > 0


def begun(address: Address) -> str:
    """The name of a new conversation: its platform and whether others read along, and nothing else that means anything."""
    return f"{address.platform}-{address.kind}-{secrets.token_hex(20)}"


def _row(address: Address) -> dict[str, Any]:
    names = ("tenant", "place", "thread", "person", "service_url")
    spot = {"spot": "" if address.kind is Kind.DIRECT else address.place}
    row = {name: getattr(address, name) for name in names} | spot
    return row | {"platform": address.platform.value, "kind": address.kind.value}


def _posted(row: RowMapping) -> Posted:
    names = ("key", "kind", "tenant", "place", "message", "thread", "version", "conversation", "case")
    return Posted(platform=Platform(row["platform"]), **{name: row[name] for name in names})


def _turn(row: RowMapping) -> StoredTurn:
    reply = Reply.from_dict(row["reply"]) if row["reply"] else None
    names = ("id", "conversation", "event_id", "text", "choice")
    return StoredTurn(**{name: row[name] for name in names}, received=aware(row["received"]), reply=reply)
