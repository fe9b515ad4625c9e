"""Every occupation as matching by interests looks at it: those of the college's own pack, and all others of the open data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.catalog import Catalog
from knowledge.model import Occupation
from knowledge.opendata.model import Profile
from knowledge.riasec import profile_of
from knowledge.traits import read_traits


@dataclass(frozen=True, kw_only=True)
class Work:
    """An occupation: ``own`` of the pack, ``taught`` by a program of the catalog. ``id`` finds it in the catalog.

    ``profile`` holds six scores whose shape counts, ``letters`` its Holland letters, strongest first. None: not known.
    ``growth`` in percent over the decade, ``openings`` jobs a year, ``median`` US dollars a year.
    """

    id: str
    code: str
    own: bool
    taught: bool
    cluster: str | None
    traits: frozenset[str]
    profile: Mapping[str, float]
    letters: str
    job_zone: int | None
    growth: float | None
    openings: float | None
    median: int | None

    @property
    def shrinking(self) -> bool:
        """Whether fewer such jobs are expected than there are."""
        return self.growth is not None and self.growth < 0

    @property
    def field(self) -> str:
        """Its cluster, or its SOC major group where no cluster is known."""
        return self.cluster or self.code[:2]


def works(catalog: Catalog, profiles: Iterable[Profile] = (), tasks: Iterable[tuple[str, str]] = ()) -> tuple[Work, ...]:
    """The pack's occupations, then those of the open data that the pack lacks; ``tasks`` as (code, statement)."""
    known = {profile.code: profile for profile in profiles}
    own = list(catalog.occupations.values())
    taught = _taught(catalog)
    clusters = _clusters_by_group(own)
    rest = {code: profile for code, profile in known.items() if code not in {job.onet_code for job in own}}
    traits = read_traits(tasks, {code: profile.interests for code, profile in rest.items()})
    return (
        *(_own(job, known.get(job.onet_code), taught) for job in own),
        *(_other(p, traits.get(code, frozenset()), clusters.get(code[:4]), taught) for code, p in rest.items()),
    )


def _own(job: Occupation, profile: Profile | None, taught: set[str]) -> Work:
    return Work(
        id=job.id,
        code=job.onet_code,
        own=True,
        taught=job.id in taught,
        cluster=job.cluster,
        traits=frozenset(job.traits),
        profile=profile.interests if profile and profile.interests else profile_of(job.riasec),
        letters=job.riasec,
        job_zone=job.job_zone,
        growth=job.outlook.growth_percent if job.outlook else None,
        openings=job.outlook.openings_per_year if job.outlook else None,
        median=job.pay.median if job.pay else None,
    )


def _other(profile: Profile, traits: frozenset[str], cluster: str | None, taught: set[str]) -> Work:
    return Work(
        id=profile.code,
        code=profile.code,
        own=False,
        taught=profile.code in taught,
        cluster=cluster,
        traits=traits,
        profile=profile.interests or profile_of(profile.letters),
        letters=profile.letters,
        job_zone=profile.job_zone,
        growth=profile.growth_percent,
        openings=profile.openings and profile.openings * 1000,
        median=profile.median,
    )


def _taught(catalog: Catalog) -> set[str]:
    """Occupations that a program leads to: by itself, or through a credential it gives or prepares for."""
    programs = catalog.programs.values()
    credentials = {key for program in programs for key in (*program.awards, *program.prepares_for)}
    return {job for program in programs for job in program.occupations} | {
        job for key in credentials if key in catalog.credentials for job in catalog.credentials[key].prepares_for
    }


def _clusters_by_group(own: Iterable[Occupation]) -> dict[str, str]:
    """The pack's cluster of most of its occupations in a SOC minor group ("29-1"), for those of the group that it lacks."""
    counts: dict[str, Counter[str]] = {}
    for job in own:
        if job.cluster:
            counts.setdefault(job.onet_code[:4], Counter())[job.cluster] += 1
    return {group: count.most_common(1)[0][0] for group, count in counts.items()}
