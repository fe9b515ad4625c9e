"""Review pathways: run every rule, look for every sign, put the words to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.catalog import Catalog
from knowledge.model import Pathway
from knowledge.review.chart import doors, job, rungs
from knowledge.review.ground import College, Ground
from knowledge.review.result import (
    Element,
    Finding,
    NotKnown,
    PathwayReview,
    Practice,
    Review,
    Severity,
    Sign,
    Status,
)
from knowledge.review.rules import RULES
from knowledge.review.signs import SIGNS
from knowledge.review.words import Part, Words, words


def review(catalog: Catalog, today: date, of: str = "", pathways: Iterable[str] | None = None) -> Review:
    """Review the pathways of a catalog, or those of the ids given, as they stand on ``today``.

    Raises:
        KeyError: when an id is of no pathway.
    """
    college = College(catalog, today)
    chosen = catalog.pathways.values() if pathways is None else [catalog.pathways[key] for key in pathways]
    told = tuple(_review(college, pathway) for pathway in chosen)
    return Review(of, tuple(_colleges(catalog, told)), today, told)


def _colleges(catalog: Catalog, told: tuple[PathwayReview, ...]) -> Iterator[str]:
    keys = dict.fromkeys(catalog.programs[step.id].provider for pathway in told for step in pathway.steps)
    for provider in (catalog.providers[key] for key in keys):
        yield f"{provider.name} ({provider.label})" if provider.label else provider.name


def _review(college: College, pathway: Pathway) -> PathwayReview:
    ground, text = Ground(college, pathway), words()
    findings, not_known = _findings(ground, text)
    signs = {key: _sign(ground, key, text) for key in SIGNS}
    return PathwayReview(
        id=pathway.id,
        name=pathway.name,
        cluster=college.catalog.clusters[pathway.cluster].name if pathway.cluster else "",
        goal=job(ground.goal) if ground.goal else None,
        source=college.catalog.sources[pathway.source].title,
        as_of=pathway.as_of,
        review_by=pathway.review_by,
        doors=doors(ground),
        steps=rungs(ground),
        practices=tuple(_practice(part, signs, text) for part in text.practices),
        elements=tuple(_element(part, signs) for part in text.elements),
        messages=tuple(_element(part, signs) for part in text.messages),
        findings=tuple(sorted(findings, key=lambda finding: finding.severity is Severity.WARNING)),
        not_known=tuple(not_known),
    )


def _findings(ground: Ground, text: Words) -> tuple[list[Finding], list[NotKnown]]:
    findings, not_known = [], []
    for code, rule in RULES.items():
        said = text.rules[code]
        for told in rule.see(ground):
            if told.known:
                finding, mend = said.finding.format(**told.values), said.mend.format(**told.values)
                findings.append(
                    Finding(code, rule.severity, said.name, finding, said.why, mend, text.sources[said.source], told.evidence)
                )
            else:
                not_known.append(NotKnown(code, said.name, said.not_known.format(**told.values), told.evidence))
    return findings, not_known


def _sign(ground: Ground, key: str, text: Words) -> Sign:
    seen, said = SIGNS[key](ground), text.signs[key]
    told = {True: said.found, False: said.mend, None: said.not_known or text.page["not_known"]}[seen.found]
    return Sign(key, seen.found, told, seen.evidence)


def _practice(part: Part, signs: dict[str, Sign], text: Words) -> Practice:
    own = tuple(signs[key] for key in part.signs)
    score = sum(sign.found is True for sign in own)
    not_known = sum(sign.found is None for sign in own)
    return Practice(part.key, part.name, score, not_known, text.scores[score], own)


def _element(part: Part, signs: dict[str, Sign]) -> Element:
    """Met where every sign was found; not known where none was found and some can't be told."""
    own = tuple(signs[key] for key in part.signs)
    found = [sign.found for sign in own]
    if not own or (None in found and True not in found):
        status = Status.NOT_KNOWN
    elif all(found):
        status = Status.MET
    else:
        status = Status.PARTLY if any(found) else Status.NOT_FOUND
    return Element(part.key, part.name, status, own)
