"""What is too long for one message becomes several; nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from bot.chat.document import Buttons, Note, Piece, Rule
from bot.chat.plain import plain_piece


@dataclass(frozen=True)
class Chunk:
    """Parts of a platform's message that stay together, and what they say.

    ``glued``: the next chunk belongs to it. ``level`` is that of a heading; 0 is what belongs to no heading; None what belongs
    to the heading above.
    """

    parts: list[dict[str, Any]]
    text: str
    glued: bool = False
    level: int | None = None


Fits = Callable[[list[Chunk]], bool]


def lines_of(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def halves(line: str) -> list[str]:
    """A line in two, near its middle at the end of a sentence or of a word where there is one; as it is where it is one letter."""
    middle = len(line) // 2
    for end in (". ", " "):
        before = line.rfind(end, middle // 2, middle)
        at = before if before >= 0 else line.find(end, middle)
        if 0 < at < len(line) - len(end):
            return [line[: at + len(end) - 1], line[at + len(end) :]]
    return [line[:middle], line[middle:]] if middle else [line]


def drawn[T](
    items: Sequence[T], draw: Callable[[Sequence[T]], Chunk], fits: Fits, halved: Callable[[T], Sequence[T]]
) -> list[Chunk]:
    """Items drawn as one chunk, or where that does not fit as several; one that does not fit alone is halved."""
    chunk = draw(items)
    if fits([chunk]):
        return [chunk]
    parted = items if len(items) > 1 else halved(items[0])
    if len(parted) < 2:
        return [chunk]
    middle = len(parted) // 2
    return drawn(parted[:middle], draw, fits, halved) + drawn(parted[middle:], draw, fits, halved)


def written(text: str, draw: Callable[[Sequence[str]], Chunk], fits: Fits) -> list[Chunk]:
    """A text drawn line by line; a line is cut only where it fits into no message."""
    return drawn(lines_of(text), draw, fits, halves)


def chunks_of(pieces: Sequence[Piece], draw: Callable[[Piece], list[Chunk]]) -> list[Chunk]:
    """Pieces as chunks; empty ones are left out, and a line over buttons stays with them."""
    there = [piece for piece in pieces if isinstance(piece, Rule) or plain_piece(piece)]
    chunks: list[Chunk] = []
    for piece, following in zip_longest(there, there[1:]):
        new = draw(piece)
        if isinstance(piece, Note) and isinstance(following, Buttons):
            new = [replace(chunk, glued=True) for chunk in new]
        chunks += new
    return chunks


def pack(chunks: Sequence[Chunk], fits: Fits) -> list[list[Chunk]]:
    """Chunks in as few messages as they fit into, in their order. What is glued is parted only where it fits into none."""
    messages: list[list[Chunk]] = []
    for unit in _units(chunks):
        if messages and fits([*messages[-1], *unit]):
            messages[-1].extend(unit)
        elif fits(unit):
            messages.append(list(unit))
        else:
            messages.extend(_parted(unit, fits))
    return messages


def _units(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    units: list[list[Chunk]] = []
    glued = False
    for chunk in chunks:
        if glued:
            units[-1].append(chunk)
        else:
            units.append([chunk])
        glued = chunk.glued
    return units


def _parted(unit: list[Chunk], fits: Fits) -> list[list[Chunk]]:
    messages: list[list[Chunk]] = [[unit[0]]]
    for chunk in unit[1:]:
        if fits([*messages[-1], chunk]):
            messages[-1].append(chunk)
        else:
            messages.append([chunk])
    return messages
