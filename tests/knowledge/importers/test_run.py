"""An import as a whole: what may be asked, what a folder is, and that a database is left as it was when anything goes wrong."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import Workbook
from sqlalchemy import create_engine, func, select
from sqlalchemy.engine import make_url

from knowledge.importers.choices import digest
from knowledge.importers.contract import Options
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem
from knowledge.importers.run import imported, run
from knowledge.merge import identity
from knowledge.opendata import awards, tables
from knowledge.opendata.tables import OWNED
from knowledge.search import folding
from knowledge.store import StoreError
from tests.knowledge.databases import SqliteFiles, migrated
from tests.knowledge.importers import shapes


@pytest.fixture
def crosswalk(tmp_path: Path) -> Path:
    return shapes.as_csv(tmp_path / "crosswalks", {"CIP2020_SOC2018_Crosswalk": shapes.CIP_SOC})


def rows(url: str) -> int:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(tables.CIP_SOC)) or 0
    finally:
        engine.dispose()


def test_an_import_is_remembered_with_its_source_edition_and_counts(url: str, crosswalk: Path) -> None:
    run(url, "cip-soc", crosswalk, Options())
    [row] = imported(url)
    assert (row["id"], row["format"], row["source"]["id"]) == ("cip-soc", "cip-soc", "cip-soc")
    assert row["counts"] == {"cip_soc": {"read": 2, "kept": 1, "skipped": {"marked NO MATCH by the publisher": 1}}}
    assert row["source"]["retrieved"]


def test_a_dry_run_leaves_nothing_behind(url: str, crosswalk: Path) -> None:
    report = run(url, "cip-soc", crosswalk, Options(), dry_run=True)
    assert report.anything
    assert (rows(url), imported(url)) == (0, [])


def test_rows_that_are_gone_from_a_newer_edition_go_and_the_others_are_not_touched(url: str, tmp_path: Path) -> None:
    head, first, *_ = shapes.CIP_SOC
    older = [head, first, ["01.0000", "Farming.", "19-1011", "Scientists"]]
    newer = [head, first, ["01.0102", "Farm business.", "11-9013", "Farmers"]]
    run(url, "cip-soc", shapes.as_csv(tmp_path / "older", {"CIP2020_SOC2018_Crosswalk": older}), Options())
    changes = run(url, "cip-soc", shapes.as_csv(tmp_path / "newer", {"CIP2020_SOC2018_Crosswalk": newer}), Options()).changes[
        "cip_soc"
    ]
    assert (changes.added, changes.changed, changes.removed, changes.same) == (1, 0, 1, 1)
    assert changes.examples == ("+ 01.0102 11-9013", "- 01.0000 19-1011")
    assert rows(url) == 2
    assert len(imported(url)) == 1


def test_a_line_that_stands_twice_is_kept_once_and_counted(url: str, tmp_path: Path) -> None:
    path = shapes.as_csv(tmp_path, {"CIP2020_SOC2018_Crosswalk": [*shapes.CIP_SOC, shapes.CIP_SOC[1]]})
    assert run(url, "cip-soc", path, Options()).counts["cip_soc"].skipped["stands there twice"] == 1
    assert rows(url) == 1


@pytest.mark.parametrize(
    ("format", "options", "says"),
    [
        ("cip-sok", Options(), "'cip-sok' is no format. Formats: "),
        (
            "cip-soc",
            Options(colleges=(100,)),
            "colleges and states are picked of 'ipeds' only. Leave --college, --state and --add out",
        ),
        ("cip-soc", Options(name="ours"), "there is one 'cip-soc' only, without a name. Leave --name out"),
        *(
            (
                format,
                Options(provider="ours"),
                f"--provider is for what a college or a state brings of its own, not for '{format}'. Leave --provider out",
            )
            for format in OWNED
        ),
        ("ipeds", Options(statewide=True), "not for 'ipeds'. Leave --statewide out"),
        ("oews", Options(provider="ours", statewide=True), "not for 'oews'. Leave --provider and --statewide out"),
    ],
)
def test_what_can_not_be_asked_is_said(url: str, crosswalk: Path, format: str, options: Options, says: str) -> None:
    with pytest.raises(ImportProblem) as problem:
        run(url, format, crosswalk, options)
    assert says in str(problem.value)


@pytest.mark.parametrize("module", [folding, identity, awards], ids=lambda module: module.__name__)
def test_code_elsewhere_that_makes_what_is_kept_is_part_of_what_was_imported(
    module: ModuleType, crosswalk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade that folds titles otherwise, the same files are not "nothing to change"."""
    other = tmp_path / "module.py"
    other.write_bytes(Path(str(module.__file__)).read_bytes())
    before = digest(Files(crosswalk), Options())
    monkeypatch.setattr(module, "__file__", str(other))
    assert digest(Files(crosswalk), Options()) == before, "the same code, wherever it stands"
    other.write_text("# not as before", encoding="utf-8")
    assert digest(Files(crosswalk), Options()) != before


