"""What the outbox asks of whoever sends: one small interface, two ways to fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """What is to be put into the outbox. The same ``key`` is never put in twice; ``due`` is None for at once."""

    lane: str
    channel: str
    key: str
    payload: dict[str, Any]
    conversation: str | None = None
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A row of the outbox that is due. ``attempts`` counts those before this one."""

    id: int
    lane: str
    channel: str
    key: str
    payload: Mapping[str, Any]
    created: datetime
    conversation: str | None = None
    attempts: int = 0


class NotNow(Exception):
    """It can't be sent now but may be later. ``seconds`` is how long the other side asks us to wait, None to leave it to the back-off."""

    def __init__(self, seconds: float | None, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.why = why


class Undeliverable(Exception):
    """Sending it again would not help. ``why`` is kept with the row and logged, so it holds no address and no student's words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Sender(Protocol):
    """Takes the rows of one outbox channel, such as "mail" or "webhook"."""

    async def send(self, item: Outgoing) -> None:
        """Send one row; a return means the other side has taken it.

        Raises:
            NotNow: try again later. Any other exception counts as this, with the back-off's own delay.
            Undeliverable: give up on it.
        """
