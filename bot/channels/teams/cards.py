"""A document as Teams messages: a plain text where that is all, an Adaptive Card else.

Words stand in text runs, where no Markdown is read. Text blocks hold headings, links, and phone numbers that can be pressed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.teams import elements, forms
from bot.channels.teams.actions import action, rows_of
from bot.channels.teams.forms import form_values
from bot.chat.dial import dials
from bot.chat.document import Buttons, Document, Facts, Form, Heading, Link, Note, Piece, Prose, Quote, Rule, Sources
from bot.chat.plain import plain_piece
from bot.chat.split import Chunk, chunks_of, drawn, halves, pack, written

__all__ = ["Message", "card", "form_values", "messages", "view"]

VERSION = "1.5"
MOST_JSON = 20_000  # bytes of a card: Teams advises 28 KB, and 80 KB for card and summary at two bytes a character
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True)
class Message:
    """One activity. ``text`` is its plain version: what is shown where there is no ``card``, the notification where there is."""

    text: str
    card: dict[str, Any] | None

    def activity(self) -> dict[str, Any]:
        """The fields of an activity that say what is shown."""
        if self.card is None:
            return {"type": "message", "text": self.text, "textFormat": "plain"}
        return {"type": "message", "summary": self.text, "attachments": [{"contentType": CARD, "content": self.card}]}


def messages(document: Document) -> list[Message]:
    """A document in as few messages as fit; buttons at its end stay at the end of the last one."""
    chunks = chunks_of(document.pieces, lambda piece: _chunks(piece, document.language))
    only_text = all(isinstance(piece, Prose) and not (piece.dial and dials(piece.text)) for piece in document.pieces)
    return [_message(part, None if only_text else document.language) for part in pack(chunks, _fits)]


def view(form: Form) -> dict[str, Any]:
    """A form as a card that takes the place of the one its button was on."""
    return forms.view(form, VERSION)


def card(body: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """A card with this body, as wide as the chat."""
    return {"type": "AdaptiveCard", "version": VERSION, "lang": language, "msteams": {"width": "Full"}, "body": body}


def _message(chunks: Sequence[Chunk], language: str | None) -> Message:
    text = "\n\n".join(chunk.text for chunk in chunks if chunk.text)
    return Message(text, card(_body(chunks), language) if language else None)


def _body(chunks: Sequence[Chunk]) -> list[dict[str, Any]]:
    """The elements of a card; a part of it, such as a step or what a person says, stands in a box with its heading."""
    body: list[dict[str, Any]] = []
    place = body
    for chunk in chunks:
        if chunk.level == 2:
            place = []
            body.append({"type": "Container", "style": "emphasis", "spacing": "Medium", "items": place})
        elif chunk.level is not None:
            place = body
        place.extend(chunk.parts)
    return body


def _fits(chunks: list[Chunk]) -> bool:
    return len(json.dumps(_message(chunks, "en").card, ensure_ascii=False).encode()) <= MOST_JSON


def _chunks(piece: Piece, language: str) -> list[Chunk]:
    match piece:
        case Heading():
            return [elements.heading(piece)]
        case Prose(text, dial):
            return written(text, lambda lines: elements.prose(lines, dial), _fits)
        case Quote(text, spoken):
            return written(text, lambda lines: elements.quote(lines, spoken), _fits)
        case Facts(rows):
            return drawn(rows, elements.facts, _fits, _halved)
        case Note(text):
            return written(text, elements.small, _fits)
        case Rule():
            return [Chunk([elements.block(" ", separator=True, spacing="Medium")], "", glued=True, level=0)]
        case Link():
            return [elements.leading(piece)]
        case Sources(title, items):
            look = {"size": "Small", "weight": "Bolder", "separator": True, "spacing": "Medium"}
            return [Chunk([elements.block(title, **look)], title, glued=True, level=0), *map(elements.source, items)]
        case Buttons():
            return _buttons(piece, language)


def _halved(row: tuple[str, str]) -> list[tuple[str, str]]:
    label, value = row
    return [(label if index == 0 else "", part) for index, part in enumerate(halves(value))]


def _buttons(piece: Buttons, language: str) -> list[Chunk]:
    rows = rows_of(piece.items)
    sets = [{"type": "ActionSet", "actions": [action(item, VERSION, language) for item in row.items]} for row in rows]
    return [Chunk([one], plain_piece(row), glued=row is not rows[-1], level=0) for one, row in zip(sets, rows, strict=True)]
