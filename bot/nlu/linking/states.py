"""The state a student lives in or asks about, as its postal abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from bot.nlu.linking.found import Found, found
from bot.nlu.words import plain

FILE = Path(__file__).parent / "states.yml"
FEW = 3  # words: so short a message is the answer itself
_CUE = re.compile(r"(?:\b(?:in|from|near|to|around|live|state of|en|de|vivo|cerca de|estado de)\s+|,\s*)$")
_ALONE = re.compile(r"\W*([a-z]{2})\W*")
# "how to start in it" is no state: two letters count in capitals only, in a message that is not all in capitals
_CAPITALS = re.compile(r"\b[A-Z]{2}\b")


@cache
def _states() -> tuple[dict[str, str], re.Pattern[str]]:
    """The abbreviation of each name, and what finds a name, the longest first ("west virginia" is not Virginia)."""
    said: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    by_name = {plain(name): state for state, names in said.items() for name in names}
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    return by_name, re.compile(rf"\b(?:{names})\b")


def find_states(text: str) -> Iterator[Found]:
    """Every state told as a place, or as the whole of a short message, in a message as it was typed."""
    by_name, names = _states()
    folded = plain(text)
    known = set(by_name.values())
    if (alone := _ALONE.fullmatch(folded)) and alone[1].upper() in known:
        yield Found("state", alone[1].upper(), alone.start(1), alone.end(1), alone[1])
        return
    short = len(folded.split()) <= FEW
    for match in names.finditer(folded):
        if short or _CUE.search(folded[: match.start()]):
            yield found("state", by_name[match.group()], match)
    for match in _CAPITALS.finditer("" if text.isupper() else text):
        if match.group() in known and _CUE.search(folded[: match.start()]):
            yield found("state", match.group(), match)
