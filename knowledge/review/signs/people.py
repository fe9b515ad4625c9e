"""Signs of help for students, and of who can come in."""

from __future__ import annotations

from knowledge.model import English, Need
from knowledge.planner.state import meets
from knowledge.review.cite import cite, cite_all
from knowledge.review.ground import Ground
from knowledge.review.reach import newcomer
from knowledge.review.signs.registry import Seen, any_of, sign

COUNSEL = frozenset({Need.ADVISING, Need.CAREER})
STUDY = frozenset({Need.TUTORING, Need.TECHNOLOGY, Need.DISABILITY, Need.ENGLISH, Need.BASIC_EDUCATION})
LIFE = frozenset(
    {Need.CHILD_CARE, Need.TRANSPORT, Need.FOOD, Need.HOUSING, Need.EMERGENCY_MONEY, Need.HEALTH, Need.COUNSELING, Need.LEGAL}
)


@sign
def counseling(ground: Ground) -> Seen:
    return _for_needs(ground, COUNSEL)


@sign
def help_with_study(ground: Ground) -> Seen:
    return _for_needs(ground, STUDY)


@sign
def help_with_life(ground: Ground) -> Seen:
    return _for_needs(ground, LIFE)


@sign
def outside_working_hours(ground: Ground) -> Seen:
    fits = {step.program: ground.fits_work(step.program) for step in ground.steps}
    if by_day := cite_all(program for program, fit in fits.items() if fit is False):
        return Seen(False, by_day)
    unknown = cite_all(program for program, fit in fits.items() if fit is None)
    return Seen(None, unknown) if unknown or not fits else Seen(True, cite_all(fits))


@sign
def open_without_diploma(ground: Ground) -> Seen:
    doors = ground.doors_without_diploma or tuple(step.program for step in ground.steps[:1])
    return Seen(ground.way_in_without_diploma, cite_all(doors))


@sign
def open_with_little_english(ground: Ground) -> Seen:
    """Whether a door, or the first step, takes someone at an intermediate level of English or below."""
    held = newcomer(english=English.INTERMEDIATE)
    ways = (*ground.entries, *(step.program for step in ground.steps[:1]))
    open_ways = [way for way in ways if meets(held, way.asks) and (way.confers_english or way.id == _first(ground))]
    return any_of(cite_all(open_ways))


@sign
def funding_named(ground: Ground) -> Seen:
    catalog = ground.catalog.services
    keys = dict.fromkeys((*ground.pathway.funding, *(key for step in ground.steps for key in step.program.aid)))
    return any_of(cite_all(catalog[key] for key in keys))


def _first(ground: Ground) -> str | None:
    return ground.steps[0].program.id if ground.steps else None


def _for_needs(ground: Ground, needs: frozenset[Need]) -> Seen:
    linked = [ground.catalog.services[key] for key in ground.pathway.services]
    return any_of(
        tuple(
            cite(service, "helps_with", needs=", ".join(n.value.replace("_", " ") for n in service.needs))
            for service in linked
            if needs.intersection(service.needs)
        )
    )
