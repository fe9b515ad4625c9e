"""A registrar's catalog: read kindly, all of its faults told at once, and the template that it begins from."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.catalog import Catalog
from knowledge.importers.catalog import values
from knowledge.importers.catalog.columns import SHEETS
from knowledge.importers.catalog.requires import requires
from knowledge.importers.catalog.template import column_guide, write_template
from knowledge.importers.catalog.values import Unreadable
from knowledge.importers.contract import Options
from knowledge.importers.problems import ImportProblem, ImportProblems
from knowledge.importers.report import Report
from knowledge.importers.run import run
from knowledge.model import AwardLevel, Education, Modality, Need, Requirement, ServiceCategory, TimeOfDay
from knowledge.store import KnowledgeStore
from tests.knowledge.build import one_of_each

Bring = Callable[..., Report]
ON = date(2026, 12, 1)
PROGRAM = {"name": "Pipe Fitting", "cip": "46.0502", "level": "certificate", "credits": "24"}


@pytest.fixture(scope="module")
def held() -> Catalog:
    return one_of_each()


@pytest.fixture
def bring(url: str, tmp_path: Path) -> Bring:
    """Imports a catalog given as sheets of rows, as CSV files or, with ``book``, as a workbook."""

    def bring(sheets: dict[str, list[dict[str, Any]]], book: bool = False, **options: Any) -> Report:
        folder = tmp_path / "catalog"
        folder.mkdir(exist_ok=True)
        if book:
            made = Workbook()
            for blank in made.worksheets:
                made.remove(blank)
            for name, rows in sheets.items():
                table = made.create_sheet(name)
                for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
                    table.append(row)
            made.save(folder / "catalog.xlsx")
        else:
            for name, rows in sheets.items():
                with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(rows[0]))
                    writer.writeheader()
                    writer.writerows(rows)
        return run(url, "catalog", folder, Options(**{"provider": "college", "published": ON, **options}))

    return bring


def read(url: str) -> Catalog:
    store = KnowledgeStore(url)
    catalog = store.read()
    store.engine.dispose()
    return catalog


@pytest.mark.parametrize("book", [False, True], ids=["csv", "workbook"])
def test_a_program_as_a_registrar_writes_it(bring: Bring, url: str, book: bool) -> None:
    row = {
        "Program Name": "Pipe Fitting", "CIP Code": "46.0502", "Award": "Certificate", "Credit Hours": "24", "Tuition": "$2,160.00", "Fees": "120",
        "Offered": "evening; online", "Start": "Jan 11, 2027; 8/23/2027", "Prerequisites": "education: GED; Own boots", "Occupations": "51-4121",
        "Courses": "WLD-1", "Secret": "x",
    }  # fmt: skip
    report = bring({"Programs 2027": [row]}, book)
    program = read(url).programs["pipe-fitting-certificate"]
    assert (program.award_level, program.cip, program.credits) == (AwardLevel.CERTIFICATE_UNDER_1_YEAR, "46.0502", 24)
    assert program.cost
    assert program.cost.total == 2280
    assert [(d.time, d.modality, d.starts) for d in program.deliveries] == [
        (TimeOfDay.EVENING, Modality.IN_PERSON, (date(2027, 1, 11), date(2027, 8, 23))),
        (TimeOfDay.ANYTIME, Modality.ONLINE, (date(2027, 1, 11), date(2027, 8, 23))),
    ]
    assert program.requires == Requirement(all_of=(Requirement(education=Education.HIGH_SCHOOL), Requirement(other="Own boots")))
    assert (program.provider, program.courses, program.as_of) == ("college", ("wld-1",), ON)
    assert "weeks" in program.inferred, "nobody told how long it takes"
    assert read(url).credentials["pipe-fitting-certificate"].issuer == "A college"
    assert report.unknown == {"programs: column Secret": 1}
    assert any("51-4121.00" in line for line in report.lost), "the small pack has no such job"


def test_a_program_of_the_pack_is_renewed_by_college_code_and_level(bring: Bring, url: str) -> None:
    row = {
        **PROGRAM,
        "name": "The class",
        "cip": "1.0101",
        "level": "noncredit",
        "weeks": "12",
        "hours per week": "9",
        "tuition": "950",
    }
    bring({"programs": [row]})
    catalog = read(url)
    program = catalog.programs["class"]
    assert (program.name, program.weeks, program.cost and program.cost.tuition) == ("The class", 12, 950)
    assert program.awards == ("card",), "what the registrar left out the pack still tells"
    assert catalog.completed["program", "class"]["awards"] == "college"
    assert [version.name for version in catalog.others["program", "class"]] == ["class"]
    assert list(catalog.programs) == ["class"]


def test_an_award_of_the_packs_stands_in_the_place_of_one_made_of_the_row(bring: Bring, url: str) -> None:
    store = KnowledgeStore(url)
    world = one_of_each()
    credit = replace(world.programs["class"], award_level=AwardLevel.CERTIFICATE_UNDER_1_YEAR, cip="46.0502")
    store.load(replace(world, programs={"class": credit}))
    store.engine.dispose()
    bring({"programs": [PROGRAM]})
    catalog = read(url)
    assert catalog.programs["class"].awards == ("card",)
    assert "pipe-fitting-certificate" not in catalog.credentials


def test_the_other_sheets(bring: Bring, url: str) -> None:
    bring({
        "courses": [{"Course Number": "PIP 101", "Title": "Pipes", "credits": "3"}],
        "services": [{"name": "Ride", "category": "Transport", "phone": "555-0199", "languages": "en; ES"}],
        "employers": [
            {"company": "Tubes Inc", "city": "Here", "hires": "welder", "offer": "Internship", "paid": "Yes", "hourly pay": "$18.50", "programs": "Pipe Fitting"},
            {"company": "Tubes Inc", "city": "", "hires": "", "offer": "job shadow", "paid": "", "hourly pay": "", "programs": ""},
        ],
        "programs": [PROGRAM],
        "deadlines": [{"event": "Pay up", "what to do": "Pay.", "topic": "Payment", "date": "1/8/27", "programs": "pipe fitting"}],
        "military": [{"branch": "Navy", "rating": "HT", "title": "Hull Technician", "skip": "Two courses.", "confirm": "The dean", "occupations": "welder"}],
    })  # fmt: skip
    catalog = read(url)
    assert catalog.courses["pip-101"].code == "PIP 101"
    ride = catalog.services["ride"]
    assert (ride.needs, ride.contact.phone, ride.languages, ride.provider, ride.cost) == (
        (Need.TRANSPORT,),
        "555-0199",
        ("en", "es"),
        "college",
        "",
    )
    tubes = catalog.employers["tubes-inc"]
    assert [(o.kind.value, o.paid, o.hourly_pay, o.occupations) for o in tubes.offers] == [
        ("internship", True, 18.5, ("welder",)), ("job_shadow", False, None, ("welder",))
    ]  # fmt: skip
    assert tubes.offers[0].programs == ("pipe-fitting-certificate",)
    assert (catalog.deadlines["pay-up-2027-01-08"].day, catalog.deadlines["pay-up-2027-01-08"].programs) == (
        date(2027, 1, 8),
        ("pipe-fitting-certificate",),
    )
    assert catalog.prior_learning["navy-ht"].occupations == ("welder",)


def test_a_rule_for_a_specialty_of_the_pack_takes_its_place(bring: Bring, url: str) -> None:
    bring({"military": [{"branch": "army", "code": "91e", "name": "Trade", "skip": "Everything.", "confirm": "The dean"}]})
    catalog = read(url)
    assert list(catalog.prior_learning) == ["army"]
    assert (catalog.prior_learning["army"].skip, catalog.prior_learning["army"].credits) == ("Everything.", 4)


def test_the_college_stands_on_a_sheet_of_its_own(bring: Bring, url: str) -> None:
    sheets = {"college": [{"name": "River College", "unitid": "100001", "state": "WA"}], "programs": [PROGRAM]}
    report = bring(sheets, provider=None)
    catalog = read(url)
    assert catalog.providers["ipeds-100001"].name == "River College"
    assert catalog.programs["pipe-fitting-certificate"].provider == "ipeds-100001"
    assert report.source.title == "Catalog of River College"


def test_every_fault_is_told_at_once_with_its_place_and_what_to_do(bring: Bring, url: str) -> None:
    with pytest.raises(ImportProblems) as caught:
        bring({
            "programs": [
                PROGRAM,
                {**PROGRAM, "name": "A", "cip": "4605", "credits": "many"},
                {**PROGRAM, "name": "B", "level": "mastery"},
                {**PROGRAM, "name": "C", "level": "certificate", "credits": ""},
                {**PROGRAM, "name": "", "cip": "46.0502"},
                {**PROGRAM, "credits": "25"},
            ],
            "services": [{"name": "Ride", "category": "transport"}, {"name": "Sing", "category": "song"}],
            "deadlines": [{"name": "D", "what": "Do.", "topic": "payment", "day": "the Ides"}],
            "courses": [{"code": "X 1"}],
        })  # fmt: skip
    told = [str(problem) for problem in caught.value.all]
    assert sorted(told) == sorted([
        "programs.csv:3: cip: '4605' is not a CIP code. Write it with its dot, such as 51.3801",
        "programs.csv:3: credits: 'many' is not a number. Write a number, such as 12 or 4.5",
        "programs.csv:6: name: is empty. Fill it: As it stands in your catalog.",
        "services.csv:3: category: 'song' is not known here. Write one of: " + ", ".join(c.value.replace("_", " ") for c in ServiceCategory),
        "deadlines.csv:2: day: 'the Ides' is not a date. Write it as 2027-01-11 or 1/11/2027 (month first)",
        "courses.csv:1: name or title or course title: this column is missing; the file has code. Check that this is the file meant; a column may stand anywhere, under this name",
        "programs.csv:4: level: 'mastery' is not an award level known here. Write certificate, associate, bachelor, noncredit or basic education",
        "programs.csv:5: level: 'certificate' alone does not tell how long. Fill the column 'credits', or write an IPEDS level: 20, 21, 2 or 4",
        "programs.csv:7: id: 'pipe-fitting-certificate' stands at line 2 too. Leave one out, or give each an id of its own",
        "services.csv:2: phone: no way to reach it is given. Fill in one of phone, text, email, url, place",
    ])  # fmt: skip
    assert str(caught.value).startswith("10 things to mend; nothing was imported.\n")
    assert read(url) == one_of_each(), "nothing was changed"


def test_without_a_college_it_says_how_to_name_one(bring: Bring) -> None:
    with pytest.raises(
        ImportProblem, match=r"nothing tells which college offers it\. Fill the sheet 'college', or import with --provider ID"
    ):
        bring({"programs": [PROGRAM]}, provider=None)


def test_what_is_no_catalog_names_the_template(bring: Bring) -> None:
    with pytest.raises(ImportProblem, match=r"python -m knowledge template catalog\.xlsx"):
        bring({"inventory": [{"thing": "chair"}]})


# --- the template and the guide ---


def test_the_template_filled_from_its_own_example_comes_in_whole(url: str, tmp_path: Path) -> None:
    path = tmp_path / "catalog.xlsx"
    write_template(path)
    with pytest.raises(ImportProblem, match="nothing of 'catalog'"):
        run(url, "catalog", path, Options(provider="college"))
    book = load_workbook(path)
    for sheet in SHEETS:
        table = book[sheet.name]
        assert [cell.value for cell in table[1]] == [*(column.name for column in sheet.columns), "example"]
        table.cell(2, len(sheet.columns) + 1).value = None
    book.save(path)
    report = run(url, "catalog", path, Options(provider="college", published=ON))
    kinds = ("providers", "programs", "credentials", "courses", "services", "employers", "deadlines", "prior_learning")
    assert {kind: count.kept for kind, count in report.counts.items()} == dict.fromkeys(kinds, 1)
    assert "welding-technology-certificate" in read(url).programs


def test_the_guide_in_the_docs_is_that_of_the_columns(root: Path) -> None:
    told = (root / "docs" / "catalog-columns.md").read_text(encoding="utf-8")
    assert told == column_guide(), "run: python -m knowledge template docs/catalog-columns.md"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_example_can_be_read(sheet: Any) -> None:
    for column in sheet.columns:
        assert column.example or not column.required
        if column.example:
            column.read(column.example)


def test_a_filled_workbook_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "catalog.xlsx"
    assert CliRunner().invoke(app, ["template", str(path)]).exit_code == 0
    again = CliRunner().invoke(app, ["template", str(path)])
    assert again.exit_code == 1
    assert "it is there already" in again.output


# --- cells ---


@pytest.mark.parametrize("text", ["2027-01-11", "1/11/2027", "01/11/27", "Jan 11, 2027", "January 11 2027", "Mon, Jan. 11, 2027", "11-Jan-2027", "January 11th, 2027"])  # fmt: skip
def test_dates_in_usual_forms(text: str) -> None:
    assert values.day(text) == date(2027, 1, 11)


@pytest.mark.parametrize(("text", "dollars"), [("$1,250", 1250), ("1250.49", 1250), ("1,250 USD", 1250), ("Free", 0), ("$ 0", 0)])
def test_money_as_people_write_it(text: str, dollars: int) -> None:
    assert values.money(text) == dollars


@pytest.mark.parametrize(
    ("text", "credits", "level"),
    [
        ("A.A.S.", None, AwardLevel.ASSOCIATE), ("Associate's Degree", 60, AwardLevel.ASSOCIATE), ("Certificate of Completion", 6, AwardLevel.CERTIFICATE_UNDER_12_WEEKS),
        ("certificate", 45, AwardLevel.CERTIFICATE_1_TO_2_YEARS), ("Technical Diploma", 64, AwardLevel.CERTIFICATE_2_TO_4_YEARS), ("21", None, AwardLevel.CERTIFICATE_UNDER_1_YEAR),
        ("Non-credit", None, AwardLevel.NONCREDIT), ("GED prep", None, AwardLevel.BASIC_EDUCATION), ("certificate 1 to 2 years", None, AwardLevel.CERTIFICATE_1_TO_2_YEARS),
    ],
)  # fmt: skip
def test_award_levels_in_the_registrars_words(text: str, credits: float | None, level: AwardLevel) -> None:
    assert values.level(text, credits) is level


@pytest.mark.parametrize(("text", "code"), [("1.0102", "01.0102"), ('="01.0102"', "01.0102"), ("51.38", "51.3800")])
def test_cip_codes_that_lost_a_zero(text: str, code: str) -> None:
    assert values.cip(text) == code


def test_times_and_ways() -> None:
    assert values.when("Hybrid evening, Saturdays") == (
        (TimeOfDay.EVENING, Modality.HYBRID),
        (TimeOfDay.WEEKEND, Modality.IN_PERSON),
    )
    with pytest.raises(Unreadable, match="tells no time of day"):
        values.when("sometimes")


def test_what_must_come_first() -> None:
    told = requires("course: MTH 101 or credential: GED; english: intermediate; age: 18; years: 0.5; Driver's license: valid")
    assert told == Requirement(all_of=(
        Requirement(any_of=(Requirement(course="mth-101"), Requirement(credential="ged"))), Requirement(english=values.ENGLISH("intermediate")),
        Requirement(min_age=18), Requirement(experience_years=0.5), Requirement(other="Driver's license: valid"),
    ))  # fmt: skip
    with pytest.raises(Unreadable):
        requires("education: wizardry")
