"""What linking finds in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    """An entity: its type, its id or typed value, where it stands (characters) and in which role.

    Roles of names and values: ``goal`` wanted, ``held`` already had, ``now`` done at present, ``not`` ruled out, ``None``
    just named. Roles of dates: ``since``, ``until``, ``start``. ``score`` is the similarity (0 to 1) of one that was
    described rather than named.
    """

    label: str
    value: Any
    start: int
    end: int
    text: str
    role: str | None = None
    score: float | None = None


def found(label: str, value: Any, match: re.Match[str], role: str | None = None) -> Found:
    """What a pattern found, where it found it."""
    return Found(label, value, match.start(), match.end(), match.group().strip(), role)
