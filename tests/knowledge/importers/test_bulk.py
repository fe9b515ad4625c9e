"""The nation's open data read in: every published shape, what is left out and why, and every way a file can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Table, create_engine, select

from knowledge.importers.contract import Options
from knowledge.importers.problems import ImportProblem
from knowledge.importers.report import Report
from knowledge.importers.run import run
from knowledge.opendata import tables
from tests.knowledge.databases import Databases, migrated
from tests.knowledge.importers import shapes
from tests.knowledge.importers.shapes import MEDIC, ROBOT, WELDER


@pytest.fixture(scope="module")
def empty(databases: Databases) -> Iterator[str]:
    with migrated(databases) as url:
        yield url


class Base:
    """A database of a test's own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def take(self, format: str, path: Path, options: Options | None = None, **how: Any) -> Report:
        return run(self.url, format, path, options or Options(), **how)

    def rows(self, table: Table) -> list[dict[str, Any]]:
        engine = create_engine(self.url)
        try:
            with engine.connect() as connection:
                return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        finally:
            engine.dispose()

    def row(self, table: Table, **key: Any) -> dict[str, Any]:
        (found,) = [row for row in self.rows(table) if all(row[name] == value for name, value in key.items())]
        return found


@pytest.fixture
def base(databases: Databases, empty: str) -> Iterator[Base]:
    url = databases.new(like=empty)
    yield Base(url)
    databases.drop(url)


# --- O*NET ---

