"""Pieces of a message as plain text, for notifications, screen readers and clients that draw nothing."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.document import Buttons, Facts, Heading, Link, Note, Piece, Prose, Quote, Rule, Sources


def plain(pieces: Iterable[Piece]) -> str:
    """All that the pieces say, an empty line between two of them."""
    return "\n\n".join(text for piece in pieces if (text := plain_piece(piece)))


def plain_piece(piece: Piece) -> str:
    match piece:
        case Heading(text, _, note):
            return f"{text}\n{note}" if note else text
        case Prose(text) | Quote(text) | Note(text):
            return text.strip()
        case Facts(rows):
            return "\n".join(f"{label}: {value}" for label, value in rows)
        case Link(label, url):
            return f"{label}: {url}" if url.startswith("https:") else label
        case Sources(title, items):
            return "\n".join([title, *(f"[{one.number}] {one.title}. {one.about}" for one in items)])
        case Buttons(items):
            return "\n".join(f"- {button.label}" for button in items)
        case Rule():
            return ""
