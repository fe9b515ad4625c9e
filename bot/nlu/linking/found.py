"""What linking finds in a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    """An entity: its type, its id or typed value, where it stands (characters) and in which role.

    Roles: ``goal`` wanted, ``held`` already had, ``now`` done at present, ``not`` ruled out, ``None`` just named.
    """

    label: str
    value: Any
    start: int
    end: int
    text: str
    role: str | None = None
