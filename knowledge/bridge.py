"""The bridge for people in work: realistic next occupations from the present one.

Realistic means close to what one does (O*NET's related occupations, and what a pack says the work leads to), at most one job
zone up, since a zone is about one more step of schooling or experience, and better paid in the middle. What cannot be told
apart for want of a published wage or zone is left out: a bridge is advice, and rests on figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.opendata.model import OccupationFacts, Profile

TIERS = ("Primary-Short", "Primary-Long", "Supplemental")  # O*NET's, the closest first
ONE_ZONE_UP = 1


@dataclass(frozen=True)
class Bridge:
    """A next occupation; ``raise_`` US dollars a year between the two medians, ``zones_up`` -4 to 1."""

    code: str
    title: str
    median: int
    raise_: int
    zones_up: int
    growth_percent: float | None
    tier: int  # place in TIERS

    @property
    def growing(self) -> bool:
        return (self.growth_percent or 0) > 0


def bridges(
    now: OccupationFacts, profiles: Iterable[Profile], *, pay_now: int | None = None, leads_to: Iterable[str] = ()
) -> tuple[Bridge, ...]:
    """Next occupations, growing ones first, then the closest, then the best paid.

    ``pay_now`` is what the person earns (US dollars a year), the median of their work where they have not told it;
    ``leads_to`` codes that count as close though O*NET does not list them. Empty where no wage or zone of the present work is known.
    """
    least = pay_now if pay_now is not None else now.wages.median if now.wages else None
    if least is None or now.job_zone is None:
        return ()
    tiers = {r.code: TIERS.index(r.tier) if r.tier in TIERS else len(TIERS) for r in now.related}
    tiers |= dict.fromkeys(leads_to, 0)
    found = []
    for one in profiles:
        if one.code not in tiers or one.code == now.code or one.median is None or one.job_zone is None:
            continue
        if one.median > least and one.job_zone <= now.job_zone + ONE_ZONE_UP:
            zones, more = one.job_zone - now.job_zone, one.median - least
            found.append(Bridge(one.code, one.title, one.median, more, zones, one.growth_percent, tiers[one.code]))
    return tuple(sorted(found, key=lambda b: (not b.growing, b.tier, -b.median, b.code)))
