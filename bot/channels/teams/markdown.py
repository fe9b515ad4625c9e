"""The little Markdown that a text block of an Adaptive Card reads: what it would change, and a link in it."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[*_`~\\]|\](?=[(\[:])|&\w+;|^\s*(?:#+|[-+>]|\d+[.)])(?:\s|$)", re.MULTILINE)


def marked(text: str) -> bool:
    """Whether a text block could show a text otherwise than it is written: bold, as a list, as a link."""
    return bool(_MARKS.search(text))


def linked(label: str) -> bool:
    """Whether a label can stand in a link and be seen as it is."""
    return not marked(label) and "[" not in label and "]" not in label


def link(label: str, url: str) -> str:
    """A link; what could end its address early is written as a web address writes it."""
    address = url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{label}]({address})"
