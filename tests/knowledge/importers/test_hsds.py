"""A directory of services, in the shapes of HSDS 1.x, 2 and 3: what becomes a service of ours, and what is said of the rest."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.importers.contract import Options
from knowledge.importers.hsds.hours import in_words, spans
from knowledge.importers.hsds.mapping import Place, Term, place, rules
from knowledge.importers.problems import ImportProblem
from knowledge.importers.report import Report
from knowledge.importers.run import run
from knowledge.model import Need, ServiceCategory, SupportService
from knowledge.opendata.tables import RECORDS
from knowledge.store import KnowledgeStore

FILES = Path(__file__).parent / "files" / "hsds"
Bring = Callable[..., tuple[Report, dict[str, SupportService]]]


@pytest.fixture
def bring(url: str) -> Bring:
    """Imports a directory, and gives the report and the services as students would be told of them."""

    def bring(path: Path, **options: Any) -> tuple[Report, dict[str, SupportService]]:
        report = run(url, "hsds", path, Options(**options))
        store = KnowledgeStore(url)
        catalog = store.read()
        store.engine.dispose()
        return report, catalog.services

    return bring


def test_a_directory_of_1_x(bring: Bring) -> None:
    report, services = bring(FILES / "v1", name="harbor", published=date(2026, 6, 1))
    pantry = services["hsds-harbor-s1"]
    assert pantry.name == "Harbor Pantry (Harbor Neighbors)", "two services of one name are told apart by who gives them"
    assert (pantry.category, pantry.needs, pantry.taxonomy) == (ServiceCategory.FOOD, (Need.FOOD,), ("102-04",))
    assert (pantry.hours, pantry.hours_es) == ("Mon-Tue 9:00-17:00, Fri 8:30-12:00", "lun-mar 9:00-17:00, vie 8:30-12:00")
    assert pantry.contact.phone == "555-0170 x4", "the fax is no way to ask"
    assert pantry.contact.place == "Harbor Neighbors, 5 Pier Road, Harborton"
    assert (pantry.eligibility, pantry.languages, pantry.bring) == ("Anyone in the county", ("en", "es"), ("A bag",))
    assert (pantry.cost, pantry.how, pantry.aliases) == ("Free", "Walk-in. Bring a bag", ("The Pantry",))
    assert (pantry.source, pantry.as_of) == ("import-hsds:harbor", date(2026, 6, 1))
    assert services["hsds-harbor-s2"].contact.phone == "555-0100", "its organization's, where it has none of its own"
    assert services["hsds-harbor-s2"].cost == "", "what it costs is not known"
    count = report.counts["services"]
    assert (count.read, count.kept, sorted(services)) == (6, 2, ["hsds-harbor-s1", "hsds-harbor-s2"])
    assert dict(count.skipped) == {
        "closed or inactive": 1, "fits no category here (kept aside)": 1, "has no name or id": 1, "tells no way to reach it": 1
    }  # fmt: skip
    assert report.unknown == {"table holiday_schedules": 1}


def test_what_fits_no_category_is_kept_aside_whole(bring: Bring, url: str) -> None:
    bring(FILES / "v1", name="harbor")
    store = KnowledgeStore(url)
    with store.engine.connect() as connection:
        kept = connection.execute(select(RECORDS.c.data).where(RECORDS.c.kind == "services_unplaced")).scalars().all()
    store.engine.dispose()
    assert [(one["name"], one["description"]) for one in kept] == [("Boat Blessing", "A yearly feast")]


def test_a_directory_of_2(bring: Bring) -> None:
    _, services = bring(FILES / "v2", name="river")
    papers, ride = services["hsds-river-sv1"], services["hsds-river-sv2"]
    assert (papers.category, papers.needs) == (ServiceCategory.LEGAL, (Need.IMMIGRATION, Need.LEGAL)), "by the words of its term"
    assert papers.hours == "Mon-Thu 13:00-19:00", "a schedule that ended is no hours"
    assert (papers.eligibility, papers.cost) == ("Residents", "Sliding scale")
    assert (ride.category, ride.hours) == (ServiceCategory.TRANSPORT, "First Saturday of the month")


def test_a_directory_of_3(bring: Bring) -> None:
    _, services = bring(FILES / "v3", name="hilltop")
    play, evening = services["hsds-hilltop-9f01"], services["hsds-hilltop-9f02"]
    assert sorted(services) == ["hsds-hilltop-9f01", "hsds-hilltop-9f02"], "one that is closed for a while is not told"
    assert (play.category, play.needs, play.taxonomy) == (
        ServiceCategory.CHILD_CARE,
        (Need.CHILD_CARE,),
        ("108-03-03", "107-02-01"),
    )
    assert play.hours == "Hilltop North: Mon 9:00-12:00 & 13:00-15:00, Fri 9:00-12:00; Hilltop South: Sat 9:00-12:00"
    assert (play.cost, play.bring, play.languages) == ("Per visit, $5, waived with student ID", ("Class schedule",), ("vi",))
    assert (play.eligibility, play.how, play.as_of) == ("Parents who study (Age 18 and over)", "Call first", date(2026, 5, 4))
    assert (play.contact.phone, play.contact.url) == ("555-0190", "https://hilltop.example/play")
    assert (evening.eligibility, evening.eligibility_es) == ("Age 0 to 5", "De 0 a 5 años")
    assert evening.as_of == date(2026, 3, 1)


def test_the_same_directory_again_changes_nothing_and_two_stand_side_by_side(bring: Bring) -> None:
    bring(FILES / "v1", name="harbor")
    again, _ = bring(FILES / "v1", name="harbor")
    assert again.same_again
    _, services = bring(FILES / "v3", name="hilltop")
    assert {key.split("-")[1] for key in services} == {"harbor", "hilltop"}


def test_a_directory_without_services_says_what_is_missing(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "organizations.csv").write_text("id,name\n1,A\n", encoding="utf-8")
    with pytest.raises(ImportProblem, match="there is no file 'services' in it"):
        bring(tmp_path)


def test_every_category_and_need_of_the_rules_is_one_of_ours() -> None:
    told = [*rules()["open_eligibility"].values(), *(rule["is"] for rule in rules()["words"])]
    for category, *needs in filter(None, told):
        ServiceCategory(category)
        assert needs
        for need in needs:
            Need(need)


def test_every_term_of_open_eligibility_is_placed_or_left_out_on_purpose(shared_data: Path) -> None:
    with (shared_data / "hsds" / "open_eligibility_taxonomy.csv").open(encoding="utf-8") as file:
        terms = [Term(row["taxonomy_id"], row["name"]) for row in csv.DictReader(file)]
    assert len(terms) == 290
    known = rules()["open_eligibility"]
    assert set(known) <= {term.code for term in terms} | {"104-05"}, "a rule for a term that is not there"
    placed = {term.code: place([term], "") for term in terms}
    assert sum(found is not None for found in placed.values()) == 240
    assert all(any(term.code.startswith(code) for code in known) for term in terms)
    assert placed["102-04"] == Place(ServiceCategory.FOOD, (Need.FOOD,))
    assert placed["111-01-02"] == Place(ServiceCategory.LEGAL, (Need.IMMIGRATION, Need.LEGAL))
    assert placed["108-02"] is None  # animals


def test_the_real_directory(bring: Bring, shared_data: Path) -> None:
    report, services = bring(shared_data / "hsds" / "illinois_legal_aid", name="legal-aid")
    count = report.counts["services"]
    assert (count.read, count.kept, dict(count.skipped)) == (430, 429, {"has no name or id": 1})
    assert len(services) == 429
    by_category = {c.value: sum(s.category is c for s in services.values()) for c in ServiceCategory}
    assert {c: n for c, n in by_category.items() if n} == {"legal": 420, "counseling": 7, "reentry": 2}
    assert all(service.contact.phone for service in services.values())
    assert sum(bool(service.hours) for service in services.values()) == 101


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("Monday", "9:00", "17:00"), ("Tuesday", "9:00", "17:00")], "Mon-Tue 9:00-17:00"),
        ([("MO,WE", "09:00:00Z", "17:00:00Z")], "Mon 9:00-17:00, Wed 9:00-17:00"),
        ([("1", "9:00 am", "5:30 PM"), ("7", "12:00 pm", "1:00 pm")], "Mon 9:00-17:30, Sun 12:00-13:00"),
        ([("Friday", "", ""), ("1SA", "9:00", "12:00"), ("Someday", "9:00", "12:00")], ""),
    ],
)
def test_hours_in_words(rows: list[tuple[str, str, str]], told: str) -> None:
    assert in_words([span for row in rows for span in spans(*row)], "en") == told