EDITIONS: dict[str, Callable[[Path], Path]] = {
    "text": lambda at: shapes.as_text(at / "db_29_3_text", shapes.onet()),
    "text without titles": lambda at: shapes.as_text(at / "db_29_3_text", shapes.onet(titled=False)),
    "workbooks": lambda at: shapes.as_workbooks(at / "db_29_3_excel", shapes.onet()),
    "zip": lambda at: shapes.as_zip(at / "db_29_3_text.zip", shapes.as_text(at / "in", shapes.onet())),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_of_onet_says_the_same(base: Base, tmp_path: Path, edition: str) -> None:
    report = base.take("onet", EDITIONS[edition](tmp_path))
    assert report.edition == "29.3"
    seams = base.row(tables.OCCUPATIONS, code=WELDER)
    assert (seams["soc"], seams["title"], seams["job_zone"], seams["letters"]) == ("51-4121", "Seam Joiners", 2, "RC")
    assert [seams[name] for name in ("realistic", "investigative", "conventional")] == [7.0, 2.0, 4.0]
    assert base.row(tables.RATINGS, code=WELDER, element="2.A.1.a") | {"code": ""} == {
        "code": "",
        "element": "2.A.1.a",
        "importance": 3.5,
        "level": 2.75,
    }
    assert {row["name"] for row in base.rows(tables.ELEMENTS)} == {"Minding", "Metals"}
    assert [row["percent"] for row in base.rows(tables.EDUCATION)] == [80.0, 20.0]
    assert [(row["task"], row["core"]) for row in sorted(base.rows(tables.TASKS), key=lambda r: r["position"])] == [
        ("Join two seams.", True),
        ("Sweep the floor.", False),
    ]
    assert base.row(tables.RELATED, code=WELDER)["related"] == ROBOT
    assert base.row(tables.TECHNOLOGY, code=ROBOT)["hot"] is True


def test_a_title_is_kept_in_every_form_it_is_called_by(base: Base, tmp_path: Path) -> None:
    base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", shapes.onet()))
    titles = {(row["kind"], row["title"]): row["folded"] for row in base.rows(tables.TITLES) if row["code"] == WELDER}
    assert titles[("own", "Seam Joiners")] == "seam joiner"
    assert {title for _, title in titles} == {"Seam Joiners", "Chief Seam Joiner (CSJ)", "CSJ", "Bead Layer", "Torch Hand"}


def test_what_its_publisher_has_doubts_about_or_no_one_rated_stays_unknown(base: Base, tmp_path: Path) -> None:
    report = base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", shapes.onet()))
    assert base.row(tables.RATINGS, code=ROBOT)["level"] is None
    assert base.row(tables.RATINGS, code=WELDER, element="2.C.1.a")["level"] == 0  # not relevant there: none is needed
    medic = base.row(tables.OCCUPATIONS, code=MEDIC)
    assert (medic["job_zone"], medic["realistic"], medic["letters"]) == (None, None, None)
    assert any("advises against" in why for why in report.counts["ratings"].skipped)


def test_a_newer_release_is_shown_before_it_is_taken(base: Base, tmp_path: Path) -> None:
    base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", shapes.onet()))
    newer = shapes.as_text(tmp_path / "db_30_0_text", shapes.onet(job_zone="4"))
    (newer / "Technology Skills.txt").unlink()
    shown = base.take("onet", newer, dry_run=True)
    assert (shown.changes["occupations"].changed, shown.changes["technology"].removed) == (1, 1)
    assert WELDER in " ".join(shown.changes["occupations"].examples)
    assert base.row(tables.OCCUPATIONS, code=WELDER)["job_zone"] == 2
    taken = base.take("onet", newer)
    assert taken.changes == shown.changes
    assert base.row(tables.OCCUPATIONS, code=WELDER)["job_zone"] == 4
    assert base.rows(tables.TECHNOLOGY) == []


def test_the_same_files_again_change_nothing(base: Base, tmp_path: Path) -> None:
    folder = shapes.as_text(tmp_path / "db_29_3_text", shapes.onet())
    first, again = base.take("onet", folder), base.take("onet", folder)
    assert first.anything
    assert again.same_again
    assert not again.anything


@pytest.mark.parametrize(
    ("name", "about", "edition", "published"),
    [
        ("db_28_1_text", None, "28.1", date(2023, 11, 1)),
        ("db_31_0_text", None, "31.0", date(2026, 8, 1)),
        ("renamed", "O*NET 27.2 Database\nFebruary 2023 Release\n", "27.2", date(2023, 2, 1)),
    ],
)
def test_the_release_is_told_by_the_read_me_or_by_the_name(
    base: Base, tmp_path: Path, name: str, about: str | None, edition: str, published: date
) -> None:
    folder = shapes.as_text(tmp_path / name, shapes.onet())
    if about:
        (folder / "Read Me.txt").write_text(about)
    report = base.take("onet", folder, dry_run=True)
    assert (report.edition, report.source.published) == (edition, published)


def test_a_release_that_nothing_tells_has_to_be_told(base: Base, tmp_path: Path) -> None:
    folder = shapes.as_text(tmp_path / "renamed", shapes.onet())
    with pytest.raises(ImportProblem, match="give --published YYYY-MM-DD"):
        base.take("onet", folder)
    assert base.take("onet", folder, Options(published=date(2024, 2, 1))).edition == "2024-02-01"


def test_what_goes_back_to_an_occupation_no_one_lists_is_left_out_and_counted(base: Base, tmp_path: Path) -> None:
    release = shapes.onet(titled=False)
    release["Related Occupations"].append([WELDER, "11-1111.00", "Supplemental", "2"])
    release["Task Statements"].append(["11-1111.00", "9", "Rest.", "Core", "9", "05/2025", "I"])
    report = base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", release))
    assert (
        report.counts["related"].skipped
        == report.counts["tasks"].skipped
        == {"of an occupation that this release does not list": 1}
    )


def test_schooling_that_its_publisher_has_doubts_about_is_not_kept(base: Base, tmp_path: Path) -> None:
    release = shapes.onet()
    row = next(row for row in release["Education, Training, and Experience"] if "80" in row)
    row[row.index("N")] = "Y"
    base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", release))
    assert [row["percent"] for row in base.rows(tables.EDUCATION)] == [20.0]


def test_every_line_of_onet_is_accounted_for(base: Base, tmp_path: Path) -> None:
    report = base.take("onet", shapes.as_text(tmp_path / "db_29_3_text", shapes.onet()))
    for what, count in report.counts.items():
        assert count.read == count.kept + count.skipped.total(), what


# --- BLS ---


def test_wages_with_their_missing_marks_and_the_top_of_the_scale(base: Base, tmp_path: Path) -> None:
    report = base.take("oews", shapes.as_csv(tmp_path / "bls", {"oews_national_M2025": shapes.OEWS}))
    assert (report.edition, report.source.published) == ("May 2025", date(2025, 5, 1))
    seams = base.row(tables.WAGES, soc="51-4121")
    assert (seams["pct10"], seams["median"], seams["pct75"], seams["employment"]) == (30000, 40000, 45500, 1200)
    aide = base.row(tables.WAGES, soc="31-1122")
    assert (aide["pct90"], aide["at_least"], aide["employment"]) == (239_200, ["pct90"], None)
    assert report.counts["wages"].skipped == {"a total or group of occupations": 1, "no yearly wage is published": 1}


def test_occupations_published_together_each_get_the_figures_and_say_under_which_code(base: Base, tmp_path: Path) -> None:
    base.take("oews", shapes.as_csv(tmp_path / "bls", {"oews_national_M2025": shapes.OEWS}))
    together = [row for row in base.rows(tables.WAGES) if row["published_as"] == "31-1120"]
    assert {row["soc"] for row in together} == {"31-1121", "31-1122"}
    assert {row["median"] for row in together} == {27000}


def test_the_top_of_the_scale_was_lower_before_2022_and_the_year_has_to_be_told(base: Base, tmp_path: Path) -> None:
    base.take("oews", shapes.as_csv(tmp_path / "older", {"national_M2021_dl": shapes.OEWS}))
    assert base.row(tables.WAGES, soc="31-1122")["pct90"] == 208_000
    nameless = shapes.as_csv(tmp_path / "nameless", {"wages": shapes.OEWS}) / "wages.csv"
    with pytest.raises(ImportProblem, match="no name tells which May"):
        base.take("oews", nameless)


def test_wages_of_one_industry_or_a_state_do_not_stand_for_the_nation(base: Base, tmp_path: Path) -> None:
    head, *rows = shapes.OEWS
    mixed = [[*head, "I_GROUP"], [*rows[1], "sector"], [*rows[1], "cross-industry"], ["17", "2", *rows[1][2:], "cross-industry"]]
    mixed[1][8] = "99000"
    report = base.take("oews", shapes.as_csv(tmp_path, {"national_M2024_dl": mixed}))
    assert base.row(tables.WAGES, soc="51-4121")["median"] == 40000
    assert report.counts["wages"].skipped == {"of one industry": 1, "not the nation as a whole": 1}


def test_the_workbook_of_the_projections_has_a_title_above_and_other_sheets_beside(base: Base, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Index"
    book.worksheets[0].append(["Sheets of this workbook"])
    sheet = book.create_sheet("Table 1.2")
    sheet.append(["Table 1.2 Occupational projections, 2024–34"])
    for row in shapes.PROJECTIONS:
        sheet.append(row)
    book.save(tmp_path / "occupation.xlsx")
    for path in (tmp_path, tmp_path / "occupation.xlsx"):
        assert base.take("projections", path, dry_run=True).counts["projections"].kept == 3


@pytest.mark.parametrize(
    ("name", "rows"), [("ep_table_1_2_2024-34", shapes.PROJECTIONS), ("Employment Projections 2024-34", shapes.FINDER)]
)
def test_both_shapes_of_the_projections_say_the_same(base: Base, tmp_path: Path, name: str, rows: shapes.Table) -> None:
    report = base.take("projections", shapes.as_csv(tmp_path / "bls", {name: rows}))
    assert report.edition == "2024-34"
    seams = base.row(tables.PROJECTIONS, soc="51-4121")
    assert (seams["title"], seams["employment"], seams["employment_then"], seams["openings"]) == (
        "Seam Joiners",
        1200.5,
        1300,
        140.2,
    )
    assert (seams["change_percent"], seams["education"]) == (8.3, "High school diploma or equivalent")


def test_a_projection_that_is_not_published_stays_unknown(base: Base, tmp_path: Path) -> None:
    base.take("projections", shapes.as_csv(tmp_path / "bls", {"ep_table_1_2_2024-34": shapes.PROJECTIONS}))
    assert base.row(tables.PROJECTIONS, soc="31-1121")["education"] is None


# --- programs of study ---


def test_programs_of_study_and_where_they_lead(base: Base, tmp_path: Path) -> None:
    folder = shapes.as_csv(tmp_path, {"CIPCode2020": shapes.CIP, "CIP2020_SOC2018_Crosswalk": shapes.CIP_SOC}, bom=True)
    assert base.take("cip", folder).counts["cips"].skipped == {"a heading, not a program of study": 1}
    base.take("cip-soc", folder)
    assert base.rows(tables.CIPS) == [{"cip": "48.0508", "title": "Seam Joining", "definition": "A program that joins."}]
    assert base.rows(tables.CIP_SOC) == [{"cip": "48.0508", "soc": "51-4121"}]


def test_quotes_that_nces_leaves_within_quotes_are_read(base: Base, tmp_path: Path) -> None:
    text = 'CIPCode,CIPTitle,CIPDefinition\n="43.0100","Safety.","This is titled "Security" in the Canadian CIP."\n'
    (tmp_path / "CIPCode2020.csv").write_text(text)
    base.take("cip", tmp_path)
    assert "Canadian" in base.rows(tables.CIPS)[0]["definition"]


def test_codes_that_an_edition_no_longer_has_are_left_out(base: Base, tmp_path: Path) -> None:
    head, *rows = shapes.CIP
    marked = [
        [*head, "Action"],
        [*rows[1], "New"],
        ['="01"', '="01.0309"', "Wine.", "Moved from 01.0309 to 01.1004", "Moved from"],
    ]
    report = base.take("cip", shapes.as_csv(tmp_path, {"CIPCode2020": marked}))
    assert [row["cip"] for row in base.rows(tables.CIPS)] == ["48.0508"]
    assert report.counts["cips"].skipped == {"moved to another code": 1}


def test_clusters_joined_in_one_row_are_paired_by_their_place(base: Base, tmp_path: Path) -> None:
    base.take("clusters", shapes.as_csv(tmp_path, {"All_Career_Clusters": shapes.CLUSTERS}))
    assert [(row["cluster"], row["pathway"]) for row in base.rows(tables.CLUSTERS)] == [
        ("Building", "Frames"),
        ("Making", "Seams"),
    ]


# --- IPEDS ---


def ipeds(folder: Path) -> Path:
    return shapes.as_csv(folder, {"hd2024": shapes.INSTITUTIONS, "community_college_programs_2024": shapes.PROGRAMS}, bom=True)


def colleges(base: Base) -> set[int]:
    return {row["unitid"] for row in base.rows(tables.COLLEGES)}


def test_one_college_by_its_unitid(base: Base, tmp_path: Path) -> None:
    report = base.take("ipeds", ipeds(tmp_path), Options(colleges=(100,)))
    assert base.rows(tables.COLLEGES) == [
        {"unitid": 100, "name": "Hill College", "city": "Hilltop", "state": "IL", "url": "https://hill.example", "latitude": 41.5, "longitude": -88.1}
    ]  # fmt: skip
    assert [(row["level"], row["awards"]) for row in base.rows(tables.PROGRAMS)] == [(3, 0), (21, 7)]
    assert report.counts["programs"].skipped == {"of a college that was not picked": 4}


def test_a_whole_state_and_everything(base: Base, tmp_path: Path) -> None:
    base.take("ipeds", ipeds(tmp_path), Options(states=("IL",)))
    assert colleges(base) == {100, 200}
    report = base.take("ipeds", ipeds(tmp_path))
    assert colleges(base) == {100, 200, 300}
    assert {(row["unitid"], row["level"]) for row in base.rows(tables.PROGRAMS)} == {(100, 21), (100, 3), (200, 2), (300, 20)}
    assert base.row(tables.PROGRAMS, unitid=200)["awards"] is None
    assert sum(report.counts["programs"].skipped.values()) == 2


def test_colleges_picked_anew_take_the_place_of_those_before_unless_they_are_added(base: Base, tmp_path: Path) -> None:
    folder = ipeds(tmp_path)
    base.take("ipeds", folder, Options(colleges=(100,)))
    base.take("ipeds", folder, Options(colleges=(300,), add=True))
    assert colleges(base) == {100, 300}
    base.take("ipeds", folder, Options(colleges=(200,)))
    assert colleges(base) == {200}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (Options(colleges=(999,)), "no programs of 999 are in it. Look its UNITID up"),
        (Options(colleges=(400,)), "no programs of 400 (College of No Programs) are in it"),
        (Options(states=("ZZ",)), "no college of ZZ is in it. States in it: IL, ME"),
    ],
)
def test_a_college_that_is_not_there_is_named(base: Base, tmp_path: Path, options: Options, says: str) -> None:
    with pytest.raises(ImportProblem) as problem:
        base.take("ipeds", ipeds(tmp_path), options)
    assert says in str(problem.value)
    assert colleges(base) == set()


