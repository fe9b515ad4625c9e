"""The little Markdown that a text block of an Adaptive Card reads."""

from __future__ import annotations

import re

_JOINER = "\u2060"  # has no width and breaks no line
_MARKS = re.compile(r"[*_`~\[\]\\]|^(?:#+|[-+>]|\d+\.)(?=\s)", re.MULTILINE)


def literal(text: str) -> str:
    """A text whose marks are seen as they are: a joiner on both sides keeps each from opening or closing anything."""
    return _MARKS.sub(lambda found: f"{_JOINER}{found[0]}{_JOINER}", text)


def link(label: str, url: str) -> str:
    """A link; what could end its address early is written as a web address writes it."""
    address = url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{literal(label)}]({address})"
