"""The interest questions and the words of their answers, read from ``interest_items.yml``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.riasec import Item

FILE = Path(__file__).parent / "interest_items.yml"
STOP = "stop"
MOST_WORDS = 8  # of a message that is taken for an answer by how it begins


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
def _words() -> list[tuple[str, str]]:
    said = [(_plain(phrase), meaning) for meaning, phrases in _content()["words"].items() for phrase in phrases]
    return sorted(said, key=lambda pair: -len(pair[0]))


def answer_in(text: str, whole: bool = False) -> str | None:
    """What a typed message answers: like, unsure, dislike or stop; None where it is no answer.

    ``whole``: only where the answer is the whole message.
    """
    typed = _plain(text)
    for phrase, meaning in _words():
        if typed == phrase:
            return meaning
    if whole or "?" in text or len(typed.split()) > MOST_WORDS:
        return None
    return next((meaning for phrase, meaning in _words() if meaning != STOP and typed.startswith(f"{phrase} ")), None)


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", str(text).lower()) if unicodedata.category(c) != "Mn")
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", bare)))
