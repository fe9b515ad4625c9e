"""A reply's cards as pieces; all kinds alike, as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.chat.dial import dials
from bot.chat.document import Facts, Heading, Link, Note, Piece, Prose
from bot.chat.ladders import ladder
from bot.chat.sources import Order, facts
from knowledge.wording import Wording

_SAFE = ("https:", "mailto:", "tel:")


def card(item: dict[str, Any], order: Order, language: str, wording: Wording) -> list[Piece]:
    """A card of the shape ``Card`` of docs/openapi.json."""
    pieces: list[Piece] = [Heading(item["title"], note=wording.say(f"utter_page_kind_{item['kind']}", language))]
    path = item.get("ladder")
    under = path["names"] if path and path["names"] else [item.get("subtitle") or ""]
    if note := " · ".join(part for part in (*under, item.get("label") or "") if part):
        pieces.append(Note(note))
    if item.get("text"):
        pieces.append(Prose(item["text"]))
    if path:
        pieces += ladder(path, order, language, wording)
    pieces += rows(item.get("rows") or (), order)
    link = item.get("link")
    if link and link["url"].startswith(_SAFE):
        pieces.append(Link(link["label"], link["url"]))
    return pieces


def rows(items: Sequence[dict[str, Any]], order: Order) -> list[Piece]:
    """Rows of facts; a row with a phone number or an e-mail address in it is prose in which they can be pressed."""
    pieces: list[Piece] = []
    for row in facts(items, order):
        if dials(row[1]):
            pieces.append(Prose(f"{row[0]}: {row[1]}", dial=True))
        elif pieces and isinstance(pieces[-1], Facts):
            pieces[-1] = Facts((*pieces[-1].rows, row))
        else:
            pieces.append(Facts((row,)))
    return pieces
