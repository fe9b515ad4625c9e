"""A catalog knows all work of the open data by its code, and its own college's programs of IPEDS."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.catalog import Catalog
from knowledge.model import Education, Requirement
from knowledge.opendata.entry import entry
from knowledge.opendata.joined import joined
from knowledge.opendata.model import College, Profile, ProgramAt
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.records import Records
from tests.nation import CHECKS, FLYER, HOME, NURSE, RANGER


@pytest.fixture
def catalog(millbrook: Catalog, data: OpenData) -> Catalog:
    return joined(millbrook, data)


@pytest.fixture
def at_home(millbrook: Catalog, data: OpenData) -> Catalog:
    (college,) = millbrook.providers.values()
    return joined(replace(millbrook, providers={college.id: replace(college, unitid=HOME)}), data)


def test_work_that_the_pack_does_not_hold_is_found_by_its_code(catalog: Catalog, millbrook: Catalog) -> None:
    job = catalog.occupations[RANGER]
    assert job.name == job.name_es == "Night Rangers"
    assert job.pay is not None
    assert (job.pay.median, job.pay.source) == (50_200, "import-oews")
    assert job.outlook is not None
    assert job.outlook.openings_per_year == 3900
    assert RANGER in catalog.occupations
    assert set(catalog.occupations) == set(millbrook.occupations)


def test_what_is_not_published_of_it_is_none(catalog: Catalog) -> None:
    job = catalog.occupations[FLYER]
    assert (job.pay, job.outlook, job.requires, job.cluster, job.entry_education) == (None, None, None, None, "")


def test_the_packs_own_work_is_found_by_its_code_too(catalog: Catalog, millbrook: Catalog) -> None:
    assert catalog.occupations[NURSE] is millbrook.occupations["registered-nurse"]


def test_work_that_nobody_knows_is_not_there(catalog: Catalog) -> None:
    assert "99-9999.99" not in catalog.occupations
    assert catalog.occupations.get("99-9999.99") is None
    with pytest.raises(KeyError):
        catalog.occupations["99-9999.99"]


def test_every_source_that_a_record_cites_is_known(at_home: Catalog) -> None:
    job = at_home.occupations[RANGER]
    assert job.pay is not None
    for cited in (job.source, job.pay.source, *(p.source for p in at_home.programs.values())):
        assert cited in at_home.sources


def test_the_colleges_own_programs_are_listed_and_stack(at_home: Catalog, millbrook: Catalog) -> None:
    new = sorted(set(at_home.programs) - set(millbrook.programs))
    assert new == [f"ipeds-{HOME}-{CHECKS}-21", f"ipeds-{HOME}-{CHECKS}-3"]
    short, degree = (at_home.programs[key] for key in new)
    assert at_home.credentials[short.id].stacks_into == (degree.id,)
    assert (short.cost, short.deliveries, short.conferred) == (None, (), 7)
    assert {"weeks", "credits"} <= set(short.inferred)
    assert "stacks_into" in at_home.credentials[short.id].inferred
    assert short.occupations == (RANGER,)
    assert degree.weeks > short.weeks


def test_a_program_of_the_packs_own_stands_in_the_place_of_the_same_one(millbrook: Catalog, data: OpenData) -> None:
    (college,) = millbrook.providers.values()
    own = replace(next(p for p in millbrook.programs.values() if p.award_level.value == "associate"), id="ours", cip=CHECKS)
    pack = replace(millbrook, providers={college.id: replace(college, unitid=HOME)}, programs={**millbrook.programs, "ours": own})
    found = joined(pack, data).programs
    assert f"ipeds-{HOME}-{CHECKS}-3" not in found
    assert f"ipeds-{HOME}-{CHECKS}-21" in found


def test_a_field_belongs_to_the_cluster_of_the_work_it_leads_to_or_of_its_family(millbrook: Catalog, data: OpenData) -> None:
    records = Records(data, millbrook)
    nursing = next(p for p in millbrook.programs.values() if p.cip.startswith("51."))
    assert records.cluster_of("51.9999") == nursing.cluster
    assert records.cluster_of("54.0101") is None


def test_all_rungs_of_a_field_stack_into_the_next_that_is_offered(millbrook: Catalog, data: OpenData) -> None:
    college = College(unitid=1, name="A", city="B", state="OH", url=None)
    offered = [ProgramAt(college=college, cip=CHECKS, title="T", level=level, awards=None) for level in (20, 2, 3, 4, 5)]
    taught = Records(data, millbrook).taught(offered, "a")
    into = {key.rsplit("-", 1)[1]: [up.rsplit("-", 1)[1] for up in c.stacks_into] for key, c in taught.credentials.items()}
    assert into == {"20": ["2"], "2": ["3", "4"], "3": ["5"], "4": ["5"], "5": []}


@pytest.mark.parametrize(
    ("education", "training", "asks"),
    [
        ("Postsecondary nondegree award", None, None),
        ("Associate's degree", None, Education.ASSOCIATE),
        ("Bachelor's degree", None, Education.BACHELOR),
        ("Doctoral or professional degree", None, Education.MASTER),
        ("High school diploma or equivalent", "Moderate-term on-the-job training", Education.HIGH_SCHOOL),
        ("High school diploma or equivalent", "Apprenticeship", None),
        ("No formal educational credential", None, Education.NO_DIPLOMA),
        (None, None, None),
    ],
)
def test_work_asks_for_the_schooling_that_is_typical(education: str | None, training: str | None, asks: Education | None) -> None:
    assert entry(_profile(education, training)) == (Requirement(education=asks) if asks else None)


def test_years_of_experience_are_told_with_the_schooling() -> None:
    asked = entry(_profile("Bachelor's degree", None, "5 years or more"))
    assert asked is not None
    assert [leaf.experience_years for leaf in asked.leaves()] == [None, 5]


def _profile(education: str | None, training: str | None, experience: str | None = None) -> Profile:
    return Profile(code="11-1111.00", soc="11-1111", title="T", job_zone=None, interests={}, letters="", median=None, growth_percent=None,
                   openings=None, education=education, training=training, experience=experience)  # fmt: skip
