"""Which programs here lead to some work."""

from __future__ import annotations

from actions.turn import Turn
from knowledge.model import ProgramKind


def programs_for(turn: Turn, job: str) -> list[str]:
    """Ids of the programs that lead to an occupation, the shortest first; those for high-school students last."""
    keys = {p.id for p in turn.catalog.programs.values() if job in p.occupations}
    keys |= {
        p.id for c in turn.catalog.credentials.values() if job in c.prepares_for for p in turn.index.programs_giving.get(c.id, ())
    }
    return sorted(
        keys, key=lambda k: (turn.catalog.programs[k].kind is ProgramKind.DUAL_ENROLLMENT, turn.catalog.programs[k].weeks, k)
    )
