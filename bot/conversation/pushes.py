"""What a conversation asks of channels that are sent to: the web page comes for its replies, a chat does not."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from bot.conversation.messages import Reply
from bot.store import StoredTurn


class Pushes(Protocol):
    """Puts what is to be sent into the outbox. ``bot.chat.rows.ChatPushes`` is the real one."""

    def pushes(self, conversation: str) -> bool:
        """Whether the conversation's channel is sent to. Asked of every turn, so it must not read the database."""

    def turn(self, connection: Connection, turn: StoredTurn, reply: Reply) -> bool:
        """A turn is answered: in the transaction that stores the reply.

        True where it is answered in another conversation instead, so that nothing else, no case above all, comes of it here.
        """


class NoPushes:
    """Of a server without such channels."""

    def pushes(self, conversation: str) -> bool:
        return False

    def turn(self, connection: Connection, turn: StoredTurn, reply: Reply) -> bool:
        return False
