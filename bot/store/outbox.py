"""What waits to be sent: put in with what caused it, in one transaction; taken out in order, lane by lane."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.delivery.senders import OutboxRow, Outgoing
from bot.store.database import Database, aware
from bot.store.tables import outbox

_WAITING = (outbox.c.sent.is_(None), outbox.c.given_up.is_(None))
_HEADS = select(func.min(outbox.c.id)).where(*_WAITING).group_by(outbox.c.lane)


@dataclass(frozen=True)
class HeldUp:
    """How many rows of a channel wait, since when and why the last of them could not go; how many were given up, and why the last."""

    waiting: int
    oldest: datetime | None
    why: str
    given_up: int
    lost: str


class OutboxStore:
    """The outbox behind the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = sqlite.insert if database.embedded else postgresql.insert

    def put(self, connection: Connection, row: OutboxRow) -> bool:
        """Put something in, as part of a transaction. False where its ``key`` has been put in before: nothing goes twice."""
        now = datetime.now(UTC)
        values = asdict(row) | {"created": now, "due": row.due or now, "attempts": 0}
        statement = self._insert(outbox).values(values).on_conflict_do_nothing(index_elements=["key"])
        return connection.scalar(statement.returning(outbox.c.id)) is not None

    def lanes(self, now: datetime) -> dict[str, str]:
        """The lanes whose first waiting thing is due, and the channel of it; the one that waits longest first."""
        with self._database.transaction() as connection:
            query = (
                select(outbox.c.lane, outbox.c.channel).where(outbox.c.id.in_(_HEADS), outbox.c.due <= now).order_by(outbox.c.id)
            )
            return {row.lane: row.channel for row in connection.execute(query)}

    def head(self, lane: str, now: datetime) -> Outgoing | None:
        """The first waiting thing of a lane, if it is due."""
        with self._database.transaction() as connection:
            query = select(outbox).where(outbox.c.lane == lane, *_WAITING).order_by(outbox.c.id).limit(1)
            row = connection.execute(query).mappings().first()
        if row is None or aware(row["due"]) > now:
            return None
        names = ("id", "lane", "channel", "key", "conversation", "payload", "attempts")
        return Outgoing(**{name: row[name] for name in names}, created=aware(row["created"]))

    def next_due(self, but: Collection[str] = ()) -> datetime | None:
        """When the first waiting thing of a lane is due, of lanes other than ``but``; None where nothing waits there."""
        with self._database.transaction() as connection:
            heads = connection.execute(select(outbox.c.lane, outbox.c.due).where(outbox.c.id.in_(_HEADS)).order_by(outbox.c.due))
            moment = next((row.due for row in heads if row.lane not in but), None)
        return aware(moment) if moment else None

    def begin(self, item: Outgoing) -> None:
        """It is about to go out. Whoever takes it up after a kill knows then that it may have gone out already."""
        self._mark(item)

    def sent(self, item: Outgoing) -> None:
        """It has gone out. What was in it is no longer kept here; its key is, so that it never goes twice."""
        self._mark(item, sent=datetime.now(UTC), error=None, payload={})

    def hurry(self, conversation: str) -> None:
        """What waits for a conversation is due now: what it waited for has happened."""
        with self._database.transaction() as connection:
            here = (outbox.c.conversation == conversation, *_WAITING)
            connection.execute(update(outbox).where(*here).values(due=datetime.now(UTC)))

    def put_off(self, item: Outgoing, until: datetime, why: str) -> None:
        """It could not go out; again at a moment."""
        self._mark(item, due=until, error=why)

    def give_up(self, item: Outgoing, why: str) -> None:
        """It can't go out at all; its lane goes on without it."""
        self._mark(item, given_up=datetime.now(UTC), error=why)

    def waiting_in(self, connection: Connection, lanes: str, channels: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
        """Channel and payload of what waits in lanes that begin so, oldest first."""
        here = (outbox.c.lane.startswith(lanes, autoescape=True), outbox.c.channel.in_(channels))
        query = select(outbox.c.channel, outbox.c.payload).where(*_WAITING, *here).order_by(outbox.c.id)
        return [(row.channel, row.payload) for row in connection.execute(query)]

    def waiting(self) -> int:
        """How many things wait."""
        with self._database.transaction() as connection:
            return connection.scalar(select(func.count()).select_from(outbox).where(*_WAITING)) or 0

    def held_up(self, channel: str) -> HeldUp:
        """What of a channel waits, and what was given up."""
        of_it, given_up = outbox.c.channel == channel, outbox.c.given_up.is_not(None)
        with self._database.transaction() as connection:
            count, oldest = connection.execute(select(func.count(), func.min(outbox.c.created)).where(of_it, *_WAITING)).one()
            why = connection.scalar(
                select(outbox.c.error).where(of_it, *_WAITING, outbox.c.error.is_not(None)).order_by(outbox.c.id.desc()).limit(1)
            )
            lost = connection.scalar(select(func.count()).where(of_it, given_up)) or 0
            last = connection.scalar(select(outbox.c.error).where(of_it, given_up).order_by(outbox.c.given_up.desc()).limit(1))
        return HeldUp(count, aware(oldest) if oldest else None, why or "", lost, last or "")

    def _mark(self, item: Outgoing, **values: Any) -> None:
        with self._database.transaction() as connection:
            connection.execute(update(outbox).where(outbox.c.id == item.id).values(attempts=item.attempts + 1, **values))
