"""Rules on who can come in: without a diploma, with little English, with a job by day."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.planner.state import meets
from knowledge.review.cite import cite, cite_all, cite_need, listed, told_needs
from knowledge.review.ground import Ground
from knowledge.review.reach import lacking
from knowledge.review.result import Severity
from knowledge.review.rules.registry import Told, rule


@rule(Severity.ERROR)
def entry_needs_what_nothing_offers(ground: Ground) -> Iterator[Told]:
    college = ground.college
    shut = [entry for entry in ground.entries if not ground.door_opens(entry)]
    shut += [step.program for step in ground.steps[:1] if not step.reachable]
    for program in shut:
        held = college.reach if lacking(college.reach, program.asks) else college.reach_before_diploma
        needs = (cite_need(leaf, ground.catalog) for leaf in lacking(held, program.asks))
        told = told_needs(held, program.asks, ground.catalog)
        yield Told((cite(program), *needs), {"program": program.name, "needs": told})


@rule(Severity.ERROR)
def no_entry_without_diploma(ground: Ground) -> Iterator[Told]:
    first = ground.steps[:1]
    way_in = ground.way_in_without_diploma
    if first and first[0].reachable and way_in is None:
        yield Told((cite(first[0].program),), {"program": first[0].program.name}, known=False)
    elif first and first[0].reachable and not way_in:
        here = [p for p in ground.catalog.programs.values() if _leads_to_diploma(ground, p.id)]
        open_here = [p for p in here if meets(ground.college.reach_before_diploma, p.asks)]
        yield Told((cite(first[0].program), *cite_all(open_here)), {"program": first[0].program.name})


def _leads_to_diploma(ground: Ground, program: str) -> bool:
    level = ground.college.index.education_from.get(program)
    return level is not None and level.value == "high_school"


@rule(Severity.WARNING)
def no_evening_or_online(ground: Ground) -> Iterator[Told]:
    by_day = [step.program for step in ground.steps if ground.fits_work(step.program) is False]
    if by_day:
        yield Told(cite_all(by_day), {"programs": listed(cite_all(by_day))})
    if unknown := cite_all(step.program for step in ground.steps if ground.fits_work(step.program) is None):
        yield Told(unknown, {"programs": listed(unknown)}, known=False)
