"""A document as Teams messages: a plain text where that is all, an Adaptive Card else.

Words stand in text runs, where no Markdown is read. Text blocks hold headings, links, and phone numbers that can be pressed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.teams import forms
from bot.channels.teams.actions import ACTIONS_IN_ROW, action
from bot.channels.teams.forms import form_values
from bot.channels.teams.markdown import link, literal
from bot.chat.dial import dials, spans
from bot.chat.document import Buttons, Document, Facts, Form, Heading, Link, Note, Piece, Prose, Quote, Rule, Sources
from bot.chat.plain import plain_piece
from bot.chat.split import Chunk, chunks_of, drawn, halves, pack, written

__all__ = ["Message", "card", "form_values", "messages", "view"]

VERSION = "1.5"
MOST_JSON = 20_000  # bytes of a card; Teams advises 28 KB, and 80 KB for card and summary together in two bytes a character
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
            return [Chunk(_heading(piece), plain_piece(piece), glued=True, level=piece.level)]
        case Prose(text, dial):
            return written(text, lambda lines: Chunk(_prose(lines, dial), "\n".join(lines).strip()), _fits)
        case Quote(text, spoken):
            return written(text, lambda lines: Chunk([_quote(lines, spoken)], "\n".join(lines)), _fits)
        case Facts(rows):
            return drawn(rows, _facts, _fits, _halved)
        case Note(text):
            return written(text, lambda lines: Chunk(_small(lines), "\n".join(lines), level=0), _fits)
        case Rule():
            return [Chunk([_block(" ", separator=True, spacing="Medium")], "", glued=True, level=0)]
        case Link(label, url):
            return [Chunk([_block(link(label, url), weight="Bolder")], plain_piece(piece))]
        case Sources():
            return _sources(piece)
        case Buttons():
            return _buttons(piece, language)


def _heading(piece: Heading) -> list[dict[str, Any]]:
    look = {"size": "Large", "separator": True, "spacing": "Large"} if piece.level == 1 else {"spacing": "Medium"}
    heading = _block(literal(piece.text), weight="Bolder", style="heading", **look)
    return [heading, *(_small([piece.note], "None") if piece.note else [])]


def _prose(lines: Sequence[str], dial: bool) -> list[dict[str, Any]]:
    """A line of text is an element; an empty one is the space before the next."""
    elements: list[dict[str, Any]] = []
    spacing = "Medium"
    for line in lines:
        if not line.strip():
            spacing = "Medium"
            continue
        shown = f"• {line[2:]}" if line.startswith("- ") else line
        if dial and dials(line):
            marked = "".join(link(text, url) if url else literal(text) for text, url in spans(shown))
            elements.append(_block(marked, spacing=spacing))
        else:
            elements.append(_runs({"text": shown}, spacing=spacing))
        spacing = "None"
    return elements


def _quote(lines: Sequence[str], language: str) -> dict[str, Any]:
    items = [_runs({"text": line or " "}, spacing="None") for line in lines]
    return {"type": "Container", "style": "emphasis", "lang": language, "items": items}


def _facts(rows: Sequence[tuple[str, str]]) -> Chunk:
    """A row is a line, its label bold; a row without a label goes on with the one before."""
    lines = [[*([{"text": f"{label}: ", "weight": "Bolder"}] if label else []), {"text": value or " "}] for label, value in rows]
    text = "\n".join(f"{label}: {value}" if label else value for label, value in rows)
    return Chunk([_runs(*line, spacing="Small") for line in lines], text)


def _halved(row: tuple[str, str]) -> list[tuple[str, str]]:
    label, value = row
    return [(label if index == 0 else "", part) for index, part in enumerate(halves(value))]


def _small(lines: Sequence[str], spacing: str = "Small") -> list[dict[str, Any]]:
    return [_runs({"text": line or " ", "size": "Small", "isSubtle": True}, spacing=spacing) for line in lines]


def _sources(piece: Sources) -> list[Chunk]:
    chunks = [
        Chunk(
            [_block(literal(piece.title), size="Small", weight="Bolder", separator=True, spacing="Medium")],
            piece.title,
            glued=True,
        )
    ]
    for one in piece.items:
        title = link(one.title, one.url) if one.url else literal(one.title)
        shown = _block(
            f"{literal(f'[{one.number}]')} {title}. {literal(one.about)}", size="Small", isSubtle=True, spacing="Small"
        )
        chunks.append(Chunk([shown], f"[{one.number}] {one.title}. {one.about}"))
    return chunks


def _buttons(piece: Buttons, language: str) -> list[Chunk]:
    chunks = []
    for start in range(0, len(piece.items), ACTIONS_IN_ROW):
        row = piece.items[start : start + ACTIONS_IN_ROW]
        more = start + ACTIONS_IN_ROW < len(piece.items)
        actions = {"type": "ActionSet", "actions": [action(item, VERSION, language) for item in row]}
        chunks.append(Chunk([actions], plain_piece(Buttons(row)), glued=more, level=0))
    return chunks


def _block(text: str, **look: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **look}


def _runs(*runs: dict[str, Any], **look: Any) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", **run} for run in runs], **look}
