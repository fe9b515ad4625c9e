"""Rules on what a pathway is linked with: employers, supports, universities, money."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.review.cite import cite
from knowledge.review.ground import Ground
from knowledge.review.result import Severity
from knowledge.review.rules.registry import Told, rule


@rule(Severity.WARNING)
def no_employer(ground: Ground) -> Iterator[Told]:
    if not ground.pathway.employers:
        yield Told((cite(ground.pathway),))


@rule(Severity.WARNING)
def no_support(ground: Ground) -> Iterator[Told]:
    if not ground.pathway.services:
        yield Told((cite(ground.pathway),))


@rule(Severity.WARNING)
def no_transfer(ground: Ground) -> Iterator[Told]:
    if not ground.transfers:
        named = [ground.catalog.transfers[key] for key in ground.pathway.transfers]
        yield Told((cite(ground.pathway), *(cite(agreement, "ran_out", day=agreement.valid_until) for agreement in named)))


@rule(Severity.WARNING)
def no_funding(ground: Ground) -> Iterator[Told]:
    if not ground.pathway.funding and not any(step.program.aid for step in ground.steps):
        yield Told((cite(ground.pathway),))
