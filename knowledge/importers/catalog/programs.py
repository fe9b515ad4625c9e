"""A row of the sheet ``programs`` as a program, and as the credential that it ends in."""

from __future__ import annotations

from knowledge.importers.catalog import values
from knowledge.importers.catalog.cells import Cited, codes, slugs, texts
from knowledge.importers.catalog.sheets import Row
from knowledge.importers.catalog.values import Unreadable, slug
from knowledge.merge.identity import words
from knowledge.model import AwardLevel, Cost, Credential, Delivery, Program, ProgramKind
from knowledge.opendata.awards import LEAST_HOURS, LEVELS, USUAL

KINDS = {AwardLevel.NONCREDIT: ProgramKind.NONCREDIT, AwardLevel.BASIC_EDUCATION: ProgramKind.BASIC_EDUCATION}


def program(row: Row, cited: Cited) -> tuple[Program, Credential | None]:
    """A program, and the credential of its own that a college award ends in where no other is named.

    Raises:
        ImportProblem: when it can't be told how long it takes, or whose it is.
    """
    try:
        level = values.level(row["level"], row["credits"])
    except Unreadable as unread:
        raise row.problem("level", unread.what, unread.mend) from None
    home = row["provider"] or cited.provider
    if home is None:
        mend = "Fill the sheet 'college', or import with --provider ID"
        raise row.problem("provider", "nothing tells which college offers it", mend)
    usual = USUAL.get(LEVELS[level]) if level in LEVELS else None
    if row["weeks"] is None and usual is None:
        raise row.problem(
            "weeks", f"is empty, and {level.value.replace('_', ' ')} has no usual length", "Fill in how many weeks it takes"
        )
    hours = row["hours per week"] or (usual.hours if usual else None)
    if hours is None:
        raise row.problem("hours per week", "is empty", "Fill in the hours of class and study a week")
    key = row["id"] or slug(f"{row['name']} {row['level']}" if words(row["level"]) not in words(row["name"]) else row["name"])
    own = level in LEVELS and not row["awards"]
    pace = {"weeks": row["weeks"], "hours_per_week": row["hours per week"], "min_hours_per_week": row["min hours per week"]}
    worked_out = (*(name for name, told in pace.items() if told is None), *(("awards",) if own else ()))
    record = Program(
        id=key, **cited.of(row), **texts(row, "name", "description"), provider=home, cluster=slug(row["cluster"]) if row["cluster"] else None,
        kind=row["kind"] or KINDS.get(level, ProgramKind.CREDIT), award_level=level, cip=row["cip"],
        weeks=row["weeks"] or (usual.weeks if usual else 0), hours_per_week=hours,
        min_hours_per_week=min(row["min hours per week"] or LEAST_HOURS, hours), cost=_cost(row), deliveries=_deliveries(row),
        credits=row["credits"], clock_hours=row["clock hours"], requires=row["requires"], awards=(key,) if own else slugs(row, "awards"),
        prepares_for=slugs(row, "prepares for"), occupations=codes(row, "occupations"), courses=slugs(row, "courses"), aid=slugs(row, "aid"),
        url=row["url"], contact=row["contact"], inferred=worked_out, aliases=row.many("aliases"), aliases_es=row.many("aliases es"),
    )  # fmt: skip
    return record, _award(record, cited) if own else None


def _award(program: Program, cited: Cited) -> Credential:
    usual = USUAL[LEVELS[program.award_level]]
    told = "weeks" not in program.inferred
    return Credential(
        id=program.id, source=program.source, as_of=program.as_of, name=program.name, name_es=program.name_es, type=usual.type,
        issuer=cited.college, description=program.description, description_es=program.description_es,
        weeks_min=program.weeks if told else usual.weeks_min, weeks_max=program.weeks if told else usual.weeks_max,
        confers_education=usual.confers, prepares_for=program.occupations, url=program.url, inferred=("weeks_min", "weeks_max", "prepares_for"),
    )  # fmt: skip


def _cost(row: Row) -> Cost | None:
    parts = {name: row[name] for name in ("tuition", "fees", "books", "tools", "exams") if row[name] is not None}
    if parts and "tuition" not in parts:
        raise row.problem("tuition", "is empty while other costs are given", "Fill in the tuition too, 0 where there is none")
    return Cost(**parts) if parts else None


def _deliveries(row: Row) -> tuple[Delivery, ...]:
    any_week = [part for part in row.many("starts") if words(part) in ("any week", "any time", "anytime", "rolling", "open")]
    try:
        starts = tuple(sorted(values.day(part) for part in row.many("starts") if part not in any_week))
    except Unreadable as unread:
        raise row.problem("starts", unread.what, unread.mend) from None
    if row["starts"] and not row["when"]:
        raise row.problem("when", "is empty while first days are given", "Write day, evening, weekend or online")
    campus = slug(row["campus"]) if row["campus"] else None
    return tuple(
        Delivery(
            time=time,
            modality=mode,
            starts=starts,
            campus=campus if mode.value != "online" else None,
            meets=row.text("meets"),
            meets_es=row.text("meets es"),
            rolling=bool(any_week),
        )
        for time, mode in row.many("when")
    )
