"""CTDL of others comes in whole: what a field holds, what none holds and is kept, and what is said of both."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.contract import Options
from knowledge.importers.problems import ImportProblem
from knowledge.importers.run import run
from knowledge.model import (
    AwardLevel,
    ComponentCondition,
    ComponentKind,
    Constraint,
    Cost,
    CredentialType,
    Need,
    ProgramKind,
    Requirement,
    ServiceCategory,
)
from tests.knowledge.build import all_of, any_of, course, credential
from tests.knowledge.databases import Databases, migrated
from tests.knowledge.importers.ctdl_reading import FILES, Handed, read, read_document

DEGREE, CERTIFICATE = "ce-bbbbbbbb-0000-4000-8000-000000000001", "ce-bbbbbbbb-0000-4000-8000-000000000002"
COLLEGE, PROGRAM = "ce-aaaaaaaa-0000-4000-8000-000000000001", "ce-cccccccc-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def college() -> Handed:
    return read(FILES / "college.jsonld", published=date(2026, 5, 1))


@pytest.fixture(scope="module")
def baker() -> Handed:
    return read(FILES / "pathway.json")


def test_a_credential_has_its_names_issuer_page_and_validity(college: Handed) -> None:
    degree = college.records["credentials"][DEGREE]
    assert (degree.name, degree.name_es) == ("AAS in Beekeeping", "Grado asociado en apicultura")
    assert (degree.type, degree.issuer) == (CredentialType.ASSOCIATE_DEGREE, "Larkspur Community College")
    assert (degree.url, degree.valid_months) == ("https://example.edu/bees", 24)
    assert (degree.source, degree.as_of) == ("ctdl", date(2026, 5, 1))


def test_an_issuer_described_within_the_credential_is_read(college: Handed) -> None:
    assert college.records["credentials"][CERTIFICATE].issuer == "Guild of Keepers"
    assert list(college.records["providers"]) == [COLLEGE], "an issuer that teaches nothing here is no provider"


def test_how_long_a_credential_takes_is_unknown_where_nobody_says(college: Handed) -> None:
    assert (college.records["credentials"][CERTIFICATE].weeks_min, college.records["credentials"][CERTIFICATE].weeks_max) == (
        13,
        52,
    )
    assert (college.records["credentials"][DEGREE].weeks_min, college.records["credentials"][DEGREE].weeks_max) == (None, None)


def test_conditions_are_needed_together_and_alternatives_are_any_of(college: Handed) -> None:
    assert college.records["credentials"][DEGREE].requires == all_of(
        all_of(Requirement(min_age=16), any_of(credential(CERTIFICATE), Requirement(experience_years=2.0))),
        Requirement(other="No allergy to stings", recommended=True),
    )


def test_occupations_are_found_by_their_code(college: Handed) -> None:
    assert college.records["credentials"][DEGREE].prepares_for == ("45-2093.00",)
    left = college.kept[DEGREE]["ceterms:occupationType"]
    assert left == [{"ceterms:targetNodeName": {"en-US": "Beekeeper at large"}}], "the one without a code is kept"


def test_a_credential_that_counts_toward_another_stacks_into_it(college: Handed) -> None:
    assert college.records["credentials"][CERTIFICATE].stacks_into == (DEGREE,)
    assert college.records["credentials"][CERTIFICATE].exam_cost == 85


def test_a_program_ends_in_the_credential_that_requires_it(college: Handed) -> None:
    program = college.records["programs"][PROGRAM]
    assert program.awards == (DEGREE,)
    assert (program.provider, program.cip, program.courses) == (COLLEGE, "01.0999", ("ce-eeeeeeee-0000-4000-8000-000000000001",))
    assert (program.credits, program.weeks, program.kind, program.award_level) == (
        60,
        104,
        ProgramKind.CREDIT,
        AwardLevel.ASSOCIATE,
    )


def test_what_a_rule_worked_out_is_named(college: Handed) -> None:
    program = college.records["programs"][PROGRAM]
    assert set(program.inferred) == {"hours_per_week", "min_hours_per_week", "kind", "award_level"}, "its weeks were told"
    assert program.hours_per_week == round(60 * 45 / 104)
    assert (program.deliveries, program.cluster) == ((), None)


def test_the_first_price_of_a_kind_counts_and_the_other_is_kept(college: Handed) -> None:
    assert college.records["programs"][PROGRAM].cost == Cost(tuition=4200, fees=300)
    [other] = college.kept[PROGRAM]["ceterms:estimatedCost"]
    assert other["ceterms:price"] == 9900


def test_a_course_reads_terms_of_earlier_years(college: Handed) -> None:
    hives = college.one("courses", "Hives I")
    assert (hives.code, hives.credits) == ("BEE 101", 3)


def test_a_support_service_has_its_kind_and_the_way_to_reach_it(college: Handed) -> None:
    service = college.one("services", "Little Hive")
    assert (service.category, service.needs) == (ServiceCategory.CHILD_CARE, (Need.CHILD_CARE,))
    assert (service.contact.phone, service.contact.place) == ("555-0142", "Hall B")
    assert (service.eligibility, service.provider) == ("Students with children under six", COLLEGE)


def test_what_cannot_be_kept_is_told_with_the_reason(college: Handed) -> None:
    assert college.skipped == {
        "services: 'Sky Room' names no kind of service known here": 1,
        "nodes: nothing here keeps a ceterms:DoctoralDegree, and no record points at it": 1,
        "nodes: nothing here keeps a ceterms:JurisdictionProfile, and no record points at it": 1,
        "references: ceterms:targetCredential points at what is not in the file": 1,
    }


def test_unknown_terms_are_counted_and_kept(college: Handed) -> None:
    assert college.unknowns["example:honey"] == 1
    assert college.kept["ce-eeeeeeee-0000-4000-8000-000000000001"] == {"example:honey": "yes"}
    assert college.unknowns["ceterms:keyword"] == 1
    assert college.kept[DEGREE]["ceterms:keyword"] == {"en-US": ["bees", "hives"]}
    assert college.kept[COLLEGE] == {"ceterms:dunsNumber": "12345"}


def test_the_provider_named_at_the_import_stands_for_one_that_is_not_described(tmp_path: Path) -> None:
    program = {
        "@id": "x:p",
        "@type": "ceterms:LearningProgram",
        "ceterms:name": "Welding",
        "ceterms:offeredBy": "https://reg.example/ce-x",
    }
    (tmp_path / "p.json").write_text(json.dumps(program))
    assert read(tmp_path / "p.json", provider="millbrook").one("programs", "Welding").provider == "millbrook"
    bare = read(tmp_path / "p.json")
    assert bare.records["providers"][bare.one("programs", "Welding").provider].name == "https://reg.example/ce-x"


def test_a_program_of_which_nothing_is_told_has_the_usual_length_of_its_level(tmp_path: Path) -> None:
    program = read_document({"@type": "ceterms:LearningProgram", "ceterms:name": "Welding"}, tmp_path).one("programs", "Welding")
    assert {"weeks", "award_level"} <= set(program.inferred)
    assert program.cost is None


def test_a_pathway_of_courses_comes_in_whole(baker: Handed) -> None:
    [pathway] = baker.records["pathways"].values()
    assert [(part.id, part.kind) for part in pathway.components] == [
        ("bread", ComponentKind.COURSE),
        ("stage", ComponentKind.BASIC),
        ("cake", ComponentKind.COURSE),
        ("pie", ComponentKind.COURSE),
        ("end", ComponentKind.CREDENTIAL),
    ], "what comes first stands first"
    assert (pathway.destination, pathway.steps, pathway.goal) == ("end", (), None)
    by_id = {part.id: part for part in pathway.components}
    assert (by_id["stage"].category, by_id["stage"].points, by_id["stage"].children) == ("Stage", 2.5, ("bread",))
    assert (by_id["cake"].term, by_id["cake"].preceded_by) == ("Spring", ("bread",))
    assert (by_id["end"].credential, by_id["end"].preceded_by) == ("cert", ("stage",))


def test_conditions_and_constraints_are_kept_as_they_were_written(baker: Handed) -> None:
    [pathway] = baker.records["pathways"].values()
    grade = Constraint(left=("https://example.edu/grade",), comparator="GTEQ", right=("70",), left_action="Min")
    assert pathway.components[-1].conditions == (
        ComponentCondition(
            description="Two of three, with a C or better",
            required=2,
            components=("bread", "cake", "pie"),
            constraints=(grade,),
            operator="And",
        ),
        ComponentCondition(conditions=(ComponentCondition(required=1, components=("bread", "stage")),)),
    )


def test_x_of_y_becomes_a_requirement_of_the_credential(baker: Handed) -> None:
    two = Requirement(any_of=(course("bread"), course("cake"), course("pie")), at_least=2)
    told = Requirement(other="Two of three, with a C or better")
    assert baker.one("credentials", "Certified Baker").requires == all_of(
        all_of(two, told), any_of(course("bread"), Requirement(other="First year"))
    )
    assert baker.one("courses", "Cake").requires == course("bread")


def test_an_unknown_term_deep_in_a_pathway_is_kept_with_it(baker: Handed) -> None:
    assert baker.unknowns == {"ceterms:wager": 1}
    assert {"@id": "_:grade", "@type": ["ceterms:Constraint"], "ceterms:wager": [{"@value": 5}]} in baker.kept["p"]["@graph"]
    assert baker.kept["p"]["ceterms:hasSupportService"] == [{"@id": "http://example.org/nowhere"}]
    assert baker.skipped == {"references: ceterms:hasSupportService points at what is not in the file": 1}


def test_compact_expanded_and_prefixed_spellings_read_the_same(tmp_path: Path) -> None:
    node = {
        "@id": "x:1",
        "@type": "ceterms:Certification",
        "ceterms:name": {"en": "Baker"},
        "ceterms:subjectWebpage": "https://a.example",
    }
    expanded = {
        "@id": "x:1",
        "@type": ["http://purl.org/ctdl/terms/Certification"],
        "https://purl.org/ctdl/terms/name": [{"@language": "en", "@value": "Baker"}],
        "https://purl.org/ctdl/terms/subjectWebpage": [{"@id": "https://a.example"}],
    }
    prefixed = {
        "@context": {"c": "https://purl.org/ctdl/terms/", "title": {"@id": "c:name"}},
        "@graph": [
            {"@id": "x:1", "@type": "c:Certification", "title": "Baker", "c:subjectWebpage": {"@id": "https://a.example"}}
        ],
    }
    bare = {"@graph": [{"@id": "x:1", "@type": "Certification", "name": "Baker", "subjectWebpage": "https://a.example"}]}
    envelope = {"envelope_id": "1", "decoded_resource": {"@graph": [node]}}
    found = [read_document(document, tmp_path).records for document in (node, [node], expanded, prefixed, bare, envelope)]
    assert all(records == found[0] for records in found)
    assert found[0]["credentials"]["x-1"].url == "https://a.example"


def test_two_pathways_of_a_file_do_not_share_their_parts(tmp_path: Path) -> None:
    def way(letter: str) -> list[dict[str, Any]]:
        return [
            {
                "@id": f"x:{letter}",
                "@type": "ceterms:Pathway",
                "ceterms:name": letter,
                "ceterms:hasDestinationComponent": f"x:{letter}-end",
            },
            {
                "@id": f"x:{letter}-end",
                "@type": "ceterms:BasicComponent",
                "ceterms:name": "end",
                "ceterms:precededBy": f"x:{letter}-start",
            },
            {"@id": f"x:{letter}-start", "@type": "ceterms:BasicComponent", "ceterms:name": "start"},
        ]

    records = read_document(way("a") + way("b"), tmp_path).records["pathways"].values()
    assert [[part.id for part in record.components] for record in records] == [["x:a-start", "x:a-end"], ["x:b-start", "x:b-end"]]


def test_parts_that_go_round_in_a_circle_come_in(tmp_path: Path) -> None:
    nodes = [
        {"@id": "x:p", "@type": "ceterms:Pathway", "ceterms:name": "p", "ceasn:hasPart": ["x:a", "x:b"]},
        {"@id": "x:a", "@type": "ceterms:BasicComponent", "ceterms:name": "a", "ceterms:precededBy": "x:b"},
        {"@id": "x:b", "@type": "ceterms:BasicComponent", "ceterms:name": "b", "ceterms:precededBy": "x:a"},
    ]
    [pathway] = read_document(nodes, tmp_path).records["pathways"].values()
    assert len(pathway.components) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1, 2]", "no node in it is of a class of CTDL"),
        ('"words"', "this is no JSON-LD document"),
        ('{"@graph": [{"@type": "schema:Person"}]}', "no node in it is of a class of CTDL"),
        ('{"@graph": [', "this is not JSON"),
    ],
)
def test_a_file_that_is_no_ctdl_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "wrong.json").write_text(text)
    with pytest.raises(ImportProblem, match=says) as caught:
        read(tmp_path / "wrong.json")
    assert "wrong.json" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b'{\n  "@graph": [\n    {"@type" "ceterms:Course"}]}',
            "wrong.json:3: column 14: this is not JSON (Expecting ':' delimiter)",
        ),
        (b'{"@graph": [', "wrong.json:1: column 13: this is not JSON"),
        ('{\n "a": "ñandú and s'.encode() + b'\xf3n"}', "wrong.json:2: column 19: byte 0xf3 is not UTF-8"),
        (b'\xef\xbb\xbf{"a": "s\xf3n"}', "wrong.json:1: column 9: byte 0xf3 is not UTF-8"),
        (b'\xef\xbb\xbf{"a" 1}', "wrong.json:1: column 6: this is not JSON"),
    ],
)
def test_a_file_that_can_not_be_read_is_told_the_line_and_the_column(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "wrong.json").write_bytes(content)
    with pytest.raises(ImportProblem) as caught:
        read(tmp_path / "wrong.json")
    assert str(caught.value).startswith(says)


def test_an_export_that_someone_broke_is_refused(tmp_path: Path) -> None:
    node = {
        "@id": "u:1",
        "@type": "ceterms:Course",
        "advisor:recordKind": "course",
        "advisor:id": "c",
        "ceterms:name": {"en": "C"},
        "advisor:source": "u:2",
    }
    with pytest.raises(ImportProblem, match=r"does not fit together: .*u:2"):
        read_document(node, tmp_path)


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["", "ceterms:Course", "P1Y", "x:1", "en"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "@type", "@value", "@list", "en", "ceterms:name", "es"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_shape_of_a_value_breaks_the_reading(tmp_path: Path, data: st.DataObject) -> None:
    document = copy.deepcopy(json.loads((FILES / "college.jsonld").read_text()))
    nodes = document["@graph"] + json.loads((FILES / "pathway.json").read_text())
    for _ in range(3):
        node = data.draw(st.sampled_from(nodes))
        node[data.draw(st.sampled_from(sorted(node)))] = data.draw(SCRAPS)
    with suppress(ImportProblem):
        read_document(nodes, tmp_path)


def test_the_same_file_again_changes_nothing_and_a_newer_one_says_what_it_changes(databases: Databases, tmp_path: Path) -> None:
    with migrated(databases) as url:
        first = run(url, "ctdl", FILES / "pathway.json", Options())
        assert {what: count.kept for what, count in first.counts.items() if count.kept} == {
            "courses": 3,
            "credentials": 1,
            "pathways": 1,
        }
        assert run(url, "ctdl", FILES / "pathway.json", Options()).same_again
        newer = tmp_path / "pathway.json"
        newer.write_text((FILES / "pathway.json").read_text().replace('"Pie"', '"Tart"'))
        changes = run(url, "ctdl", newer, Options(), dry_run=True).changes["imported_records"]
        assert (changes.added, changes.removed) == (0, 0)
        assert changes.changed >= 1
