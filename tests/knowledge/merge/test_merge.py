"""Several sources of one thing: the nearer wins, then the newer; what lost stays visible; nothing points nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS
from knowledge.merge import Layer, Locality, Merged, dangling, merge
from knowledge.model import (
    Contact,
    Cost,
    Course,
    Employer,
    Occupation,
    Outlook,
    Pay,
    Program,
    Provider,
    Requirement,
    Source,
    SourceKind,
)
from knowledge.pack import read_pack
from tests.knowledge.build import CITED, World, course, credential, one_of_each

EARLIER, LATER = date(2026, 1, 1), date(2026, 12, 1)
PACK = one_of_each()


def source(key: str, published: date = LATER, kind: SourceKind = SourceKind.ISSUER) -> Source:
    return Source(id=key, title=key, publisher=key, kind=kind, published=published)


def layer(name: str, *records: Any, locality: Locality = Locality.OWN) -> Layer:
    found: dict[str, dict[str, Any]] = {plural: {} for plural in KINDS}
    for record in records:
        plural = next(plural for plural, cls in KINDS.items() if isinstance(record, cls))
        found[plural][record.id] = record
    return Layer(name, locality, found)


def pack(catalog: Catalog = PACK) -> Layer:
    return Layer("pack", Locality.OWN, {plural: getattr(catalog, plural) for plural in KINDS})


def catalog_of(*layers: Layer) -> Catalog:
    return merge(layers).catalog


def said(record: Any, by: str, on: date, **changes: Any) -> Any:
    """A record as another source has it."""
    return replace(record, source=by, as_of=on, **changes)


def test_the_pack_alone_is_read_as_it_stands() -> None:
    assert catalog_of(pack()) == PACK


def test_of_two_near_sources_the_newer_is_told_and_the_older_kept() -> None:
    newer = said(PACK.services["grant"], "office", LATER, hours="Mon 9:00-17:00")
    catalog = catalog_of(pack(), layer("catalog", source("office"), newer))
    assert (catalog.services["grant"].hours, catalog.services["grant"].source) == ("Mon 9:00-17:00", "office")
    assert catalog.others["service", "grant"] == (PACK.services["grant"],)


def test_an_older_near_source_stands_behind_the_pack() -> None:
    older = said(PACK.services["grant"], "office", EARLIER, hours="Mon 9:00-17:00")
    catalog = catalog_of(pack(), layer("catalog", source("office"), older))
    assert catalog.services["grant"] == PACK.services["grant"]
    assert catalog.others["service", "grant"] == (older,)


@pytest.mark.parametrize(("first", "second"), [(Locality.OWN, Locality.STATE), (Locality.STATE, Locality.NATIONAL)])
def test_the_nearer_wins_however_old(first: Locality, second: Locality) -> None:
    near = said(PACK.employers["plant"], "near", EARLIER, id="x", industry="Near")
    wide = said(PACK.employers["plant"], "wide", LATER, id="x", industry="Wide")
    world = layer("a", source("near"), near, locality=first), layer("b", source("wide"), wide, locality=second)
    assert catalog_of(pack(without("employers")), *world).employers["x"].industry == "Near"


def without(*kinds: str) -> Catalog:
    return replace(PACK, **{kind: {} for kind in kinds}, pathways={})


def test_what_the_winner_does_not_know_is_completed_and_says_from_where() -> None:
    plain = said(
        PACK.programs["class"], "office", LATER, id="ours", cost=None, awards=(), description="New", description_es="Nuevo"
    )
    catalog = catalog_of(pack(), layer("catalog", source("office"), plain))
    program = catalog.programs["class"]
    assert (program.cost, program.awards, program.description) == (PACK.programs["class"].cost, ("card",), "New")
    assert catalog.completed["program", "class"] == {"cost": "college", "awards": "college"}


def test_what_a_rule_worked_out_gives_way_to_what_someone_told() -> None:
    guessed = said(PACK.programs["class"], "office", LATER, weeks=99, hours_per_week=1, min_hours_per_week=1, inferred=("weeks", "hours_per_week", "min_hours_per_week"))  # fmt: skip
    program = catalog_of(pack(), layer("catalog", source("office"), guessed)).programs["class"]
    assert (program.weeks, program.hours_per_week, program.inferred) == (10, 10, ())


def test_fields_that_mean_something_together_come_from_one_source() -> None:
    other = said(PACK.programs["class"], "office", LATER, credits=None, clock_hours=300)
    program = catalog_of(pack(), layer("catalog", source("office"), other)).programs["class"]
    assert (program.credits, program.clock_hours) == (None, 300)


def test_spanish_that_only_repeats_the_english_is_replaced_by_a_translation_of_the_same_words() -> None:
    named = replace(PACK.services["grant"], name="Grant", name_es="Beca", how="Call", how_es="Llama")
    english = said(named, "office", LATER, name_es="Grant", how="Write", how_es="Write")
    world = replace(PACK, services={"grant": named})
    service = catalog_of(pack(world), layer("catalog", source("office"), english)).services["grant"]
    assert (service.name_es, service.how_es) == ("Beca", "Write")


# --- the same thing ---


def test_a_college_is_known_by_its_unitid_under_the_packs_own_id() -> None:
    world = replace(PACK, providers={"college": replace(PACK.providers["college"], unitid=153630)})
    federal = Provider(id="ipeds-153630", name="A College", unitid=153630, city="Here", source="ipeds", as_of=LATER)
    program = said(PACK.programs["class"], "ipeds", LATER, id="ipeds-153630-12.0500-2", cip="12.0500", provider="ipeds-153630")
    ipeds = layer("ipeds", source("ipeds"), federal, program, locality=Locality.NATIONAL)
    catalog = catalog_of(pack(world), ipeds)
    assert list(catalog.providers) == ["college"]
    assert catalog.providers["college"].city == "Here"
    assert catalog.programs["ipeds-153630-12.0500-2"].provider == "college"


def test_a_program_is_known_by_college_cip_and_level() -> None:
    theirs = said(PACK.programs["class"], "office", LATER, id="wld-class", name="The class", name_es="La clase")
    catalog = catalog_of(pack(), layer("catalog", source("office"), theirs))
    assert list(catalog.programs) == ["class"]
    assert (catalog.programs["class"].id, catalog.programs["class"].name) == ("class", "The class")
    assert catalog.deadlines["start"].programs == ("class",)


def test_an_occupation_is_known_by_its_onet_code_and_references_by_code_reach_it() -> None:
    world = replace(PACK, occupations={**PACK.occupations, "lead": replace(PACK.occupations["lead"], onet_code="51-1011.00")})
    theirs = said(PACK.employers["plant"], "office", LATER, id="mill", name="Mill", hires=("51-1011.00", "99-0000.00"))
    merged = merge([pack(world), layer("catalog", source("office"), theirs)])
    assert merged.catalog.employers["mill"].hires == ("lead",)
    assert [(one.field, one.target) for one in merged.lost] == [("hires.1", "99-0000.00")]


@pytest.mark.parametrize("contact", [Contact(phone="(555) 010-0123"), Contact(url="http://www.help.example/")])
def test_a_service_is_known_by_name_and_phone_or_page(contact: Contact) -> None:
    ours = replace(PACK.services["grant"], name="Legal Aid", contact=Contact(phone="1-555-010-0123", url="https://help.example"))
    theirs = said(ours, "hsds", LATER, id="hsds-1", name="legal aid", contact=contact)
    other = said(ours, "hsds", LATER, id="hsds-2", name="Other aid", contact=contact)
    catalog = catalog_of(pack(replace(PACK, services={"grant": ours})), layer("hsds", source("hsds"), theirs, other))
    assert list(catalog.services) == ["grant", "hsds-2"]


def test_two_programs_of_one_code_in_one_source_are_not_taken_for_each_other() -> None:
    evening = replace(PACK.programs["class"], id="evening", name="Class in the evening")
    world = replace(PACK, programs={**PACK.programs, "evening": evening})
    theirs = said(PACK.programs["class"], "office", LATER, id="theirs", name="Third class")
    named = said(PACK.programs["class"], "office", LATER, id="named", name="Class, in the Evening")
    catalog = catalog_of(pack(world), layer("catalog", source("office"), theirs, named))
    assert list(catalog.programs) == ["class", "evening", "theirs"]
    assert catalog.others["program", "evening"] == (evening,)


def test_what_wider_sources_say_of_several_near_programs_makes_no_program_of_its_own() -> None:
    world = replace(PACK, programs={**PACK.programs, "evening": replace(PACK.programs["class"], id="evening", name="Evening")})
    federal = said(PACK.programs["class"], "ipeds", LATER, id="ipeds-1", name="WELDING", conferred=7)
    catalog = catalog_of(pack(world), layer("ipeds", source("ipeds"), federal, locality=Locality.NATIONAL))
    assert list(catalog.programs) == ["class", "evening"]
    assert catalog.programs["class"].conferred is None, "seven awards of two programs are not the awards of one"
    assert catalog.others["program", "class"] == (federal,)


# --- figures ---

OEWS = source("oews", date(2027, 5, 1), SourceKind.STATISTICS)


def figures(on: date, median: int = 61_000) -> Layer:
    pay = Pay(median=median, source="oews", as_of=on)
    record = Occupation(id="welder", onet_code="11-1111.00", name="welder", name_es="", description="", description_es="", pay=pay, source="oews", as_of=on)  # fmt: skip
    return layer("oews", OEWS, record, locality=Locality.NATIONAL)


def statistics() -> Catalog:
    """The pack with its source being national statistics, as its figures of pay are."""
    return replace(PACK, sources={"college": replace(PACK.sources["college"], kind=SourceKind.STATISTICS)})


def test_newer_national_figures_take_the_place_of_the_packs_own() -> None:
    catalog = catalog_of(pack(statistics()), figures(LATER))
    welder = catalog.occupations["welder"]
    assert welder.pay
    assert (welder.pay.median, welder.pay.source, welder.source) == (61_000, "oews", "college")
    assert welder.outlook == PACK.occupations["welder"].outlook
    assert catalog.others["occupation", "welder"][0].pay.median == 61_000


def test_older_national_figures_stay_beside_the_packs_own() -> None:
    catalog = catalog_of(pack(statistics()), figures(EARLIER))
    assert catalog.occupations["welder"] == PACK.occupations["welder"]


def test_a_local_figure_stands_before_a_newer_national_one() -> None:
    assert catalog_of(pack(), figures(LATER)).occupations["welder"] == PACK.occupations["welder"]


def test_figures_that_the_pack_lacks_are_filled_in() -> None:
    bare = {**PACK.occupations, "welder": replace(PACK.occupations["welder"], pay=None)}
    welder = catalog_of(pack(replace(PACK, occupations=bare)), figures(EARLIER)).occupations["welder"]
    assert welder.pay
    assert welder.pay.median == 61_000


# --- references ---


def test_a_reference_that_leads_nowhere_is_dropped_and_named() -> None:
    theirs = said(PACK.programs["class"], "office", LATER, id="new", cip="12.0500", awards=("card", "nothing"), cluster="nowhere",
                  requires=Requirement(all_of=(credential("nothing"), credential("card"))))  # fmt: skip
    merged = merge([pack(), layer("catalog", source("office"), theirs)])
    program = merged.catalog.programs["new"]
    assert (program.awards, program.cluster, program.requires) == (("card",), None, Requirement(all_of=(credential("card"),)))
    assert {one.target for one in merged.lost} == {"nothing", "nowhere"}
    assert "program new: cluster names the cluster 'nowhere'" in "\n".join(map(str, merged.lost))


def test_a_requirement_of_which_nothing_is_left_is_none() -> None:
    theirs = Course(id="c", code="C 1", name="C", requires=course("nothing"), source="office", as_of=LATER)
    assert catalog_of(pack(), layer("catalog", source("office"), theirs)).courses["c"].requires is None


def test_a_record_that_cannot_do_without_the_other_goes_and_so_does_what_named_it() -> None:
    orphan = said(PACK.programs["class"], "office", LATER, id="orphan", provider="nowhere")
    day = said(PACK.deadlines["start"], "office", LATER, id="day", programs=("class", "orphan"))
    merged = merge([pack(), layer("catalog", source("office"), orphan, day)])
    assert "orphan" not in merged.catalog.programs
    assert merged.catalog.deadlines["day"].programs == ("class",)
    assert [one.id for one in merged.lost if one.whole] == ["orphan"]


def test_the_packs_own_record_stays_when_the_import_of_it_goes() -> None:
    broken = said(PACK.programs["class"], "nobody", LATER, name="Broken")
    catalog = catalog_of(pack(), layer("catalog", broken))
    assert catalog.programs["class"] == PACK.programs["class"]


def test_what_is_described_elsewhere_is_no_dead_end() -> None:
    theirs = said(PACK.employers["plant"], "office", LATER, id="mill", name="Mill", hires=("29-1141.00",))
    merged = merge(
        [pack(), layer("catalog", source("office"), theirs)], lambda kind, key: (kind, key) == ("occupation", "29-1141.00")
    )
    assert merged.catalog.employers["mill"].hires == ("29-1141.00",)
    assert merged.lost == ()


def test_prerequisites_never_go_round_in_a_circle() -> None:
    world = World()
    world.course("one", requires=course("two"))
    world.course("two")
    around = Course(id="two", code="TWO", name="two", requires=Requirement(all_of=(course("one"), Requirement(min_age=18))), source="office", as_of=LATER)  # fmt: skip
    merged = merge([pack(world.catalog()), layer("catalog", source("office"), around)])
    assert merged.catalog.courses["one"].requires == course("two")
    assert merged.catalog.courses["two"].requires == Requirement(all_of=(Requirement(min_age=18),))
    assert [(one.id, one.target) for one in merged.lost] == [("two", "one")]


def test_records_of_the_pack_come_first() -> None:
    first = Provider(id="aaa", name="Another college", source="office", as_of=LATER)
    assert list(catalog_of(layer("catalog", source("office"), first), pack()).providers) == ["college", "aaa"]


# --- order ---

NAMES = st.sampled_from(["Class", "class", "Other"])
PLACES = st.sampled_from(list(Locality))
DAYS = st.sampled_from([EARLIER, CITED["as_of"], LATER])


@st.composite
def imports(draw: st.DrawFn) -> Layer:
    """A layer of a few programs, employers and figures that may be the same as each other's in many ways."""
    name = draw(st.sampled_from(["a", "b", "c", "d"]))
    records: list[Any] = [source(name, draw(DAYS), draw(st.sampled_from([SourceKind.ISSUER, SourceKind.STATISTICS])))]
    for key in draw(st.lists(st.sampled_from(["class", "x", "y"]), unique=True, max_size=3)):
        records.append(
            said(
                PACK.programs["class"], name, draw(DAYS), id=key, name=draw(NAMES), cip=draw(st.sampled_from(["01.0101", "02.0202"])),
                cost=draw(st.sampled_from([None, Cost(tuition=1), Cost(tuition=2)])), provider=draw(st.sampled_from(["college", "p", "gone"])),
                awards=draw(st.sampled_from([(), ("card",), ("gone",)])),
            )
        )  # fmt: skip
    if draw(st.booleans()):
        records.append(Provider(id="p", name="P", unitid=draw(st.sampled_from([None, 1])), source=name, as_of=draw(DAYS)))
    for key in draw(st.lists(st.sampled_from(["plant", "e", "f"]), unique=True, max_size=2)):
        records.append(Employer(id=key, name="A plant", city=draw(st.sampled_from(["Here", "There"])), industry=name, clusters=(), offers=(), source=name, as_of=draw(DAYS)))  # fmt: skip
    if draw(st.booleans()):
        outlook = Outlook(growth_percent=draw(st.sampled_from([1.0, 2.0])), openings_per_year=1, source=name, as_of=draw(DAYS))
        records.append(replace(PACK.occupations["welder"], outlook=outlook, source=name, as_of=draw(DAYS)))
    return layer(name, *records, locality=draw(PLACES))


