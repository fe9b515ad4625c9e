"""A document as Slack messages in Block Kit.

Words stand in rich text or plain text wherever Slack has it, where nothing is parsed: no star makes bold, nobody is called, no
link appears. Fields of the type mrkdwn hold links, and phone numbers that can be pressed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.channels.slack import rich
from bot.channels.slack.buttons import CHOICES_IN_ROW, button, in_full
from bot.channels.slack.forms import form_values, view
from bot.channels.slack.text import escape, link, marked
from bot.chat.dial import dials
from bot.chat.document import Buttons, Document, Facts, Heading, Link, Note, Piece, Prose, Quote, Rule, Source, Sources
from bot.chat.plain import plain_piece
from bot.chat.split import Chunk, chunks_of, drawn, halves, pack, written

__all__ = ["Message", "form_values", "messages", "view"]

MOST_BLOCKS = 40
MOST_JSON = 10_000  # characters of all blocks; Slack refuses from about 13,000 on and documents no limit
MOST_TEXT = 3_900  # characters of the plain version; Slack refuses more than 4,000
LONGEST_HEADER = 150
LONGEST_MRKDWN = 2_900  # characters of a section or a context element; Slack takes 3,000


@dataclass(frozen=True)
class Message:
    """One call of chat.postMessage. ``text`` is its plain version, for notifications and screen readers."""

    text: str
    blocks: list[dict[str, Any]]

    def call(self) -> dict[str, Any]:
        """The fields of chat.postMessage and chat.update that say what is shown."""
        return {"text": self.text, "blocks": self.blocks, "unfurl_links": False, "unfurl_media": False}


def messages(document: Document) -> list[Message]:
    """A document in as few messages as Slack's limits allow; buttons at its end stay at the end of the last one."""
    number = count()
    chunks = chunks_of(document.pieces, lambda piece: _chunks(piece, number))
    return [_message(part) for part in pack(chunks, _fits)]


def _message(chunks: Sequence[Chunk]) -> Message:
    text = "\n\n".join(chunk.text for chunk in chunks if chunk.text)
    return Message(escape(text), [block for chunk in chunks for block in chunk.parts])


def _fits(chunks: list[Chunk]) -> bool:
    message = _message(chunks)
    return (
        len(message.blocks) <= MOST_BLOCKS
        and len(message.text) <= MOST_TEXT
        and len(json.dumps(message.blocks, ensure_ascii=False)) <= MOST_JSON
        and all(len(field["text"]) <= LONGEST_MRKDWN for field in _limited(message.blocks))
    )


def _limited(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The texts whose length Slack limits one by one."""
    return [
        field
        for block in blocks
        for field in (block["elements"] if block["type"] == "context" else [block["text"]] if block["type"] == "section" else [])
    ]


def _chunks(piece: Piece, number: count[int]) -> list[Chunk]:
    match piece:
        case Heading():
            return [_heading(piece)]
        case Prose(text, dial):
            pressed = dial and dials(text) and not marked(text)
            return written(text, rich.dialed if pressed else rich.paragraphs, _fits)
        case Quote(text):
            return written(text, rich.quote, _fits)
        case Facts(rows):
            return drawn(rows, rich.facts, _fits, _halved)
        case Note(text):
            return written(text, rich.small, _fits)
        case Rule():
            return [Chunk([{"type": "divider"}], "", glued=True)]
        case Link(label, url) if url.startswith("http"):
            return [Chunk([rich.rich(rich.section({"type": "link", "url": url, "text": label}))], plain_piece(piece))]
        case Link(label, url):
            return [Chunk([rich.mrkdwn(f"*{link(label, url)}*")], plain_piece(piece))]
        case Sources(title, items):
            head = Chunk([rich.context("plain_text", title)], title, glued=True)
            return [head, *drawn(items, _sources, _fits, lambda one: [one])]
        case Buttons():
            return _buttons(piece, number)


def _halved(row: tuple[str, str]) -> list[tuple[str, str]]:
    label, value = row
    return [(label if index == 0 else "", part) for index, part in enumerate(halves(value))]


def _heading(piece: Heading) -> Chunk:
    if piece.level == 1 and len(piece.text) <= LONGEST_HEADER:
        blocks = [{"type": "header", "text": {"type": "plain_text", "text": piece.text, "emoji": False}}]
    else:
        blocks = [rich.rich(rich.section(rich.words(piece.text, bold=True)))]
    if piece.note:
        blocks.append(rich.context("plain_text", piece.note))
    return Chunk(blocks, plain_piece(piece), glued=True)


def _sources(items: Sequence[Source]) -> Chunk:
    shown = [f"[{one.number}] {link(one.title, one.url) if one.url else escape(one.title)}. {escape(one.about)}" for one in items]
    said = [f"[{one.number}] {one.title}. {one.about}" for one in items]
    return Chunk([rich.context("mrkdwn", "\n".join(shown))], "\n".join(said))


def _buttons(piece: Buttons, number: count[int]) -> list[Chunk]:
    """Rows of buttons that stay together, under what of them Slack would not show whole."""
    chunks = []
    if whole := in_full(piece):
        chunks = written("\n".join(f"- {text}" for text in whole), rich.paragraphs, _fits)
    for start in range(0, len(piece.items), CHOICES_IN_ROW):
        row = piece.items[start : start + CHOICES_IN_ROW]
        actions = {"type": "actions", "elements": [button(item, next(number)) for item in row]}
        chunks.append(Chunk([actions], plain_piece(Buttons(row))))
    return [Chunk(chunk.parts, chunk.text, glued=chunk is not chunks[-1]) for chunk in chunks]
