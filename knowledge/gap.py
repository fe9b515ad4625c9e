"""What work already teaches for other work, and what is missing: two occupations compared by what they ask.

Both thresholds are O*NET's own scale and its own uncertainty:

- An element counts where the wanted work rates it at least 3 of 5, which its scale calls "Important".
- It carries over where the present work's level (0 to 7) is not lower than the wanted one's by more than could be chance.
  Two published ratings differ beyond chance (95 %) from 1.96 x sqrt(2) standard errors on. In release 29.3 the standard error of
  a skill's level is at most 0.19 for three of four ratings, which makes half a point; that of a field of knowledge, which
  workers rate themselves, is 0.38 in the middle, which makes one point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.model import Program
from knowledge.opendata.model import ElementKind, OccupationFacts, Rated

IMPORTANT = 3.0
BY_CHANCE = {ElementKind.SKILL: 0.5, ElementKind.KNOWLEDGE: 1.0}


@dataclass(frozen=True)
class Part:
    """A skill or field of knowledge that the wanted work asks for; levels 0 to 7, ``have`` 0 where the present work has none."""

    element: str
    name: str
    kind: ElementKind
    importance: float
    need: float
    have: float

    @property
    def carries(self) -> bool:
        return self.have >= self.need - BY_CHANCE[self.kind]

    @property
    def weight(self) -> float:
        """How much of what is missing lies here."""
        return max(0.0, self.need - self.have) * self.importance


@dataclass(frozen=True)
class Gap:
    """What ``carries`` over and is ``missing``, the weightiest first; the same of technology (names, the wanted work's first)."""

    carries: tuple[Part, ...]
    missing: tuple[Part, ...]
    tools_known: tuple[str, ...]
    tools_new: tuple[str, ...]

    @property
    def parts(self) -> int:
        return len(self.carries) + len(self.missing)


def gap(now: OccupationFacts, wanted: OccupationFacts) -> Gap | None:
    """The gap between two occupations; None where O*NET has rated one of them not at all."""
    levels = {r.element: r.level or 0.0 for r in (*now.skills, *now.knowledge)}
    asked = [part for r in (*wanted.skills, *wanted.knowledge) if (part := _part(r, levels)) is not None]
    if not levels or not asked:
        return None
    known = {tool.name for tool in now.tools}
    return Gap(
        carries=tuple(sorted((p for p in asked if p.carries), key=lambda p: (-p.importance * p.need, p.element))),
        missing=tuple(sorted((p for p in asked if not p.carries), key=lambda p: (-p.weight, p.element))),
        tools_known=tuple(tool.name for tool in wanted.tools if tool.name in known),
        tools_new=tuple(tool.name for tool in wanted.tools if tool.name not in known),
    )


def _part(rated: Rated, levels: dict[str, float]) -> Part | None:
    if rated.level is None or rated.importance is None or rated.importance < IMPORTANT:
        return None
    return Part(rated.element, rated.name, rated.kind, rated.importance, rated.level, levels.get(rated.element, 0.0))


def teaching(
    parts: Iterable[Part], programs: Iterable[Program], facts: Callable[[str], OccupationFacts | None]
) -> dict[str, tuple[Program, ...]]:
    """Which programs prepare for work that asks as much of each missing part, by element, the shortest first.

    No one publishes what a class teaches element by element: a program is taken to teach what the work it leads to asks for.
    ``facts`` gives the facts of an occupation id.
    """
    wanted = list(parts)
    found: dict[str, list[Program]] = {part.element: [] for part in wanted}
    for program in sorted(programs, key=lambda p: (p.weeks, p.id)):
        reached = _reached(program, facts)
        for part in wanted:
            if reached.get(part.element, 0.0) >= part.need - BY_CHANCE[part.kind]:
                found[part.element].append(program)
    return {element: tuple(taught) for element, taught in found.items() if taught}


def _reached(program: Program, facts: Callable[[str], OccupationFacts | None]) -> dict[str, float]:
    """The highest level of each important element in the work that a program leads to."""
    reached: dict[str, float] = {}
    for key in program.occupations:
        told = facts(key)
        for r in (*told.skills, *told.knowledge) if told else ():
            if (r.importance or 0) >= IMPORTANT and r.level is not None:
                reached[r.element] = max(r.level, reached.get(r.element, 0.0))
    return reached
