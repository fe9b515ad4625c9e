"""What one college teaches towards some goals, as a small catalog for the planner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from knowledge.catalog import Beyond, Catalog
from knowledge.model import Education, Occupation, Program, ProgramKind, Requirement
from knowledge.opendata.awards import LEVELS, USUAL
from knowledge.opendata.model import College
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.programs import BIT
from knowledge.opendata.records import ENTRY, Records, Taught

# classes that come before a college's programs, and are the same wherever they are taken
FIRST = (ProgramKind.HIGH_SCHOOL_EQUIVALENCY, ProgramKind.BASIC_EDUCATION, ProgramKind.ENGLISH)


class CollegeScope:
    """Makes the catalogs of colleges for the same goals. ``goals`` are ids of occupations of the home catalog."""

    def __init__(self, data: OpenData, catalog: Catalog, goals: tuple[str, ...]) -> None:
        self._data = data
        self._catalog = catalog
        self._records = Records(data, catalog)
        self.goals = {job.id: job for job in (catalog.occupations[key] for key in goals)}
        self.home = {p.unitid for p in catalog.providers.values() if p.unitid is not None}

    @cached_property
    def fields(self) -> dict[frozenset[str], list[str]]:
        """CIP codes of programs that lead to a goal, by the jobs they lead to among the goals and what advances to them.

        No other job counts as a first one on the way, so fields with the same jobs are alike for the planner.
        """
        jobs = self._catalog.occupations.values()
        counted = set(self.goals)
        for _ in range(2):  # moves, as the planner counts them
            counted |= {job.id for job in jobs if counted & set(job.advances_to)}
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for cip in sorted({cip for goal in self.goals.values() for cip in self._data.cips_of(goal.soc_code)}):
            found[frozenset(counted.intersection(self._records.jobs_of(cip)))].append(cip)
        return found

    def telling(self, jobs: frozenset[str], levels: int) -> int:
        """Of the levels (a sum of ``BIT``) at which a college offers fields that lead to these jobs, those that can change a ladder.

        None, if none is enough for a goal among the jobs. Where there is no other job on the way the shortest that is enough tells all, and
        all that are as long or longer stand with it, since who offers a shorter one needs no other: an award below it only makes
        the way longer (see the usual lengths in ``awards``).
        """
        goals = [goal for goal in self.goals if goal in jobs]
        if not any(levels & BIT[level] for goal in goals for level in self._levels[goal]):
            return 0
        if len(jobs) > 1:
            return levels
        shortest = min(USUAL[level].weeks for level in self._levels[goals[0]] if levels & BIT[level])
        return sum(BIT[level] for level, usual in USUAL.items() if usual.weeks >= shortest)

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
        first = {key: p for key, p in home.programs.items() if p.kind in FIRST}
        occupations = dict(home.occupations) | {key: self._goal(job, taught) for key, job in self.goals.items()}
        return replace(
            home,
            providers=home.providers | {provider.id: provider},
            programs=first | taught.programs,
            credentials=home.credentials | taught.credentials,
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
        told = goal.requires and _told(goal.requires)
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


def _told(requirement: Requirement) -> tuple[Requirement, ...]:
    """What else work asks for, to be told and never to block: credentials, years, age, and what no record proves."""
    if requirement.all_of is not None:
        return tuple(part for branch in requirement.all_of for part in _told(branch))
    if requirement.education is not None or requirement.english is not None:
        return ()  # the level of the award stands for it
    return (replace(requirement, recommended=True),)
