"""What a conversation needs of the advisors' desk."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Connection

from bot.conversation.messages import Reply
from bot.store import StoredTurn


class People(Protocol):
    """The people behind the assistant. ``bot.desk.Desk`` is the real one."""

    def holds(self, conversation: str) -> bool:
        """Whether an advisor holds the conversation, so that the assistant is silent."""

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
