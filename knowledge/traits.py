"""Plain likings as traits of occupations: of the open data's, read from what their task statements say; see ``traits.yml``.

A pack's occupations are tagged by hand and are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "traits.yml"
FEWEST = 2  # tasks that must speak of a trait
USUAL_SHARE = 0.15  # of the tasks


@dataclass(frozen=True, kw_only=True)
class Trait:
    """How one trait is read. Its fields are explained in the file."""

    name: str
    letter: str
    rules_out: tuple[str, ...]
    words: tuple[str, ...]
    share: float
    least: float
    has: tuple[str, ...]
    never: tuple[str, ...]


@cache
def traits() -> dict[str, Trait]:
    """Every trait by name."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["traits"]
    return {name: _trait(name, rule) for name, rule in told.items()}


def _trait(name: str, rule: Mapping[str, Any]) -> Trait:
    def several(key: str) -> tuple[str, ...]:
        return tuple(map(str, rule.get(key, ())))

    return Trait(
        name=name,
        letter=rule.get("letter", ""),
        rules_out=several("rules_out"),
        words=several("words"),
        share=rule.get("share", USUAL_SHARE),
        least=rule.get("least", 0.0),
        has=several("in"),
        never=several("not_in"),
    )


def letters_of(likes: Iterable[str]) -> set[str]:
    """The Holland letters that some likings speak for."""
    return {traits()[name].letter for name in likes if name in traits()} - {""}


def ruled_out(dislikes: Iterable[str]) -> set[str]:
    """The traits that work must not have, given what is disliked."""
    return {trait for name in dislikes for trait in (name, *(traits()[name].rules_out if name in traits() else ()))}


def read_traits(tasks: Iterable[tuple[str, str]], interests: Mapping[str, Mapping[str, float]]) -> dict[str, frozenset[str]]:
    """The traits of every occupation by code, from its task statements (code, statement) and its six interests by code."""
    spoken_of: dict[str, frozenset[str]] = {}  # the traits a word speaks of
    counts: dict[str, dict[str, int]] = {code: {} for code in interests}
    total: dict[str, int] = {}
    for code, statement in tasks:
        total[code] = total.get(code, 0) + 1
        count = counts.setdefault(code, {})
        found: set[str] = set()
        for word in set(re.findall(r"[a-z]+", statement.lower())):
            if word not in spoken_of:
                spoken_of[word] = frozenset(name for name, pattern in _patterns().items() if pattern.match(word))
            found |= spoken_of[word]
        for name in found:
            count[name] = count.get(name, 0) + 1
    return {
        code: frozenset(t.name for t in traits().values() if _given(t, code, count, total.get(code, 0), interests.get(code, {})))
        for code, count in counts.items()
    }


def _given(trait: Trait, code: str, count: Mapping[str, int], total: int, interests: Mapping[str, float]) -> bool:
    if trait.never and code.startswith(trait.never):
        return False
    if trait.has and code.startswith(trait.has):
        return True
    if trait.least and interests.get(trait.letter, trait.least) < trait.least:
        return False
    return count.get(trait.name, 0) >= max(FEWEST, trait.share * total)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(trait.words)) for name, trait in traits().items() if trait.words}
