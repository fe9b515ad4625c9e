"""Whether a message has two needs. A pure rule over what the whole and each clause seem to mean.

Measured against a multi-label classifier in docs/decisions/0013: a need is told apart best where each of two clauses, read by
itself, means another topic clearly enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.words import plain

# How sure, from 0 to 1, a clause must be; found by a grid over tests/nlu/two_needs.jsonl and the single needs of eval.jsonl.
OWN = 0.1  # of the first topic, another clause than the second's
ASKING = 0.55  # of the second topic, where it asks for something
TELLING = 0.7  # where it only tells: a need may be told, but so is what a person has behind them
HINTED = 0.1  # of asking for help, where a trouble is named in it
BRIEF = 0.7  # where it has fewer than five words, which lean on those before: "where do i start"

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
    names_help: bool = False  # a trouble (no car, nothing to eat) is named in it, see is_trouble

    @property
    def topic(self) -> str:
        """The likeliest meaning."""
        return max(self.meanings, key=lambda topic: self.meanings[topic])

    @property
    def needed(self) -> float:
        """How sure it must be of its topic to be a need of its own."""
        needed = ASKING if _ASKS.search(plain(self.text)) else TELLING
        return max(needed, BRIEF) if len(self.text.split()) < 5 else needed


HELP = "support_services"
# What is missing is a trouble; what a person is or has behind them (a disability, parole, service) only says who asks.
TROUBLES = frozenset(["food", "housing", "safety", "emergency_money", "child_care", "transport", "tutoring"])
# Troubles told beside these are what the plan is made around, not another need.
PLANNED_AROUND = frozenset(["next_step", "explore_interests", "organizational_path"])

# What asks from which work to which: the work that is told beside it ("..., im a line cook") is no wish for a plan.
FROM_WORK = frozenset(["skill_gap", "organizational_path"])
PLAN = "next_step"


def second_need(first: str, clauses: Sequence[Clause], able: frozenset[str]) -> str | None:
    """The topic of a second need beside ``first``, the whole message's topic; None where there is just one need.

    ``able``: the topics that can stand beside another (the content topics).
    """
    if first not in able or len(clauses) < 2:
        return None
    found: dict[str, float] = {}
    for clause in clauses:
        topic, sure = clause.topic, clause.meanings[clause.topic]
        if topic in able and topic != first and sure >= clause.needed:
            found[topic] = max(sure, found.get(topic, 0.0))
        elif clause.names_help and first not in PLANNED_AROUND and clause.meanings.get(HELP, 0.0) >= HINTED and first != HELP:
            found.setdefault(HELP, clause.meanings[HELP])
    if not found:
        return None
    second = max(found, key=lambda topic: found[topic])
    own = max((c.meanings.get(first, 0.0) for c in clauses if not is_of(c, second)), default=0.0)
    return second if own >= OWN else None


def only_need(first: str, second: str, clauses: Sequence[Clause]) -> str | None:
    """The one need that is left of two, where the other is but the work that somebody comes from; None where both are needs."""
    asking = next((topic for topic in (first, second) if topic in FROM_WORK), None)
    if asking is None or PLAN not in (first, second):
        return None
    wished = any(c.topic == PLAN and c.meanings[PLAN] >= c.needed for c in clauses)
    return None if wished else asking


def is_trouble(label: str, value: object) -> bool:
    """Whether an entity is a trouble that by itself asks for help."""
    return label == "need" and value in TROUBLES


def is_of(clause: Clause, topic: str) -> bool:
    """Whether the clause holds the need of that topic."""
    return clause.topic == topic or (topic == HELP and clause.names_help)
