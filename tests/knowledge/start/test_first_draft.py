"""The first draft of a college's own part says what is known and nothing more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.opendata.model import College
from knowledge.pack import read_pack
from knowledge.review import review
from knowledge.start.college import Listed, Told, first_draft
from knowledge.start.write import write
from tests.knowledge.build import TODAY

COLLEGE = College(unitid=100, name="Hill College", city="Hilltop", state="IL", url=None)
TOLD = Told(email="advising@hill.example", phone=None, timezone="America/Chicago", hours={"mon": "09:00-17:00"})


def drafted(sample: Catalog) -> Catalog:
    """A draft for a college that lists one class of the sample's CIP code and level, with an award of its own."""
    twin = next(p for p in sample.programs.values() if p.occupations and p.awards and p.awards[0] in sample.credentials)
    listed = next(source for source in sample.sources.values() if not source.invented)
    program = replace(
        twin,
        id="hill-1",
        source=listed.id,
        provider=COLLEGE.provider,
        requires=None,
        awards=("hill-1",),
        aid=(),
        cost=None,
        courses=(),
        deliveries=(),
    )
    award = replace(sample.credentials[twin.awards[0]], id="hill-1", source=listed.id, stacks_into=())
    found = Listed(programs={program.id: program}, credentials={award.id: award}, sources={listed.id: listed})
    return first_draft(sample, COLLEGE, found, TOLD, TODAY)


def test_nobody_said_what_pays_for_a_draft_pathway(millbrook: Catalog) -> None:
    draft = drafted(millbrook)
    assert [pathway.funding for pathway in draft.pathways.values()] == [()]
    told = review(draft, TODAY).pathways[0]
    assert "no_funding" in {finding.code for finding in told.findings}


def test_a_goal_without_a_cluster_is_put_into_none(millbrook: Catalog, tmp_path: Path) -> None:
    (known,) = drafted(millbrook).pathways.values()
    assert known.cluster == millbrook.occupations[str(known.goal)].cluster
    unknown = replace(millbrook, occupations={key: replace(job, cluster=None) for key, job in millbrook.occupations.items()})
    draft = drafted(unknown)
    assert [pathway.cluster for pathway in draft.pathways.values()] == [None]
    write(tmp_path / "pack", draft, {})
    assert read_pack(tmp_path / "pack").pathways == draft.pathways


@pytest.mark.parametrize(
    "said",
    [
        {"text": "Call Harbor first."},
        {"text": "Come in.", "text_es": "Ven a Harbor Bay College."},
        {"text": "Come in.", "title": "Harbor hours"},
    ],
)
def test_a_ready_answer_that_names_the_samples_college_in_any_language_stays_there(
    millbrook: Catalog, said: dict[str, str]
) -> None:
    own = next(iter(millbrook.canned_replies.values()))
    kept = replace(own, id="ready", teams=(), title="Hello", text="Come in.", text_es="Ven.")
    names_it = replace(kept, id="names-it", **said)
    providers = {key: replace(p, name="Harbor Bay College") for key, p in millbrook.providers.items()}
    sample = replace(millbrook, providers=providers, canned_replies={"ready": kept, "names-it": names_it})
    assert drafted(sample).canned_replies.keys() == {"ready"}
