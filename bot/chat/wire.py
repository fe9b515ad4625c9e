"""What a platform's own code has to be able to do for the chats: draw a message, post it, change it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.chat.document import Document
from bot.chat.model import Address, Person, Platform, Posted, Room
from bot.delivery.senders import NotNow


class Unreachable(NotNow):
    """A person can't be written to directly yet: they have to add the app first."""


@dataclass(frozen=True)
class Target:
    """Where a message goes: a place of a workspace or tenant, under a message of it or not."""

    tenant: str
    place: str
    thread: str = ""
    service_url: str | None = None

    @classmethod
    def of(cls, to: Address | Room | Posted, thread: str | None = None) -> Target:
        """The target of a conversation, a room, or a post (to stand where that stands)."""
        standing = thread if thread is not None else getattr(to, "thread", "")
        return cls(to.tenant, to.place, standing, getattr(to, "service_url", None))


class Wire(Protocol):
    """One platform. What is drawn is its own: a list of dicts, as its API wants them.

    All that speak raise ``NotNow`` (with Retry-After where the platform tells it) and ``Undeliverable``.
    """

    platform: Platform

    def draw(self, document: Document) -> Sequence[Any]:
        """The messages that show a document, within the platform's limits, nothing lost."""

    async def post(self, to: Target, drawn: Any, key: str, again: bool) -> str:
        """Post one drawn message; the platform's id of it. ``again``: an earlier attempt may have posted it; adopt it if so."""

    async def change(self, to: Target, message: str, drawn: Any) -> None:
        """Show something else in a message of ours."""

    async def take_back(self, to: Target, message: str) -> None:
        """Delete a message of ours; one that is gone already is fine."""

    async def direct(self, person: Person, service_url: str | None) -> Address:
        """The direct conversation with a person, opened where there was none. Raises ``Unreachable`` where that can't be yet."""
