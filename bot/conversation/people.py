"""What a conversation needs of the advisors' desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.conversation.messages import Reply
from bot.store import StoredTurn
from bot.store.case_rows import Said


@dataclass(frozen=True)
class KnownCase:
    """What a conversation knows of its newest case. ``held``: an advisor holds it, and the assistant is silent.

    The rest is for the dialogue, so that it asks for nothing twice: ``name`` and ``contact`` say whether the desk has them.
    """

    held: bool
    resolved: bool
    team: str
    reason: str
    name: bool
    contact: bool


class People(Protocol):
    """The people behind the assistant. ``bot.desk.Desk`` is the real one."""

    def case(self, conversation: str) -> KnownCase | None:
        """The newest case of the conversation; None where there is none."""

    def introduced(self, conversation: str, reply: Reply, handoff: dict[str, Any]) -> Reply:
        """The reply to a hand-off, with who gets it, when they are there, and where the answer comes."""

    def after_turn(
        self, connection: Connection, turn: StoredTurn, reply: Reply, handoff: dict[str, Any] | None, tracker: str | None
    ) -> None:
        """Open, append to or reopen a case, in the transaction that stores the reply.

        ``handoff`` is what an action or the guard asks for: reason, topic, team, language, about, name, contact, needs, tonight,
        deadline_days. ``tracker`` is the dialogue state that the turn leaves, as JSON; None where it did not change.
        """

    def after_commit(self, conversation: str) -> None:
        """Tell whoever waits."""

    def deleted(self, conversation: str) -> None:
        """The student deletes the conversation: delete it, and keep of its cases what the student left for a person."""

    def said(self, conversation: str, after: int = 0) -> list[Said]:
        """What advisors and notices have said in a conversation after the row ``after``, oldest first."""