def test_a_table_without_a_row_to_keep_is_refused_and_replaces_nothing(url: str, crosswalk: Path, tmp_path: Path) -> None:
    run(url, "cip-soc", crosswalk, Options())
    bare = shapes.as_csv(tmp_path / "bare", {"CIP2020_SOC2018_Crosswalk": shapes.CIP_SOC[:1]})
    with pytest.raises(ImportProblem, match="there is nothing of 'cip-soc' in it that could be kept"):
        run(url, "cip-soc", bare, Options())
    assert rows(url) == 1


def test_a_database_that_is_not_there_is_named_without_its_password(crosswalk: Path) -> None:
    with pytest.raises(StoreError) as error:
        run("postgresql+psycopg://me:secret@127.0.0.1:1/none", "cip-soc", crosswalk, Options())
    assert "127.0.0.1:1" in str(error.value)
    assert "secret" not in str(error.value)


def test_a_database_that_someone_else_holds_refuses_and_stays_as_it_was(tmp_path: Path, crosswalk: Path) -> None:
    with migrated(SqliteFiles(tmp_path)) as url:
        held = sqlite3.connect(make_url(url).database or "")
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="refused the import; nothing was changed: database is locked"):
            run(f"{url}?timeout=0.1", "cip-soc", crosswalk, Options())
        held.rollback()
        held.close()
        assert rows(url) == 0


# --- what stands at a path ---


def codes(path: Path) -> list[str]:
    lines = Files(path).table("CIP2020*SOC2018*", required=["CIP2020Code", "SOC2018Code"])
    return [line.need("CIP2020Code") for line in lines]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("CIP2020_SOC2018_Crosswalk.csv", b"\xff\xfeC\x00", "byte 0xff is not UTF-8. Save the file as UTF-8"),
        ("CIP2020_SOC2018_Crosswalk.csv", b"", "CIP2020Code: this column is missing; the file has no columns"),
        ("CIP2020_SOC2018_Crosswalk.csv", b'CIP2020Code,SOC2018Code\n"01.0000,19-1011\n', "a quote may not be closed"),
        ("CIP2020_SOC2018_Crosswalk.csv", b"CIP2020Code,SOC2018Code\n01.0000,19\x001011\n", ":2: there is a NUL character"),
        ("CIP2020_SOC2018_Crosswalk.csv", b"CIP2020Code,SOC2018Code\n,19-1011\n", ":2: CIP2020Code: there is no value"),
        ("CIP2020_SOC2018_Crosswalk.xlsx", b"no workbook", "this is no Excel workbook"),
        ("data.zip", b"no archive", "this is no zip archive"),
    ],
)
def test_a_file_that_is_broken_is_named_in_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportProblem) as problem:
        codes(path)
    assert says in str(problem.value)
    assert name in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_damaged_member_of_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Titles.csv", "Title\nwelder\n")
    path.write_bytes(path.read_bytes().replace(b"welder", b"wolder"))
    with pytest.raises(ImportProblem, match=r"Titles\.csv: the file can't be read .*Bad CRC"):
        list(Files(path).table("Titles", required=["Title"]))


def test_two_files_that_could_be_meant_are_both_named(tmp_path: Path) -> None:
    shapes.as_csv(tmp_path, {"national_M2024_dl": [["A"]], "national_M2025_dl": [["A"]]})
    with pytest.raises(ImportProblem, match=r"several files could be .*M2024_dl\.csv, national_M2025_dl\.csv\. Leave one"):
        list(Files(tmp_path).table("*national*", required=["A"]))


def test_names_of_files_and_columns_are_read_without_case_spaces_and_dashes(tmp_path: Path) -> None:
    shapes.as_csv(tmp_path, {"Job_Titles": [["onet soc code", "JOB-TITLE"], ["x", "y"]]}, bom=True)
    [line] = Files(tmp_path).table("job titles", required=["O*NET-SOC Code", "Job Title"], optional=["Level"])
    assert line.values == {"O*NET-SOC Code": "x", "Job Title": "y", "Level": ""}


def test_a_sheet_goes_by_its_own_name_and_may_have_a_title_above_its_header(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Programs"
    book.worksheets[0].append(["Name", "Credits"])
    book.worksheets[0].append(["Welding certificate", 18])
    sheet = book.create_sheet("Courses")
    for row in (["Our courses"], [], ["Name", "Credits"], ["Welding I", 3.0], [None, None], ["Welding II", None]):
        sheet.append(row)
    book.save(tmp_path / "catalog.xlsx")
    lines = list(Files(tmp_path / "catalog.xlsx").table("courses", required=["Name", "Credits"]))
    assert [(line.file, line.line, line["Name"], line["Credits"]) for line in lines] == [
        ("catalog.xlsx[Courses]", 4, "Welding I", "3"),
        ("catalog.xlsx[Courses]", 6, "Welding II", ""),
    ]


def test_progress_is_told_by_file(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = shapes.as_csv(tmp_path, {"many": [["A", "B"], *[["x" * 50, "y" * 50]] * 6000]})
    assert len(list(Files(path, lambda *step: told.append(step)).table("many", required=["A"]))) == 6000
    size = (path / "many.csv").stat().st_size
    assert [(file, total) for file, _, total in told] == [("many.csv", size)] * 2
    assert told[0][1] < told[1][1] <= size
