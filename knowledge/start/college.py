"""The first draft of a college's own records: who it is, its one team, and those of its programs that we know more of than IPEDS tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge import model
from knowledge.catalog import Catalog
from knowledge.opendata.model import College
from knowledge.start.everywhere import Instead, invented_names, true_everywhere

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORT_ES = {"mon": "lun", "tue": "mar", "wed": "mié", "thu": "jue", "fri": "vie", "sat": "sáb", "sun": "dom"}
# A first promise, to be made one's own: minutes in which the team is there.
REPLY_MINUTES = model.ReplyTimes(urgent=60, high=240, normal=960)
TEAM = "advising"
# IPEDS counts awards for credit and without it alike: a short class without credit is one of these there.
AS_SHORT = {
    model.AwardLevel.NONCREDIT: (model.AwardLevel.CERTIFICATE_UNDER_12_WEEKS, model.AwardLevel.CERTIFICATE_UNDER_1_YEAR),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What no public data knows of a college and whoever starts a pack is asked for. ``hours`` are by weekday: ``{"mon": "09:00-17:00"}``."""

    email: str
    phone: str | None
    timezone: str
    hours: Mapping[str, str]
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What IPEDS lists for the college, as records, with the sources they name."""

    programs: Mapping[str, model.Program]
    credentials: Mapping[str, model.Credential]
    sources: Mapping[str, model.Source]


def first_draft(sample: Catalog, college: College, listed: Listed, told: Told, today: date) -> Catalog:
    """A pack for ``college``: what is true everywhere in ``sample``, and the college's own part of it.

    A program of the college that has the CIP code and award level of one in ``sample`` comes with what that one prepares for
    (a license exam, a certification): ``inferred`` names it, since nobody at the college has said so yet. Each is a step of a
    draft pathway. All other programs need no file: they come from the import.
    """
    pairs = _pairs(sample, listed.programs.values())
    world = true_everywhere(sample, _instead(sample, pairs))
    names, own = invented_names(sample), _source(college, today)
    programs = {key: _with_exams(listed.programs[key], twins, world) for key, twins in pairs.items()}
    credentials = {key: listed.credentials[key] for p in programs.values() for key in p.awards}
    credentials = {
        k: replace(c, stacks_into=tuple(up for up in c.stacks_into if up in credentials)) for k, c in credentials.items()
    }
    sources = {r.source: listed.sources[r.source] for r in (*programs.values(), *credentials.values())}
    provider = _provider(college, own, told)
    programs = {
        key: replace(p, provider=provider.id, occupations=tuple(o for o in p.occupations if o in world.occupations))
        for key, p in programs.items()
    }
    credentials = {
        k: replace(c, prepares_for=tuple(o for o in c.prepares_for if o in world.occupations)) for k, c in credentials.items()
    }
    return replace(
        world,
        sources={**world.sources, **sources, own.id: own},
        providers={provider.id: provider},
        programs=programs,
        credentials={**world.credentials, **credentials},
        pathways=_pathways(programs, credentials, world, own),
        teams={TEAM: _team(own, told)},
        staff={TEAM: _staff(own, told)},
        canned_replies={
            key: replace(reply, source=own.id, as_of=own.published, teams=())
            for key, reply in sample.canned_replies.items()
            if not reply.teams and not any(names.search(said) for said in (reply.title, reply.text, reply.text_es))
        },
    )


def _pairs(sample: Catalog, programs: Iterable[model.Program]) -> dict[str, list[model.Program]]:
    """The sample's programs of the same CIP code and award level, by the id of the college's own."""
    twins: dict[tuple[str, model.AwardLevel], list[model.Program]] = defaultdict(list)
    for program in sample.programs.values():
        if program.kind is model.ProgramKind.APPRENTICESHIP:
            continue  # that hangs on an employer here, and says nothing of a class there
        for level in AS_SHORT.get(program.award_level, (program.award_level,)):
            twins[(program.cip, level)].append(program)
    return {p.id: found for p in programs if (found := twins.get((p.cip, p.award_level)))}


def _instead(sample: Catalog, pairs: Mapping[str, list[model.Program]]) -> Instead:
    """For each credential of the sample's college, those of the new college that stand for it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, twins in pairs.items():
        for twin in twins:
            for credential in twin.awards:
                if (
                    sample.sources[sample.credentials[credential].source].invented
                    and key not in found[("credential", credential)]
                ):
                    found[("credential", credential)].append(key)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def _with_exams(program: model.Program, twins: Iterable[model.Program], world: Catalog) -> model.Program:
    exams = tuple(dict.fromkeys(key for twin in twins for key in (*twin.prepares_for, *twin.awards) if key in world.credentials))
    if not exams:
        return program
    return replace(program, prepares_for=exams, inferred=tuple(dict.fromkeys((*program.inferred, "prepares_for"))))


