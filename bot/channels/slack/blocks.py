"""A document as Slack messages in Block Kit.

Words stand in rich text or plain text wherever Slack has it, where nothing is parsed: no star makes bold, nobody is called, no
link appears. Fields of the type mrkdwn hold links, and phone numbers that can be pressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.slack.buttons import CHOICES_IN_ROW, button, in_full
from bot.channels.slack.forms import form_values, view
from bot.channels.slack.text import escape, link, marked
from bot.chat.dial import dials, spans
from bot.chat.document import Buttons, Document, Facts, Heading, Link, Note, Piece, Prose, Quote, Rule, Sources
from bot.chat.plain import plain_piece
from bot.chat.split import Chunk, drawn, lines_of, pack

__all__ = ["Message", "form_values", "messages", "view"]

MOST_BLOCKS = 40
MOST_JSON = 10_000  # characters of all blocks; Slack refuses from about 13,000 on and documents no limit
MOST_TEXT = 3_900  # characters of the plain version; Slack refuses more than 4,000
LONGEST_HEADER = 150
MOST_MRKDWN = 2_900  # characters of a section or a context element; Slack takes 3,000


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
    chunks = [chunk for piece, first in _numbered(document) for chunk in _chunks(piece, first)]
    return [_message(part) for part in pack(chunks, _fits)]


def _message(chunks: list[Chunk]) -> Message:
    text = "\n\n".join(chunk.text for chunk in chunks if chunk.text)
    return Message(escape(text), [block for chunk in chunks for block in chunk.parts])


def _fits(chunks: list[Chunk]) -> bool:
    message = _message(chunks)
    return (
        len(message.blocks) <= MOST_BLOCKS
        and len(message.text) <= MOST_TEXT
        and len(json.dumps(message.blocks, ensure_ascii=False)) <= MOST_JSON
    )


def _numbered(document: Document) -> Iterator[tuple[Piece, int]]:
    """The pieces, each with the number of buttons before it: that of a button is part of its action's id."""
    before = 0
    for piece in document.pieces:
        yield piece, before
        before += len(piece.items) if isinstance(piece, Buttons) else 0


def _chunks(piece: Piece, first: int) -> list[Chunk]:
    match piece:
        case Heading():
            return [_heading(piece)]
        case Prose(text, dial) if dial and dials(text) and not marked(text):
            return drawn(lines_of(text), _dialed, _section_fits)
        case Prose(text):
            return drawn(lines_of(text), lambda lines: Chunk([_rich(*_prose(lines))], "\n".join(lines).strip()), _fits)
        case Quote(text):
            return drawn(lines_of(text), _quote, _fits)
        case Facts(rows):
            return _facts(rows)
        case Note(text):
            return drawn(
                lines_of(text), lambda lines: Chunk([_context("plain_text", "\n".join(lines))], "\n".join(lines)), _context_fits
            )
        case Rule():
            return [Chunk([{"type": "divider"}], "", glued=True)]
        case Link(label, url) if url.startswith("https:"):
            return [Chunk([_rich(_section({"type": "link", "url": url, "text": label}))], plain_piece(piece))]
        case Link(label, url):
            return [Chunk([_mrkdwn(f"*{link(label, url)}*")], plain_piece(piece))]
        case Sources():
            return _sources(piece)
        case Buttons():
            return _buttons(piece, first)


def _heading(piece: Heading) -> Chunk:
    if piece.level == 1 and len(piece.text) <= LONGEST_HEADER:
        blocks = [{"type": "header", "text": {"type": "plain_text", "text": piece.text, "emoji": False}}]
    else:
        blocks = [_rich(_section(_words(piece.text, bold=True)))]
    if piece.note:
        blocks.append(_context("plain_text", piece.note))
    return Chunk(blocks, plain_piece(piece), glued=True)


