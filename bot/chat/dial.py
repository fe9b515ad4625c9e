"""Phone numbers and e-mail addresses in a line, so that they can be pressed."""

from __future__ import annotations

import re

AROUND = ".,;:!?()¡¿\"'"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_SHORT = ("911", "988")
_LENGTHS = (7, 10, 11)  # local, with an area code, with the 1 of North America


def spans(line: str) -> list[tuple[str, str | None]]:
    """A line in parts, each with the address it leads to (tel: or mailto:), None for words. The parts joined are the line."""
    parts: list[tuple[str, str | None]] = []
    for word in re.split(r"(\s+)", line):
        core = word.strip(AROUND)
        url = _url(core) if core else None
        if url:
            before, _, after = word.partition(core)
            parts += [(before, None), (core, url), (after, None)]
        else:
            parts.append((word, None))
    return _joined(parts)


def dials(text: str) -> bool:
    """Whether anything in a text can be called or written to."""
    return any(url for line in text.split("\n") for _, url in spans(line))


def _url(word: str) -> str | None:
    digits = word.replace("-", "")
    if digits.isascii() and digits.isdecimal() and (digits in _SHORT or len(digits) in _LENGTHS):
        return f"tel:{digits}"
    return f"mailto:{word}" if _EMAIL.fullmatch(word) else None


def _joined(parts: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Words that follow each other as one part."""
    joined: list[tuple[str, str | None]] = []
    for text, url in parts:
        if joined and url is None and joined[-1][1] is None:
            joined[-1] = (joined[-1][0] + text, None)
        elif text:
            joined.append((text, url))
    return joined
