"""Rows of the other sheets as records of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.importers.catalog.cells import Cited, codes, contact, slugs, texts
from knowledge.importers.catalog.sheets import Row
from knowledge.importers.catalog.values import slug
from knowledge.merge.identity import words
from knowledge.model import (
    Course,
    Deadline,
    Employer,
    Need,
    PriorLearningKind,
    PriorLearningRule,
    Provider,
    ServiceCategory,
    SupportService,
    WorkBasedLearning,
)

TOPICS = ("enrollment", "financial_aid", "payment", "program", "graduation", "drop")
NEEDS = {
    ServiceCategory.LANGUAGE: Need.ENGLISH, ServiceCategory.CAREER_SERVICES: Need.CAREER, ServiceCategory.FINANCIAL_AID: Need.PAYING_FOR_COLLEGE
}  # fmt: skip


def provider(row: Row, key: str, source: str, as_of: date) -> Provider:
    return Provider(
        id=key, source=source, as_of=as_of, name=row["name"], unitid=row["unitid"], city=row.text("city"), state=row.text("state"),
        contact=contact(row, "phone", "email", "url"),
    )  # fmt: skip


def course(row: Row, cited: Cited) -> Course:
    return Course(
        id=row["id"] or slug(row["code"]), **cited.of(row), code=row["code"], name=row["name"], credits=row["credits"] or 0,
        clock_hours=row["clock hours"], requires=row["requires"], description=row.text("description"),
    )  # fmt: skip


def service(row: Row, cited: Cited) -> SupportService:
    """Raises:
    ImportProblem: when nothing tells how to reach it.
    """
    reach = contact(row, "phone", "text", "email", "url", "place")
    if reach is None:
        raise row.problem("phone", "no way to reach it is given", "Fill in one of phone, text, email, url, place")
    category = row["category"]
    needs = row["needs"] or (NEEDS.get(category) or Need(category.value),)
    return SupportService(
        id=row["id"] or slug(row["name"]), **cited.of(row), **texts(row, "name", "description", "eligibility", "hours", "how", "cost"),
        category=category, needs=needs, contact=reach, bring=row.many("bring"), bring_es=row.many("bring es"),
        languages=tuple(code.lower() for code in row.many("languages")) or ("en",), provider=cited.provider,
        campus=slug(row["campus"]) if row["campus"] else None, aliases=row.many("aliases"), aliases_es=row.many("aliases es"),
    )  # fmt: skip


def employers(rows: Sequence[Row], cited: Cited) -> list[Employer]:
    """One record per employer, with an offer from each row that has one."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["id"] or slug(row["name"]), []).append(row)
    return [_employer(key, found, cited) for key, found in by_name.items()]


def _employer(key: str, rows: Sequence[Row], cited: Cited) -> Employer:
    def first(column: str) -> str:
        return next((row[column] for row in rows if row[column]), "")

    hires = tuple(dict.fromkeys(code for row in rows for code in codes(row, "hires")))
    return Employer(
        id=key, **cited.of(rows[0]), name=first("name"), city=first("city"), industry=first("industry"), hires=hires,
        clusters=tuple(dict.fromkeys(part for row in rows for part in slugs(row, "clusters"))),
        offers=tuple(_offer(row, cited, hires) for row in rows if row["offer"]),
        aliases=tuple(dict.fromkeys(part for row in rows for part in row.many("aliases"))),
    )  # fmt: skip


def _offer(row: Row, cited: Cited, hires: tuple[str, ...]) -> WorkBasedLearning:
    title = row["offer title"] or row["offer"].value.replace("_", " ").capitalize()
    return WorkBasedLearning(
        kind=row["offer"], title=title, title_es=row["offer title es"] or title, detail=row.text("offer detail"),
        detail_es=row.text("offer detail es"), occupations=codes(row, "offer occupations") or hires, paid=bool(row["paid"] or row["hourly pay"]),
        hourly_pay=row["hourly pay"], hours_per_week=row["hours per week"], weeks=row["weeks"],
        programs=tuple(cited.program(named) for named in row.many("programs")), how_to_apply=row.text("how to apply"),
    )  # fmt: skip


def deadline(row: Row, cited: Cited) -> Deadline:
    """Raises:
    ImportProblem: when its topic is none of ours.
    """
    topic = words(row["topic"]).replace(" ", "_")
    if topic not in TOPICS:
        raise row.problem(
            "topic", f"'{row['topic']}' is not known here", f"Write one of: {', '.join(t.replace('_', ' ') for t in TOPICS)}"
        )
    return Deadline(
        id=row["id"] or slug(f"{row['name']} {row['day'] or ''}"), **cited.of(row), **texts(row, "name", "what"), topic=topic, day=row["day"],
        end=row["end"], url=row["url"], programs=tuple(cited.program(named) for named in row.many("programs")), aliases=row.many("aliases"),
    )  # fmt: skip


def military(row: Row, cited: Cited) -> PriorLearningRule:
    return PriorLearningRule(
        id=row["id"] or slug(f"{row['branch']} {row['code']}"), **cited.of(row), **texts(row, "name", "skip", "confirm"),
        kind=PriorLearningKind.MILITARY, branch=row["branch"], code=row["code"], grants=slugs(row, "grants"), courses=slugs(row, "courses"),
        credits=row["credits"], confers_education=row["education"], occupations=codes(row, "occupations"), aliases=row.many("aliases"),
    )  # fmt: skip


BUILDERS: Mapping[str, tuple[str, Any]] = {  # sheet -> plural kind of its records, and what makes one of a row
    "courses": ("courses", course), "services": ("services", service), "deadlines": ("deadlines", deadline), "military": ("prior_learning", military)
}  # fmt: skip
