"""The wording of the review, from ``rules.yml``: what advisors read of each rule, sign, practice and element."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

FILE = Path(__file__).parent / "rules.yml"


@dataclass(frozen=True)
class RuleWords:
    """``finding`` and ``mend`` may name ``{values}`` that the rule tells; ``not_known`` is said where a fact is missing."""

    name: str
    finding: str
    why: str
    mend: str
    source: str
    not_known: str = ""


@dataclass(frozen=True)
class SignWords:
    found: str
    mend: str
    not_known: str = ""


@dataclass(frozen=True)
class Part:
    """A practice, element or lesson: the signs that it is read from. Without signs, records can't show it."""

    key: str
    name: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    sources: dict[str, str]
    rules: dict[str, RuleWords]
    signs: dict[str, SignWords]
    practices: tuple[Part, ...]
    elements: tuple[Part, ...]
    messages: tuple[Part, ...]
    scores: tuple[str, ...]
    severities: dict[str, str]
    statuses: dict[str, str]
    notes: dict[str, str]
    levels: dict[str, dict[str, str]]
    page: dict[str, str]

    def note(self, name: str, **values: object) -> str:
        return self.notes[name].format(**values)

    def level(self, kind: str, value: str) -> str:
        return self.levels[kind][value]


@cache
def words() -> Words:
    """The wording, read once."""
    return TypeAdapter(Words).validate_python(yaml.safe_load(FILE.read_text(encoding="utf-8")))
