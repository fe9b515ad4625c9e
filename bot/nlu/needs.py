"""Whether a message has two needs. A pure rule over what the whole and each clause seem to mean.

Measured against a multi-label classifier in docs/decisions/0013: a need is told apart best where each of two clauses, read by
itself, clearly means another topic, and the second one asks for something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.words import plain

OWN = 0.4  # how sure some clause of its own must be of the message's first topic
SECOND = 0.55  # how sure a clause must be of the second

_ASKS = re.compile(
    r"\?|\b(?:what|whats|wat|how|hows|when|whens|where|wheres|who|which|can|could|do|does|is there|are there|is|any|needs?|"
    r"want to know|help|tell me|looking for|show me|explain|gotta|que|como|cuando|donde|quien|cual|cuanto|hay|puedo|puede|pueden|"
    r"necesito|nesesito|ocupo|ayuda|ayuden|quiero saber|busco|tienen|kiero)\b"
)

Meanings = Mapping[str, float]  # topic -> probability


@dataclass(frozen=True)
class Clause:
    """A part of a message: its words, where they begin and end in it, and what they mean by themselves."""

    text: str
    start: int
    end: int
    meanings: Meanings

    @property
    def topic(self) -> str:
        """The likeliest meaning."""
        return max(self.meanings, key=lambda topic: self.meanings[topic])

    @property
    def asks(self) -> bool:
        """Whether it asks for something, rather than tells about the person."""
        return bool(_ASKS.search(plain(self.text)))


def second_need(first: str, clauses: Sequence[Clause], able: frozenset[str]) -> str | None:
    """The topic of a second need beside ``first``, the whole message's topic; None where there is just one need.

    ``able``: the topics that can stand beside another (the content topics).
    """
    if first not in able or len(clauses) < 2:
        return None
    found = {
        clause.topic: clause.meanings[clause.topic]
        for clause in sorted(clauses, key=lambda c: c.meanings[c.topic])
        if clause.topic in able and clause.topic != first and clause.asks and clause.meanings[clause.topic] >= SECOND
    }
    if not found:
        return None
    second = max(found, key=lambda topic: found[topic])
    own = max((clause.meanings.get(first, 0.0) for clause in clauses if clause.topic != second), default=0.0)
    return second if own >= OWN else None
