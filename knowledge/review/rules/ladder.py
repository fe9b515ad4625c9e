"""Rules on the ladder itself: what each step needs, gives and pays."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Occupation
from knowledge.planner.state import Held, meets
from knowledge.review.cite import cite, cite_need, cite_pay, told_needs
from knowledge.review.ground import Ground, Step
from knowledge.review.reach import lacking
from knowledge.review.result import Severity
from knowledge.review.rules.registry import Told, rule


@rule(Severity.ERROR)
def dead_end(ground: Ground) -> Iterator[Told]:
    for credential in ground.credentials:
        if ground.dead_end(credential):
            giving = [cite(step.program) for step in ground.steps if credential in step.credentials]
            yield Told((cite(credential), *giving), {"credential": credential.name})


@rule(Severity.WARNING)
def no_steps(ground: Ground) -> Iterator[Told]:
    if not ground.steps:
        yield Told((cite(ground.pathway),))


@rule(Severity.ERROR)
def unreachable_step(ground: Ground) -> Iterator[Told]:
    for step in ground.steps[1:]:
        if not step.reachable:
            yield _needing(ground, step, ground.college.reach)


@rule(Severity.WARNING)
def step_needs_more(ground: Ground) -> Iterator[Told]:
    for step in ground.steps:
        if step.reachable and lacking(step.before, step.program.asks):
            yield _needing(ground, step, step.before)


@rule(Severity.WARNING)
def exit_needs_more(ground: Ground) -> Iterator[Told]:
    for step in ground.steps:
        for job in step.exits if step.reachable else ():
            if needs := [cite_need(leaf, ground.catalog) for leaf in lacking(step.after, job.requires)]:
                yield Told(
                    (cite(job), cite(step.program), *needs),
                    {
                        "job": job.name,
                        "program": step.program.name,
                        "needs": told_needs(step.after, job.requires, ground.catalog),
                    },
                )


@rule(Severity.ERROR)
def goal_out_of_reach(ground: Ground) -> Iterator[Told]:
    goal = ground.goal
    if goal is None:
        yield Told((cite(ground.pathway),), known=False)
        return
    needs = [cite_need(leaf, ground.catalog) for leaf in lacking(ground.college.reach, goal.requires)]
    if needs and not any(goal.id in agreement.occupations for agreement in ground.transfers):
        yield Told(
            (cite(goal), *needs), {"goal": goal.name, "needs": told_needs(ground.college.reach, goal.requires, ground.catalog)}
        )


@rule(Severity.ERROR)
def terminal_pay_below_start(ground: Ground) -> Iterator[Told]:
    start = next((step for step in ground.steps if step.exits), None)
    for step in ground.steps[start.number :] if start else ():
        if start is None or _built_on(ground, step) or not (after := _work(ground, step)):
            continue
        first, last = _best_paid(start.exits), _best_paid(after)
        if first is None or last is None:
            unknown = [job for job in (*start.exits, *after) if job.pay is None]
            yield Told(tuple(cite_pay(job) for job in unknown), {"program": step.program.name}, known=False)
        elif first.pay and last.pay and last.pay.median < first.pay.median:
            yield Told(
                (*(cite(credential) for credential in step.credentials), cite_pay(last), cite_pay(first)),
                {
                    "program": step.program.name,
                    "job": last.name,
                    "pay": f"{last.pay.median:,}",
                    "first": first.name,
                    "first_pay": f"{first.pay.median:,}",
                },
            )


def _needing(ground: Ground, step: Step, held: Held) -> Told:
    asks, catalog = step.program.asks, ground.catalog
    needs = (cite_need(leaf, catalog) for leaf in lacking(held, asks))
    values = {"number": step.number, "program": step.program.name, "needs": told_needs(held, asks, catalog)}
    return Told((cite(step.program), *needs), values)


def _built_on(ground: Ground, step: Step) -> bool:
    """Whether a later step goes on from this one: its credential stacks into the later one's, or is asked for by it."""
    given = {credential.id for credential in step.credentials}
    for later in ground.steps[step.number :]:
        stacked = {key for credential in later.credentials for key in ground.college.index.stacks_from.get(credential.id, ())}
        trees = [later.program.asks, *(credential.requires for credential in later.credentials)]
        asked = {leaf.credential for tree in trees if tree for leaf in tree.leaves()}
        if given & (stacked | asked) or (later.reachable and _shares_courses(step, later)):
            return True
    return False


def _shares_courses(step: Step, later: Step) -> bool:
    return bool(set(step.program.courses) & set(later.program.courses))


def _work(ground: Ground, step: Step) -> tuple[Occupation, ...]:
    """What the step opens: its exits, or where it names none the work of its cluster that its credentials prepare for."""
    if step.exits:
        return step.exits
    keys = sorted({job for credential in step.credentials for job in ground.college.index.jobs_of.get(credential.id, ())})
    jobs = [ground.catalog.occupations[key] for key in keys]
    return tuple(job for job in jobs if job.cluster == ground.pathway.cluster and meets(step.after, job.requires))


def _best_paid(jobs: tuple[Occupation, ...]) -> Occupation | None:
    """None where no job's pay is known."""
    return max((job for job in jobs if job.pay), key=lambda job: job.pay.median if job.pay else 0, default=None)
