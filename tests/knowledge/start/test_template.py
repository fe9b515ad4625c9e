"""The registrar's workbook, begun with what IPEDS lists for the college."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.importers.contract import Options
from knowledge.importers.run import run
from tests.knowledge.databases import Databases, migrated
from tests.knowledge.importers import shapes


@pytest.fixture(scope="module")
def url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database that was given one of three invented colleges."""
    tables = {"hd2024": shapes.INSTITUTIONS, "community_college_programs_2024": shapes.PROGRAMS}
    with migrated(databases) as url:
        run(url, "ipeds", shapes.as_csv(tmp_path_factory.mktemp("ipeds"), tables), Options(colleges=(100,)))
        yield url


def test_it_knows_the_colleges_programs_and_comes_back_with_them(url: str, tmp_path: Path) -> None:
    path = tmp_path / "catalog.xlsx"
    done = CliRunner().invoke(app, ["template", str(path), "--college", "100", "--database-url", url])
    assert done.exit_code == 0, done.output
    book = load_workbook(path)
    assert [cell.value for cell in book["college"][3]][:5] == ["Hill College", None, "100", "Hilltop", "IL"]
    sheet = book["programs"]
    header, _example, *rows = sheet.iter_rows(values_only=True)
    known = [{name: row[header.index(name)] for name in ("name", "cip", "level", "id")} for row in rows if row[0]]
    assert sorted(known, key=lambda row: row["id"]) == [
        {"name": "Seam Joining", "cip": "48.0508", "level": "21", "id": "ipeds-100-48.0508-21"},
        {"name": "Seam Joining", "cip": "48.0508", "level": "3", "id": "ipeds-100-48.0508-3"},
    ]
    report = run(url, "catalog", path, Options(provider="ipeds-100"), dry_run=True)
    assert report.counts["programs"].kept == 2
    assert report.source.title == "Catalog of Hill College"


def test_a_catalog_without_a_word_of_the_college_is_cited_by_the_name_that_is_known(url: str, tmp_path: Path) -> None:
    """What a student reads is never an id."""
    (tmp_path / "programs.csv").write_text("name,cip,level\nPipe Fitting,46.0502,21\n", encoding="utf-8")
    report = run(url, "catalog", tmp_path, Options(provider="ipeds-100"), dry_run=True)
    assert report.source.title == "Catalog of Hill College"


def test_a_college_that_is_not_imported_is_told_so(url: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["template", str(tmp_path / "c.xlsx"), "--college", "999", "--database-url", url])
    assert done.exit_code == 1
    assert "no college with UNITID 999 is imported" in done.output.replace("\n", "")
