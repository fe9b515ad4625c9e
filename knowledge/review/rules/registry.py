"""The registry of rules. A rule tells what it saw; its words stand in ``rules.yml`` under its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from knowledge.review.ground import Ground
from knowledge.review.result import Evidence, Severity


@dataclass(frozen=True)
class Told:
    """What a rule tells: the values its words name, and the records it was seen in. ``known`` is False where it can't be told."""

    evidence: tuple[Evidence, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    known: bool = True


@dataclass(frozen=True)
class Rule:
    code: str
    severity: Severity
    see: Callable[[Ground], Iterator[Told]]


RULES: dict[str, Rule] = {}


def rule(severity: Severity) -> Callable[[Callable[[Ground], Iterator[Told]]], Callable[[Ground], Iterator[Told]]]:
    """Register a function as the rule of its own name."""

    def register(see: Callable[[Ground], Iterator[Told]]) -> Callable[[Ground], Iterator[Told]]:
        RULES[see.__name__] = Rule(see.__name__, severity, see)
        return see

    return register
