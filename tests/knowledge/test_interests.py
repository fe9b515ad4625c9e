"""Work by interests over all occupations: the college's own and the nation's, with what is not wanted left out."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.interests import match, varied, without_work
from knowledge.opendata.model import Profile
from knowledge.riasec import LETTERS, profile_of
from knowledge.traits import letters_of, read_traits, ruled_out, traits
from knowledge.works import Work, works

KEEPER, CLERK, SCULPTOR, PILOT = "39-2021.00", "43-4071.00", "27-1013.00", "53-2011.00"
TASKS = [
    (KEEPER, "Feed and water animals according to schedules."),
    (KEEPER, "Clean the cages of animals outdoors."),
    (KEEPER, "Examine animals for signs of illness."),
    (CLERK, "File documents in order."),
    (CLERK, "Keep records of what was filed."),
    (SCULPTOR, "Carve figures."),
    (SCULPTOR, "Create designs for figures from sketches."),
    (SCULPTOR, "Sketch designs."),
]


def profile(code: str, letters: str, zone: int | None = 2, growth: float | None = 3.0) -> Profile:
    return Profile(
        code=code,
        soc=code[:7],
        title=code,
        job_zone=zone,
        interests={letter: 1 + score * 2 for letter, score in profile_of(letters).items()},
        letters=letters,
        median=40_000,
        growth_percent=growth,
        openings=2.0,
        education=None,
    )


PROFILES = [
    profile(KEEPER, "RSC"),
    profile(CLERK, "CER", growth=-9.0),
    profile(SCULPTOR, "ARI"),
    profile(PILOT, "RCI", None, None),
]


@pytest.fixture(scope="module")
def everything(millbrook: Catalog) -> tuple[Work, ...]:
    return works(millbrook, PROFILES, TASKS)


def ids(found: list[object]) -> list[str]:
    return [item.work.id for item in found]  # type: ignore[attr-defined]


def test_the_pack_s_own_stand_once_and_the_others_behind_their_code(everything: tuple[Work, ...], millbrook: Catalog) -> None:
    assert {work.id for work in everything if work.own} == set(millbrook.occupations)
    assert {work.id for work in everything if not work.own} == {KEEPER, CLERK, SCULPTOR, PILOT}
    assert len({work.id for work in everything}) == len(everything)


def test_an_occupation_that_the_pack_has_is_not_there_twice(millbrook: Catalog) -> None:
    welder = millbrook.occupations["welder"]
    found = [work for work in works(millbrook, [profile(welder.onet_code, "RIC")]) if work.code == welder.onet_code]
    assert [work.id for work in found] == ["welder"]
    assert found[0].profile["R"] == 7, "O*NET's six scores stand in the place of the letters"


def test_what_only_the_nation_has_answers_where_the_college_has_nothing(everything: tuple[Work, ...]) -> None:
    assert ids(match(everything, ["animals"])) == [KEEPER]
    assert without_work(everything, ["animals"]) == []


def test_without_open_data_it_is_said_that_nothing_answers(millbrook: Catalog) -> None:
    assert without_work(works(millbrook), ["animals", "fixing"]) == ["animals"]


def test_the_college_s_own_come_first_where_they_fit_as_well(everything: tuple[Work, ...]) -> None:
    found = match(everything, ["creative"])
    own = [item.work.own for item in found if not item.work.shrinking]
    assert own == sorted(own, reverse=True)
    assert SCULPTOR in ids(found)


def test_what_answers_more_likes_than_any_of_the_college_s_comes_before_them(everything: tuple[Work, ...]) -> None:
    assert ids(match(everything, ["animals", "outdoors"]))[0] != KEEPER, "the keeper's tasks speak of outdoors once only"
    keeper = next(work for work in everything if work.id == KEEPER)
    outside = [replace(w, traits=w.traits | {"outdoors"}) if w is keeper else w for w in everything]
    assert ids(match(outside, ["animals", "outdoors"]))[0] == KEEPER


@pytest.mark.parametrize("dislike", ["desk", "blood", "people", "children", "outdoors"])
def test_a_dislike_rules_out(everything: tuple[Work, ...], dislike: str) -> None:
    out = ruled_out([dislike])
    for scores in (None, profile_of("SIR")):
        found = match(everything, ["hands", "helping"], [dislike], scores=scores)
        assert found
        assert not [item.work.id for item in found if out & item.work.traits]


def test_no_blood_is_no_patients(everything: tuple[Work, ...]) -> None:
    assert "licensed-practical-nurse" in ids(match(everything, ["helping"]))
    assert "licensed-practical-nurse" not in ids(match(everything, ["helping"], ["blood"]))


def test_more_study_only_where_it_is_wished(everything: tuple[Work, ...]) -> None:
    scores = profile_of("ECS")
    assert {item.work.job_zone for item in match(everything, scores=scores)} <= {1, 2, 3, None}
    assert 4 in {item.work.job_zone for item in match(everything, scores=scores, highest_zone=5)}


def test_what_is_not_known_rules_nothing_out(everything: tuple[Work, ...]) -> None:
    pilot = next(item for item in match(everything, scores=profile_of("RCI")) if item.work.id == PILOT)
    assert not pilot.work.shrinking
    assert pilot.work.job_zone is None


def test_a_wished_field_leaves_out_the_others(everything: tuple[Work, ...]) -> None:
    found = match(everything, clusters=["health"], scores=profile_of("SIR"))
    assert found
    assert {item.work.cluster for item in found} == {"health"}


@pytest.mark.parametrize("letters", ["RIC", "SAE", "CER", "ARI"])
def test_taught_here_first_and_shrinking_last(everything: tuple[Work, ...], letters: str) -> None:
    for found in (match(everything, scores=profile_of(letters)), varied(match(everything, scores=profile_of(letters)))):
        shrinking = [item.work.shrinking for item in found]
        assert shrinking == sorted(shrinking)
        good = [item.work.taught for item in found if not item.work.shrinking and (item.fit or 0) >= 0.608]
        assert good == sorted(good, reverse=True)


@pytest.mark.parametrize("like", ["hands", "helping", "fixing"])
def test_different_doors_first(everything: tuple[Work, ...], like: str) -> None:
    first = varied(match(everything, [like]))[:5]
    assert max([item.work.field for item in first].count(field) for field in {item.work.field for item in first}) <= 2


def test_a_trait_needs_two_tasks() -> None:
    found = read_traits([(KEEPER, "Feed animals."), (KEEPER, "Sell tickets.")], {KEEPER: profile_of("RSC")})
    assert "selling" not in found[KEEPER]


def test_every_liking_of_the_linker_is_a_trait_that_can_be_read() -> None:
    import yaml

    from tests.app import ROOT

    phrases = yaml.safe_load((ROOT / "bot" / "nlu" / "linking" / "phrases.yml").read_text(encoding="utf-8"))
    assert set(phrases["trait"]) <= set(traits())
    assert {trait.letter for trait in traits().values()} <= set(LETTERS) | {""}
    assert letters_of(["fixing", "creative", "no such"]) == {"R", "A"}


def test_read_beside_the_tags_that_people_gave(millbrook: Catalog, shared_data: Path) -> None:
    """Precision and recall over all traits of the occupations that the pack has tagged by hand."""

    def rows(name: str) -> list[dict[str, str]]:
        with (shared_data / "onet" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    interests: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("Interests.txt"):
        if row["Scale ID"] == "OI":
            interests[row["O*NET-SOC Code"]][row["Element Name"][0]] = float(row["Data Value"])
    read = read_traits([(row["O*NET-SOC Code"], row["Task"]) for row in rows("Task Statements.txt")], interests)
    told = {(job.onet_code, trait) for job in millbrook.occupations.values() if job.onet_code in read for trait in job.traits}
    codes = {code for code, _ in told}
    found = {(code, trait) for code in codes for trait in read[code] if trait != "blood"}  # which no pack tags
    assert len(found & told) / len(found) >= 0.7
    assert len(found & told) / len(told) >= 0.5
