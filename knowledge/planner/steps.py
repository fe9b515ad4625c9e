"""Tell a found ladder step by step: why, weeks, money, exits, doors, work-based options, supports."""

from __future__ import annotations

from datetime import date

from knowledge.model import Education, Need, Program, ProgramKind, Requirement, SupportService
from knowledge.planner import pace
from knowledge.planner.index import Index
from knowledge.planner.result import Exit, Ladder, LadderKind, Reason, Step
from knowledge.planner.search import Found, jobs_opened, pay_now, take
from knowledge.planner.state import Held, meets, soft, still_required
from knowledge.planner.student import Student

MOST_EXITS = 3
MOST_WORK_BASED = 2


def tell(
    index: Index, student: Student, start: Held, found: Found, goal: str, kinds: tuple[LadderKind, ...], today: date
) -> Ladder:
    """The ladder with everything a student is told of it."""
    catalog = index.catalog
    held = start
    pay = pay_now(student, index)
    steps: list[Step] = []
    for number, key in enumerate(found.programs):
        program = catalog.programs[key]
        after = take(program, held, index)
        share = pace.share_left(program, held, index)
        after_aid, aid = pace.cost_after(program, share, held, index)
        exits = _exits(index, held, after, goal, pay)
        delivery, start_day = pace.next_start(pace.deliveries_that_fit(program, student), today)
        gains = tuple(k for k in (*program.awards, *program.prepares_for) if k in after.credentials - held.credentials)
        pay_after = max([e.pay.median for e in exits if e.pay], default=pay)
        if pay is not None and pay_after is not None:
            pay_after = max(pay, pay_after)
        steps.append(
            Step(
                program=key,
                reason=_reason(index, program, held, after, found, number, exits, goal),
                gains=gains,
                weeks=pace.weeks(program, share, student.hours_per_week),
                cost_before=pace.cost_before(program, share),
                cost_after=after_aid,
                aid=aid,
                credits_counted=pace.credits_counted(program, held, index),
                still_required=_required(index, program, gains, held, after),
                delivery=delivery,
                start=start_day,
                exits=exits,
                pay_before=pay,
                pay_after=pay_after,
                doors=tuple(
                    dict.fromkeys(up for k in gains for up in catalog.credentials[k].stacks_into if up not in after.credentials)
                ),
                transfers=tuple(t.id for t in catalog.transfers.values() if key in t.programs),
                work_based=_work_based(index, program, exits),
            )
        )
        held, pay = after, pay_after
    first = int(found.first_job) if found.first_job != float("inf") else None
    return Ladder(kinds, goal, tuple(steps), first, services_for(index, student.needs))


def _exits(index: Index, before: Held, after: Held, goal: str, pay: int | None) -> tuple[Exit, ...]:
    occupations = index.catalog.occupations
    jobs = [occupations[job] for job in jobs_opened(before, after, index)]
    if (
        goal not in {job.id for job in jobs}
        and meets(after, occupations[goal].requires)
        and not meets(before, occupations[goal].requires)
    ):
        jobs.append(occupations[goal])
    better = [job for job in jobs if pay is None or job.median > pay or job.id == goal]
    better.sort(key=lambda job: (job.id != goal, job.cluster != occupations[goal].cluster, -job.median, job.id))
    return tuple(Exit(job.id, job.pay, tuple(still_required(after, job.requires))) for job in better[:MOST_EXITS])


def _required(index: Index, program: Program, gains: tuple[str, ...], held: Held, after: Held) -> tuple[Requirement, ...]:
    conditions = list(still_required(held, program.asks))
    for key in gains:
        conditions += still_required(after, index.catalog.credentials[key].requires)
    return tuple(dict.fromkeys(conditions))


def _reason(
    index: Index, program: Program, held: Held, after: Held, found: Found, number: int, exits: tuple[Exit, ...], goal: str
) -> Reason:
    if program.kind is ProgramKind.INTEGRATED:
        return Reason.INTEGRATED
    if after.english != held.english and not after.credentials - held.credentials:
        return Reason.ENGLISH
    if held.education is Education.NO_DIPLOMA and after.education is Education.HIGH_SCHOOL:
        return Reason.EQUIVALENCY
    if number == len(found.programs) - 1:
        return Reason.GOAL
    following = index.catalog.programs[found.programs[number + 1]]
    needed = following.asks is not None and not soft(following.asks) and not meets(held, following.asks)
    return Reason.NEEDED_NEXT if needed or not exits else Reason.FIRST_JOB


def _work_based(index: Index, program: Program, exits: tuple[Exit, ...]) -> tuple[tuple[str, int], ...]:
    jobs = {e.occupation for e in exits}
    ranked = []
    for employer in index.catalog.employers.values():
        for i, offer in enumerate(employer.offers):
            if program.id in offer.programs:
                ranked.append((0, employer.id, i))
            elif jobs & set(offer.occupations):
                ranked.append((1, employer.id, i))
    return tuple((employer, i) for _, employer, i in sorted(ranked)[:MOST_WORK_BASED])


def services_for(index: Index, needs: frozenset[Need]) -> tuple[str, ...]:
    """For each need the service that is there for it first of all, the college's own before others."""
    chosen: list[str] = []
    for need in sorted(needs, key=lambda n: n.value):
        meeting = [s for s in index.catalog.services.values() if need in s.needs and s.award is None]
        if meeting:
            chosen.append(min(meeting, key=lambda s: _service_rank(s, need)).id)
    return tuple(dict.fromkeys(chosen))


def _service_rank(service: SupportService, need: Need) -> tuple[bool, bool, bool, str]:
    return service.category.value != need.value, service.needs[0] is not need, service.provider is None, service.id
