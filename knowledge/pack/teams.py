"""The teams of a pack: one takes what is no other's, one takes a cry for help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Keys = tuple[str | int, ...]

WANTED = {
    "general": "takes what is no other team's",
    "crisis": "takes cries for help",
}


def find(records: dict[str, dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Keys, str, str]]:
    """Each role that no team has, or more than one, as ``((kind, id), path of the field, what, mend)``."""
    teams = records["teams"]
    for field, what in WANTED.items():
        having = [key for key, team in teams.items() if getattr(team, field)]
        if teams and not having:
            yield (
                ("teams", next(iter(teams))),
                (),
                f"is one of {len(teams)} teams of which none {what}",
                f"Add '{field}: true' to one team",
            )
        for extra in having[1:]:
            yield ("teams", extra), (field,), f"stands at {having[0]!r} too", f"Keep '{field}: true' at the one team that {what}"
