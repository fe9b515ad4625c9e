"""What a new college takes over: all that is true everywhere, nothing of the invented college."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.kinds import SINGULAR, references
from knowledge.model import Education, Requirement
from knowledge.pack import read_pack
from knowledge.start.everywhere import true_everywhere
from knowledge.start.write import PackThere, write


@pytest.fixture(scope="module")
def everywhere(millbrook: Catalog) -> Catalog:
    return true_everywhere(millbrook)


def test_the_facts_of_the_world_are_all_there(everywhere: Catalog, millbrook: Catalog) -> None:
    assert everywhere.occupations.keys() == millbrook.occupations.keys()
    assert everywhere.clusters == millbrook.clusters
    assert len(everywhere.credentials) >= 150
    assert "pell-grant" in everywhere.services


def test_nothing_of_the_invented_college_is_left(everywhere: Catalog) -> None:
    assert not [key for key, source in everywhere.sources.items() if source.invented]
    assert not (everywhere.programs)
    assert not (everywhere.providers)
    assert not (everywhere.campuses)
    assert not (everywhere.employers)
    assert not (everywhere.pathways)


def test_no_text_names_the_invented_college(everywhere: Catalog) -> None:
    told = [repr(record) for items in vars(everywhere).values() for record in items.values()]
    assert told
    assert not [text[:120] for text in told if "millbrook" in text.lower()]


def test_every_reference_still_leads_somewhere(everywhere: Catalog) -> None:
    for items in vars(everywhere).values():
        for record in items.values():
            for path, kind, key in references(record):
                assert key in getattr(everywhere, SINGULAR[kind]), (record.id, path, key)


def needing(catalog: Catalog, key: str, requirement: Requirement) -> Catalog:
    return replace(catalog, occupations={key: replace(catalog.occupations[key], requires=requirement)})


def own_award(millbrook: Catalog) -> str:
    """A credential that only the invented college gives."""
    return next(key for key, c in millbrook.credentials.items() if millbrook.sources[c.source].invented)


def test_a_requirement_loses_the_way_that_only_the_invented_college_has(millbrook: Catalog) -> None:
    both = Requirement(any_of=(Requirement(credential=own_award(millbrook)), Requirement(education=Education.ASSOCIATE)))
    left = true_everywhere(needing(millbrook, "welder", both)).occupations["welder"]
    assert left.requires == Requirement(education=Education.ASSOCIATE)


def test_a_requirement_of_nothing_else_is_gone(millbrook: Catalog) -> None:
    only = Requirement(all_of=(Requirement(credential=own_award(millbrook)),))
    assert true_everywhere(needing(millbrook, "welder", only)).occupations["welder"].requires is None


def test_the_new_colleges_own_award_stands_in_the_place_of_the_invented_one(millbrook: Catalog) -> None:
    old = own_award(millbrook)
    asked = Requirement(all_of=(Requirement(credential=old), Requirement(min_age=18)))
    left = true_everywhere(needing(millbrook, "welder", asked), {("credential", old): ("ours", "ours-too")}).occupations["welder"]
    ways = Requirement(any_of=(Requirement(credential="ours"), Requirement(credential="ours-too")))
    assert left.requires == Requirement(all_of=(ways, Requirement(min_age=18)))


def test_what_is_only_advised_stays_advice(millbrook: Catalog) -> None:
    asked = Requirement(
        any_of=(Requirement(credential=own_award(millbrook)), Requirement(education=Education.ASSOCIATE)), recommended=True
    )
    left = true_everywhere(needing(millbrook, "welder", asked)).occupations["welder"]
    assert left.requires == Requirement(education=Education.ASSOCIATE, recommended=True)


def test_written_as_a_pack_it_reads_back_equal(everywhere: Catalog, tmp_path: Path) -> None:
    write(tmp_path / "pack", everywhere, {"sources": "Where facts come from."})
    assert (tmp_path / "pack" / "sources.yml").read_text().startswith("# Where facts come from.\n")
    assert read_pack(tmp_path / "pack") == everywhere


def test_a_pack_is_never_written_over(everywhere: Catalog, tmp_path: Path) -> None:
    (tmp_path / "occupations.yml").write_text("somebody's work")
    with pytest.raises(PackThere, match="not empty"):
        write(tmp_path, everywhere, {})
    assert (tmp_path / "occupations.yml").read_text() == "somebody's work"
