"""The demonstration college's pack: whole, sourced, labelled where it is invented, and planned through to the end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalog import Catalog
from knowledge.kinds import references
from knowledge.model import (
    Contact,
    Education,
    English,
    Need,
    PriorLearningKind,
    ProgramKind,
    Record,
    ServiceCategory,
    WorkBasedKind,
)
from knowledge.planner import Index, Student, plan
from knowledge.planner.search import begin, take
from knowledge.planner.state import meets
from knowledge.store import KnowledgeStore
from tests.knowledge.build import TODAY
from tests.knowledge.ladders import Has, allows

LEAST = {
    "clusters": 9,
    "occupations": 70,
    "credentials": 110,
    "programs": 70,
    "services": 35,
    "transfers": 6,
    "employers": 10,
    "prior_learning": 10,
    "pathways": 9,
    "models": 3,
}

# What students ask for by name.
ASKED_FOR = [
    "MSSC",
    "CPT",
    "NIMS",
    "FANUC",
    "Siemens",
    "AWS",
    "ASE",
    "CNA",
    "LPN",
    "RN",
    "EMT",
    "phlebotomy",
    "medical assistant",
    "CompTIA",
    "Cisco",
    "NCCER",
    "OSHA",
    "CDL",
    "CDA",
    "ServSafe",
]
INVENTED = ("providers", "campuses", "courses", "programs", "employers", "transfers", "pathways", "staff")
REAL = ("clusters", "occupations", "models")


def records(catalog: Catalog) -> dict[str, dict[str, Record]]:
    return {kind: items for kind, items in vars(catalog).items() if kind != "sources"}


def invented(catalog: Catalog, record: Record) -> bool:
    return catalog.sources[record.source].invented


@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_there_is_enough_of_each_kind(millbrook: Catalog, kind: str, least: int) -> None:
    assert millbrook.counts()[kind] >= least


def test_services_are_there_for_every_need_and_in_every_category(millbrook: Catalog) -> None:
    services = millbrook.services.values()
    assert {service.category for service in services} == set(ServiceCategory)
    assert {need for service in services if service.award is None for need in service.needs} == set(Need)


def test_programs_are_of_every_kind(millbrook: Catalog) -> None:
    assert {program.kind for program in millbrook.programs.values()} == set(ProgramKind)


def test_there_are_registered_apprenticeships_to_apply_for(millbrook: Catalog) -> None:
    offers = [offer for employer in millbrook.employers.values() for offer in employer.offers]
    assert any(offer.kind is WorkBasedKind.REGISTERED_APPRENTICESHIP for offer in offers)


def test_prior_learning_counts_military_service_exams_certifications_and_work(millbrook: Catalog) -> None:
    assert {rule.kind for rule in millbrook.prior_learning.values()} >= {
        PriorLearningKind.MILITARY,
        PriorLearningKind.EXAM,
        PriorLearningKind.CERTIFICATION,
        PriorLearningKind.WORK,
    }


@pytest.mark.parametrize("word", ASKED_FOR)
def test_a_credential_asked_for_by_name_is_there(millbrook: Catalog, word: str) -> None:
    told = (" ".join((c.name, c.short_name or "", c.issuer, *c.aliases)) for c in millbrook.credentials.values())
    assert any(word.casefold() in text.casefold() for text in told)


def test_every_cluster_has_work_programs_and_a_pathway(millbrook: Catalog) -> None:
    for kind in ("occupations", "programs", "pathways"):
        assert {record.cluster for record in getattr(millbrook, kind).values()} >= set(millbrook.clusters), kind


def test_the_three_pathway_models_are_explained_with_their_sources(millbrook: Catalog) -> None:
    told = {
        key: " ".join(
            [
                model.name,
                model.short,
                *(f"{p.name} {p.text}" for p in model.points),
                *(f"{e.name} {e.place} {e.text}" for e in model.examples),
            ]
        ).casefold()
        for key, model in millbrook.models.items()
    }
    words = {
        "career-pathway": ("low-wage", "employer", "personal", "organization", "wioa", "advis"),
        "amtec": (
            "employer engagement",
            "institutional",
            "wrap-around support",
            "partnerships",
            "continuous improvement",
            "sustainability",
        ),
        "ncee": ("omnia", "espoo", "singapore", "vicksburg", "national"),
    }
    assert set(told) == set(words)
    assert {key: [word for word in asked if word not in told[key]] for key, asked in words.items()} == {key: [] for key in words}


# Sources and labels


def test_every_source_is_used(millbrook: Catalog) -> None:
    used = {
        key
        for items in vars(millbrook).values()
        for record in items.values()
        for _, kind, key in references(record)
        if kind == "source"
    }
    assert set(millbrook.sources) - used == set()


def test_the_college_and_all_it_offers_are_labelled_as_invented(millbrook: Catalog) -> None:
    assert [
        f"{kind}: {key}"
        for kind in INVENTED
        for key, record in records(millbrook)[kind].items()
        if not invented(millbrook, record)
    ] == []
    assert all("demonstration" in provider.label for provider in millbrook.providers.values())


def test_what_is_true_of_the_world_is_not_labelled_as_invented(millbrook: Catalog) -> None:
    assert [
        f"{kind}: {key}" for kind in REAL for key, record in records(millbrook)[kind].items() if invented(millbrook, record)
    ] == []
    assert [key for key, skill in millbrook.skills.items() if skill.onet_element and invented(millbrook, skill)] == []


def test_a_credential_is_invented_where_the_college_issues_it_and_nowhere_else(millbrook: Catalog) -> None:
    ours = {provider.name for provider in millbrook.providers.values()}
    assert [key for key, c in millbrook.credentials.items() if (c.issuer in ours) != invented(millbrook, c)] == []


def test_a_service_of_the_college_is_invented(millbrook: Catalog) -> None:
    assert [key for key, service in millbrook.services.items() if service.provider and not invented(millbrook, service)] == []


def test_what_is_invented_reaches_no_real_phone_mail_or_site(millbrook: Catalog) -> None:
    real = []
    for kind, items in records(millbrook).items():
        for key, record in items.items():
            contact = getattr(record, "contact", None)
            if invented(millbrook, record) and isinstance(contact, Contact):
                ways = [contact.phone, contact.text, contact.email, contact.url]
                real += [f"{kind}: {key}: {way}" for way in ways if way and not (way.startswith("555-01") or ".example" in way)]
    assert real == []


def test_no_fact_is_dated_after_today(millbrook: Catalog) -> None:
    assert [key for items in records(millbrook).values() for key, record in items.items() if record.as_of > TODAY] == []
    assert [
        key for key, source in millbrook.sources.items() if max(source.published, source.retrieved or source.published) > TODAY
    ] == []


# Words


# Words for which students do not know the difference: the advisor asks which was meant. Any other clash is a slip.
SHARED = {
    "nursing", "enfermería", "dispatcher", "despachador", "inspector", "comptia", "comptia certification", "osha", "osha card", "osha certification",
    "osha training", "tarjeta osha", "welding certificate", "welding certification", "welding cert", "certificado de soldadura",
    "certificación de soldadura", "aws certification", "medical assistant certification", "medical assistant certificate", "cda", "dental",
}  # fmt: skip
MOST_SHARED = 4  # more are no choice to put before a student


@pytest.mark.parametrize("language", ["aliases", "aliases_es"])
def test_an_alias_points_to_one_record_of_its_kind_or_is_meant_to_be_asked_about(millbrook: Catalog, language: str) -> None:
    clashes = []
    for kind, items in records(millbrook).items():
        owners: dict[str, set[str]] = defaultdict(set)
        for key, record in items.items():
            for words in (*getattr(record, language, ()), getattr(record, "name" if language == "aliases" else "name_es", None)):
                if words:
                    owners[words.casefold()].add(key)
        allowed = {words: MOST_SHARED if words in SHARED else 1 for words in owners}
        clashes += [
            f"{kind}: {words!r} is {', '.join(sorted(keys))}" for words, keys in owners.items() if len(keys) > allowed[words]
        ]
    assert clashes == []


def test_nothing_that_is_told_is_empty(millbrook: Catalog) -> None:
    empty = [
        f"{kind}: {key}: {field.name}"
        for kind, items in records(millbrook).items()
        for key, record in items.items()
        for field in fields(record)
        if field.default is MISSING and isinstance(getattr(record, field.name), str) and not getattr(record, field.name).strip()
    ]
    assert empty == []


# Plans


def test_every_program_has_a_start_to_come_or_begins_any_week(millbrook: Catalog) -> None:
    over = [
        key
        for key, program in millbrook.programs.items()
        if not any(d.rolling or any(day >= TODAY for day in d.starts) for d in program.deliveries)
    ]
    assert over == []


def below_bachelor(catalog: Catalog) -> list[str]:
    """Work that asks for no more than this college could ever give."""
    everything = Has(frozenset(catalog.credentials), frozenset(catalog.courses), Education.ASSOCIATE, English.FLUENT, 99, None)
    return [key for key, job in catalog.occupations.items() if allows(everything, job.requires)]


def test_all_work_below_the_bachelors_degree_is_reached_from_no_diploma(millbrook: Catalog, index: Index) -> None:
    unreached = []
    for goal in below_bachelor(millbrook):
        plans = plan(index, Student(goals=(goal,), education=Education.NO_DIPLOMA), TODAY)
        if not (plans.ladders or goal in plans.qualified):
            unreached.append(goal)
    assert unreached == []
    assert len(below_bachelor(millbrook)) >= 70


def test_work_beyond_the_college_is_answered_with_a_stepping_stone_or_a_word(millbrook: Catalog, index: Index) -> None:
    for goal in set(millbrook.occupations) - set(below_bachelor(millbrook)):
        assert plan(index, Student(goals=(goal,), education=Education.HIGH_SCHOOL), TODAY).blocked is not None, goal


def test_the_steps_of_every_pathway_can_be_taken_in_their_order(millbrook: Catalog, index: Index) -> None:
    stuck = []
    for pathway in millbrook.pathways.values():
        held = begin(Student(), index, Education.HIGH_SCHOOL, English.FLUENT)
        for step in pathway.steps:
            program = millbrook.programs[step.program]
            if not meets(held, program.asks):
                stuck.append(f"{pathway.id}: {step.program}")
            held = take(program, held, index)
    assert stuck == []


def test_the_entry_doors_of_every_pathway_are_open_without_a_diploma(millbrook: Catalog, index: Index) -> None:
    shut = []
    for pathway in millbrook.pathways.values():
        for key in pathway.entries:
            levels = [English.BEGINNING, English.INTERMEDIATE, English.ADVANCED, English.FLUENT]
            if not any(
                meets(begin(Student(), index, Education.NO_DIPLOMA, level), millbrook.programs[key].asks) for level in levels
            ):
                shut.append(f"{pathway.id}: {key}")
    assert shut == []


def test_the_pack_comes_back_whole_from_the_database(millbrook: Catalog, tmp_path: Path) -> None:
    store = KnowledgeStore(f"sqlite:///{tmp_path}/knowledge.db")
    store.migrate()
    store.load(millbrook)
    assert store.read() == millbrook
    assert not store.load(millbrook).anything
    store.engine.dispose()


def test_a_catalog_read_from_the_database_plans_the_same(millbrook: Catalog, index: Index) -> None:
    student = Student(goals=("registered-nurse",), education=Education.NO_DIPLOMA, hours_per_week=15)
    copied: dict[str, Any] = {kind: dict(reversed(items.items())) for kind, items in vars(millbrook).items()}
    assert plan(Index(replace(millbrook, **copied)), student, TODAY) == plan(index, student, TODAY)
