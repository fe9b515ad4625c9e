"""Find ladders: a label-setting search over what a student holds, exact within its depth.

Each label is a list of programs taken so far with its costs: weeks, money before aid, weeks to the first job that pays
more than the present one, and money after aid where the student has a budget. All of them only grow along a ladder, so a label that is no better in any of them than
another of the same state, or than a ladder already found, can be dropped (Martins 1984, multicriteria shortest paths).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass
from itertools import count

from knowledge.model import Education, English, Program, ProgramKind
from knowledge.planner import pace
from knowledge.planner.index import Index
from knowledge.planner.state import Held, check, meets
from knowledge.planner.student import Student

MAX_STEPS = 6

# BLS's typical education for entry that is more than a diploma: such work is not simply open to anyone
SCHOOLED = frozenset(
    (
        "Postsecondary nondegree award",
        "Associate's degree",
        "Bachelor's degree",
        "Master's degree",
        "Doctoral or professional degree",
    )
)

# Where a way asks for a diploma later on, these are the doors for someone who has none.
ENTRIES = (ProgramKind.INTEGRATED, ProgramKind.HIGH_SCHOOL_EQUIVALENCY, ProgramKind.BASIC_EDUCATION, ProgramKind.ENGLISH)

# weeks, US dollars before aid (a price that is not known ranks above any that is), weeks to first better job (inf where none yet), US dollars after aid where a budget is set
Costs = tuple[int, int, float, int]


@dataclass(frozen=True)
class Found:
    """A ladder as program ids in order, with its costs."""

    programs: tuple[str, ...]
    weeks: int
    cost: int
    first_job: float
    after_aid: int

    @property
    def costs(self) -> Costs:
        return self.weeks, self.cost, self.first_job, self.after_aid


def begin(student: Student, index: Index, education: Education, english: English) -> Held:
    """What the student holds at the start, prior learning counted in."""
    credentials = set(student.credentials)
    courses: set[str] = set()
    level = education
    rules = [index.catalog.prior_learning[key] for key in student.prior_learning]
    rules += [rule for key in student.credentials for rule in index.rules_for_held.get(key, ())]
    for rule in rules:
        credentials.update(rule.grants)
        courses.update(rule.courses)
        if rule.held:
            credentials.add(rule.held)
        if rule.confers_education and rule.confers_education.rank > level.rank:
            level = rule.confers_education
    for key in credentials:
        courses.update(index.courses_behind.get(key, ()))
        confers = index.catalog.credentials[key].confers_education
        if confers and confers.rank > level.rank:
            level = confers
    return Held(frozenset(credentials), frozenset(courses), level, english, student.experience_years or 0.0, student.age)


def take(program: Program, held: Held, index: Index) -> Held:
    """What the student holds after the program."""
    education = index.education_from.get(program.id, held.education)
    if education.rank < held.education.rank:
        education = held.education
    english = (
        program.confers_english if program.confers_english and program.confers_english.rank > held.english.rank else held.english
    )
    after = Held(
        held.credentials.union(program.awards),
        held.courses.union(program.courses),
        education,
        english,
        held.experience_years,
        held.age,
    )
    waiting = [key for key in program.prepares_for if key not in after.credentials]
    while waiting and (ready := [key for key in waiting if meets(after, index.catalog.credentials[key].requires)]):
        after = Held(after.credentials.union(ready), after.courses, education, english, held.experience_years, held.age)
        waiting = [key for key in waiting if key not in ready]
    return after


def jobs_opened(before: Held, after: Held, index: Index) -> set[str]:
    """Occupations that what was gained prepares for and whose requirements are now met."""
    gained = after.credentials - before.credentials
    jobs = {job for key in gained for job in index.jobs_of.get(key, ())}
    occupations = index.catalog.occupations
    return {job for job in jobs if meets(after, occupations[job].requires) and not is_open(before, job, index)}


def is_open(held: Held, job: str, index: Index) -> bool:
    """Whether what is held prepares for the work and meets what it asks."""
    return any(job in index.jobs_of.get(key, ()) for key in held.credentials) and meets(
        held, index.catalog.occupations[job].requires
    )


def open_now(held: Held, student: Student, index: Index) -> list[str]:
    """Better-paid work that what the student holds opens today, best paid first."""
    occupations, floor = index.catalog.occupations, pay_floor(student, index)
    jobs = {
        job
        for key in held.credentials
        for job in index.jobs_of.get(key, ())
        if occupations[job].median > floor and is_open(held, job, index)
    }
    return sorted(jobs, key=lambda job: (-occupations[job].median, job))


def pay_floor(student: Student, index: Index) -> int:
    """What a better job has to pay more than, in US dollars a year."""
    now = pay_now(student, index)
    return index.unskilled_pay if now is None else now


def pay_now(student: Student, index: Index) -> int | None:
    """What the student earns a year: as told, else the median of the occupation they work in."""
    if student.pay_now is not None:
        return student.pay_now
    return index.catalog.occupations[student.occupation].median or None if student.occupation else None


def search(index: Index, student: Student, start: Held, goals: tuple[str, ...], horizon: int) -> list[Found]:
    """All ladders to one of ``goals`` that no other beats in weeks, money and time to a first better job alike.

    ``horizon`` is the longest ladder worth showing, in weeks at the student's hours.
    """
    task = index.task(goals)
    programs = [p for p in task.programs if pace.possible(p, student)]
    first_jobs = [p for p in task.first_jobs if pace.possible(p, student)]
    if not _within_reach(index, start, (*programs, *first_jobs), goals):
        return []
    floor = pay_floor(student, index)
    occupations = index.catalog.occupations
    budgeted = student.budget is not None
    listed = Counter(course for p in (*programs, *first_jobs) for course in p.courses)
    shared = task.asked_courses.union(course for course, times in listed.items() if times > 1)
    order = count()
    begun: Costs = (0, 0, 0 if open_now(start, student, index) else math.inf, 0)
    towards = index.leading_to(goals)
    asks = {p.id: check(p.asks) for p in programs}
    shut = frozenset(key for key, opens in asks.items() if not opens(start))
    heap: list[tuple[Costs, int, Held, tuple[str, ...], frozenset[str]]] = [(begun, next(order), start, (), shut)]
    seen: dict[tuple[object, ...], list[Costs]] = {}
    found: list[Found] = []
    ends: list[Costs] = []
    while heap:
        here, _, held, taken, shut = heapq.heappop(heap)
        if _beaten(here, ends):
            continue
        if taken and any(reached(index, held, goal) for goal in goals):
            found.append(Found(taken, *here))
            ends.append(here)
            continue
        if len(taken) == MAX_STEPS:
            continue
        weeks, cost, first_job, after_aid = here
        # a step that nothing asks for is worth taking only while it opens the first better job
        opened = [p for p in programs if p.id not in taken and p.id not in shut]
        if math.isinf(first_job):
            opened += [p for p in first_jobs if p.id not in taken and meets(held, p.asks)]
        for program in opened:
            if task.asks_diploma and not taken and held.education is Education.NO_DIPLOMA and program.kind not in ENTRIES:
                continue
            after = take(program, held, index)
            if after == held:
                continue
            share = pace.share_left(program, held, index)
            total_weeks = weeks + pace.weeks(program, share, student.hours_per_week)
            job_at = first_job
            if math.isinf(job_at) and any(
                job in towards and occupations[job].median > floor for job in jobs_opened(held, after, index)
            ):
                job_at = total_weeks
            if total_weeks > horizon:
                continue
            left = after_aid
            if budgeted:
                left += pace.cost_after(program, share, held, index)[0] or 0  # a price nobody told is not above any budget
                if left > student.budget:  # type: ignore[operator]
                    continue
            costs: Costs = (total_weeks, cost + pace.ranked_cost(program, share), job_at, left)
            rivals = seen.setdefault(
                (after.credentials & task.counted, after.courses & shared, after.education, after.english, math.isinf(job_at)), []
            )
            if _beaten(costs, rivals) or _beaten(costs, ends):
                continue
            # a step is worth taking if it opens another one, is one of several that something asks for together, ends the ladder, or
            # brings the first better job
            still = frozenset(key for key in shut if not asks[key](after))
            gained = after.credentials - held.credentials
            moves = (
                len(still) < len(shut)
                or not task.together.isdisjoint(gained)
                or any(reached(index, after, goal) for goal in goals)
            )
            if not (moves or job_at != first_job):
                continue
            rivals[:] = [rival for rival in rivals if not _no_worse(costs, rival)]
            rivals.append(costs)
            heapq.heappush(heap, (costs, next(order), after, (*taken, program.id), still))
    return [f for f in found if not any(_no_worse(g.costs, f.costs) and g.costs != f.costs for g in found)]


def _within_reach(index: Index, held: Held, programs: tuple[Program, ...], goals: tuple[str, ...]) -> bool:
    """Whether any goal is met after all the programs that can be taken at all, whatever that takes and costs."""
    before = None
    while before != held:
        before = held
        for program in programs:
            if meets(held, program.asks):
                held = take(program, held, index)
    return any(reached(index, held, goal) for goal in goals)


def reached(index: Index, held: Held, goal: str) -> bool:
    """Whether the goal's requirements are met, by a credential that prepares for it where it asks for nothing."""
    requires = index.catalog.occupations[goal].requires
    if requires is None:
        return any(goal in index.jobs_of.get(key, ()) for key in held.credentials)
    return meets(held, requires)


def qualified(index: Index, held: Held, goal: str) -> bool:
    """Whether the student meets the goal's checkable requirements before any step."""
    requires = index.catalog.occupations[goal].requires
    if not meets(held, requires):
        return False
    if requires is not None and any(
        leaf.credential or leaf.course or leaf.education or leaf.english for leaf in requires.leaves() if not leaf.recommended
    ):
        return True
    if any(goal in index.jobs_of.get(key, ()) for key in held.credentials):
        return True
    # no program here and nothing said of what it asks: that is work one is trained for on the job, unless its usual schooling says otherwise
    return index.catalog.occupations[goal].entry_education not in SCHOOLED and not index.task((goal,)).programs


def _no_worse(a: Costs, b: Costs) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and a[2] <= b[2] and a[3] <= b[3]


def _beaten(costs: Costs, rivals: list[Costs]) -> bool:
    return any(_no_worse(rival, costs) for rival in rivals)
