"""What the desk tells the chat rooms of advisors, in the transaction of what happened."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from bot.cases.model import Case
from bot.store import StoredTurn


class Rooms(Protocol):
    """Keeps the cards of cases and their threads in step. ``bot.chat.rooms.ChatRooms`` is the real one."""

    def changed(self, connection: Connection, case: Case) -> None:
        """The case is not as it was."""

    def student_said(self, connection: Connection, case: Case, turn: StoredTurn) -> None:
        """The student of a case that is not resolved wrote."""

    def advisor_said(self, connection: Connection, case: Case, said: int, origin: str) -> None:
        """An advisor answered; ``origin`` is the room where it was written in sight of all, empty where it was none."""

    def undelivered(self, connection: Connection, case: Case, said: int) -> None:
        """An advisor's answer can't reach the student where they wrote from."""

    def deleted(self, connection: Connection, conversation: str) -> None:
        """The student deletes the conversation, which is still there."""

    def withdrawn(self, connection: Connection, conversation: str, turn: int) -> None:
        """The student deleted what they wrote in a turn."""

    def once(self, connection: Connection, key: tuple[str, str, str]) -> bool:
        """Whether what has this key (platform, tenant, event) comes for the first time; it is noted with the transaction."""


class NoRooms:
    """Of a desk without chat rooms."""

    def changed(self, connection: Connection, case: Case) -> None:
        return None

    def student_said(self, connection: Connection, case: Case, turn: StoredTurn) -> None:
        return None

    def advisor_said(self, connection: Connection, case: Case, said: int, origin: str) -> None:
        return None

    def undelivered(self, connection: Connection, case: Case, said: int) -> None:
        return None

    def deleted(self, connection: Connection, conversation: str) -> None:
        return None

    def withdrawn(self, connection: Connection, conversation: str, turn: int) -> None:
        return None

    def once(self, connection: Connection, key: tuple[str, str, str]) -> bool:
        return True
