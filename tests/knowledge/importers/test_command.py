"""``python -m knowledge import`` and ``imports`` as someone at a terminal meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from knowledge.__main__ import app
from tests.knowledge.databases import SqliteFiles, migrated
from tests.knowledge.importers import shapes

Command = Callable[..., Result]


@pytest.fixture
def knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Runs a command on a database of the test's own."""
    with migrated(SqliteFiles(tmp_path)) as url:
        environment = {"DATABASE_URL": url, "COLUMNS": "200", "CACHE_DIR": str(tmp_path / "cache")}
        yield lambda *words: CliRunner().invoke(app, [str(word) for word in words], env=environment, catch_exceptions=False)


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """A folder laid out as ``import all`` takes it."""
    data = tmp_path / "data"
    shapes.as_csv(data / "bls", {"oews_national_M2025": shapes.OEWS, "ep_table_1_2_2024-34": shapes.PROJECTIONS})
    shapes.as_csv(
        data / "crosswalks",
        {"CIPCode2020": shapes.CIP, "CIP2020_SOC2018_Crosswalk": shapes.CIP_SOC, "All_Career_Clusters": shapes.CLUSTERS},
    )
    shapes.as_csv(data / "ipeds", {"hd2024": shapes.INSTITUTIONS, "community_college_programs_2024": shapes.PROGRAMS})
    shapes.as_zip(data / "onet" / "db_29_3_text.zip", shapes.as_text(tmp_path / "unpacked", shapes.onet()))
    return data


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    (tmp_path / "data" / "onet").mkdir(parents=True)


def test_one_format_is_shown_before_it_is_taken_and_then_taken_once(knowledge: Command, nation: Path) -> None:
    shown = knowledge("import", "oews", nation / "bls", "--dry-run")
    assert shown.exit_code == 0
    assert "1 a total or group of occupations" in shown.output
    assert "+ 31-1121" in shown.output
    assert "A dry run: nothing was changed." in shown.output
    assert "Nothing was imported yet" in knowledge("imports").output
    assert "Imported: 3 rows" in knowledge("import", "oews", nation / "bls").output
    assert "nothing to change" in knowledge("import", "oews", nation / "bls").output


def test_a_wrong_file_is_one_line_and_exit_status_1(knowledge: Command, nation: Path) -> None:
    result = knowledge("import", "oews", nation / "crosswalks" / "CIPCode2020.csv", "--published", "2025-05-01")
    assert result.exit_code == 1
    assert result.output.strip().startswith("CIPCode2020.csv:1: OCC_CODE: this column is missing")
    assert len(result.output.strip().splitlines()) == 1


def test_everything_in_a_folder_with_one_college_of_ipeds(knowledge: Command, nation: Path) -> None:
    result = knowledge("import", "all", nation, "--college", "100", "--no-vectors")
    assert result.exit_code == 0, result.output
    for format in ("onet", "oews", "projections", "cip", "cip-soc", "clusters", "ipeds"):
        assert f" {format} " in result.output
    listed = knowledge("imports").output
    assert "29.3" in listed
    assert "May 2025" in listed


@pytest.mark.parametrize(("format", "place"), [("onet", "onet/db_29_3_text.zip"), ("clusters", "crosswalks")])
def test_the_attribution_that_the_terms_of_onet_ask_for_is_shown(
    knowledge: Command, nation: Path, format: str, place: str
) -> None:
    assert knowledge("import", format, nation / place, "--no-vectors").exit_code == 0
    assert "O*NET is a trademark of USDOL/ETA." in knowledge("imports").output


def test_one_part_that_is_wrong_is_named_and_the_others_come_in(knowledge: Command, nation: Path) -> None:
    (nation / "crosswalks" / "CIPCode2020.csv").write_text("CIPCode,CIPTitle\nnonsense,Nonsense\n")
    result = knowledge("import", "all", nation, "--no-vectors")
    assert result.exit_code == 1
    assert "cip: CIPCode2020.csv:2: CIPCode: 'nonsense' is no CIP code" in result.output
    assert "clusters" in knowledge("imports").output


def test_a_folder_without_open_data_says_how_to_lay_it_out(knowledge: Command, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    result = knowledge("import", "all", tmp_path / "elsewhere")
    assert result.exit_code == 1
    assert "Lay it out as onet/, bls/, crosswalks/, ipeds/" in result.output


def test_a_college_is_added_or_taken_in_place_of_another(knowledge: Command, nation: Path) -> None:
    knowledge("import", "ipeds", nation / "ipeds", "--college", "100")
    added = knowledge("import", "ipeds", nation / "ipeds", "--state", "me", "--add").output
    assert "colleges: 1 new, 0 changed, 0 gone, 1 as before" in added
    replaced = knowledge("import", "ipeds", nation / "ipeds", "--college", "200").output
    assert "colleges: 1 new, 0 changed, 2 gone, 0 as before" in replaced
