"""Rules on the facts behind a pathway: how old they are, when they are looked at again, what they say of demand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.review.cite import cite, cite_demand, listed
from knowledge.review.ground import Ground
from knowledge.review.result import Evidence, Severity
from knowledge.review.rules.registry import Told, rule

OLD_AFTER = 18  # months


@rule(Severity.WARNING)
def old_facts(ground: Ground) -> Iterator[Told]:
    before = months_before(ground.today, OLD_AFTER)
    old = [evidence for day, evidence in _dated(ground) if day < before]
    if old:
        oldest = min(day for day, _ in _dated(ground))
        yield Told(tuple(old), {"count": len(old), "months": OLD_AFTER, "oldest": oldest})


@rule(Severity.WARNING)
def no_review_date(ground: Ground) -> Iterator[Told]:
    day = ground.pathway.review_by
    if day is None:
        yield Told((cite(ground.pathway),))


@rule(Severity.WARNING)
def review_overdue(ground: Ground) -> Iterator[Told]:
    day = ground.pathway.review_by
    if day is not None and day < ground.today:
        yield Told((cite(ground.pathway),), {"day": day})


@rule(Severity.WARNING)
def no_framework_level(ground: Ground) -> Iterator[Told]:
    if missing := tuple(cite(credential) for credential in ground.credentials if credential.level is None):
        yield Told(missing, {"count": len(missing)})


@rule(Severity.WARNING)
def demand_falling(ground: Ground) -> Iterator[Told]:
    falling = tuple(cite_demand(job, job.outlook) for job in ground.jobs if job.outlook and job.outlook.growth_percent < 0)
    if falling:
        yield Told(falling, {"jobs": listed(falling)})
    if unknown := tuple(cite(job) for job in ground.jobs if job.outlook is None):
        yield Told(unknown, known=False)


def months_before(day: date, months: int) -> date:
    """The same day so many months before; the 1st of the month after where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)


def _dated(ground: Ground) -> Iterator[tuple[date, Evidence]]:
    """Every fact the pathway stands on, with its day. Levels of a framework stand until the framework changes."""
    catalog, pathway = ground.catalog, ground.pathway
    yield pathway.as_of, cite(pathway, "as_of", day=pathway.as_of)
    records = [*ground.entries, *(step.program for step in ground.steps), *ground.credentials]
    records += [catalog.services[key] for key in dict.fromkeys((*pathway.services, *pathway.funding))]
    records += [*(catalog.employers[key] for key in pathway.employers), *ground.transfers]
    for record in dict.fromkeys(records):
        yield record.as_of, cite(record, "as_of", day=record.as_of)
    for job in ground.jobs:
        yield job.as_of, cite(job, "as_of", day=job.as_of)
        if job.pay:
            yield job.pay.as_of, cite(job, "pay_as_of", day=job.pay.as_of)
        if job.outlook:
            yield job.outlook.as_of, cite(job, "outlook_as_of", day=job.outlook.as_of)
