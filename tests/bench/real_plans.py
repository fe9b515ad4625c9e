"""Five plans for real colleges, with what is not known in each: ``python -m tests.bench.real_plans URL``, where the open data is in URL."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from knowledge.model import Education, English
from knowledge.opendata.elsewhere import At, plans_at
from knowledge.opendata.joined import joined
from knowledge.opendata.opendata import OpenData
from knowledge.planner import Ladder, Student
from knowledge.store import KnowledgeStore
from tests.bench.knowledge_plans import TODAY

# who asks, the states they could go to, and the college they live near by words of its name
CASES: tuple[tuple[str, Student, tuple[str, ...], str], ...] = (
    ("wants to be a dental hygienist", Student(goals=("29-1292.00",)), ("CA",), "Allan Hancock"),
    ("works at a till for $31,000, wants to be an electrician, 10 hours a week",
     Student(goals=("47-2111.00",), pay_now=31_000, hours_per_week=10), ("TX",), "El Paso"),
    ("has no diploma and little English, wants to be a welder",
     Student(goals=("51-4121.00",), education=Education.NO_DIPLOMA, english=English.INTERMEDIATE), ("NY",), "LaGuardia"),
    ("wants to control air traffic", Student(goals=("53-2021.00",)), ("WA", "OR", "ID"), "Tacoma"),
    ("wants to write software, a bachelor's by BLS", Student(goals=("15-1252.00",)), ("FL",), "Miami Dade"),
)  # fmt: skip


def told(url: str) -> Iterator[str]:
    """The five in words, a line at a time."""
    data = OpenData(url)
    # none of these goals as the demonstration college teaches it: its figures and its licenses are still told
    catalog = joined(KnowledgeStore(url).read(), data)
    catalog = replace(catalog, programs={key: p for key, p in catalog.programs.items() if not p.occupations})
    for number, (who, student, states, near) in enumerate(CASES, 1):
        home = data.colleges(states=states, named=near)[0]
        yield f"{number}. {who}; {', '.join(states)}, near {home.name}"
        found = plans_at(data, catalog, student, TODAY, states=states, near=home.unitid)
        if not found:
            yield "   no college there teaches far enough"
        for at in found:
            yield f"   {at.college.name}, {at.college.city}, {at.college.miles or 0:.0f} miles"
            for ladder in at.plans.ladders:
                yield from _ladder(at, ladder)


def _ladder(at: At, ladder: Ladder) -> Iterator[str]:
    kinds = ", ".join(kind.value for kind in ladder.kinds)
    price = "price not known" if ladder.cost_before is None else f"${ladder.cost_before:,}"
    yield f"     {kinds}: {ladder.weeks} weeks, {price}"
    for step in ladder.steps:
        program = at.catalog.programs[step.program]
        conferred = "" if program.conferred is None else f", {program.conferred} awards in the year"
        counted = f", {step.credits_counted:g} credits counted" if step.credits_counted else ""
        yield f"       {program.name} ({program.award_level.value}, {step.weeks} weeks{conferred}{counted})"
        for job in step.exits:
            occupation = at.catalog.occupations[job.occupation]
            asked = sorted({leaf.credential or leaf.other or leaf.education or f"{leaf.experience_years} years" for r in job.still_required for leaf in r.leaves()})  # fmt: skip
            pay = f"${job.pay.median:,}" if job.pay else "pay not published"
            yield f"         opens {occupation.name}, {pay}" + (f"; still asked: {', '.join(map(str, asked))}" if asked else "")
        if program.inferred:
            yield f"         worked out by a rule: {', '.join(program.inferred)}"


if __name__ == "__main__":
    print(*told(sys.argv[1]), sep="\n")
