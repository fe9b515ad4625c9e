"""Words as elements of an Adaptive Card: text runs, in which nothing is parsed, and text blocks for headings and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.teams.markdown import link, linked, marked
from bot.chat.dial import dials, spans
from bot.chat.document import Heading, Link, Source
from bot.chat.plain import plain_piece
from bot.chat.split import Chunk

SMALL = {"size": "Small", "isSubtle": True}


def heading(piece: Heading) -> Chunk:
    look: dict[str, Any] = {"size": "Medium", "spacing": "Medium"}
    if piece.level == 1:
        look = {"size": "Large", "separator": True, "spacing": "Large"}
    if marked(piece.text):
        size = look.pop("size")
        title = runs({"text": piece.text, "weight": "Bolder", "size": size}, **look)
    else:
        title = block(piece.text, weight="Bolder", style="heading", **look)
    note = [runs({"text": piece.note, **SMALL}, spacing="None")] if piece.note else []
    return Chunk([title, *note], plain_piece(piece), glued=True, level=piece.level)


def prose(lines: Sequence[str], dial: bool) -> Chunk:
    """A line of text is an element; an empty one is the space before the next."""
    elements: list[dict[str, Any]] = []
    spacing = "Medium"
    for line in lines:
        if not line.strip():
            spacing = "Medium"
            continue
        shown = f"• {line[2:]}" if line.startswith("- ") else line
        if dial and dials(line) and not marked(shown):
            pressed = "".join(link(text, url) if url else text for text, url in spans(shown))
            elements.append(block(pressed, spacing=spacing))
        else:
            elements.append(runs({"text": shown}, spacing=spacing))
        spacing = "None"
    return Chunk(elements, "\n".join(lines).strip())


def quote(lines: Sequence[str], language: str) -> Chunk:
    items = [runs({"text": line}, spacing="None") for line in lines]
    return Chunk([{"type": "Container", "style": "emphasis", "lang": language, "items": items}], "\n".join(lines))


def facts(rows: Sequence[tuple[str, str]]) -> Chunk:
    """A row is a line, its label bold; a row without a label goes on with the one before."""
    lines = [[*([{"text": f"{label}: ", "weight": "Bolder"}] if label else []), {"text": value}] for label, value in rows]
    text = "\n".join(f"{label}: {value}" if label else value for label, value in rows)
    return Chunk([runs(*line, spacing="Small") for line in lines], text)


def small(lines: Sequence[str]) -> Chunk:
    return Chunk([runs({"text": line, **SMALL}, spacing="Small") for line in lines], "\n".join(lines), level=0)


def leading(piece: Link) -> Chunk:
    if linked(piece.label):
        element = block(link(piece.label, piece.url), weight="Bolder")
    else:
        element = runs({"text": piece.label, "weight": "Bolder", **_opening(piece.url)})
    return Chunk([element], plain_piece(piece))


def source(one: Source) -> Chunk:
    """A line of small print; its title leads to its page."""
    number, about = f"[{one.number}] ", f". {one.about}"
    if linked(one.title) and not marked(about):
        shown = block(number + (link(one.title, one.url) if one.url else one.title) + about, **SMALL, spacing="Small")
    else:
        title = {"text": one.title, **SMALL, **(_opening(one.url) if one.url else {})}
        shown = runs({"text": number, **SMALL}, title, {"text": about, **SMALL}, spacing="Small")
    return Chunk([shown], f"{number}{one.title}{about}")


def block(text: str, **look: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **look}


def runs(*parts: dict[str, Any], **look: Any) -> dict[str, Any]:
    """Runs of text side by side; an empty one would not be drawn."""
    return {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", **part, "text": part["text"] or " "} for part in parts],
        **look,
    }


def _opening(url: str) -> dict[str, Any]:
    return {"selectAction": {"type": "Action.OpenUrl", "url": url}} if url.startswith("https:") else {}
