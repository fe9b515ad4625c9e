"""What one college teaches towards some goals, as a small catalog for the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from math import ceil

from knowledge.catalog import Beyond, Catalog
from knowledge.model import Education, English, Occupation, Program, ProgramKind, Requirement
from knowledge.opendata.awards import LEVELS, USUAL
from knowledge.opendata.entry import ENTRY
from knowledge.opendata.model import College
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.programs import BIT
from knowledge.opendata.records import Records, Taught
from knowledge.planner import Student
from knowledge.planner.index import COLLEGE_AWARDS
from knowledge.planner.state import Held, meets

# classes that come before a college's programs, and are the same wherever they are taken
FIRST = (ProgramKind.HIGH_SCHOOL_EQUIVALENCY, ProgramKind.BASIC_EDUCATION, ProgramKind.ENGLISH)


class CollegeScope:
    """Makes the catalogs of colleges for a student. ``goals`` are the occupations of the home catalog that the student wants, by id."""

    def __init__(self, data: OpenData, catalog: Catalog, student: Student) -> None:
        self._data = data
        self._catalog = catalog
        self._records = Records(data, catalog)
        self.goals = {job.id: job for job in (catalog.occupations[key] for key in student.goals)}
        self._hours = student.hours_per_week
        self._first = {key: p for key, p in catalog.programs.items() if p.kind in FIRST}
        self._held = {*student.credentials, *self._given_before(student)}
        self._tellings: dict[tuple[frozenset[str], int], int] = {}
        self.home = {p.unitid for p in catalog.providers.values() if p.unitid is not None}

    def _given_before(self, student: Student) -> Iterator[str]:
        """Credentials of prior learning, and those that the classes before a program give."""
        rules = [
            rule
            for rule in self._catalog.prior_learning.values()
            if rule.id in student.prior_learning or rule.held in student.credentials
        ]
        for rule in rules:
            yield from rule.grants
            if rule.held:
                yield rule.held
        for program in self._first.values():
            yield from (*program.awards, *program.prepares_for)

    @cached_property
    def _most(self) -> Held:
        """The most anyone can hold by studying elsewhere."""
        held, courses = frozenset(self._held), frozenset(self._catalog.courses)
        return Held(held, courses, Education.MASTER, English.FLUENT, float("inf"), None)

    @cached_property
    def fields(self) -> dict[frozenset[str], list[str]]:
        """CIP codes of programs that lead to a goal, by the jobs they lead to among the goals and what advances to them.

        No other job counts as a first one on the way, nor one that asks for what only the home college gives: fields with the same jobs
        are alike for the planner.
        """
        jobs = self._catalog.occupations.values()
        counted = set(self.goals)
        for _ in range(2):  # moves, as the planner counts them
            counted |= {job.id for job in jobs if counted & set(job.advances_to)}
        counted = {key for key in counted if key in self.goals or meets(self._most, self._catalog.occupations[key].requires)}
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for cip in sorted({cip for goal in self.goals.values() for cip in self._data.cips_of(goal.soc_code)}):
            found[frozenset(counted.intersection(self._records.jobs_of(cip)))].append(cip)
        return found

    def telling(self, jobs: frozenset[str], levels: int) -> int:
        """Of the levels (a sum of ``BIT``) at which a college offers fields that lead to these jobs, those that can change a ladder.

        All of them, where there is another job on the way. Else the shortest level that is enough for the goal tells all: an award
        below it only makes the way longer (see the usual lengths in ``awards``). All that are as long or longer stand with it, since
        who offers a shorter one needs no other. 0, where none is enough.
        """
        if (jobs, levels) not in self._tellings:
            self._tellings[jobs, levels] = self._telling(jobs, levels)
        return self._tellings[jobs, levels]

    def _telling(self, jobs: frozenset[str], levels: int) -> int:
        if len(jobs) > 1:
            return levels
        (goal,) = jobs
        enough = [USUAL[level].weeks for level in self._levels[goal] if levels & BIT[level]]
        return sum(BIT[level] for level, usual in USUAL.items() if enough and usual.weeks >= min(enough))

    def enough(self, jobs: frozenset[str], levels: int) -> bool:
        """Whether a field that leads to these jobs is enough for a goal among them at any of the levels (a sum of ``BIT``)."""
        return any(levels & BIT[level] for goal in jobs & self.goals.keys() for level in self._levels[goal])

    def at_best(self, fields: Iterable[tuple[frozenset[str], int]]) -> tuple[float, int, int]:
        """What no ladder over such fields (jobs, levels) can beat: weeks to a first job, weeks to a goal, and the best paid goal's pay."""
        first, ends, pay = [], [], 0
        for jobs, levels in fields:
            first += [self._weeks[level] for level in USUAL if levels & BIT[level]]
            for goal in jobs & self.goals.keys():
                enough = [self._weeks[level] for level in self._levels[goal] if levels & BIT[level]]
                ends += enough
                pay = max(pay, self.goals[goal].median if enough else 0)
        return min(first), min(ends), pay

    @cached_property
    def _weeks(self) -> dict[int, int]:
        """Weeks for an award of each level at the student's hours."""
        hours = self._hours
        return {
            level: usual.weeks if hours is None or hours >= usual.hours else ceil(usual.weeks * usual.hours / hours)
            for level, usual in USUAL.items()
        }

    @cached_property
    def _levels(self) -> dict[str, tuple[int, ...]]:
        """Award levels that are enough for each goal."""
        return {key: tuple(lvl for lvl in USUAL if _reaches(lvl, self._asked(job))) for key, job in self.goals.items()}

    def _asked(self, goal: Occupation) -> Education | None:
        """The education a goal takes: what the college's own programs for it give, the least of them; else BLS's typical one."""
        own = [p for p in self._catalog.programs.values() if goal.id in p.occupations and "occupations" not in p.inferred]
        if own:
            return min((_given(p) for p in own), key=lambda level: level.rank)
        return ENTRY.get(goal.entry_education)

    def at(self, college: College) -> Catalog:
        """The home catalog with the programs of another college in the place of its own, but for a diploma and for English."""
        home = self._catalog
        offered = self._data.programs_of([cip for cips in self.fields.values() for cip in cips], college.unitid)
        provider = self._records.provider(college)
        taught = self._records.taught(offered, provider.id)
        held = {key: home.credentials[key] for key in sorted(self._held)}
        occupations = dict(home.occupations) | {key: self._goal(job, taught) for key, job in self.goals.items()}
        return replace(
            home,
            providers=home.providers | {provider.id: provider},
            programs=self._first | taught.programs,
            credentials=Beyond(held | taught.credentials, home.credentials.get),
            occupations=Beyond(occupations, home.occupations.get),
            employers={},  # and what they offer is near home
        )

    def _goal(self, goal: Occupation, taught: Taught) -> Occupation:
        """The goal as it is reached there: by any award of the college that leads to it and is enough. All else that it asks is told."""
        enough = {USUAL[level].level for level in self._levels[goal.id]}
        ways = tuple(
            Requirement(credential=key)
            for key, program in taught.programs.items()
            if goal.id in program.occupations and program.award_level in enough
        )
        told = tuple(_told(goal.requires, self._catalog)) if goal.requires else ()
        if not ways:  # taught, yet not far enough: a goal that nothing here opens
            return replace(goal, requires=Requirement(education=Education.MASTER), advances_to=())
        opened = Requirement(any_of=ways) if len(ways) > 1 else ways[0]
        return replace(goal, requires=Requirement(all_of=(opened, *told)) if told else opened, advances_to=())


