"""What stands beside cases: what advisors say to students, notes among themselves, who looks at what, proposed answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.cases.model import Actor
from bot.conversation.messages import Reply
from bot.store.case_rows import Draft, Note, Said, draft_of, note_of, said_of, utc
from bot.store.database import Database, aware
from bot.store.tables import case_notes, drafts, said, viewers

STILL_LOOKING = timedelta(seconds=40)
STILL_WRITING = timedelta(seconds=12)


class DeskStore:
    """The part of :class:`bot.store.cases.CaseStore` that is not cases themselves."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def say(
        self,
        connection: Connection,
        conversation: str,
        case_id: int | None,
        kind: str,
        name: str,
        language: str,
        reply: Reply,
        at: datetime | None = None,
    ) -> int:
        """Keep what is said to a student (``kind`` "advisor" or "notice"); its id, which grows. ``at`` is now unless given."""
        row = {"conversation": conversation, "case": case_id, "at": utc(at or datetime.now(UTC)), "kind": kind, "name": name}
        statement = insert(said).values(**row, language=language, reply=reply.as_dict()).returning(said.c.id)
        return connection.execute(statement).scalar_one()

    def said(self, conversation: str, after: int = 0) -> list[Said]:
        """What was said in a conversation after the row ``after``, oldest first."""
        query = select(said).where(said.c.conversation == conversation, said.c.id > after).order_by(said.c.id)
        with self.database.transaction() as connection:
            return [said_of(row) for row in connection.execute(query).mappings()]

    def add_note(self, connection: Connection, case_id: int, author: Actor, at: datetime, text: str) -> Note:
        row = {"case": case_id, "advisor": author.id, "name": author.name, "at": utc(at), "text": text}
        return note_of(connection.execute(insert(case_notes).values(row).returning(case_notes)).mappings().one())

    def notes(self, case_id: int) -> list[Note]:
        """Oldest first."""
        query = select(case_notes).where(case_notes.c.case == case_id).order_by(case_notes.c.id)
        with self.database.transaction() as connection:
            return [note_of(row) for row in connection.execute(query).mappings()]

    def look(self, case_id: int, advisor_id: int, now: datetime, begins: bool = False) -> None:
        """Say that an advisor looks at a case now; ``begins``: they open it, and what came since they looked last is new to them.

        A case or advisor that is gone is passed over.
        """
        here = (viewers.c.case == case_id, viewers.c.advisor == advisor_id)
        seen = {"seen": utc(now)} | ({"since": viewers.c.seen} if begins else {})
        try:
            with self.database.transaction() as connection:
                if connection.execute(update(viewers).where(*here).values(seen)).rowcount == 0:
                    connection.execute(insert(viewers).values(case=case_id, advisor=advisor_id, seen=utc(now)))
        except IntegrityError:
            pass  # another page of the same advisor was faster: they are seen

    def looked(self, case_id: int, advisor_id: int) -> datetime | None:
        """When an advisor had looked at a case last before they opened it this time; None for the first time."""
        query = select(viewers.c.since).where(viewers.c.case == case_id, viewers.c.advisor == advisor_id)
        with self.database.transaction() as connection:
            since = connection.scalar(query)
        return aware(since) if since else None

    def write(self, case_id: int, advisor_id: int, now: datetime) -> None:
        """Say that an advisor who looks at a case is writing an answer."""
        here = (viewers.c.case == case_id, viewers.c.advisor == advisor_id)
        with self.database.transaction() as connection:
            connection.execute(update(viewers).where(*here).values(seen=utc(now), writing=utc(now)))

    def writers(self, case_id: int, now: datetime, within: timedelta = STILL_WRITING) -> list[int]:
        """Accounts of those who wrote at an answer no longer ago than ``within``, in order of their ids."""
        query = select(viewers.c.advisor).where(viewers.c.case == case_id, viewers.c.writing >= utc(now - within))
        with self.database.transaction() as connection:
            return list(connection.scalars(query.order_by(viewers.c.advisor)))

    def unlook(self, case_id: int, advisor_id: int) -> None:
        with self.database.transaction() as connection:
            connection.execute(delete(viewers).where(viewers.c.case == case_id, viewers.c.advisor == advisor_id))

    def viewers(self, case_id: int, now: datetime, within: timedelta = STILL_LOOKING) -> list[int]:
        """Accounts of those who looked at a case no longer ago than ``within``, in order of their ids."""
        query = select(viewers.c.advisor).where(viewers.c.case == case_id, viewers.c.seen >= utc(now - within))
        with self.database.transaction() as connection:
            return list(connection.scalars(query.order_by(viewers.c.advisor)))

    def looking(self, case_ids: Collection[int], now: datetime, within: timedelta = STILL_LOOKING) -> dict[int, list[int]]:
        """The same for several cases at once; those that nobody looks at are left out."""
        query = select(viewers.c.case, viewers.c.advisor).where(viewers.c.case.in_(case_ids), viewers.c.seen >= utc(now - within))
        found: dict[int, list[int]] = {}
        with self.database.transaction() as connection:
            for row in connection.execute(query.order_by(viewers.c.case, viewers.c.advisor)):
                found.setdefault(row.case, []).append(row.advisor)
        return found

    def add_draft(
        self,
        connection: Connection,
        *,
        case_id: int | None,
        question: str,
        answer: str,
        source: str,
        topic: str,
        author: int | None,
        at: datetime,
    ) -> Draft:
        """Propose an answer for the knowledge."""
        row = {"case": case_id, "question": question, "answer": answer, "source": source, "topic": topic, "author": author}
        statement = insert(drafts).values(**row, created=utc(at), state="proposed").returning(drafts)
        return draft_of(connection.execute(statement).mappings().one())

    def drafts(self, state: str | None = None) -> list[Draft]:
        """Oldest first; of one state, or all."""
        query = select(drafts).order_by(drafts.c.id)
        with self.database.transaction() as connection:
            return [draft_of(r) for r in connection.execute(query.where(drafts.c.state == state) if state else query).mappings()]

    def settle_draft(self, connection: Connection, draft_id: int, state: str) -> bool:
        """Mark a proposed draft taken or declined; False where it was settled already or is not there."""
        proposed = (drafts.c.id == draft_id, drafts.c.state == "proposed")
        return connection.execute(update(drafts).where(*proposed).values(state=state)).rowcount == 1
