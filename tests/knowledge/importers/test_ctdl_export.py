"""What goes out as CTDL comes back equal, and others can read what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.catalog import Catalog
from knowledge.exporters.ctdl import UnknownPathway, export
from knowledge.importers.ctdl.terms import COMPONENT_CLASSES
from knowledge.kinds import SINGULAR, references
from knowledge.model import Education, English, Requirement
from tests.knowledge.build import World, course, credential, one_of_each
from tests.knowledge.importers.ctdl_reading import read, read_document

KINDS = ("pathways", "programs", "credentials", "courses", "services")


def equal(catalog: Catalog, back: dict[str, dict[str, Any]]) -> None:
    for plural, records in back.items():
        assert records == {key: getattr(catalog, plural)[key] for key in records}, plural


@pytest.fixture(scope="module")
def document(millbrook: Catalog) -> dict[str, Any]:
    return export(millbrook)


def nodes(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [node for node in document["@graph"] if node["@type"] == name]


def test_the_whole_pack_reads_back_equal(millbrook: Catalog, document: dict[str, Any], tmp_path: Path) -> None:
    back = read_document(document, tmp_path)
    assert {plural: len(back.records[plural]) for plural in KINDS} == {
        plural: len(getattr(millbrook, plural)) for plural in KINDS
    }
    equal(millbrook, back.records)
    assert not back.skipped
    assert not back.unknowns
    assert not any(back.kept.values()), "every term of ours is read"


def test_a_single_pathway_brings_everything_that_it_leads_to(millbrook: Catalog, tmp_path: Path) -> None:
    for key in millbrook.pathways:
        back = read_document(export(millbrook, [key]), tmp_path)
        assert list(back.records["pathways"]) == [key]
        equal(millbrook, back.records)
        for records in back.records.values():
            for record in records.values():
                assert [t for _, kind, t in references(record) if t not in back.records[SINGULAR[kind]]] == []


def test_a_record_of_every_shape_reads_back_equal(tmp_path: Path) -> None:
    catalog = one_of_each()
    assert catalog.pathways["metal"].components[-1].conditions, "the test needs a pathway with conditions"
    equal(catalog, read_document(export(catalog), tmp_path).records)


LEAVES = st.one_of(
    st.sampled_from(
        [
            credential("card"),
            credential("certificate"),
            course("wld-1"),
            Requirement(min_age=18),
            Requirement(experience_years=1.5),
        ]
    ),
    st.builds(lambda text, es: Requirement(other=text, other_es=es), st.text(max_size=20), st.none() | st.text(max_size=9)),
    st.sampled_from([Requirement(education=level) for level in Education] + [Requirement(english=level) for level in English]),
)


def branched(inner: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    some = st.lists(inner, min_size=1, max_size=4).map(tuple)
    several = st.lists(inner, min_size=3, max_size=4).map(lambda ways: Requirement(any_of=tuple(ways), at_least=2))
    grown = st.one_of(some.map(lambda parts: Requirement(all_of=parts)), some.map(lambda ways: Requirement(any_of=ways)), several)
    return st.builds(lambda requirement, advice: replace(requirement, recommended=advice), grown, st.booleans())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=st.recursive(LEAVES, branched, max_leaves=12))
def test_every_requirement_reads_back_equal(tmp_path: Path, tree: Requirement) -> None:
    catalog = one_of_each()
    catalog.courses["wld-2"] = replace(catalog.courses["wld-2"], requires=tree)
    assert read_document(export(catalog), tmp_path).records["courses"]["wld-2"].requires == tree


def test_a_record_that_is_named_and_not_held_is_named_again(tmp_path: Path) -> None:
    world = World()
    world.program("class", occupations=("51-4121.00",))
    back = read_document(export(world.catalog()), tmp_path)
    assert back.records["programs"]["class"].occupations == ("51-4121.00",)
    assert "occupations" not in back.records
    assert not back.skipped


def test_addresses_are_the_same_every_time_and_another_colleges_are_others(millbrook: Catalog) -> None:
    def addresses(catalog: Catalog) -> set[str]:
        return {node["@id"] for node in export(catalog)["@graph"]}

    here = World()
    here.course("wld-1")
    there = replace(here.catalog(), providers={"elsewhere": replace(here.catalog().providers["college"], id="elsewhere")})
    assert addresses(here.catalog()) == addresses(here.catalog())
    assert not addresses(here.catalog()) & addresses(there)
    assert len(addresses(millbrook)) == len(export(millbrook)["@graph"]), "no two nodes share one"


def test_steps_are_components_in_order_that_end_in_the_goal(millbrook: Catalog, document: dict[str, Any]) -> None:
    by_id = {node["@id"]: node for node in document["@graph"]}
    head = next(node for node in nodes(document, "ceterms:Pathway") if node["advisor:id"] == "path-welding")
    pathway = millbrook.pathways["path-welding"]
    [end] = [by_id[link["@id"]] for link in head["ceterms:hasDestinationComponent"]]
    assert by_id[end["ceterms:proxyFor"][0]["@id"]]["advisor:id"] == pathway.goal
    trail = [end["ceterms:hasCondition"][0]["ceterms:targetComponent"][0]]
    while "ceterms:precededBy" in by_id[trail[0]]:
        trail.insert(0, by_id[trail[0]]["ceterms:precededBy"][0])
    assert [by_id[by_id[uri]["ceterms:proxyFor"][0]["@id"]]["advisor:id"] for uri in trail] == [
        step.program for step in pathway.steps
    ]


def test_a_reader_that_knows_nothing_of_our_terms_still_sees_the_pathway(
    millbrook: Catalog, document: dict[str, Any], tmp_path: Path
) -> None:
    """Without ``advisor:``, as any other house would read it."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(item) for item in value]
        return (
            {key: plain(item) for key, item in value.items() if not key.startswith("advisor:")}
            if isinstance(value, dict)
            else value
        )

    graph = [node for node in plain(document["@graph"]) if not node["@type"].startswith("advisor:")]
    back = read_document(graph, tmp_path)
    assert {plural: len(back.records[plural]) for plural in KINDS} == {
        "pathways": 34,
        "programs": 169,
        "credentials": 232,
        "courses": 312,
        "services": 83,
    }
    programs, ours = back.records["programs"], {pathway.name: pathway for pathway in millbrook.pathways.values()}
    for pathway in back.records["pathways"].values():
        same = ours[pathway.name]
        wanted = [*same.entries, *(step.program for step in same.steps)]
        assert sorted(programs[step.program].name for step in pathway.steps) == sorted(
            millbrook.programs[key].name for key in wanted
        )
        assert pathway.goal == millbrook.occupations[same.goal].onet_code
    for program in programs.values():
        same = next(p for p in millbrook.programs.values() if p.name == program.name)
        assert (program.weeks, program.credits, program.cost, program.cip) == (same.weeks, same.credits, same.cost, same.cip)
        assert [back.records["credentials"][key].name for key in program.awards] == [
            millbrook.credentials[key].name for key in same.awards
        ]