def test_completions_as_nces_gives_them_take_their_names_from_the_files_beside(base: Base, tmp_path: Path) -> None:
    whole = {"HD2024": shapes.INSTITUTIONS, "C2024_A": shapes.COMPLETIONS, "CIPCode2020": shapes.CIP}
    base.take("ipeds", shapes.as_csv(tmp_path / "whole", whole))
    assert base.rows(tables.PROGRAMS) == [{"unitid": 100, "cip": "48.0508", "level": 21, "title": "Seam Joining", "awards": 9}]
    with pytest.raises(ImportProblem, match="nothing tells the name of institution 100"):
        base.take("ipeds", shapes.as_csv(tmp_path / "bare", {"C2024_A": shapes.COMPLETIONS}))
    del whole["CIPCode2020"]
    with pytest.raises(ImportProblem, match=r"nothing tells what program 48\.0508 is called"):
        base.take("ipeds", shapes.as_csv(tmp_path / "untitled", whole))


def test_of_the_nations_completions_community_colleges_are_taken_and_whoever_was_picked(base: Base, tmp_path: Path) -> None:
    head, *rows = shapes.INSTITUTIONS
    kinds = {"100": ["1", "4"], "200": ["2", "6"], "300": ["1", "1"], "400": ["1", "3"]}  # CONTROL, INSTCAT
    institutions = [[*head, "CONTROL", "INSTCAT"], *[[*row, *kinds[row[0]]] for row in rows]]
    completions = [shapes.COMPLETIONS[0], *[[unitid, "48.0508", "1", "3", "5"] for unitid in kinds]]
    folder = shapes.as_csv(tmp_path, {"HD2024": institutions, "C2024_A": completions, "CIPCode2020": shapes.CIP})
    report = base.take("ipeds", folder)
    assert colleges(base) == {100, 400}
    assert report.counts["programs"].skipped == {"of an institution other than a public community college": 2}
    base.take("ipeds", folder, Options(states=("IL",)))
    assert colleges(base) == {100}
    base.take("ipeds", folder, Options(colleges=(200,)))
    assert colleges(base) == {200}


