"""Realistic next jobs from the present one: who is near, in the pack and in the open data."""

from __future__ import annotations

from actions.knowledge_base import facts
from actions.turn import Turn
from knowledge.bridge import TIERS, Bridge, Work, bridges
from knowledge.model import Occupation


def from_work(turn: Turn, job: Occupation) -> tuple[Bridge, ...]:
    """Bridges from an occupation; ids are the pack's own where it has the work. What the pack says it leads to counts as the closest."""
    told = facts(job)
    tiers = (
        {turn.catalog.occupations[r.code].id: r.tier for r in told.related if r.code in turn.catalog.occupations} if told else {}
    )
    tiers |= dict.fromkeys(job.advances_to, TIERS[0])
    own_pay = turn.slot("pay_now") if job.id == turn.slot("occupation_now") else None
    near = [_work(turn.catalog.occupations[key]) for key in tiers]
    return bridges(_work(job), near, tiers, round(own_pay) if own_pay else None)


def _work(job: Occupation) -> Work:
    return Work(job.id, job.pay.median if job.pay else None, job.job_zone, job.outlook.growth_percent if job.outlook else None)
