"""Records as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.catalog import Catalog
from knowledge.model import Occupation, Outlook, Requirement
from knowledge.planner.state import Held
from knowledge.review.reach import missing
from knowledge.review.result import Evidence
from knowledge.review.words import words


def cite(record: Any, note: str = "", /, **values: object) -> Evidence:
    """A record as evidence; ``note`` is the name of a note in ``rules.yml``."""
    name = getattr(record, "name", None) or getattr(record, "institution", record.id)
    return Evidence(record.KIND, record.id, name, words().note(note, **values) if note else "")


def cite_all(records: Iterable[Any]) -> tuple[Evidence, ...]:
    return tuple(cite(record) for record in records)


def cite_pay(job: Occupation) -> Evidence:
    """A job with what it pays in the middle, if that is known."""
    return cite(job, "pay", pay=f"{job.pay.median:,}", day=job.pay.as_of) if job.pay else cite(job, "pay_not_known")


def cite_demand(job: Occupation, outlook: Outlook) -> Evidence:
    """A job with how demand for it is projected to change."""
    return cite(job, "demand", percent=f"{outlook.growth_percent:+g}", openings=f"{outlook.openings_per_year:,}")


def cite_need(leaf: Requirement, catalog: Catalog) -> Evidence:
    """What a requirement asks for, as evidence."""
    if leaf.credential is not None:
        return cite(catalog.credentials[leaf.credential])
    if leaf.course is not None:
        return cite(catalog.courses[leaf.course])
    for kind, level in (("education", leaf.education), ("english", leaf.english)):
        if level is not None:
            return Evidence(kind, level.value, words().level(kind, level.value))
    return Evidence("age", str(leaf.min_age), words().note("age", years=leaf.min_age))


def told_needs(held: Held, requirement: Requirement | None, catalog: Catalog) -> str:
    """What stands in the way of someone, in words: "a and (b or c)"."""
    tree = missing(held, requirement)
    return _phrase(tree, catalog, nested=False) if tree else ""


def _phrase(tree: Requirement, catalog: Catalog, *, nested: bool) -> str:
    branches = tree.all_of or tree.any_of
    if branches is None:
        return cite_need(tree, catalog).name
    told = words().page["and" if tree.all_of else "or"].join(_phrase(b, catalog, nested=True) for b in branches)
    return f"({told})" if nested else told


def listed(evidence: Iterable[Evidence]) -> str:
    """Names with commas."""
    return ", ".join(dict.fromkeys(item.name for item in evidence))