def test_a_place_that_ipeds_marks_as_not_told_is_not_known(base: Base, tmp_path: Path) -> None:
    institutions = [shapes.INSTITUTIONS[0], ["100", "Hill College", "Hilltop", "IL", "", "-2", "-2"]]
    base.take(
        "ipeds", shapes.as_csv(tmp_path, {"hd2024": institutions, "programs_2024": shapes.PROGRAMS}), Options(colleges=(100,))
    )
    assert (base.rows(tables.COLLEGES)[0]["latitude"], base.rows(tables.COLLEGES)[0]["longitude"]) == (None, None)


def test_a_mistyped_unitid_is_answered_with_those_near_it(base: Base, tmp_path: Path) -> None:
    institutions = [shapes.INSTITUTIONS[0], ["143215", "Hill College", "Hilltop", "IL", "", "", ""]]
    programs = [[row[0].replace("100", "143215"), *row[1:]] for row in shapes.PROGRAMS[:2]]
    folder = shapes.as_csv(tmp_path, {"hd2024": institutions, "programs_2024": programs})
    with pytest.raises(ImportProblem, match="near by number: 143215 Hill College"):
        base.take("ipeds", folder, Options(colleges=(143251,)))


# --- files that are wrong ---


def spoiled(folder: Path, old: str, new: str | bytes, file: str = "Job Zones.txt") -> Path:
    """A release in which one file was spoiled on its way."""
    shapes.as_text(folder, shapes.onet())
    path = folder / file
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1))
    return folder


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Job Zone\tDate", "Zone\tDate", "Job Zones.txt:1: Job Zone: this column is missing; the file has O*NET-SOC Code, Title, Zone"),
        ("\t2\t08/2023\tAnalyst", "\t2", "Job Zones.txt:2: Date: the row ends after 3 of 5 columns"),
        ("\t2\t08/2023", "\ttwo\t08/2023", "Job Zones.txt:2: Job Zone: 'two' is not a number"),
        ("Seam Joiners\t2", b"Seam Jo\xefners\t2", "Job Zones.txt:2: Title: byte 0xef is not UTF-8"),
        ("17-3024.01", "17-3024", "Job Zones.txt:3: O*NET-SOC Code: '17-3024' is no O*NET-SOC code"),
        ("\tAnalyst\n", "\tAnalyst\tand more\n", "Job Zones.txt:2: the row has 6 cells under 5 columns"),
    ],
)  # fmt: skip
def test_a_spoiled_file_is_named_with_line_and_column_and_nothing_is_changed(
    base: Base, tmp_path: Path, old: str, new: str | bytes, says: str
) -> None:
    base.take("onet", shapes.as_text(tmp_path / "good" / "db_29_3_text", shapes.onet()))
    before = base.rows(tables.OCCUPATIONS)
    with pytest.raises(ImportProblem) as problem:
        base.take("onet", spoiled(tmp_path / "spoiled" / "db_29_3_text", old, new))
    assert says in str(problem.value)
    assert base.rows(tables.OCCUPATIONS) == before


