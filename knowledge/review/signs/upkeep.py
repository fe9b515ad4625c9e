"""Signs that a pathway is kept up and will last: review, fresh facts, demand."""

from __future__ import annotations

from knowledge.review.cite import cite, cite_demand, cite_pay
from knowledge.review.ground import Ground
from knowledge.review.rules.facts import OLD_AFTER, months_before
from knowledge.review.signs.registry import Seen, sign


@sign
def review_ahead(ground: Ground) -> Seen:
    day = ground.pathway.review_by
    return Seen(day is not None and day >= ground.today, (cite(ground.pathway, "review_by", day=day),) if day else ())


@sign
def own_facts_fresh(ground: Ground) -> Seen:
    before = months_before(ground.today, OLD_AFTER)
    records = (ground.pathway, *(step.program for step in ground.steps))
    old = tuple(cite(record, "as_of", day=record.as_of) for record in records if record.as_of < before)
    return Seen(not old, old or tuple(cite(record, "as_of", day=record.as_of) for record in records))


@sign
def goal_is_measured(ground: Ground) -> Seen:
    goal = ground.goal
    if goal is None or goal.outlook is None or goal.pay is None:
        return Seen(None, (cite(goal or ground.pathway),))
    return Seen(True, (cite_pay(goal), cite_demand(goal, goal.outlook)))


@sign
def demand_holds(ground: Ground) -> Seen:
    goal = ground.goal
    if goal is None or goal.outlook is None:
        return Seen(None, (cite(goal or ground.pathway),))
    return Seen(goal.outlook.growth_percent >= 0, (cite_demand(goal, goal.outlook),))