def _source(college: College, today: date) -> model.Source:
    return model.Source(
        id=f"own-{college.unitid}",
        title=f"{college.name}: first draft of its own content, not yet reviewed",
        publisher=college.name,
        kind=model.SourceKind.ISSUER,
        published=today,
        url=_address(college),
    )


def _address(college: College) -> str | None:
    return college.url if not college.url or "://" in college.url else f"https://{college.url}"


def _provider(college: College, own: model.Source, told: Told) -> model.Provider:
    contact = model.Contact(phone=told.phone, email=told.email, url=_address(college))
    return model.Provider(
        id=college.provider, source=own.id, as_of=own.published, name=college.name, unitid=college.unitid, contact=contact, city=college.city, state=college.state
    )  # fmt: skip


def _team(own: model.Source, told: Told) -> model.Team:
    return model.Team(
        id=TEAM,
        source=own.id,
        as_of=own.published,
        name="Advising",
        name_es="Asesoría",
        timezone=told.timezone,
        hours=model.WeeklyHours(**{day: (span,) for day, span in told.hours.items()}),
        reply_minutes=REPLY_MINUTES,
        contact=model.Contact(phone=told.phone, email=told.email),
        languages=told.languages,
        general=True,
        crisis=True,
    )


def _staff(own: model.Source, told: Told) -> model.Staff:
    return model.Staff(
        id=TEAM,
        source=own.id,
        as_of=own.published,
        name="Advising",
        role="Advisors for every student",
        role_es="Asesores para cualquier estudiante",
        contact=model.Contact(phone=told.phone, email=told.email),
        hours=", ".join(f"{day.capitalize()} {span}" for day, span in told.hours.items()),
        hours_es=", ".join(f"{SHORT_ES[day].capitalize()} {span}" for day, span in told.hours.items()),
        languages=told.languages,
        team=TEAM,
    )


def _pathways(
    programs: Mapping[str, model.Program], credentials: Mapping[str, model.Credential], world: Catalog, own: model.Source
) -> dict[str, model.Pathway]:
    """One draft pathway for each CIP code: its programs in order of their level, to the best-paid work that the last one leads to.

    What nobody has said yet, such as which grants pay for it, stays empty: the review then asks for it.
    """
    by_cip: dict[str, list[model.Program]] = defaultdict(list)
    for program in programs.values():
        by_cip[program.cip].append(program)
    levels = list(model.AwardLevel)
    drafts = {}
    for cip, steps in sorted(by_cip.items()):
        steps.sort(key=lambda p: (p.weeks, levels.index(p.award_level)))
        jobs = [_jobs(p, world) for p in steps]
        if not jobs[-1]:
            continue
        goal = jobs[-1][0]
        name = steps[-1].name
        drafts[f"draft-{cip}"] = model.Pathway(
            id=f"draft-{cip}",
            source=own.id,
            as_of=own.published,
            name=name,
            name_es=name,
            description=steps[-1].description,
            description_es=steps[-1].description_es,
            cluster=world.occupations[goal].cluster,
            goal=goal,
            steps=tuple(model.PathwayStep(program=p.id, exits=tuple(jobs[i][:3])) for i, p in enumerate(steps)),
        )
    return drafts


def _jobs(program: model.Program, world: Catalog) -> list[str]:
    """Occupations that what the program prepares for opens, and of those its CIP code leads to the ones below the bachelor's; best paid first."""
    opened = {job for key in program.prepares_for for job in world.credentials[key].prepares_for}
    jobs = opened | {job for job in program.occupations if (world.occupations[job].job_zone or 9) <= 3}
    known = [world.occupations[job] for job in jobs if job in world.occupations]
    return [job.id for job in sorted(known, key=lambda job: (-(job.pay.median if job.pay else 0), job.id))]
