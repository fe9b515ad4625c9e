"""What goes into the outbox for the chats. Rows hold references, never words of a student: what they show is read as they are sent."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection

from bot.chat.model import Address, Kind, Platform, Posted
from bot.chat.public import may_show
from bot.conversation.messages import Outcome, Reply
from bot.delivery.senders import OutboxRow
from bot.store import StoredTurn
from bot.store.outbox import OutboxStore

PRESSED = "c:"  # the event of a pressed button: this and its value


def platform_of(conversation: str) -> Platform | None:
    """The platform of a conversation, by its name; None for the web page and the terminal."""
    name = conversation.partition("-")[0]
    return Platform(name) if name in Platform else None


def is_public(conversation: str) -> bool:
    """Whether others read along in a conversation of a chat."""
    return conversation.split("-")[1:2] == [Kind.PUBLIC.value]


def row(conversation: str, key: str, what: str, *, urgent: bool = False, **more: Any) -> OutboxRow | None:
    """Something for the place of a conversation, in its order; None where the conversation is of no chat.

    ``urgent``: it waits for nothing that is to be sent there before it.
    """
    platform = platform_of(conversation)
    if platform is None:
        return None
    lane = f"{platform}:{conversation}{':now' if urgent else ''}"
    return OutboxRow(lane=lane, channel=platform.value, key=key, payload={"what": what, **more}, conversation=conversation)


def said_row(conversation: str, kind: str, said: int) -> OutboxRow | None:
    """What an advisor or a notice said; the seam ``DeskParts.pushes``."""
    return row(conversation, f"said:{said}", "said", said=said)


def line_row(conversation: str, key: str, *, urgent: bool = False, **line: Any) -> OutboxRow | None:
    """One line of ours. ``line`` holds ``utter`` and ``language``, or ``text`` that the domain worded already."""
    return row(conversation, f"line:{digest(conversation, key)}", "line", urgent=urgent, **line)


def past_row(to: Address, key: str, **line: Any) -> OutboxRow:
    """One line of ours for a place whose conversation is gone, or was never begun."""
    where = {"tenant": to.tenant, "place": to.place, "thread": to.thread, "person": to.person, "service_url": to.service_url}
    name = f"line:{digest(to.platform, to.tenant, to.person, to.place, key)}"
    return OutboxRow(lane=name, channel=to.platform.value, key=name, payload={"what": "line", "to": where, **line})


def unpost_row(posted: Posted, service_url: str | None = None) -> OutboxRow:
    """A message of ours is to be taken back. It outlives the conversation it showed."""
    where = {"tenant": posted.tenant, "place": posted.place, "thread": posted.thread, "message": posted.message}
    name = f"unpost:{digest(posted.key)}"
    payload = {"what": "unpost", "post": posted.key, "service_url": service_url, **where}
    return OutboxRow(lane=name, channel=posted.platform.value, key=name, payload=payload)


def digest(*parts: str) -> str:
    """A short name for something, from which it can't be told."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


class ChatPushes:
    """Sends replies to the chats (``bot.conversation.pushes.Pushes``)."""

    def __init__(self, outbox: OutboxStore) -> None:
        self._outbox = outbox

    def pushes(self, conversation: str) -> bool:
        return platform_of(conversation) is not None

    def turn(self, connection: Connection, turn: StoredTurn, reply: Reply) -> bool:
        """Put the reply in; True where it is not for others to read, and is given in a direct message instead."""
        elsewhere = is_public(turn.conversation) and not may_show(reply)
        urgent = reply.outcome is Outcome.CRISIS  # the numbers come first, and in the channel too
        if turn.event_id.startswith(PRESSED):
            self._put(connection, row(turn.conversation, f"pressed:{turn.id}", "pressed", turn=turn.id))
        if (reply.messages or reply.cards) and (urgent or not elsewhere):  # nothing is said while an advisor holds it
            self._put(connection, row(turn.conversation, f"reply:{turn.id}", "reply", urgent=urgent, turn=turn.id))
        if elsewhere:
            self._put(connection, row(turn.conversation, f"continue:{turn.id}", "continue", turn=turn.id))
        return elsewhere

    def _put(self, connection: Connection, made: OutboxRow | None) -> None:
        if made is not None:
            self._outbox.put(connection, made)