def _reaches(level: int, asked: Education | None) -> bool:
    """Whether an award of that IPEDS level is enough schooling; any is where no more than some college is asked."""
    if asked is None or asked.rank <= Education.SOME_COLLEGE.rank:
        return True
    confers = USUAL[level].confers
    return confers is not None and confers.rank >= asked.rank


def _given(program: Program) -> Education:
    level = LEVELS.get(program.award_level)
    return (USUAL[level].confers if level is not None else None) or Education.NO_DIPLOMA


def _told(requirement: Requirement, catalog: Catalog) -> Iterator[Requirement]:
    """What else work asks for, to be told and never to block: licenses, years, age, and what no record proves.

    Of schooling the award stands in the place, and so it does of an award of the home college, alone or as one of several ways.
    """
    if requirement.all_of is not None:
        for branch in requirement.all_of:
            yield from _told(branch, catalog)
        return
    one_of = requirement.any_of is not None and requirement.needed == 1
    if not (any(_taught(leaf, catalog) for leaf in requirement.leaves()) if one_of else _taught(requirement, catalog)):
        yield replace(requirement, recommended=True)


def _taught(leaf: Requirement, catalog: Catalog) -> bool:
    """Whether it asks for schooling, or for what a college awards."""
    if leaf.credential is not None:
        return catalog.credentials[leaf.credential].type in COLLEGE_AWARDS
    return any((leaf.education, leaf.english, leaf.course))
