"""What a directory's terms and words are here: a category and the needs it meets. The rules stand in ``categories.yml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.merge.identity import words as plain_words
from knowledge.model import Need, ServiceCategory

RULES = Path(__file__).with_name("categories.yml")
OPEN_ELIGIBILITY = re.compile(r"1(?:0[1-9]|1[01])(?:-\d\d)*")


@dataclass(frozen=True)
class Term:
    """A term of a taxonomy: its id or code, its name, and the names of what it stands under, nearest first."""

    code: str
    name: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a service belongs here."""

    category: ServiceCategory
    needs: tuple[Need, ...]


@cache
def rules() -> Any:
    """The reviewed rules, as they stand in the file."""
    return yaml.safe_load(RULES.read_text(encoding="utf-8"))


def place(terms: Sequence[Term], *texts: str) -> Place | None:
    """Where a service with these terms belongs; where they don't tell, by its texts in turn. None where nothing tells.

    Of several terms the most particular gives the category; all of them give needs.
    """
    ordered = sorted(terms, key=lambda term: (-len(term.code) if is_open_eligibility(term) else 0, term.code))
    found = [there for term in ordered if (there := _of_term(term))]
    if found:
        return Place(found[0].category, tuple(dict.fromkeys(need for there in found for need in there.needs)))
    if terms and all(is_open_eligibility(term) for term in terms):
        return None  # they tell what it is, and it is nothing here
    return _of_texts(texts)


def is_open_eligibility(term: Term) -> bool:
    return bool(OPEN_ELIGIBILITY.fullmatch(term.code))


def _of_term(term: Term) -> Place | None:
    if is_open_eligibility(term):
        known = rules()["open_eligibility"]
        at = term.code
        while at not in known and "-" in at:
            at = at.rpartition("-")[0]
        return _place(known.get(at))
    return next((there for name in (term.name, *term.above) if (there := _of_words(name))), None)


def _of_texts(texts: Sequence[str]) -> Place | None:
    """By the first rule that fits any of the texts; all that fit the first text, the name, add their needs."""
    first = next((told for pattern, told in _patterns() if any(pattern.search(plain_words(text)) for text in texts)), None)
    if first is None:
        return None
    named = [told for pattern, told in _patterns() if pattern.search(plain_words(texts[0]))]
    return Place(ServiceCategory(first[0]), tuple(dict.fromkeys(Need(need) for told in (first, *named) for need in told[1:])))


def _of_words(text: str) -> Place | None:
    return _of_texts([text])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], list[str]], ...]:
    return tuple((re.compile(rf"\b(?:{'|'.join(map(_pattern, rule['any']))})"), rule["is"]) for rule in rules()["words"])


def _pattern(word: str) -> str:
    return re.escape(word.removesuffix(".")) + (r"\b" if word.endswith(".") else "")


def _place(told: list[str] | None) -> Place | None:
    return Place(ServiceCategory(told[0]), tuple(Need(need) for need in told[1:])) if told else None
