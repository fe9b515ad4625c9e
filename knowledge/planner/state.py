"""What a student holds at some point on a ladder, and whether it meets a requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from knowledge.model import Education, English, Requirement


@dataclass(frozen=True)
class Held:
    """Everything a requirement may ask for."""

    credentials: frozenset[str]
    courses: frozenset[str]
    education: Education
    english: English
    experience_years: float
    age: int | None


def soft(requirement: Requirement) -> bool:
    """Whether the requirement only informs: no record proves it, or it is advice."""
    if requirement.recommended or requirement.other is not None:
        return True
    branches = requirement.all_of or requirement.any_of
    return branches is not None and all(soft(branch) for branch in branches)


def meets(held: Held, requirement: Requirement | None) -> bool:
    """Whether ``held`` meets what can be checked of the requirement.

    Soft conditions and years of experience never block by themselves, yet they are no way past an any-of that has
    a condition which can be checked.
    """
    return True if requirement is None else check(requirement)(held)


def check(requirement: Requirement | None) -> Check:
    """:func:`meets` of this requirement, for asking it again and again."""
    if requirement is None:
        return _always
    known = _checks.get(id(requirement))
    if known is None or known[0] is not requirement:
        known = _checks[id(requirement)] = (requirement, _check(requirement))
    return known[1]


def _always(held: Held) -> bool:
    return True


Check = Callable[[Held], bool]

# A requirement is asked of thousands of states: it is turned into a function once, which stands beside it here.
_checks: dict[int, tuple[Requirement, Check]] = {}


def _check(requirement: Requirement) -> Check:
    """Whether nothing that can be checked stands against a state."""
    if soft(requirement) or requirement.experience_years is not None:
        return _always
    if requirement.all_of is not None:
        parts = [_check(part) for part in requirement.all_of if not soft(part)]
        return parts[0] if len(parts) == 1 else _all(parts)
    return _proof(requirement)


def _proof(requirement: Requirement) -> Check:
    """Whether a state proves the requirement."""
    if soft(requirement):
        return lambda held: False
    if requirement.all_of is not None:
        return _check(requirement)
    if requirement.any_of is not None:
        ways = [_proof(way) for way in requirement.any_of if not soft(way)]
        if requirement.needed > 1:
            return _some(ways, requirement.needed)
        return ways[0] if len(ways) == 1 else _any(ways)
    if (credential := requirement.credential) is not None:
        return lambda held: credential in held.credentials
    if (course := requirement.course) is not None:
        return lambda held: course in held.courses
    if (education := requirement.education) is not None:
        return lambda held: held.education.rank >= education.rank
    if (english := requirement.english) is not None:
        return lambda held: held.english.rank >= english.rank
    if (age := requirement.min_age) is not None:
        return lambda held: held.age is None or held.age >= age
    years = requirement.experience_years or 0
    return lambda held: held.experience_years >= years


def _all(parts: list[Check]) -> Check:
    def every(held: Held) -> bool:  # a loop: in the search's innermost place, all() and its generator take twice as long
        for part in parts:  # noqa: SIM110
            if not part(held):
                return False
        return True

    return every


def _any(ways: list[Check]) -> Check:
    def some(held: Held) -> bool:
        for way in ways:  # noqa: SIM110
            if way(held):
                return True
        return False

    return some


def _some(ways: list[Check], needed: int) -> Check:
    return lambda held: sum(way(held) for way in ways) >= needed


def _proves(held: Held, requirement: Requirement) -> bool:
    return _proof(requirement)(held)


def still_required(held: Held, requirement: Requirement | None) -> Iterator[Requirement]:
    """The conditions to tell the student: soft ones, and those of experience and age that are not known to be met."""
    if requirement is None:
        return
    if requirement.any_of is not None:
        if sum(_proves(held, part) for part in requirement.any_of) < requirement.needed:
            yield requirement
    elif requirement.all_of is not None:
        for part in requirement.all_of:
            yield from still_required(held, replace(part, recommended=True) if requirement.recommended else part)
    elif not _proves(held, replace(requirement, recommended=False)) or (requirement.min_age and held.age is None):
        yield requirement
