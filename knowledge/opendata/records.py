"""What the open data says, as records of the house: occupations, and a college's programs with the credentials they end in.

Names and descriptions are English in both languages, since neither O*NET nor NCES publishes Spanish in what is read here. What it asks is BLS's typical
education for entry, and nothing else: O*NET and BLS know of no license. What is not published is None or empty.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.catalog import Catalog
from knowledge.model import (
    Credential,
    Education,
    Occupation,
    Outlook,
    Pay,
    Program,
    ProgramKind,
    Provider,
    Requirement,
    Source,
)
from knowledge.opendata.awards import LEAST_HOURS, USUAL, next_rung
from knowledge.opendata.entry import entry
from knowledge.opendata.model import College, Profile, ProgramAt
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.own import families, most_of, own_ids

DIPLOMA_ADVISED = Requirement(education=Education.HIGH_SCHOOL, recommended=True)
WORKED_OUT = ("weeks", "hours_per_week", "min_hours_per_week", "credits", "requires", "occupations", "cluster")


@dataclass(frozen=True)
class Taught:
    """Programs and the credentials they end in."""

    programs: dict[str, Program]
    credentials: dict[str, Credential]


class Records:
    """The open data as records, beside a catalog whose own occupations stand in the place of the open data's."""

    def __init__(self, data: OpenData, catalog: Catalog) -> None:
        self._data = data
        self._own = catalog.occupations
        self._ids = own_ids(catalog)
        self._families = families(catalog)
        self._jobs: dict[str, tuple[str, ...]] = {}

    def occupation(self, code: str) -> Occupation | None:
        """The occupation of an O*NET-SOC code, with pay and outlook from their own sources; None where there is none."""
        profile = self._data.profile(code)
        source = self._data.source_of("onet")
        if profile is None or source is None:
            return None
        return Occupation(
            id=code,
            source=source.id,
            as_of=source.published,
            onet_code=code,
            name=profile.title,
            name_es=profile.title,
            description=profile.description,
            description_es=profile.description,
            pay=self._pay(profile),
            outlook=self._outlook(profile),
            entry_education=profile.education or "",
            job_zone=profile.job_zone,
            riasec=profile.letters,
            requires=entry(profile),
        )

    def _pay(self, profile: Profile) -> Pay | None:
        source = self._data.source_of("oews")
        if source is None or profile.median is None:
            return None
        return Pay(median=profile.median, pct10=profile.pct10, pct90=profile.pct90, source=source.id, as_of=source.published)

    def _outlook(self, profile: Profile) -> Outlook | None:
        source = self._data.source_of("projections")
        if source is None or profile.growth_percent is None or profile.openings is None:
            return None
        return Outlook(
            growth_percent=profile.growth_percent,
            openings_per_year=round(profile.openings * 1000),  # published in thousands
            source=source.id,
            as_of=source.published,
        )

    def provider(self, college: College) -> Provider:
        """A college as a provider, under the id that its programs name where no pack has one for it."""
        source = self._ipeds()
        return Provider(
            id=college.provider,
            source=source.id,
            as_of=source.published,
            name=college.name,
            unitid=college.unitid,
            city=college.city,
            state=college.state,
        )

    def taught(self, offered: Iterable[ProgramAt], provider: str) -> Taught:
        """One college's programs: a program and a credential for each CIP code and level; the levels of one CIP code stack.

        What it costs and when it meets is not known. Weeks, hours and credits are what the level usually takes, and a diploma is advised,
        since most colleges ask for one and none says so here.
        """
        by_cip: dict[str, list[ProgramAt]] = defaultdict(list)
        for program in offered:
            if program.level in USUAL:
                by_cip[program.cip].append(program)
        programs: dict[str, Program] = {}
        credentials: dict[str, Credential] = {}
        definitions = self._data.definitions(by_cip)
        for cip, rungs in by_cip.items():
            described = definitions.get(cip, "")
            ids = {program.level: program.id for program in rungs}
            for program in rungs:
                above = tuple(ids[level] for level in next_rung(program.level, set(ids)))
                programs[program.id] = self._program(program, provider, described)
                credentials[program.id] = self._credential(program, above, described)
        return Taught(programs, credentials)

    def _program(self, at: ProgramAt, provider: str, described: str) -> Program:
        source, usual = self._ipeds(), USUAL[at.level]
        return Program(
            id=at.id,
            source=source.id,
            as_of=source.published,
            name=at.title,
            name_es=at.title,
            description=described,
            description_es=described,
            provider=provider,
            cluster=self.cluster_of(at.cip),
            kind=ProgramKind.CREDIT,
            award_level=usual.level,
            cip=at.cip,
            weeks=usual.weeks,
            hours_per_week=usual.hours,
            min_hours_per_week=LEAST_HOURS,
            cost=None,
            deliveries=(),
            credits=usual.credits,
            requires=DIPLOMA_ADVISED,
            awards=(at.id,),
            occupations=self.jobs_of(at.cip),
            url=at.college.url,
            inferred=WORKED_OUT,
            conferred=at.awards,
        )

    def _credential(self, at: ProgramAt, above: tuple[str, ...], described: str) -> Credential:
        source, usual = self._ipeds(), USUAL[at.level]
        return Credential(
            id=at.id,
            source=source.id,
            as_of=source.published,
            name=at.title,
            name_es=at.title,
            type=usual.type,
            issuer=at.college.name,
            description=described,
            description_es=described,
            weeks_min=usual.weeks_min,
            weeks_max=usual.weeks_max,
            confers_education=usual.confers,
            stacks_into=above,
            prepares_for=self.jobs_of(at.cip),
            inferred=("weeks_min", "weeks_max", "prepares_for", *(("stacks_into",) if above else ())),
        )

    def jobs_of(self, cip: str) -> tuple[str, ...]:
        """Occupations that a program of study leads to, as the pack calls them where it has them."""
        if cip not in self._jobs:
            codes = (code for soc in self._data.socs_of(cip) for code in self._data.codes_of_soc(soc))
            self._jobs[cip] = tuple(dict.fromkeys(self._ids.get(code, code) for code in codes))
        return self._jobs[cip]

    def cluster_of(self, cip: str) -> str | None:
        """The cluster of most of the catalog's own occupations that a program of study leads to; of none, that of most of its own
        programs in the same family (the first two digits of the CIP code). None where neither says."""
        led = Counter(c for job in self.jobs_of(cip) if dict.__contains__(self._own, job) and (c := self._own[job].cluster))
        return most_of(led) or self._families.get(cip[:2])

    def _ipeds(self) -> Source:
        source = self._data.source_of("ipeds")
        assert source is not None, "a program of a college comes from an import of IPEDS"
        return source
