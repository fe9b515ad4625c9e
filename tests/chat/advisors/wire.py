"""A chat platform that draws nothing and forgets nothing: what stands in its rooms can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.document import Button, Buttons, Document, Facts, Quote
from bot.chat.model import Address, Person, Platform
from bot.chat.wire import Target
from bot.delivery.senders import NotNow, Undeliverable


@dataclass(frozen=True)
class Standing:
    """A message in a room; ``head`` is the one it stands under."""

    id: str
    place: str
    head: str
    shown: Document

    @property
    def text(self) -> str:
        return self.shown.plain

    @property
    def buttons(self) -> dict[str, Button]:
        """By label."""
        rows = [piece.items for piece in self.shown.pieces if isinstance(piece, Buttons)]
        return {button.label: button for row in rows for button in row}

    @property
    def facts(self) -> dict[str, str]:
        return dict(row for piece in self.shown.pieces if isinstance(piece, Facts) for row in piece.rows)

    @property
    def quotes(self) -> list[str]:
        return [piece.text for piece in self.shown.pieces if isinstance(piece, Quote)]


@dataclass
class Wire:
    """One platform. ``away``: how many of the next calls find nobody. ``longest``: pieces that one message takes."""

    platform: Platform
    standing: dict[str, Standing] = field(default_factory=dict)
    away: int = 0
    longest: int = 1000
    changes: int = 0

    def draw(self, document: Document) -> Sequence[Any]:
        size = self.longest
        parts = [document.pieces[n : n + size] for n in range(0, len(document.pieces), size)]
        return [document] if len(parts) == 1 else [replace(document, pieces=part) for part in parts]

    async def post(self, to: Target, drawn: Any, key: str, again: bool) -> str:
        self._answers()
        message = f"m{len(self.standing) + 1}"
        self.standing[message] = Standing(message, to.place, to.thread, drawn)
        return message

    async def change(self, to: Target, message: str, drawn: Any) -> None:
        self._answers()
        if message not in self.standing:
            raise Undeliverable("there is no such message")
        self.changes += 1
        self.standing[message] = replace(self.standing[message], shown=drawn)

    async def take_back(self, to: Target, message: str) -> None:
        self._answers()
        self.standing.pop(message, None)

    async def direct(self, person: Person, service_url: str | None) -> Address:
        raise AssertionError("nobody is written to in a room's name")

    def _answers(self) -> None:
        if self.away:
            self.away -= 1
            raise NotNow(None, "nobody is there")
