"""Three published pathways come in whole: what is in them, what nobody here reads, and back out again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.exporters.ctdl import export
from knowledge.model import ComponentKind, Requirement
from tests.knowledge.importers.ctdl_reading import Handed, read, read_document

ILLINOIS, COMPTIA, HERIOT = "Illinois-IT.json", "CompTIA-IT_Networking_Specialist.jsonld", "HeriotWatt-pathway.json"


def published(shared_data: Path, name: str) -> Handed:
    return read(shared_data / "ctdl" / name)


def kinds(handed: Handed) -> dict[str, int]:
    [pathway] = handed.records["pathways"].values()
    return dict(Counter(part.kind.value for part in pathway.components))


def test_illinois_of_courses_certifications_and_assessments(shared_data: Path) -> None:
    handed = published(shared_data, ILLINOIS)
    assert {plural: len(records) for plural, records in handed.records.items()} == {
        "pathways": 1,
        "courses": 27,
        "credentials": 6,
    }
    assert kinds(handed) == {"course": 27, "credential": 6, "assessment": 3, "basic": 1}
    assert handed.unknowns == {"source": 10, "educationLevel": 33, "ceterms:occupationType": 1, "level": 1, "descriptiopn": 1}
    assert handed.skipped == {"references: ceterms:hasDestinationComponent points at what is not in the file": 1}, (
        "its root is misspelled"
    )
    second, first = (
        handed.one("courses", "Computer Operations and Programming II"),
        handed.one("courses", "Computer Operations and Programming I"),
    )
    assert second.requires == Requirement(course=first.id)
    aplus = next(part for part in next(iter(handed.records["pathways"].values())).components if part.name == "CompTIA A+")
    assert aplus.levels == ("Orientation (Level 1)", "High School (Level2)")


def test_comptia_of_certifications_each_after_the_one_before(shared_data: Path) -> None:
    handed = published(shared_data, COMPTIA)
    assert {plural: len(records) for plural, records in handed.records.items()} == {"pathways": 1, "credentials": 8}
    [pathway] = handed.records["pathways"].values()
    assert [part.name.removeprefix("CompTIA ") for part in pathway.components] == [
        "A+", "Network+", "Security+", "Project+", "Cloud Essentials+", "Linux+", "Server+", "Cloud+", "IT Networking Specialist",
    ]  # fmt: skip
    assert handed.one("credentials", "CompTIA Network+").requires == Requirement(
        credential=handed.one("credentials", "CompTIA A+").id
    )
    assert handed.unknowns == {
        "ceterms:sourceData": 6,
        "ceterms:ownedBy": 1,
        "ceterms:subjectWebpage": 1,
        "asn:hasProgressionModel": 1,
    }
    assert handed.kept[pathway.id]["asn:hasProgressionModel"].startswith(
        "https://credentialengineregistry.org/resources/ce-cb87723a"
    )


def test_heriot_watt_of_stages_choices_and_constraints(shared_data: Path) -> None:
    handed = published(shared_data, HERIOT)
    assert {plural: len(records) for plural, records in handed.records.items()} == {"pathways": 1, "courses": 45}
    assert kinds(handed) == {"course": 45, "basic": 8, "credential": 3}
    [pathway] = handed.records["pathways"].values()
    degree = next(part for part in pathway.components if part.id == pathway.destination)
    assert (degree.kind, degree.name) == (ComponentKind.CREDENTIAL, "BSc (hons) in Computer Science")
    choice = degree.conditions[0].conditions[0].conditions[1]
    assert (choice.description, choice.required, len(choice.components)) == ("Select 2 out of 9 courses.", 2, 8), (
        "nine, it says, and names eight"
    )
    stages = [part.name for part in pathway.components if part.category == "Stage"]
    assert stages == [f"Stage {stage}, Semester {half}" for stage in (1, 2, 3, 4) for half in (1, 2)]
    conditions = [condition for part in pathway.components for condition in part.conditions]
    inner = [c for condition in conditions for c in _all(condition)]
    assert (len(inner), sum(len(condition.constraints) for condition in inner)) == (25, 37)
    assert not handed.unknowns


def _all(condition: object) -> list[object]:
    return [condition, *(c for inner in condition.conditions for c in _all(inner))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [ILLINOIS, COMPTIA, HERIOT])
def test_what_came_in_goes_out_and_comes_in_equal(shared_data: Path, tmp_path: Path, name: str) -> None:
    handed = published(shared_data, name)
    assert handed.source is not None
    catalog = Catalog(**{"sources": {handed.source.id: handed.source}, **handed.records})
    back = read_document(export(catalog), tmp_path)
    assert {plural: back.records[plural] for plural in handed.records} == handed.records
