"""Cases on the desk of the running server: put there as the desk itself puts them, at any moment of the past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from bot.cases import machine
from bot.cases.model import ASSISTANT, Asked, Case, Priority, Reason
from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.parts import actor_of
from bot.store.tables import cases, drafts
from tests.app import parts


def desk_of_tests() -> Desk:
    desk: Desk = parts().desk
    return desk


def clear() -> None:
    """No case and no proposal of other tests."""
    with parts().database.transaction() as connection:
        for table in (cases, drafts):
            connection.execute(delete(table))


def needs_a_person(
    ago: float = 5, due_in: float = 60, ring: bool = True, conversation: str | None = None, **changes: Any
) -> Case:
    """A case that a student opened ``ago`` minutes ago, to be answered ``due_in`` minutes from now; without a chat by default."""
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "reason": Reason.REQUESTED,
        "priority": Priority.NORMAL,
        "topic": "financial_aid",
        "team": "advising",
        "about": "my aid has not come",
        "due": now + timedelta(minutes=due_in),
    }
    opened = machine.open_case(conversation, Asked(**{**values, **changes}), ASSISTANT, now - timedelta(minutes=ago))
    with parts().database.transaction() as connection:
        case: Case = desk_of_tests().parts.cases.insert(connection, opened)
    if ring:
        desk_of_tests().parts.ring(case)
    return case


def held_by(account: Account, **changes: Any) -> Case:
    """A case that an advisor claimed a minute ago, without a word to the student."""
    case = needs_a_person(**changes)
    now = datetime.now(UTC) - timedelta(minutes=1)
    with parts().database.transaction() as connection:
        saved: Case = desk_of_tests().parts.cases.save(connection, machine.claim(case, actor_of(account), now))
    desk_of_tests().parts.ring(saved)
    return saved
