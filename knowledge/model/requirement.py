"""What is needed before a step: a tree of all-of and any-of with typed leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Education, English, Ref


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A condition in CTDL's sense; exactly one of its parts is set.

    ``at_least`` goes with ``any_of`` and says how many of its branches are needed; one, where nothing is said.
    ``recommended`` conditions are told to the student and never block. ``other`` is a condition no record can
    prove (a background check, a driver's license); it is told and never blocks either.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    all_of: tuple[Requirement, ...] | None = None
    any_of: tuple[Requirement, ...] | None = None
    credential: Annotated[str, Ref("credential")] | None = None
    course: Annotated[str, Ref("course")] | None = None
    education: Education | None = None
    english: English | None = None
    min_age: int | None = None
    experience_years: float | None = None
    other: str | None = None
    other_es: str | None = None
    recommended: bool = False
    at_least: int | None = None

    def __post_init__(self) -> None:
        parts = [f.name for f in fields(self) if f.name not in ("recommended", "other_es", "at_least")]
        given = [name for name in parts if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a requirement holds exactly one of {', '.join(parts)}; this one holds {given or 'none'}")
        if self.at_least is not None and not (self.any_of and 1 < self.at_least < len(self.any_of)):
            raise ValueError(
                "at_least goes with any_of, is more than 1 and less than the number of its branches; all of them is all_of"
            )

    @property
    def needed(self) -> int:
        """How many branches of an any-of are needed."""
        return self.at_least or 1

    def leaves(self) -> Iterator[Requirement]:
        """Every leaf of the tree, depth first."""
        branches = self.all_of or self.any_of
        if branches is None:
            yield self
        else:
            for branch in branches:
                yield from branch.leaves()
