"""What is too long for one message becomes several; nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_LINE = 1000  # characters; a line is cut beyond, at the end of a sentence or a word where there is one


@dataclass(frozen=True)
class Chunk:
    """Parts of a platform's message that stay together, and what they say. ``glued``: the next chunk belongs to it."""

    parts: list[dict[str, Any]]
    text: str
    glued: bool = False


Fits = Callable[[list[Chunk]], bool]


def lines_of(text: str) -> list[str]:
    """The lines of a text, none longer than LONGEST_LINE."""
    return [part for line in text.strip("\n").split("\n") for part in _cut(line)]


def drawn(lines: list[str], draw: Callable[[list[str]], Chunk], fits: Fits) -> list[Chunk]:
    """Lines drawn as one chunk, or where that does not fit as several."""
    chunk = draw(lines)
    if len(lines) <= 1 or fits([chunk]):
        return [chunk]
    middle = len(lines) // 2
    return drawn(lines[:middle], draw, fits) + drawn(lines[middle:], draw, fits)


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


def _cut(line: str) -> list[str]:
    parts: list[str] = []
    while len(line) > LONGEST_LINE:
        end = max(line.rfind(". ", 0, LONGEST_LINE - 1) + 1, 0) or line.rfind(" ", 0, LONGEST_LINE)
        end = end if end > 0 else LONGEST_LINE
        parts.append(line[:end])
        line = line[end:].lstrip(" ")
    return [*parts, line]
