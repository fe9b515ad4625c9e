"""``python -m knowledge review`` as an advisor runs it: exit status, terminal, JSON, the page, the database."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.catalog import Catalog
from knowledge.review import review
from knowledge.review.as_json import as_json, schema
from knowledge.store import KnowledgeStore
from tests.knowledge.build import TODAY
from tests.knowledge.databases import Databases

DAY = ("--today", TODAY.isoformat())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["review", *map(str, arguments), *DAY])


@pytest.fixture(scope="module")
def pack(root: Path) -> Path:
    return root / "knowledge" / "packs" / "millbrook"


@pytest.fixture(scope="module")
def stranding(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration pack, where nobody without a diploma finds a way into welding."""
    copy = tmp_path_factory.mktemp("pack") / "stranding"
    shutil.copytree(pack, copy)
    file = copy / "manufacturing_programs.yml"
    text = file.read_text(encoding="utf-8")
    entries = "    entries: [ged-prep, integrated-welding, esl-intermediate]\n"
    assert entries in text
    file.write_text(text.replace(entries, ""), encoding="utf-8")
    return copy


def test_warnings_leave_the_exit_status_alone(pack: Path) -> None:
    told = run(pack)
    assert told.exit_code == 0, told.output
    assert "Pathways reviewed: 34. Errors: 0." in told.output
    assert "Warning:" in told.output
    assert "[no_transfer]" in told.output


def test_an_error_sets_it_and_is_told_with_its_records_and_what_to_mend(stranding: Path) -> None:
    told = run(stranding)
    assert told.exit_code == 1
    line = next(line for line in told.output.splitlines() if "[no_entry_without_diploma]" in line)
    assert line.lstrip().startswith("Error: Someone without a high school diploma has no way in")
    assert "program welding-certificate, program ged-prep" in told.output  # the step, and doors that are there to be named
    assert "Errors: 1." in told.output


def test_the_page_is_written_beside_and_the_status_stays(stranding: Path, tmp_path: Path) -> None:
    told = run(stranding, "--html", tmp_path / "review.html")
    assert told.exit_code == 1
    assert "Welding and fabrication" in (tmp_path / "review.html").read_text(encoding="utf-8")


def test_json_holds_all_of_it_in_the_shape_that_is_documented(pack: Path, root: Path) -> None:
    told = run(pack, "--json")
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    kept = json.loads((root / "docs" / "review.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "docs/review.schema.json is out of date; write knowledge.review.as_json.schema() to it"
    jsonschema.validate(document, kept)
    assert document["format"] == "pathway-review"
    assert document["counts"]["pathways"] == len(document["pathways"]) == 34
    welding = next(p for p in document["pathways"] if p["id"] == "path-welding")
    assert {f["code"] for f in welding["findings"]} >= {"no_transfer", "demand_falling"}
    assert [e["key"] for e in welding["elements"]] == list("ABCDEFG")


def test_the_shape_refuses_what_is_not_in_it(millbrook: Catalog) -> None:
    document = json.loads(as_json(review(millbrook, TODAY, "x", ["path-welding"])))
    document["pathways"][0]["practices"][0]["score"] = "three"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_all_reviews_what_the_database_holds(databases: Databases, millbrook: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.new()
    store = KnowledgeStore(url)
    store.migrate()
    store.load(millbrook)
    monkeypatch.setenv("DATABASE_URL", url)
    told = run("--all", "--json")
    assert told.exit_code == 0, told.output
    alone = json.loads(as_json(review(millbrook, TODAY)))
    found = json.loads(told.stdout)["pathways"]
    assert [p["id"] for p in found] == [p["id"] for p in alone["pathways"]]
    assert [p["findings"] for p in found] == [p["findings"] for p in alone["pathways"]]


def test_an_empty_database_is_named_and_what_to_do(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.new()
    KnowledgeStore(url).migrate()
    monkeypatch.setenv("DATABASE_URL", url)
    told = run("--all")
    assert told.exit_code == 1
    assert "holds no pathway to review" in told.stderr
    assert told.exception is None or isinstance(told.exception, SystemExit)


@pytest.mark.parametrize("arguments", [(), ("--all", "knowledge")], ids=["neither", "both"])
def test_a_pack_or_the_database_and_not_both(arguments: tuple[str, ...], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    told = run(*arguments)
    assert told.exit_code == 2
    assert "--all" in told.stderr


def test_a_faulty_pack_and_a_page_that_cannot_be_written_are_told_in_a_line(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("pathway: []\n", encoding="utf-8")
    assert "Did you mean 'pathways'?" in run(tmp_path).stderr
    told = run(pack, "--html", tmp_path / "nowhere" / "review.html")
    assert told.exit_code == 1
    assert "could not be written: No such file or directory" in told.stderr
