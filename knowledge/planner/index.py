"""What the planner looks up again and again, worked out once for a catalog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from knowledge.catalog import Catalog
from knowledge.model import (
    AwardLevel,
    CredentialType,
    Education,
    English,
    PriorLearningKind,
    PriorLearningRule,
    Program,
    ProgramKind,
    Requirement,
)
from knowledge.planner.state import Held, meets

_AWARDS_EDUCATION = {
    AwardLevel.BACHELOR: Education.BACHELOR,
    AwardLevel.ASSOCIATE: Education.ASSOCIATE,
    AwardLevel.CERTIFICATE_UNDER_1_YEAR: Education.CERTIFICATE,
    AwardLevel.CERTIFICATE_1_TO_2_YEARS: Education.CERTIFICATE,
    AwardLevel.CERTIFICATE_2_TO_4_YEARS: Education.CERTIFICATE,
}
COLLEGE_AWARDS = (CredentialType.CERTIFICATE, CredentialType.ASSOCIATE_DEGREE, CredentialType.BACHELOR_DEGREE)


@dataclass(frozen=True)
class Task:
    """What may stand on a ladder: programs that give what is ``needed``, and short ones that only open a first job."""

    programs: tuple[Program, ...]
    first_jobs: tuple[Program, ...]
    needed: frozenset[str]  # credentials that the goal, or something on the way to it, asks for
    counted: frozenset[str]  # these and the ones that stack into them or help with them
    together: frozenset[str]  # credentials that something asks for along with others
    asked_courses: frozenset[str]
    asks_diploma: bool

    def without_apprenticeships(self) -> Task:
        """The same task by classes alone: an apprenticeship hangs on an employer who hires."""
        return replace(
            self,
            programs=tuple(p for p in self.programs if p.kind is not ProgramKind.APPRENTICESHIP),
            first_jobs=tuple(p for p in self.first_jobs if p.kind is not ProgramKind.APPRENTICESHIP),
        )


@dataclass(frozen=True)
class Index:
    """A catalog with its look-up tables. Build one and keep it."""

    catalog: Catalog
    _tasks: dict[tuple[str, ...], Task] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def programs_giving(self) -> dict[str, tuple[Program, ...]]:
        """Programs by the credential they award or prepare for."""
        found: dict[str, list[Program]] = defaultdict(list)
        for program in self.catalog.programs.values():
            for credential in (*program.awards, *program.prepares_for):
                found[credential].append(program)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def programs_teaching(self) -> dict[str, tuple[Program, ...]]:
        """Programs by the courses they hold."""
        found: dict[str, list[Program]] = defaultdict(list)
        for program in self.catalog.programs.values():
            for course in program.courses:
                found[course].append(program)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def education_from(self) -> dict[str, Education]:
        """The education level each program leaves a student with, where it raises one."""
        levels: dict[str, Education] = {}
        for program in self.catalog.programs.values():
            gained = [_AWARDS_EDUCATION[program.award_level]] if program.award_level in _AWARDS_EDUCATION else []
            for key in (*program.awards, *program.prepares_for):
                confers = self.catalog.credentials[key].confers_education
                gained += [confers] if confers else []
            if gained:
                levels[program.id] = max(gained, key=lambda level: level.rank)
        return levels

    @cached_property
    def stacks_from(self) -> dict[str, frozenset[str]]:
        """Credentials that stack, over any number of steps, into each credential."""
        below: dict[str, set[str]] = defaultdict(set)
        for credential in self.catalog.credentials.values():
            for above in credential.stacks_into:
                below[above].add(credential.id)
        return {key: frozenset(self._closure(key, below)) for key in below}

    @cached_property
    def credits_behind(self) -> dict[str, tuple[str, float]]:
        """College credits behind each college award: the program here that gives it for the fewest, and how many."""
        behind: dict[str, tuple[str, float]] = {}
        for program in self.catalog.programs.values():
            for key in program.awards:
                if program.credits and self.catalog.credentials[key].type in COLLEGE_AWARDS:
                    behind[key] = min(
                        (program.id, program.credits),
                        behind.get(key, (program.id, program.credits)),
                        key=lambda pair: (pair[1], pair[0]),
                    )
        return behind

    @cached_property
    def courses_behind(self) -> dict[str, tuple[str, ...]]:
        """Courses behind each college award: those of the shortest program here that gives it."""
        courses: dict[str, tuple[str, ...]] = {}
        for program in sorted(self.catalog.programs.values(), key=lambda p: (p.weeks, p.id)):
            for key in program.awards:
                if self.catalog.credentials[key].type in COLLEGE_AWARDS:
                    courses.setdefault(key, program.courses)
        return courses

    @cached_property
    def jobs_of(self) -> dict[str, tuple[str, ...]]:
        """Occupations by the credential that prepares for them, named by either side."""
        jobs: dict[str, set[str]] = defaultdict(set)
        for credential in self.catalog.credentials.values():
            jobs[credential.id].update(credential.prepares_for)
        for occupation in self.catalog.occupations.values():
            for leaf in occupation.requires.leaves() if occupation.requires else ():
                if leaf.credential:
                    jobs[leaf.credential].add(occupation.id)
        return {key: tuple(sorted(found)) for key, found in jobs.items()}

    @cached_property
    def advancing_to(self) -> dict[str, tuple[str, ...]]:
        """Occupations by the occupation that they advance to."""
        below: dict[str, list[str]] = defaultdict(list)
        for job in self.catalog.occupations.values():
            for up in job.advances_to:
                below[up].append(job.id)
        return {key: tuple(jobs) for key, jobs in below.items()}

    def leading_to(self, goals: tuple[str, ...], moves: int = 2) -> frozenset[str]:
        """The goals, and occupations that advance to one of them in so many moves."""
        reach = set(goals)
        for _ in range(moves):
            reach |= {job for goal in reach for job in self.advancing_to.get(goal, ())}
        return frozenset(reach)

    @cached_property
    def rules_for_held(self) -> dict[str, tuple[PriorLearningRule, ...]]:
        """What a held credential is worth here, by credential."""
        rules: dict[str, list[PriorLearningRule]] = defaultdict(list)
        for rule in self.catalog.prior_learning.values():
            if rule.held and rule.kind is PriorLearningKind.CERTIFICATION:
                rules[rule.held].append(rule)
        return {key: tuple(items) for key, items in rules.items()}

    @cached_property
    def unskilled_pay(self) -> int:
        """What work that asks for no schooling pays a year in the middle: what "a better job" is better than, where nobody has told us."""
        pays = sorted(o.median for o in self.catalog.occupations.values() if o.pay and o.entry_education.startswith("No formal"))
        return pays[len(pays) // 2] if pays else 0

    @staticmethod
    def _closure(start: str, edges: dict[str, set[str]]) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for following in edges.get(todo.pop(), ()):
                if following not in seen:
                    seen.add(following)
                    todo.append(following)
        return seen

    def task(self, goals: tuple[str, ...]) -> Task:
        """What may stand on a ladder to one of the occupations ``goals``; worked out once for each."""
        if goals not in self._tasks:
            task = self._walk_back(goals)
            alone = task.without_apprenticeships()
            self._tasks[goals] = alone if self._reachable(alone, goals) else task
        return self._tasks[goals]

    def _reachable(self, task: Task, goals: tuple[str, ...]) -> bool:
        """Whether someone with all the time and money there is gets to a goal by the task's programs."""
        from knowledge.planner.search import reached, take

        held = Held(frozenset(), frozenset(), Education.HIGH_SCHOOL, English.FLUENT, 0.0, None)
        left = list(task.programs)
        while ready := [p for p in left if meets(held, p.asks)]:
            for program in ready:
                held = take(program, held, self)
            left = [p for p in left if p not in ready]
        return any(reached(self, held, goal) for goal in goals)

    def _walk_back(self, goals: tuple[str, ...]) -> Task:
        """Walk back from what the goals ask to all that what they ask asks, and so on."""
        catalog = self.catalog
        found: dict[str, Program] = {}
        needed: set[str] = set()
        helpful: set[str] = set()
        todo = [catalog.occupations[goal].requires for goal in goals]
        wanted = [
            key
            for goal in goals
            if catalog.occupations[goal].requires is None
            for key, jobs in self.jobs_of.items()
            if goal in jobs
        ]
        for program in catalog.programs.values():
            if set(goals) & set(program.occupations) and any(
                leaf.education for key in goals for leaf, _ in _leaves(catalog.occupations[key].requires)
            ):
                wanted += program.awards
        together: set[str] = set()
        teaching: list[Program] = []
        courses: set[str] = set()
        education: set[Education] = set()
        english: English | None = None
        while todo or wanted:
            while todo:
                requirement = todo.pop()
                together |= _together(requirement)
                for leaf, advice in _leaves(requirement):
                    if leaf.credential:
                        (helpful.add if advice else wanted.append)(leaf.credential)
                    if leaf.education and not advice and leaf.education not in education:
                        education.add(leaf.education)
                        wanted += self._conferring(leaf.education)
                    if leaf.course and not advice and leaf.course not in courses:
                        courses.add(leaf.course)
                        teaching += self.programs_teaching.get(leaf.course, ())
                    if leaf.english and not advice and (english is None or leaf.english.rank > english.rank):
                        english = leaf.english
            key = wanted.pop() if wanted else None
            if key is not None and key not in needed:
                needed.add(key)
                todo.append(catalog.credentials[key].requires)
                teaching += self.programs_giving.get(key, ())
            todo += [program.asks for program in teaching if program.id not in found]
            found |= {program.id: program for program in teaching}
            teaching.clear()
        if english is not None:
            found |= {p.id: p for p in catalog.programs.values() if p.confers_english}
        for key in needed:
            helpful |= self.stacks_from.get(key, frozenset())
        first_jobs = {p.id: p for key in helpful - needed for p in self.programs_giving.get(key, ()) if p.id not in found}
        return Task(
            tuple(found[k] for k in sorted(found)),
            tuple(first_jobs[k] for k in sorted(first_jobs)),
            frozenset(needed),
            frozenset(needed | helpful),
            frozenset(together),
            frozenset(courses),
            Education.HIGH_SCHOOL in education,
        )

    def _conferring(self, level: Education) -> list[str]:
        """Credentials that stand for a high-school diploma. Higher levels are reached by what the goal itself asks for:
        any degree at all would be a way that leads nowhere."""
        if level is not Education.HIGH_SCHOOL:
            return []
        return [c.id for c in self.catalog.credentials.values() if c.confers_education is level]


def _together(requirement: Requirement | None) -> set[str]:
    """Credentials that an all-of, or an any-of that needs several, asks for beside other credentials."""
    if requirement is None or requirement.recommended:
        return set()
    found = {key for part in requirement.all_of or requirement.any_of or () for key in _together(part)}
    if several := requirement.all_of or (requirement.any_of if requirement.needed > 1 else None):
        branches = [{leaf.credential for leaf, advice in _leaves(part) if leaf.credential and not advice} for part in several]
        if sum(bool(branch) for branch in branches) > 1:
            found |= set().union(*branches)
    return found


def _leaves(requirement: Requirement | None, advice: bool = False) -> Iterator[tuple[Requirement, bool]]:
    """Every leaf, and whether it is only advice."""
    if requirement is None:
        return
    advice = advice or requirement.recommended
    branches = requirement.all_of or requirement.any_of
    if branches is None:
        yield requirement, advice
    for branch in branches or ():
        yield from _leaves(branch, advice)
