"""Signs of how a pathway teaches, what it gives, and where it leads on."""

from __future__ import annotations

from itertools import pairwise

from knowledge.model import CredentialType, Education, PriorLearningRule, ProgramKind
from knowledge.review.cite import cite, cite_all, cite_pay
from knowledge.review.ground import Ground
from knowledge.review.rules.ladder import terminal_pay_below_start
from knowledge.review.signs.registry import Seen, any_of, sign

TOGETHER = (ProgramKind.INTEGRATED, ProgramKind.DUAL_ENROLLMENT)
BEFORE_COLLEGE = (CredentialType.SECONDARY_SCHOOL, CredentialType.MICRO_CREDENTIAL)


@sign
def stackable(ground: Ground) -> Seen:
    below = ground.college.index.stacks_from
    own = {credential.id for credential in ground.credentials}
    counting = [c for c in ground.credentials if any(c.id in below.get(key, ()) for key in own)]
    sharing = [
        b.program for a, b in pairwise(ground.steps) if set(a.program.courses).intersection(b.program.courses) and not counting
    ]
    return any_of((*cite_all(counting), *cite_all(sharing)))


@sign
def taught_together(ground: Ground) -> Seen:
    programs = (*ground.entries, *(step.program for step in ground.steps))
    return any_of(cite_all(program for program in programs if program.kind in TOGETHER))


@sign
def prior_learning(ground: Ground) -> Seen:
    courses = {key for step in ground.steps for key in step.program.courses}
    credentials = {credential.id for credential in ground.credentials}

    def counts(rule: PriorLearningRule) -> bool:
        return bool(courses.intersection(rule.courses) or credentials.intersection(rule.grants))

    return any_of(cite_all(rule for rule in ground.catalog.prior_learning.values() if counts(rule)))


@sign
def further_study(ground: Ground) -> Seen:
    last = ground.steps[-1:]
    stacking = [c for step in last for c in step.credentials if c.stacks_into]
    return any_of((*(cite(t, "transfers_to", program=t.to_program, day=t.valid_until) for t in ground.transfers), *cite_all(stacking)))  # fmt: skip


@sign
def diploma_on_the_way(ground: Ground) -> Seen:
    levels = ground.college.index.education_from
    return any_of(cite_all(p for p in ground.entries if levels.get(p.id) is Education.HIGH_SCHOOL))


@sign
def college_credential(ground: Ground) -> Seen:
    return any_of(cite_all(c for c in ground.credentials if c.type not in BEFORE_COLLEGE))


@sign
def opens_work(ground: Ground) -> Seen:
    return any_of(tuple(cite_pay(job) for job in dict.fromkeys(job for step in ground.steps for job in step.exits)))


@sign
def moves_up(ground: Ground) -> Seen:
    """Whether a later exit, or the goal, pays more than the best-paid first one."""
    first = next((step for step in ground.steps if step.exits), None)
    if first is None:
        return Seen(False)
    later = [job for step in ground.steps[first.number :] for job in step.exits] + ([ground.goal] if ground.goal else [])
    start = [job.pay.median for job in first.exits if job.pay]
    paid = [job for job in dict.fromkeys(later) if job.pay and job not in first.exits]
    others = [job for job in later if job not in first.exits]
    if not start or (others and not paid):
        return Seen(None, tuple(cite_pay(job) for job in dict.fromkeys((*first.exits, *others)) if job.pay is None))
    return any_of(tuple(cite_pay(job) for job in paid if job.pay and job.pay.median > max(start)))


@sign
def no_dead_ends(ground: Ground) -> Seen:
    dead = cite_all(credential for credential in ground.credentials if ground.dead_end(credential))
    return Seen(not dead, dead or cite_all(ground.credentials)) if ground.credentials else Seen(None)


@sign
def pay_holds(ground: Ground) -> Seen:
    told = list(terminal_pay_below_start(ground))
    lower = [item for item in told if item.known]
    if told and not lower:
        return Seen(None, told[0].evidence)
    return Seen(not lower, lower[0].evidence if lower else tuple(cite_pay(job) for step in ground.steps[-1:] for job in step.exits))  # fmt: skip


@sign
def framework_levels(ground: Ground) -> Seen:
    missing = [credential for credential in ground.credentials if credential.level is None]
    levels = tuple(
        cite(c, "level", level=c.level.level, framework=c.level.framework) for c in ground.credentials if c.level is not None
    )
    return Seen(False, cite_all(missing)) if missing else Seen(bool(levels) or None, levels)
