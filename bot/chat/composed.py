"""A document of pieces, with its plain text."""

from __future__ import annotations

from bot.chat.document import Document, Piece
from bot.chat.plain import plain


def document(*pieces: Piece | None, language: str = "en") -> Document:
    """A document of the pieces that are there."""
    there = tuple(piece for piece in pieces if piece is not None)
    return Document(there, plain(there), language)
