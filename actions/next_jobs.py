"""Realistic next jobs from the present one, in the pack and in the open data."""

from __future__ import annotations

from actions import cards, figures, listed
from actions.knowledge_base import edition, facts
from actions.turn import Turn
from knowledge.bridge import TIERS, Bridge, Work, bridges
from knowledge.model import Occupation

SHOWN, WAITING = 3, 6


def tell(turn: Turn, now: Occupation) -> str | None:
    """Jobs close to the present one that pay more."""
    found = from_work(turn, now)
    turn.cite(edition("onet"), now.pay)
    turn.set(asked=None, occupation_now=now.id)
    if not found:
        turn.say("utter_bridge_none", now=turn.name(now))
        turn.choice("/explore_interests", "utter_choice_not_sure")
        turn.choice("/next_step", "utter_choice_next_step")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None
    shown = found[:SHOWN]
    turn.say("utter_bridge_intro", now=turn.name(now))
    jobs = [turn.catalog.occupations[b.id] for b in shown]
    lines = [
        turn.words(
            "utter_bridge_line",
            job=turn.name(job),
            pay=figures.pay(job.pay, turn),
            more=figures.money(b.more, turn),
            outlook=figures.outlook(job.outlook, turn),
        ).strip()
        for job, b in zip(jobs, shown, strict=True)
    ]
    turn.say("utter_lines", lines="\n".join(lines))
    if fewer := [turn.name(job) for job, b in zip(jobs, shown, strict=True) if b.shrinking]:
        turn.say("utter_bridge_shrinking", jobs=figures.listed(fewer, turn))
    turn.say("utter_bridge_pay")
    for job in jobs:
        turn.card(cards.occupation(turn, job))
    for job in jobs:
        turn.choice(f'/skill_gap{{"occupation": "{job.id}"}}', "utter_choice_carries_over_to", job=turn.name(job))
    turn.set(more={"kind": "occupation", "ids": [b.id for b in found[SHOWN : SHOWN + WAITING]]} if found[SHOWN:] else None)
    if found[SHOWN:]:
        turn.choice("/what_else", "utter_choice_else")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    turn.set(focus={"kind": "occupation", "id": jobs[0].id, "by": "bridge"})
    listed.note(turn, "occupation", [job.id for job in jobs])
    return None


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
