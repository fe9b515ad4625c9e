"""The knowledge base as it is read: the pack and the imports beside it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import delete, insert
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.catalog import Catalog
from knowledge.importers.contract import Options
from knowledge.importers.run import run
from knowledge.model import Outlook, Pay, Source, SourceKind, SupportService
from knowledge.opendata.tables import IMPORTS, PROJECTIONS, RECORDS, WAGES
from knowledge.store import KnowledgeStore, catalog_at
from tests.knowledge.build import one_of_each
from tests.knowledge.importers.test_hsds import FILES

NEWER = date(2027, 5, 1)


@pytest.fixture(scope="module")
def held() -> Catalog:
    """A small pack, whose source is national statistics."""
    return national()


def national() -> Catalog:
    world = one_of_each()
    return replace(world, sources={"college": replace(world.sources["college"], kind=SourceKind.STATISTICS)})


def imported(store: KnowledgeStore, key: str, published: date = NEWER, *records: Any, statewide: bool = False) -> None:
    """An import as its framework leaves it, made by hand."""
    source = Source(id=key, title=key, publisher=key, kind=SourceKind.STATISTICS, published=published)
    row = {"id": key, "format": key.split(":")[0], "source": TypeAdapter(Source).dump_python(source, mode="json"), "edition": "1", "digest": key,
           "imported_at": datetime.now(UTC).replace(tzinfo=None), "options": {"statewide": statewide}, "counts": {}, "unknown": {}}  # fmt: skip
    with store.engine.begin() as connection:
        connection.execute(insert(IMPORTS).values(row))
        for record in records:
            data = TypeAdapter(type(record)).dump_python(replace(record, source=key), mode="json")
            connection.execute(
                insert(RECORDS).values(import_id=key, kind="services", id=record.id, as_of=record.as_of, data=data, kept={})
            )


def grant(**changes: Any) -> SupportService:
    return replace(one_of_each().services["grant"], **changes)


def test_an_import_stands_beside_the_pack_and_neither_removes_the_other(store: KnowledgeStore) -> None:
    imported(store, "hsds:a", NEWER, grant(id="other", name="Other"))
    assert sorted(store.read().services) == ["grant", "other"]
    assert not store.load(national()).anything
    assert sorted(store.read().services) == ["grant", "other"]
    store.load(replace(national(), services={}, programs={}, pathways={}, transfers={}, deadlines={}, employers={}))
    assert sorted(store.read().services) == ["other"]
    store.load(national())
    with store.engine.begin() as connection:
        connection.execute(delete(IMPORTS))
    assert store.read() == national()


def test_an_imported_record_names_its_import_as_its_source(store: KnowledgeStore) -> None:
    imported(store, "hsds:a", NEWER, grant(id="other", name="Other"))
    catalog = store.read()
    assert catalog.services["other"].source == "import-hsds:a"
    assert catalog.sources["import-hsds:a"].published == NEWER


def test_the_states_list_gives_way_to_the_colleges_own(store: KnowledgeStore) -> None:
    imported(store, "hsds:state", NEWER, grant(hours="Never", as_of=NEWER), statewide=True)
    assert store.read().services["grant"].hours == "9-5"
    imported(store, "hsds:own", NEWER, grant(hours="Always", as_of=NEWER))
    catalog = store.read()
    assert catalog.services["grant"].hours == "Always"
    assert [version.hours for version in catalog.others["service", "grant"]] == ["9-5", "Never"]


def figures(store: KnowledgeStore, published: date) -> None:
    imported(store, "oews", published)
    imported(store, "projections", published)
    wages = {"soc": "11-1111", "median": 61_000, "pct10": 40_000, "pct90": 90_000, "at_least": [], "published_as": "11-1111"}
    ahead = {"soc": "11-1111", "title": "x", "change_percent": 2.5, "openings": 1.2344, "published_as": "11-1111"}
    with store.engine.begin() as connection:
        connection.execute(insert(WAGES).values(wages))
        connection.execute(insert(PROJECTIONS).values(ahead))


def test_newer_national_figures_renew_the_packs_occupations(store: KnowledgeStore) -> None:
    figures(store, NEWER)
    catalog = store.read()
    welder = catalog.occupations["welder"]
    assert welder.pay
    assert welder.outlook
    assert (welder.pay.median, welder.pay.source, welder.pay.as_of) == (61_000, "import-oews", NEWER)
    assert (welder.outlook.growth_percent, welder.outlook.openings_per_year) == (2.5, 1234)
    assert (welder.name, welder.source) == ("welder", "college")


def test_older_national_figures_stand_behind_the_packs(store: KnowledgeStore) -> None:
    figures(store, date(2020, 5, 1))
    catalog = store.read()
    assert catalog.occupations["welder"] == national().occupations["welder"]
    assert [version.pay.median for version in catalog.others["occupation", "welder"]] == [61_000]


@pytest.mark.parametrize(("published", "told"), [(NEWER, "import-oews"), (date(2020, 5, 1), "college")])
def test_the_same_figures_of_a_newer_edition_are_newer_and_of_an_older_say_nothing(
    store: KnowledgeStore, published: date, told: str
) -> None:
    figures(store, published)
    pay = Pay(median=61_000, pct10=40_000, pct90=90_000, source="college", as_of=date(2026, 11, 1))
    outlook = Outlook(growth_percent=2.5, openings_per_year=1234, source="college", as_of=date(2026, 11, 1))
    world = national()
    store.load(replace(world, occupations={k: replace(o, pay=pay, outlook=outlook) for k, o in world.occupations.items()}))
    catalog = store.read()
    assert catalog.occupations["welder"].pay
    assert catalog.occupations["welder"].pay.source == told
    assert (("occupation", "welder") in catalog.others) == (told == "import-oews")


def test_what_an_older_version_of_the_code_wrote_is_left_out_and_named(
    store: KnowledgeStore, caplog: pytest.LogCaptureFixture
) -> None:
    imported(store, "hsds:a", NEWER, grant(id="other", name="Other"))
    with store.engine.begin() as connection:
        connection.execute(
            insert(RECORDS).values(import_id="hsds:a", kind="services", id="odd", as_of=NEWER, data={"id": "odd"}, kept={})
        )
    assert sorted(store.read().services) == ["grant", "other"]
    assert "odd of import hsds:a can't be read" in caplog.text
    assert "import it again" in caplog.text


def test_references_that_lead_nowhere_are_told_at_the_import_and_hurt_nobody(store: KnowledgeStore, tmp_path: Any) -> None:
    (tmp_path / "deadlines.csv").write_text(
        "name,what,topic,day,programs\nPay,Pay.,payment,2027-01-08,class; Ghost\n", encoding="utf-8"
    )
    url = store.url.render_as_string(hide_password=False)
    report = run(url, "catalog", tmp_path, Options(provider="college"))
    assert report.lost == (
        "deadline pay-2027-01-08: programs.1 names the program 'ghost', which nobody describes; it was left out",
    )
    assert store.read().deadlines["pay-2027-01-08"].programs == ("class",)


def test_show_prints_every_version_the_one_that_is_told_first(store: KnowledgeStore) -> None:
    imported(store, "catalog", NEWER, grant(hours="Always", as_of=NEWER, eligibility="", eligibility_es=""))
    url = store.url.render_as_string(hide_password=False)
    catalog_at.cache_clear()
    told = CliRunner().invoke(app, ["show", "service", "grant", "--database-url", url], env={"COLUMNS": "200"}).output
    first, second = told.split("stands behind it")
    assert "told to students" in first
    assert "as of 2027-05-01" in first
    assert "Always" in first
    assert "(from A catalog)" in first.split("eligibility")[1].split("hours")[0], "completed by the pack"
    assert "9-5" in second
    assert "as of 2026-11-01" in second


@pytest.mark.parametrize(
    ("words", "told"),
    [(["service", "grantt"], "no service has the id 'grantt'. Near it: grant"), (["song", "x"], "song is no kind of record")],
)
def test_show_says_what_is_not_there(store: KnowledgeStore, words: list[str], told: str) -> None:
    url = store.url.render_as_string(hide_password=False)
    shown = CliRunner().invoke(app, ["show", *words, "--database-url", url], env={"COLUMNS": "200"})
    assert shown.exit_code == 1
    assert told in shown.output


def test_a_directory_and_the_pack_meet_on_name_and_phone(store: KnowledgeStore) -> None:
    ours = grant(id="pantry", name="Harbor Pantry (Harbor Neighbors)", contact=replace(grant().contact, phone="555-0170 x4"))
    store.load(replace(national(), services={**national().services, "pantry": ours}))
    run(store.url.render_as_string(hide_password=False), "hsds", FILES / "v1", Options(name="harbor", published=NEWER))
    catalog = store.read()
    assert catalog.services["pantry"].hours == "Mon-Tue 9:00-17:00, Fri 8:30-12:00"
    assert "hsds-harbor-s1" not in catalog.services
