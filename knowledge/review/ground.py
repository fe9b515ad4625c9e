"""The ground a rule stands on: a pathway, the records it names, and what can be reached on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.catalog import Catalog
from knowledge.model import Credential, Education, English, Modality, Occupation, Pathway, Program, TimeOfDay, TransferAgreement
from knowledge.planner import Index
from knowledge.planner.search import take
from knowledge.planner.state import Held, meets, soft
from knowledge.review.reach import after_all, newcomer

OUTSIDE_WORKING_HOURS = (TimeOfDay.EVENING, TimeOfDay.WEEKEND, TimeOfDay.ANYTIME)


@dataclass(frozen=True)
class College:
    """What is the same for all pathways of a catalog, worked out once."""

    catalog: Catalog
    today: date

    @cached_property
    def index(self) -> Index:
        return Index(self.catalog)

    @cached_property
    def reach(self) -> Held:
        """All that someone with a diploma can come to here, whatever that takes."""
        return self.everything(newcomer())

    @cached_property
    def reach_before_diploma(self) -> Held:
        """All that someone without a diploma can come to here before earning one."""
        raising = self.index.education_from
        programs = [program for program in self.catalog.programs.values() if program.id not in raising]
        return after_all(programs, newcomer(Education.NO_DIPLOMA), self.index)

    @cached_property
    def reach_with_little_english(self) -> Held:
        return self.everything(newcomer(english=English.BEGINNING))

    def everything(self, held: Held) -> Held:
        return after_all(self.catalog.programs.values(), held, self.index)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Credentials that some program or some other credential asks for or advises."""
        trees = [p.requires for p in self.catalog.programs.values()] + [c.requires for c in self.catalog.credentials.values()]
        return frozenset(leaf.credential for tree in trees if tree for leaf in tree.leaves() if leaf.credential)

    @cached_property
    def asked_education(self) -> frozenset[Education]:
        trees = [program.requires for program in self.catalog.programs.values()]
        return frozenset(leaf.education for tree in trees if tree and not soft(tree) for leaf in tree.leaves() if leaf.education)


@dataclass(frozen=True)
class Step:
    """A step with its records and what is held before and after it. ``reachable``: what it asks can be met here."""

    number: int
    program: Program
    exits: tuple[Occupation, ...]
    credentials: tuple[Credential, ...]
    before: Held
    after: Held
    reachable: bool


@dataclass(frozen=True)
class Ground:
    """One pathway of a college."""

    college: College
    pathway: Pathway

    @property
    def catalog(self) -> Catalog:
        return self.college.catalog

    @property
    def today(self) -> date:
        return self.college.today

    @cached_property
    def goal(self) -> Occupation | None:
        """None where it is not known."""
        return self.catalog.occupations[self.pathway.goal] if self.pathway.goal else None

    @cached_property
    def entries(self) -> tuple[Program, ...]:
        return tuple(self.catalog.programs[key] for key in self.pathway.entries)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        index, catalog = self.college.index, self.catalog
        held = after_all(self.entries, newcomer(), index)
        steps = []
        for number, step in enumerate(self.pathway.steps, 1):
            program = catalog.programs[step.program]
            credentials = tuple(catalog.credentials[key] for key in dict.fromkeys((*program.awards, *program.prepares_for)))
            exits = tuple(catalog.occupations[key] for key in step.exits)
            reachable = meets(self.college.reach, program.asks)
            # where it asks for what stands beside the pathway, that is one finding, and the student is taken to have got it
            after = take(program, held, index) if reachable else held
            steps.append(Step(number, program, exits, credentials, held, after, reachable))
            held = after
        return tuple(steps)

    @cached_property
    def credentials(self) -> tuple[Credential, ...]:
        """Credentials of the steps, each once."""
        return tuple({c.id: c for step in self.steps for c in step.credentials}.values())

    @cached_property
    def jobs(self) -> tuple[Occupation, ...]:
        """The goal and all exits, each once."""
        named = [*([self.goal] if self.goal else []), *(job for step in self.steps for job in step.exits)]
        return tuple({job.id: job for job in named}.values())

    @cached_property
    def transfers(self) -> tuple[TransferAgreement, ...]:
        """Agreements that the pathway names or that take the credit of one of its steps, still valid."""
        programs = {step.program.id for step in self.steps}
        return tuple(
            agreement
            for agreement in self.catalog.transfers.values()
            if agreement.valid_until >= self.today
            and (agreement.id in self.pathway.transfers or programs.intersection(agreement.programs))
        )

    def opens_work(self, credential: Credential) -> bool:
        return bool(self.college.index.jobs_of.get(credential.id))

    def opens_study(self, credential: Credential) -> bool:
        """Whether it stacks, is asked for, is the education that a program asks for, or its program's credit transfers."""
        giving = {program.id for program in self.college.index.programs_giving.get(credential.id, ())}
        return bool(
            credential.stacks_into
            or credential.id in self.college.asked
            or (credential.confers_education in self.college.asked_education)
            or any(giving.intersection(agreement.programs) for agreement in self.transfers)
        )

    def dead_end(self, credential: Credential) -> bool:
        return not self.opens_work(credential) and not self.opens_study(credential)

    def alternatives(self, program: Program) -> Iterable[Program]:
        """The program, and others here that award all that it awards."""
        yield program
        for other in self.catalog.programs.values():
            if program.awards and other.id != program.id and set(program.awards) <= set(other.awards):
                yield other

    def fits_work(self, program: Program) -> bool | None:
        """Whether someone who works by day can take it, or what awards the same; None where times are not known."""
        ways = list(self.alternatives(program))
        if any(d.time in OUTSIDE_WORKING_HOURS or d.modality is Modality.ONLINE for way in ways for d in way.deliveries):
            return True
        return False if program.deliveries else None

    def door_opens(self, entry: Program) -> bool:
        """Whether someone without a diploma, or someone with one and little English, can meet what the door asks."""
        held = (self.college.reach_before_diploma, self.college.reach_with_little_english)
        return any(meets(reach, entry.asks) for reach in held)

    @cached_property
    def doors_without_diploma(self) -> tuple[Program, ...]:
        """The pathway's doors that someone without a diploma can come through."""
        return tuple(entry for entry in self.entries if meets(self.college.reach_before_diploma, entry.asks))

    @cached_property
    def way_in_without_diploma(self) -> bool | None:
        """Whether those doors, or none, lead someone without a diploma to the first step.

        None where nobody told what the first step asks. What it asks beside the diploma is another rule's concern.
        """
        index, without = self.college.index, self.college.reach_before_diploma
        inside = after_all(self.doors_without_diploma, without, index)
        known = self.catalog.credentials
        other = frozenset(key for key in self.college.reach.credentials if not _stands_for_diploma(known[key]))
        held = Held(inside.credentials | other, self.college.reach.courses, inside.education, English.FLUENT, 0.0, None)
        first = self.steps[0].program if self.steps else None
        if first is not None and _asks_unknown(first) and not inside.education.reaches(Education.HIGH_SCHOOL):
            return None
        return first is not None and meets(held, first.asks)


def _asks_unknown(program: Program) -> bool:
    """Whether what a program asks was worked out by a rule, or left open among facts that were."""
    return "requires" in program.inferred or (program.requires is None and bool(program.inferred))


def _stands_for_diploma(credential: Credential) -> bool:
    return credential.confers_education is not None and credential.confers_education.reaches(Education.HIGH_SCHOOL)