@settings(max_examples=300, deadline=None)
@given(st.lists(imports(), max_size=4, unique_by=lambda one: one.name), st.randoms(use_true_random=False))
def test_the_order_of_imports_does_not_matter(layers: list[Layer], shuffle: Any) -> None:
    given_order = [pack(), *layers]
    other_order = shuffle.sample(given_order, len(given_order))
    one, two = merge(given_order), merge(other_order)
    assert same_catalog(one, two)
    assert set(one.lost) == set(two.lost)


@settings(max_examples=300, deadline=None)
@given(st.lists(imports(), max_size=4, unique_by=lambda one: one.name))
def test_nothing_of_the_pack_is_ever_lost_and_nothing_points_nowhere(layers: list[Layer]) -> None:
    catalog = catalog_of(pack(), *layers)
    for plural in KINDS:
        assert set(getattr(PACK, plural)) <= set(getattr(catalog, plural))
        for key, record in getattr(catalog, plural).items():
            assert record.id == key
    assert no_dead_ends(catalog) == []
    told = [*catalog.programs.values(), *(version for versions in catalog.others.values() for version in versions)]
    alive = {(r.source, r.as_of) for one in layers for r in one.records["programs"].values() if known_home(r, layers)}
    assert alive <= {(record.source, record.as_of) for record in told if record.KIND == "program"}


def known_home(program: Program, layers: list[Layer]) -> bool:
    return program.provider == "college" or any(program.provider in one.records["providers"] for one in layers)


def no_dead_ends(catalog: Catalog) -> list[Any]:
    return list(dangling({plural: getattr(catalog, plural) for plural in KINDS}, lambda kind, key: False))


def same_catalog(one: Merged, two: Merged) -> bool:
    return one.catalog == two.catalog and all(list(getattr(one.catalog, k)) == list(getattr(two.catalog, k)) for k in KINDS)


def test_the_real_pack_put_together_with_nothing_new_stays_as_it_is(root: Path) -> None:
    catalog = read_pack(root / "knowledge" / "packs" / "millbrook")
    beside = layer("catalog", source("office"))
    merged = merge([pack(catalog), beside])
    assert {k: v for k, v in merged.catalog.counts().items() if k != "sources"} == {
        k: v for k, v in catalog.counts().items() if k != "sources"
    }
    assert all(getattr(merged.catalog, kind) == getattr(catalog, kind) for kind in KINDS if kind != "sources")
    assert merged.lost == ()
