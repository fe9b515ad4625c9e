"""What a student holds at some point on a ladder, and whether it meets a requirement."""

from __future__ import annotations

from collections.abc import Iterator
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
    if requirement is None or soft(requirement):
        return True
    if requirement.all_of is not None:
        return all(meets(held, part) for part in requirement.all_of)
    if requirement.any_of is not None:
        return any(_proves(held, part) for part in requirement.any_of)
    return requirement.experience_years is not None or _proves(held, requirement)


def _proves(held: Held, requirement: Requirement) -> bool:
    if requirement.all_of is not None or requirement.any_of is not None:
        return not soft(requirement) and meets(held, requirement)
    if requirement.recommended or requirement.other is not None:
        return False
    if requirement.credential is not None:
        return requirement.credential in held.credentials
    if requirement.course is not None:
        return requirement.course in held.courses
    if requirement.education is not None:
        return held.education.reaches(requirement.education)
    if requirement.english is not None:
        return held.english.reaches(requirement.english)
    if requirement.min_age is not None:
        return held.age is None or held.age >= requirement.min_age
    assert requirement.experience_years is not None
    return held.experience_years >= requirement.experience_years


def still_required(held: Held, requirement: Requirement | None) -> Iterator[Requirement]:
    """The conditions to tell the student: soft ones, and those of experience and age that are not known to be met."""
    if requirement is None:
        return
    if requirement.any_of is not None:
        if not any(_proves(held, part) for part in requirement.any_of):
            yield requirement
    elif requirement.all_of is not None:
        for part in requirement.all_of:
            yield from still_required(held, replace(part, recommended=True) if requirement.recommended else part)
    elif not _proves(held, replace(requirement, recommended=False)) or (requirement.min_age and held.age is None):
        yield requirement
