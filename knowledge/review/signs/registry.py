"""The registry of signs. A sign is one thing that can be seen in the records of a pathway, or not, or not be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.review.ground import Ground
from knowledge.review.result import Evidence


@dataclass(frozen=True)
class Seen:
    """``found`` is None where the records don't tell; ``evidence`` is what was found, or what was looked at in vain."""

    found: bool | None
    evidence: tuple[Evidence, ...] = ()


Look = Callable[[Ground], Seen]
SIGNS: dict[str, Look] = {}


def sign(look: Look) -> Look:
    """Register a function as the sign of its own name."""
    SIGNS[look.__name__] = look
    return look


def any_of(evidence: tuple[Evidence, ...]) -> Seen:
    """Found where there is any evidence of it."""
    return Seen(bool(evidence), evidence)
