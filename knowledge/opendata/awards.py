"""IPEDS award levels: what each usually takes, and which stacks into which.

The lengths are the survey's own (IPEDS Completions, award levels since 2020-21): under 9 semester credits or 300 clock hours (20);
9 to 29 credits or 300 to 899 hours (21); 30 to 60 credits or 900 to 1,800 hours (2); more than 60 credits (4); an associate degree
2 to 4 years (3), a bachelor's 4 to 5 (5): two academic years end some 90 weeks after they begin, four some 180. ``Usual`` holds the middle of a range of credits, and the fewest for a degree: 60 and 120.
A credit is 45 hours of class and study, as the federal credit hour counts it (34 CFR 600.2). No college told any of these numbers: a
record that uses them names them in ``inferred``.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import AwardLevel, CredentialType, Education

LEAST_HOURS = 3  # a week: one credit over a term


@dataclass(frozen=True)
class Usual:
    """What an award level usually takes. ``weeks`` at ``hours`` of class and study a week; ``weeks_min`` to ``weeks_max`` by IPEDS."""

    level: AwardLevel
    type: CredentialType
    credits: float
    weeks: int
    hours: int
    weeks_min: int
    weeks_max: int
    confers: Education | None
    rung: int  # awards of one field at one college stack from rung to rung


USUAL: dict[int, Usual] = {
    20: Usual(AwardLevel.CERTIFICATE_UNDER_12_WEEKS, CredentialType.CERTIFICATE, 6, 10, 27, 1, 12, None, 0),
    21: Usual(AwardLevel.CERTIFICATE_UNDER_1_YEAR, CredentialType.CERTIFICATE, 18, 32, 26, 12, 52, Education.CERTIFICATE, 1),
    2: Usual(AwardLevel.CERTIFICATE_1_TO_2_YEARS, CredentialType.CERTIFICATE, 45, 68, 30, 52, 104, Education.CERTIFICATE, 2),
    3: Usual(AwardLevel.ASSOCIATE, CredentialType.ASSOCIATE_DEGREE, 60, 90, 30, 90, 208, Education.ASSOCIATE, 3),
    4: Usual(AwardLevel.CERTIFICATE_2_TO_4_YEARS, CredentialType.CERTIFICATE, 75, 113, 30, 90, 208, Education.CERTIFICATE, 3),
    5: Usual(AwardLevel.BACHELOR, CredentialType.BACHELOR_DEGREE, 120, 180, 30, 180, 260, Education.BACHELOR, 4),
}

LEVELS: dict[AwardLevel, int] = {usual.level: level for level, usual in USUAL.items()}


def next_rung(level: int, offered: set[int]) -> tuple[int, ...]:
    """The levels of the nearest rung above ``level`` among those offered: what an award stacks into."""
    above = sorted((USUAL[other].rung, other) for other in offered if USUAL[other].rung > USUAL[level].rung)
    return tuple(other for rung, other in above if rung == above[0][0])
