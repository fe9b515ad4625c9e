"""Let time pass for what the demo has made: everything of a conversation and its case is moved into the past."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Column, Connection, DateTime, Table, select, update

from bot.store.database import aware
from bot.store.tables import case_events, case_notes, cases, conversations, drafts, said, turns

_FUTURE = "snoozed_until"  # what was chosen stays; so does "due" while it is that moment


def pass_time(connection: Connection, time: timedelta, conversation: str | None, case: int | None) -> None:
    """Everything that was stored so far of a conversation and of a case happened that much earlier."""
    of_conversation = ((conversations, conversations.c.id), (turns, turns.c.conversation), (said, said.c.conversation))
    of_case = ((cases, cases.c.id), (case_events, case_events.c.case), (case_notes, case_notes.c.case), (drafts, drafts.c.case))
    for table, column in of_conversation if conversation else ():
        _age(connection, table, column, conversation, time)
    for table, column in of_case if case else ():
        _age(connection, table, column, case, time)


def _age(connection: Connection, table: Table, column: Column[object], value: object, time: timedelta) -> None:
    moments = [c for c in table.columns if isinstance(c.type, DateTime) and c.name != _FUTURE]
    key = table.c.id
    for row in connection.execute(select(key, *moments).where(column == value)).mappings().all():
        moved = {c.name: aware(row[c.name]) - time for c in moments if row[c.name] is not None}
        if table is cases:
            moved.pop("due", None)
        if moved:
            connection.execute(update(table).where(key == row["id"]).values(moved))
