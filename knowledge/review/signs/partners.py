"""Signs of employers, universities and others who carry a pathway with the college."""

from __future__ import annotations

from knowledge.model import Employer, ProgramKind, WorkBasedKind, WorkBasedLearning
from knowledge.review.cite import cite, cite_all
from knowledge.review.ground import Ground
from knowledge.review.signs.registry import Seen, any_of, sign

AT_WORK = frozenset(WorkBasedKind) - {WorkBasedKind.TUITION_BENEFIT}


@sign
def employers_named(ground: Ground) -> Seen:
    return any_of(cite_all(_employers(ground)))


@sign
def several_employers(ground: Ground) -> Seen:
    employers = _employers(ground)
    return Seen(len(employers) > 1, cite_all(employers))


@sign
def employer_hires(ground: Ground) -> Seen:
    jobs = {job.id for job in ground.jobs}
    employers = _employers(ground)
    hiring = tuple(
        cite(employer, "hires", jobs=", ".join(ground.catalog.occupations[key].name for key in employer.hires if key in jobs))
        for employer in employers
        if jobs.intersection(employer.hires)
    )
    if not hiring and employers and not any(employer.hires for employer in employers):
        return Seen(None, cite_all(employers))
    return any_of(hiring)


@sign
def learning_at_work(ground: Ground) -> Seen:
    return any_of(tuple(cite(e, "offers", title=offer.title) for e, offer in _offers(ground) if offer.kind in AT_WORK))


@sign
def apprenticeship(ground: Ground) -> Seen:
    taught = [s.program for s in ground.steps if s.program.kind is ProgramKind.APPRENTICESHIP]
    offered = [cite(e, "offers", title=o.title) for e, o in _offers(ground) if o.kind is WorkBasedKind.REGISTERED_APPRENTICESHIP]
    return any_of((*cite_all(taught), *offered))


@sign
def employer_shares_cost(ground: Ground) -> Seen:
    paying = [(e, o) for e, o in _offers(ground) if o.paid or o.kind is WorkBasedKind.TUITION_BENEFIT]
    return any_of(tuple(cite(e, "offers", title=offer.title) for e, offer in paying))


@sign
def university_partner(ground: Ground) -> Seen:
    return any_of(tuple(cite(t, "transfers_to", program=t.to_program, day=t.valid_until) for t in ground.transfers))


@sign
def partner_outside(ground: Ground) -> Seen:
    own = {step.program.provider for step in ground.steps}
    keys = dict.fromkeys((*ground.pathway.services, *ground.pathway.funding))
    return any_of(cite_all(s for s in map(ground.catalog.services.__getitem__, keys) if s.provider not in own))


def _employers(ground: Ground) -> tuple[Employer, ...]:
    return tuple(ground.catalog.employers[key] for key in ground.pathway.employers)


def _offers(ground: Ground) -> list[tuple[Employer, WorkBasedLearning]]:
    """What the pathway's employers offer for its jobs or beside its programs."""
    jobs = {job.id for job in ground.jobs}
    programs = {step.program.id for step in ground.steps}
    return [
        (employer, offer)
        for employer in _employers(ground)
        for offer in employer.offers
        if jobs.intersection(offer.occupations) or programs.intersection(offer.programs)
    ]
