"""Everyday words beside those of the trade: who "puts people to sleep" is found under anesthesia."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_suffix(".yml")
_BETWEEN = re.compile(r"[\W_]+")
_WHO = r"(?:(?:the |a |your |ur |my |other )?(?:patients?|people|peeps|ppl|persons?|someone|somebody|you|u|them|him|her|me|us|kids|folks|everyone|men|women|man|woman|child|children))"
_WHOSE = r"(?:your|ur|peoples|patients|kids|their|our|my)"


def with_trade_words(text: str) -> str:
    """``text``, followed by the trade's words for what it says in everyday ones; unchanged where it says none of these."""
    plain = _BETWEEN.sub(" ", text.lower().replace("'", ""))
    return " ".join([text, *(means for said, means in _glossary() if said.search(plain))])


@cache
def _glossary() -> tuple[tuple[re.Pattern[str], str], ...]:
    content: list[dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return tuple((re.compile(rf"\b(?:{_written_out(item['said'])})\b"), item["means"]) for item in content)


def _written_out(said: str) -> str:
    return said.replace("{whose}", _WHOSE).replace("{who}", _WHO)
