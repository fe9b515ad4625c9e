"""The planner's one question: which ladders fit this student, and if none, what stands in the way?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from knowledge.model import Education, English
from knowledge.planner import pace
from knowledge.planner.index import Index
from knowledge.planner.result import Blocked, Constraint, Ladder, LadderKind, Plans, Skip
from knowledge.planner.search import Found, begin, open_now, qualified, reached, search, take
from knowledge.planner.state import Held
from knowledge.planner.steps import tell
from knowledge.planner.student import Student

HORIZON_WEEKS = 416  # eight years: a ladder longer than that, at a student's own hours, is no plan

# Loosened in this order when nothing fits: what a student can change most easily stays tight the longest.
_LOOSEN: dict[Constraint, Callable[[Student], Student]] = {
    Constraint.TIMES: lambda s: replace(s, times=frozenset()),
    Constraint.MODALITY: lambda s: replace(s, modalities=frozenset()),
    Constraint.HOURS: lambda s: replace(s, hours_per_week=None),
    Constraint.BUDGET: lambda s: replace(s, budget=None),
    Constraint.CAMPUS: lambda s: replace(s, campuses=frozenset()),
    Constraint.AGE: lambda s: replace(s, age=None),
}


def plan(index: Index, student: Student, today: date) -> Plans:
    """Up to three ladders to one of the student's goals: fastest to a better job, cheapest, highest pay.

    Where two of them are the same ladder it stands once, under both names; none is called the cheapest where no price is known. An unknown education is taken as a
    high-school diploma, and said so in ``assumed_diploma``; unknown English as fluent.
    """
    start = _start(index, student)
    assumed = student.education is None and start.education is Education.HIGH_SCHOOL
    met = tuple(goal for goal in student.goals if qualified(index, start, goal))
    goals = tuple(sorted(set(student.goals) - set(met)))
    if met:  # already there: look one step up
        goals = tuple(
            sorted(
                {up for goal in met for up in index.catalog.occupations[goal].advances_to if not qualified(index, start, up)}
                | set(goals)
            )
        )
        goals = tuple(goal for goal in goals if goal not in met)
    if not goals:
        return Plans(qualified=met, assumed_diploma=assumed)
    ladders = _ladders(index, student, start, goals, today)
    if not ladders:
        return Plans(blocked=_blocked(index, student, goals, today), qualified=met, assumed_diploma=assumed)
    return Plans(
        ladders,
        skips=_skips(index, student, goals, ladders),
        qualified=met,
        open_now=tuple(open_now(start, student, index)[:3]),
        assumed_diploma=assumed,
    )


def _start(index: Index, student: Student) -> Held:
    return begin(student, index, student.education or Education.HIGH_SCHOOL, student.english or English.FLUENT)


def _ladders(index: Index, student: Student, start: Held, goals: tuple[str, ...], today: date) -> tuple[Ladder, ...]:
    found = search(index, student, start, goals, HORIZON_WEEKS)
    if not found:
        return ()
    goal_of = {f.programs: _goal_reached(index, start, f, goals) for f in found}
    picks: list[tuple[LadderKind, Found, str]] = []
    fastest = min(found, key=_first_job)
    cheapest = min(found, key=lambda f: (f.cost, f.weeks, f.programs))
    picks.append((LadderKind.FASTEST, fastest, goal_of[fastest.programs]))
    if cheapest.cost < pace.UNKNOWN:  # what has no price is not called cheap
        picks.append((LadderKind.CHEAPEST, cheapest, goal_of[cheapest.programs]))
    picks.append((LadderKind.HIGHEST_PAY, *_highest_pay(index, student, start, goals, found, goal_of)))
    kinds: dict[tuple[tuple[str, ...], str], list[LadderKind]] = {}
    by_key: dict[tuple[tuple[str, ...], str], Found] = {}
    for kind, ladder, goal in picks:
        kinds.setdefault((ladder.programs, goal), []).append(kind)
        by_key[(ladder.programs, goal)] = ladder
    return tuple(tell(index, student, start, by_key[key], key[1], tuple(names), today) for key, names in kinds.items())


def _goal_reached(index: Index, start: Held, found: Found, goals: tuple[str, ...]) -> str:
    """Of the goals a ladder reaches, the best paid."""
    held = start
    for key in found.programs:
        held = take(index.catalog.programs[key], held, index)
    met = [goal for goal in goals if reached(index, held, goal)]
    return max(met, key=lambda goal: (index.catalog.occupations[goal].median, goal))


def _highest_pay(
    index: Index, student: Student, start: Held, goals: tuple[str, ...], found: list[Found], goal_of: dict[tuple[str, ...], str]
) -> tuple[Found, str]:
    """The ladder that ends in the best-paid work among the goals and what they advance to, over two moves."""
    occupations = index.catalog.occupations
    above = set(goals)
    for _ in range(2):
        above |= {up for job in above for up in occupations[job].advances_to}
    ranked = sorted(above, key=lambda job: (-occupations[job].median, job))
    for job in ranked:
        if job not in goals and _asks_years(index, student, job):
            continue  # classes alone do not lead there
        options = [f for f in found if goal_of[f.programs] == job]
        if not options and not qualified(index, start, job):
            options = search(index, student, start, (job,), HORIZON_WEEKS)
        if options:
            return min(options, key=lambda f: (f.weeks, f.cost, f.programs)), job
    raise AssertionError("a goal with a ladder is among the ranked")


def _asks_years(index: Index, student: Student, job: str) -> bool:
    """Whether the work asks for more years of experience than the student has told of."""
    requires = index.catalog.occupations[job].requires
    years = (
        [leaf.experience_years for leaf in requires.leaves() if leaf.experience_years and not leaf.recommended]
        if requires
        else []
    )
    return any(y > (student.experience_years or 0) for y in years)


def _blocked(index: Index, student: Student, goals: tuple[str, ...], today: date) -> Blocked:
    older = replace(student, age=None)
    if any(qualified(index, _start(index, older), goal) for goal in goals):
        return Blocked((Constraint.AGE,), None)  # no class is missing, only years
    free = student
    for loosen in _LOOSEN.values():
        free = loosen(free)
    if _soonest(index, free, goals) is None:
        return Blocked((Constraint.NOT_TAUGHT_HERE,), _stepping_stone(index, student, goals, today))
    alone = []
    for constraint, loosen in _LOOSEN.items():
        eased = loosen(student)
        if eased != student and (soonest := _soonest(index, eased, goals)) is not None:
            alone.append((soonest.weeks, constraint, eased))
    if alone:
        _, constraint, eased = min(alone, key=lambda option: option[0])
        return Blocked((constraint,), _ladders(index, eased, _start(index, eased), goals, today)[0])
    blocking, eased = [], free
    for constraint in reversed(_LOOSEN):  # tighten again one by one; what can't be tightened blocks
        kept = _tighten(constraint, eased, student)
        if _soonest(index, kept, goals) is not None:
            eased = kept
        else:
            blocking.append(constraint)
    return Blocked(tuple(blocking), _ladders(index, eased, _start(index, eased), goals, today)[0])


def _soonest(index: Index, student: Student, goals: tuple[str, ...]) -> Found | None:
    """The fastest ladder, if there is any."""
    found = search(index, student, _start(index, student), goals, HORIZON_WEEKS)
    return min(found, key=_first_job) if found else None


def _first_job(found: Found) -> tuple[float, int, int, tuple[str, ...]]:
    return found.first_job, found.weeks, found.cost, found.programs


def _tighten(constraint: Constraint, eased: Student, student: Student) -> Student:
    field = {Constraint.HOURS: "hours_per_week", Constraint.MODALITY: "modalities", Constraint.CAMPUS: "campuses"}.get(
        constraint, constraint.value
    )
    return replace(eased, **{field: getattr(student, field)})


def _stepping_stone(index: Index, student: Student, goals: tuple[str, ...], today: date) -> Ladder | None:
    """A ladder to work that leads on to a goal the college does not teach for."""
    occupations = index.catalog.occupations
    near = {job.id for job in occupations.values() if set(job.advances_to) & set(goals)}
    for transfer in index.catalog.transfers.values():
        if set(transfer.occupations) & set(goals):
            near |= {job for key in transfer.programs for job in index.catalog.programs[key].occupations}
    near -= set(goals)
    start = _start(index, student)
    reachable = tuple(sorted(job for job in near if not qualified(index, start, job)))
    ladders = _ladders(index, student, start, reachable, today) if reachable else ()
    return ladders[0] if ladders else None


def _skips(index: Index, student: Student, goals: tuple[str, ...], ladders: tuple[Ladder, ...]) -> tuple[Skip, ...]:
    """What the student would have had to do without what they already hold."""
    if not student.credentials and not student.prior_learning:
        return ()
    bare = replace(student, credentials=frozenset(), prior_learning=())
    needed = {key for f in search(index, bare, _start(index, bare), goals, HORIZON_WEEKS) for key in f.programs}
    still = {step.program for ladder in ladders for step in ladder.steps}
    skips = []
    for rule in student.prior_learning:
        record = index.catalog.prior_learning[rule]
        held = {*record.grants, *([record.held] if record.held else [])}
        skips.append(Skip(_given_by(index, needed - still, held), rule=rule))
    for credential in sorted(student.credentials):
        programs = _given_by(index, needed - still, {credential})
        if programs:
            skips.append(Skip(programs, credential=credential))
    return tuple(skips)


def _given_by(index: Index, programs: set[str], held: set[str]) -> tuple[str, ...]:
    """Those of the programs that give one of the held credentials."""
    catalog = index.catalog
    return tuple(sorted(key for key in programs if held & {*catalog.programs[key].awards, *catalog.programs[key].prepares_for}))