def test_every_term_of_ours_is_declared(document: dict[str, Any]) -> None:
    declared = document["@context"][1]
    assert declared["advisor"] == "urn:x-career-advisor:terms:"
    used = {
        key
        for node in document["@graph"]
        for key, value in node.items()
        if key.startswith("advisor:") and isinstance(value, (dict, list))
    }
    undeclared = {key for key in used if key not in declared}
    assert undeclared == set()


def test_a_pathway_nobody_has_is_told_with_those_there_are(millbrook: Catalog) -> None:
    with pytest.raises(UnknownPathway, match=r"no pathway 'path-flying'; there are path-accounting, "):
        export(millbrook, ["path-flying"])


def test_the_command_writes_a_file_that_the_import_reads(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonld"
    done = CliRunner().invoke(app, ["export", "ctdl", str(path), "--pathway", "path-nursing", "--pathway", "path-welding"])
    assert done.exit_code == 0, done.output
    assert set(read(path).records["pathways"]) == {"path-nursing", "path-welding"}
    wrong = CliRunner().invoke(app, ["export", "ctdl", str(path), "--pathway", "path-flying"])
    assert wrong.exit_code == 1
    assert "path-flying" in wrong.output
    assert "Traceback" not in wrong.output


def test_the_command_writes_to_standard_output(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "ctdl", "--pathway", "path-nursing"])
    assert json.loads(done.stdout)["@graph"]


# --- the published schemas (2017 to 2020): language maps were plain texts then, and a learning program had its parent's class ---


def as_then(value: Any) -> Any:
    if isinstance(value, list):
        return [as_then(item) for item in value]
    if isinstance(value, dict):
        if value and all(len(key) == 2 for key in value):
            return next(iter(value.values()))
        return {key: as_then(item) for key, item in value.items()}
    return value


def faults(schema: dict[str, Any], definition: str, node: dict[str, Any]) -> set[str]:
    """What the schema has against a node. Definitions that the published file names and lacks allow everything."""
    whole = json.loads(json.dumps(schema))
    text = json.dumps(schema)
    for missing in {part.split('"')[0] for part in text.split('"#/definitions/')[1:]} - whole["definitions"].keys():
        whole["definitions"][missing] = {}
    found = Draft4Validator({**whole, "$ref": f"#/definitions/{definition}"}).iter_errors(node)
    return {error.message for error in found}


def test_exports_pass_the_published_schemas_save_for_pages_that_nobody_has(document: dict[str, Any], shared_data: Path) -> None:
    folder = shared_data / "ctdl" / "schemas"
    schemas = {
        name: json.loads((folder / f"{name}.json").read_text())
        for name in ("credential", "learning_opportunity_profile", "pathway", "pathway_component")
    }
    no_page = "'ceterms:subjectWebpage' is a required property"
    found: dict[str, set[str]] = {}
    for node in document["@graph"]:
        kind = node["@type"]
        if kind in schemas["credential"]["definitions"] and "Organization" not in kind:
            found.setdefault("credential", set()).update(
                faults(schemas["credential"], kind, as_then(node)) - (set() if "ceterms:subjectWebpage" in node else {no_page})
            )
        elif kind == "ceterms:LearningProgram":
            then = as_then({**node, "@type": "ceterms:LearningOpportunityProfile"})
            found.setdefault("program", set()).update(faults(schemas["learning_opportunity_profile"], then["@type"], then))
        elif kind == "ceterms:Pathway":
            found.setdefault("pathway", set()).update(faults(schemas["pathway"], kind, node))
        elif kind in COMPONENT_CLASSES.values():
            found.setdefault(kind, set()).update(faults(schemas["pathway_component"], kind, node))
    assert found == {
        "credential": set(),
        "program": {no_page, "'ceterms:costDetails' is a required property"},
        "pathway": {no_page},
        "ceterms:BasicComponent": {no_page},
        "ceterms:JobComponent": set(),
    }
