"""The interest questions and the words of their answers, read from ``interest_items.yml``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.riasec import Item, Liking

FILE = Path(__file__).parent / "interest_items.yml"
STOP = "stop"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


@cache
def items() -> tuple[Item, ...]:
    """Every question, in the order in which they stand in the file."""
    return tuple(Item(**entry) for entry in _content()["items"])


def item(key: str) -> Item | None:
    """The question of that id; None where there is none any more."""
    return next((one for one in items() if one.id == key), None)


@cache
def _words() -> dict[str, str]:
    """What each phrase means; a filler means nothing."""
    said = {_plain(filler): "" for filler in _content()["fillers"]}
    return said | {_plain(phrase): meaning for meaning, phrases in _content()["words"].items() for phrase in phrases}


def answer_in(text: str, whole: bool = False) -> str | None:
    """What a typed message answers: like, unsure, dislike or stop; None where it is no answer, or not that alone.

    Yes and no in one message is unsure. ``whole``: only where the message is one phrase that answers.
    """
    typed = _plain(text)
    if (meaning := _words().get(typed)) or whole or "?" in text:
        return meaning or None
    said = _meanings(typed.split())
    if {Liking.LIKE, Liking.DISLIKE} <= set(said):
        return Liking.UNSURE
    return next(iter(said), None)


def tells_liking(text: str) -> bool:
    """Whether a message says that one likes or can't stand something, whatever that is."""
    typed = f" {_plain(text)} "
    return any(f" {_plain(phrase)} " in typed for phrase in _content()["liking"])


def _meanings(words: list[str]) -> list[str]:
    """What the phrases that the words are made of mean, in order; empty where a word belongs to none."""
    found, at = [], 0
    while at < len(words):
        ends = (end for end in range(len(words), at, -1) if _words().get(" ".join(words[at:end]), STOP) != STOP)
        end = next(ends, None)
        if end is None:
            return []
        found.append(_words()[" ".join(words[at:end])])
        at = end
    return [meaning for meaning in found if meaning]


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", str(text).lower()) if unicodedata.category(c) != "Mn")
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", bare)))
