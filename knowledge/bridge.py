"""The bridge for people in work: realistic next occupations from the present one.

Realistic means close to what one does (O*NET's related occupations, and what a pack says the work leads to), at most one job
zone up, since a zone is about one more step of schooling or experience, and better paid in the middle. What cannot be told
apart for want of a published wage or zone is left out: a bridge is advice, and rests on figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TIERS = ("Primary-Short", "Primary-Long", "Supplemental")  # O*NET's, the closest first
ONE_ZONE_UP = 1


@dataclass(frozen=True)
class Work:
    """What a bridge looks at of an occupation: median pay in US dollars a year, job zone 1 to 5, growth in percent over the decade."""

    id: str
    median: int | None
    job_zone: int | None
    growth_percent: float | None


@dataclass(frozen=True)
class Bridge:
    """A next occupation; ``more`` US dollars a year between the two medians, ``zones_up`` -4 to 1, ``tier`` its place in TIERS."""

    id: str
    median: int
    more: int
    zones_up: int
    growth_percent: float | None
    tier: int

    @property
    def growing(self) -> bool:
        return (self.growth_percent or 0) > 0

    @property
    def shrinking(self) -> bool:
        return (self.growth_percent or 0) < 0


def bridges(now: Work, near: Iterable[Work], tiers: Mapping[str, str], pay_now: int | None = None) -> tuple[Bridge, ...]:
    """Next occupations among those ``near``: growing ones first, then the closest, then the best paid.

    ``tiers`` says how close each is, by id. ``pay_now`` is what the person earns (US dollars a year), the median of their work where
    they have not told it. Empty where neither, or no zone, of the present work is known.
    """
    least = pay_now if pay_now is not None else now.median
    if least is None or now.job_zone is None:
        return ()
    found = []
    for one in near:
        if one.id == now.id or one.id not in tiers or one.median is None or one.job_zone is None:
            continue
        if one.median > least and one.job_zone <= now.job_zone + ONE_ZONE_UP:
            tier = TIERS.index(tiers[one.id]) if tiers[one.id] in TIERS else len(TIERS)
            found.append(Bridge(one.id, one.median, one.median - least, one.job_zone - now.job_zone, one.growth_percent, tier))
    return tuple(sorted(found, key=lambda b: (not b.growing, b.tier, -b.median, b.id)))
