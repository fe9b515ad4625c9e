"""Keep cases and their audit trail. Of two who change a case at once, one is told that the other was faster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from bot.cases import machine
from bot.cases.model import Case, CaseEvent, Change, Stale, State
from bot.cases.queues import CaseQuery, Queue, QueueCount, Viewer
from bot.store.case_desk import DeskStore
from bot.store.case_rows import Draft, Note, Said, case_of, case_row, event_of, event_row, utc
from bot.store.case_search import count_statement, statement
from bot.store.database import aware
from bot.store.tables import case_events, case_notes, cases

__all__ = ["CaseQuery", "CaseStore", "Draft", "Note", "Queue", "QueueCount", "Said", "Stale", "Viewer"]

_UNRESOLVED = cases.c.state != State.RESOLVED.value


class CaseStore(DeskStore):
    """Cases behind a database. Writes take the connection of the transaction they are part of."""

    def insert(self, connection: Connection, change: Change) -> Case:
        """Keep a new case and its events; the case with its number.

        Raises:
            IntegrityError: when its conversation has a case already that is not resolved.
        """
        row = connection.execute(insert(cases).values(**case_row(change.case), version=1).returning(cases)).mappings().one()
        self._note_events(connection, row["id"], change)
        return case_of(row)

    def save(self, connection: Connection, change: Change) -> Case:
        """Keep a case as a move left it; a change without events changes nothing.

        Raises:
            Stale: when someone changed it since it was read.
            IntegrityError: when it is reopened while its conversation has another case that is not resolved.
        """
        case = change.case
        if not change.events:
            return case
        seen = (cases.c.id == case.id, cases.c.version == case.version)
        if connection.execute(update(cases).where(*seen).values(**case_row(case), version=case.version + 1)).rowcount == 0:
            raise Stale(f"Case {case.id} was changed by someone else since it was read. Look at it again.")
        self._note_events(connection, case.id, change)
        return replace(case, version=case.version + 1)

    def note_event(self, connection: Connection, case_id: int, event: CaseEvent) -> None:
        """Add a line to the audit trail that changes nothing of the case."""
        connection.execute(insert(case_events), [event_row(case_id, event)])

    def _note_events(self, connection: Connection, case_id: int, change: Change) -> None:
        connection.execute(insert(case_events), [event_row(case_id, event) for event in change.events])

    def get(self, case_id: int, connection: Connection | None = None) -> Case | None:
        return self._one(select(cases).where(cases.c.id == case_id), connection)

    def current(self, conversation: str, connection: Connection | None = None) -> Case | None:
        """The case of a conversation that is not resolved; there is one at most."""
        return self._one(select(cases).where(cases.c.conversation == conversation, _UNRESOLVED), connection)

    def latest(self, conversation: str, connection: Connection | None = None) -> Case | None:
        """The newest case of a conversation, resolved or not."""
        newest = select(cases).where(cases.c.conversation == conversation).order_by(cases.c.id.desc()).limit(1)
        return self._one(newest, connection)

    def find(self, query: CaseQuery) -> list[Case]:
        """Urgent first, then what is due soonest, then the oldest; resolved ones newest first."""
        return self._all(statement(query))

    def counts(self, viewer: Viewer) -> dict[str, QueueCount]:
        """By queue, of the cases the viewer may see."""
        with self.database.transaction() as connection:
            row = connection.execute(count_statement(viewer)).mappings().one()
        oldest = {queue: row[f"{queue}_oldest"] for queue in Queue}
        return {q.value: QueueCount(row[f"{q}_number"], aware(oldest[q]) if oldest[q] else None) for q in Queue}

    def events(self, case_id: int) -> list[CaseEvent]:
        """The audit trail, oldest first."""
        query = select(case_events).where(case_events.c.case == case_id).order_by(case_events.c.id)
        with self.database.transaction() as connection:
            return [event_of(row) for row in connection.execute(query).mappings()]

    def due_to_wake(self, now: datetime) -> list[Case]:
        """Snoozed cases whose moment has come."""
        return self._all(select(cases).where(cases.c.state == State.SNOOZED.value, cases.c.snoozed_until <= utc(now)))

    def overdue(self, now: datetime) -> list[Case]:
        """Cases whose answer is late and whose audit trail does not say so yet, latest first; snoozed ones wake instead."""
        marked = select(case_events.c.id).where(
            case_events.c.case == cases.c.id, case_events.c.kind == "overdue", case_events.c.at >= cases.c.due
        )
        late = (_UNRESOLVED, cases.c.state != State.SNOOZED.value, cases.c.due <= utc(now), ~marked.exists())
        return self._all(select(cases).where(*late).order_by(cases.c.due, cases.c.id))

    def strip(self, connection: Connection, conversation: str, now: datetime) -> list[Case]:
        """The student deletes a conversation: its cases lose it and what was told in it. The cases as they are now."""
        of_it = cases.c.conversation == conversation
        connection.execute(update(cases).where(of_it).values(version=cases.c.version))  # locks them, on both databases
        rows = connection.execute(select(cases).where(of_it).order_by(cases.c.id)).mappings().all()
        return [self.save(connection, machine.student_deletes(case_of(row), now)) for row in rows]

    def forget(self, now: datetime, days: int, then: Callable[[Connection, Case], None] | None = None) -> int:
        """Cases resolved more than ``days`` days ago lose what is personal, notes too; how many. The audit trail stays.

        ``then`` is called with each in its transaction.
        """
        done = select(case_events.c.id).where(
            case_events.c.case == cases.c.id, case_events.c.kind == "forgotten", case_events.c.at >= cases.c.resolved
        )
        old = (cases.c.state == State.RESOLVED.value, cases.c.resolved < utc(now - timedelta(days=days)), ~done.exists())
        forgotten = 0
        for case in self._all(select(cases).where(*old)):
            with suppress(Stale), self.database.transaction() as connection:  # who is reopened meanwhile keeps it
                saved = self.save(connection, machine.forget(case, now))
                connection.execute(delete(case_notes).where(case_notes.c.case == case.id))
                if then is not None:
                    then(connection, saved)
                forgotten += 1
        return forgotten

    def _one(self, query: Select[Any], connection: Connection | None) -> Case | None:
        with nullcontext(connection) if connection is not None else self.database.transaction() as c:
            row = c.execute(query).mappings().one_or_none()
        return case_of(row) if row else None

    def _all(self, query: Select[Any]) -> list[Case]:
        with self.database.transaction() as connection:
            return [case_of(row) for row in connection.execute(query).mappings()]
