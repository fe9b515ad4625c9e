"""Questions to the open data are answered by their keys, the same on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.opendata.opendata import OpenData
from knowledge.store import StoreError
from tests.nation import ANIMALS, CHECKS, FLYER, GUARD, HEART, HOME, NURSE, RANGER, SLEEP, VET


def test_an_occupation_is_told_whole_with_what_matters_most_first(data: OpenData) -> None:
    facts = data.occupation(RANGER)
    assert facts is not None
    assert (facts.title, facts.soc, facts.job_zone) == ("Night Rangers", "33-9021", 3)
    assert facts.tasks[0] == "Task 1 of Night Rangers."
    assert [r.importance for r in facts.skills] == sorted((r.importance or 0 for r in facts.skills), reverse=True)
    assert {r.name for r in facts.knowledge} == {"Computers", "Medicine", "Mathematics"}
    assert facts.education == ((3, 61.0), (2, 9.0))
    assert facts.wages is not None
    assert (facts.wages.pct10, facts.wages.median, facts.wages.pct90) == (40_100, 50_200, 60_300)
    assert facts.projection is not None
    assert facts.projection.education == "Postsecondary nondegree award"


def test_related_work_stands_in_the_publishers_order(data: OpenData) -> None:
    facts = data.occupation(SLEEP)
    assert facts is not None
    assert [r.code for r in facts.related] == [NURSE, VET]


def test_what_nobody_published_is_none(data: OpenData) -> None:
    facts = data.occupation(FLYER)
    assert facts is not None
    assert (facts.wages, facts.projection, facts.job_zone, facts.skills) == (None, None, None, ())


def test_a_figure_at_or_above_and_a_group_are_said_so(data: OpenData) -> None:
    heart, vet = data.occupation(HEART), data.occupation(VET)
    assert heart is not None
    assert heart.wages is not None
    assert set(heart.wages.at_least) == {"pct10", "median", "pct90"}
    assert vet is not None
    assert vet.wages is not None
    assert vet.wages.published_as == "29-2050"


def test_a_code_that_nobody_has_is_none(data: OpenData) -> None:
    assert data.occupation("99-9999.99") is None
    assert data.profile("99-9999.99") is None
    assert data.programs_for("99-9999.99") == ()


def test_profiles_hold_every_occupation_once(data: OpenData) -> None:
    codes = [profile.code for profile in data.profiles()]
    assert codes == sorted(set(codes))
    assert GUARD in codes


def test_programs_that_lead_to_work_have_most_awards_first(data: OpenData) -> None:
    found = data.programs_for(VET)
    assert [(p.college.state, p.level, p.awards) for p in found] == [("OH", 3, 41), ("TX", 21, None)]


def test_programs_are_those_of_the_states_and_colleges_asked_for(data: OpenData) -> None:
    assert [p.college.state for p in data.programs_for(VET, states=("tx",))] == ["TX"]
    assert {p.college.unitid for p in data.programs_for(RANGER, unitids=(HOME,))} == {HOME}
    assert data.programs_for(RANGER, states=("CA",)) == ()
    assert len(data.programs_for(RANGER, limit=1)) == 1


def test_what_a_program_leads_to_is_told_both_ways(data: OpenData) -> None:
    assert data.cips_of(VET[:7]) == (ANIMALS,)
    assert data.socs_of(CHECKS) == (RANGER[:7],)


def test_colleges_are_found_by_state_and_by_words_of_their_name(data: OpenData) -> None:
    assert [c.name for c in data.colleges(named="star invented")] == ["Lone Star Invented College"]
    assert [c.unitid for c in data.colleges(states=("PA",))] == [HOME]
    names = [c.name for c in data.colleges()]
    assert names == sorted(names)


def test_imports_name_their_sources(data: OpenData) -> None:
    source = data.source_of("onet")
    assert source is not None
    assert (source.id, source.published) == ("import-onet", date(2026, 5, 1))
    assert data.has("ipeds")
    assert not data.has("clusters")


def test_a_database_without_the_tables_is_named_with_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"sqlite://.*knowledge load"):
        OpenData("sqlite://").imports()