def test_a_folder_of_something_else_is_refused(base: Base, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    with pytest.raises(ImportProblem, match="there is no file 'Occupation Data' in it"):
        base.take("onet", tmp_path)


def test_clusters_without_their_pathways_are_refused(base: Base, tmp_path: Path) -> None:
    rows = [shapes.CLUSTERS[0], ["Making; Building", "Seams", WELDER, "Seam Joiners"]]
    with pytest.raises(ImportProblem, match="2 clusters stand beside 1 pathways"):
        base.take("clusters", shapes.as_csv(tmp_path, {"All_Career_Clusters": rows}))


# --- the real thing ---


def test_the_real_data_comes_in_whole(databases: Databases, empty: str, shared_data: Path) -> None:
    base = Base(databases.new(like=empty))
    try:
        onet = base.take("onet", shared_data / "onet")
        assert (onet.edition, onet.counts["occupations"].kept, onet.counts["tasks"].kept) == ("29.3", 1016, 18796)
        for format, folder in [
            ("oews", "bls"),
            ("projections", "bls"),
            ("cip", "crosswalks"),
            ("cip-soc", "crosswalks"),
            ("clusters", "crosswalks"),
        ]:
            base.take(format, shared_data / folder)
        ipeds = base.take("ipeds", shared_data / "ipeds")
        assert (ipeds.counts["colleges"].kept, ipeds.counts["programs"].kept) == (998, 81838)
        stems = {row["soc"] for row in base.rows(tables.OCCUPATIONS)}
        civilian = {soc for soc in stems if not soc.startswith("55-")}
        paid, projected = ({row["soc"] for row in base.rows(table)} for table in (tables.WAGES, tables.PROJECTIONS))
        assert len(stems) == 867
        assert len(stems & paid) == 841  # 818 as published; the rest by the 12 roll-ups, less 5 paid by the hour alone
        assert len(civilian & projected) == len(civilian) == 848
    finally:
        databases.drop(base.url)