def _prose(lines: list[str]) -> list[dict[str, Any]]:
    """Paragraphs and lists: lines that begin with "- " are a list."""
    elements: list[dict[str, Any]] = []
    paragraph: list[str] = []

    def close(spaced: bool) -> None:
        if text := "\n".join(paragraph).strip("\n"):
            elements.append(_section(_words(text + ("\n" if spaced else ""))))
        paragraph.clear()

    for line in lines:
        if not line.startswith("- "):
            paragraph.append(line)
            continue
        close(spaced=False)
        item = _section(_words(line[2:]))
        if elements and elements[-1]["type"] == "rich_text_list":
            elements[-1]["elements"].append(item)
        else:
            elements.append({"type": "rich_text_list", "style": "bullet", "elements": [item]})
    close(spaced=False)
    return elements or [_section(_words(" "))]


def _quote(lines: list[str]) -> Chunk:
    text = "\n".join(lines)
    return Chunk([_rich({"type": "rich_text_quote", "elements": [_words(text or " ")]})], text)


def _facts(rows: tuple[tuple[str, str], ...]) -> list[Chunk]:
    """Rows as lines, the label bold."""
    lines = [(label if index == 0 else "", part) for label, value in rows for index, part in enumerate(lines_of(value))]

    def draw(numbers: list[str]) -> Chunk:
        words: list[dict[str, Any]] = []
        for label, part in (lines[int(number)] for number in numbers):
            line_break = "\n" if words else ""
            words += (
                [_words(f"{line_break}{label}: ", bold=True), _words(part or " ")]
                if label
                else [_words(line_break + part or " ")]
            )
        text = "\n".join(f"{lines[int(n)][0]}: {lines[int(n)][1]}".removeprefix(": ") for n in numbers)
        return Chunk([_rich(_section(*words))], text)

    return drawn([str(number) for number in range(len(lines))], draw, _fits) if lines else []


def _dialed(lines: list[str]) -> Chunk:
    """Lines with numbers that can be pressed. The section is never folded away behind "see more"."""
    shown = ["".join(link(text, url) if url else escape(text) for text, url in spans(line)) for line in lines]
    bulleted = "\n".join(f"• {line[2:]}" if line.startswith("- ") else line for line in shown)
    return Chunk([_mrkdwn(bulleted.strip("\n") or " ")], "\n".join(lines).strip())


def _sources(piece: Sources) -> list[Chunk]:
    title = Chunk([_context("plain_text", piece.title)], piece.title, glued=True)
    shown = [
        f"[{one.number}] {link(one.title, one.url) if one.url else escape(one.title)}. {escape(one.about)}" for one in piece.items
    ]
    said = [f"[{one.number}] {one.title}. {one.about}" for one in piece.items]

    def draw(numbers: list[str]) -> Chunk:
        these = [int(number) for number in numbers]
        return Chunk([_context("mrkdwn", "\n".join(shown[n] for n in these))], "\n".join(said[n] for n in these))

    return [title, *drawn([str(n) for n in range(len(shown))], draw, _context_fits)]


def _buttons(piece: Buttons, first: int) -> list[Chunk]:
    chunks = drawn(
        lines_of("\n".join(f"- {text}" for text in in_full(piece))), lambda lines: Chunk([_rich(*_prose(lines))], ""), _fits
    )
    chunks = [Chunk(chunk.parts, "", glued=True) for chunk in chunks] if in_full(piece) else []
    for start in range(0, len(piece.items), CHOICES_IN_ROW):
        row = piece.items[start : start + CHOICES_IN_ROW]
        actions = {"type": "actions", "elements": [button(item, first + start + n) for n, item in enumerate(row)]}
        chunks.append(Chunk([actions], plain_piece(Buttons(row)), glued=start + CHOICES_IN_ROW < len(piece.items)))
    return chunks


def _section_fits(chunks: list[Chunk]) -> bool:
    return all(len(block["text"]["text"]) <= MOST_MRKDWN for chunk in chunks for block in chunk.parts) and _fits(chunks)


def _context_fits(chunks: list[Chunk]) -> bool:
    return all(len(block["elements"][0]["text"]) <= MOST_MRKDWN for chunk in chunks for block in chunk.parts) and _fits(chunks)


def _rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def _words(text: str, bold: bool = False) -> dict[str, Any]:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {})


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(kind: str, text: str) -> dict[str, Any]:
    more = {"emoji": False} if kind == "plain_text" else {"verbatim": True}
    return {"type": "context", "elements": [{"type": kind, "text": text, **more}]}
