"""What a chat message shows, before a platform's own form: pieces that Block Kit and Adaptive Cards can both draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is a card's title, 2 a part within it; ``note`` stands smaller beside or under it."""

    text: str
    level: int = 1
    note: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs; lines that begin with "- " are a list. Written by us or by an advisor: no markup of a platform is read in it.

    ``dial``: phone numbers in it can be pressed.
    """

    text: str
    dial: bool = False


@dataclass(frozen=True)
class Facts:
    """Rows of a label and a value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Quote:
    """A student's own words, shown to advisors literally: nobody is called by them, nothing in them becomes a link."""

    text: str
    language: str = "en"


@dataclass(frozen=True)
class Note:
    """Small print: sources, labels, state."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line between two parts."""


@dataclass(frozen=True)
class Link:
    """``url`` is https, tel: or mailto:."""

    label: str
    url: str


@dataclass(frozen=True)
class Source:
    """A source: its number as facts name it, and about whom and when it tells. ``url`` is https, or None."""

    number: int
    title: str
    about: str
    url: str | None = None


@dataclass(frozen=True)
class Sources:
    """The sources of all facts above, in small print under a title."""

    title: str
    items: tuple[Source, ...]


@dataclass(frozen=True)
class Button:
    """``value`` comes back when it is pressed, with ``do``: what pressing means (choice, case, resume, forget, dialog).

    With ``url`` it opens that instead. ``sure`` is a question to confirm first.
    """

    label: str
    value: str
    do: str = "choice"
    style: Literal["plain", "strong", "danger"] = "plain"
    url: str | None = None
    sure: str | None = None


@dataclass(frozen=True)
class Buttons:
    items: tuple[Button, ...]


@dataclass(frozen=True)
class Input:
    """A field for text, ``most`` characters long."""

    name: str
    label: str
    lines: bool = True
    most: int = 3000


@dataclass(frozen=True)
class Choose:
    """One of several: pairs of value and label."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


Piece = Heading | Prose | Facts | Quote | Note | Rule | Link | Sources | Buttons


@dataclass(frozen=True)
class Document:
    """One message. ``plain`` is all of it as text, for notifications and screen readers."""

    pieces: tuple[Piece, ...]
    plain: str
    language: str = "en"


@dataclass(frozen=True)
class Form:
    """A dialog. ``do`` and ``carries`` come back with what was filled in."""

    title: str
    submit: str
    cancel: str
    fields: tuple[Input | Choose, ...]
    do: str
    carries: dict[str, str] = field(default_factory=dict)
