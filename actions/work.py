"""An occupation in full: its card with all that is known of the work, and words for what O*NET rates."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from actions import cards, figures
from actions.knowledge_base import edition, facts
from actions.turn import Turn
from knowledge.model import Occupation
from knowledge.opendata.model import OccupationFacts, Rated, Wages

TASKS, STRENGTHS, TOOLS, RELATED, SCHOOLING = 3, 3, 4, 5, 2
READABLE = 360  # characters of tasks
IMPORTANT = 3.0  # of 5: O*NET's scale calls it "Important"
# The office software that O*NET lists for most occupations (Excel for 93 of 100, PowerPoint for 68), and other names of the same.
EVERYWHERE = frozenset(
    [
        "Microsoft Excel",
        "Microsoft Office software",
        "Microsoft Outlook",
        "Microsoft PowerPoint",
        "Microsoft Windows",
        "Microsoft Word",
        "Email software",
        "Spreadsheet software",
        "Web browser software",
        "Word processing software",
    ]
)
TOO_FEW = 10  # percent: what fewer say is no usual schooling


def card(turn: Turn, job: Occupation) -> dict[str, Any]:
    """The card of an occupation with what people do in it, ask of it and move on to, each row with its source."""
    made = cards.occupation(turn, job)
    told = facts(job)
    if told is None:
        return made
    cited = turn.cite(edition("onet"))
    at = {row["label"]: row for row in made["rows"]}
    pay = at[turn.words("utter_label_pay")]
    if told.wages and job.pay and told.wages.median == job.pay.median:
        pay["value"] = wages(turn, told.wages)
    more = [
        *cards.row(turn, "utter_label_workers_school", _schooling(turn, told), cited),
        *([] if job.skills else cards.row(turn, "utter_label_strong_in", ", ".join(strengths(turn, told)), cited)),
        *cards.row(turn, "utter_label_tools", ", ".join(tools(told)[:TOOLS]), cited),
        *cards.row(turn, "utter_label_related", "; ".join(related(turn, job)[:RELATED]), cited),
    ]
    tasks = cards.row(turn, "utter_label_tasks", english(turn, _tasks(told)), cited)
    return {**made, "rows": [*tasks, *made["rows"], *more]}


def _tasks(told: OccupationFacts) -> str:
    """The most typical tasks, as many as can be read on a phone."""
    lengths = accumulate(len(task) for task in told.tasks[:TASKS])
    return " ".join(
        task for n, (task, length) in enumerate(zip(told.tasks, lengths, strict=False)) if not n or length <= READABLE
    )


def wages(turn: Turn, paid: Wages) -> str:
    """The middle and the range of pay; a figure that BLS gives as "at or above" says so."""
    if paid.median is None or paid.pct10 is None or paid.pct90 is None:
        return turn.words("utter_label_pay_year", pay=amount(turn, paid, "median")) if paid.median else ""
    low, middle, high = (amount(turn, paid, name) for name in ("pct10", "median", "pct90"))
    return turn.words("utter_label_pay_range", pay=middle, low=low, high=high)


def amount(turn: Turn, paid: Wages, name: str) -> str:
    """One figure of a wage: pct10, median or pct90."""
    text = figures.money(getattr(paid, name), turn)
    return turn.words("utter_label_at_least", pay=text) if name in paid.at_least else text


def english(turn: Turn, text: str) -> str:
    """A text that is published in English only, marked so for whoever reads Spanish."""
    return turn.words("utter_label_english_only", text=text) if text and turn.language != "en" else text


def strengths(turn: Turn, told: OccupationFacts) -> list[str]:
    """The most important fields of knowledge and skills, in words."""
    rated = [*_most(told.knowledge), *_most(told.skills)]
    return list(dict.fromkeys(element(turn, r.element, r.name) for r in rated))


def _most(rated: Iterable[Rated]) -> list[Rated]:
    return [r for r in rated if (r.importance or 0) >= IMPORTANT][:STRENGTHS]


def tools(told: OccupationFacts) -> list[str]:
    """Technology that tells this work from other work, what employers ask for most first."""
    return [tool.name for tool in told.tools if tool.name not in EVERYWHERE]


def element(turn: Turn, key: str, name: str) -> str:
    """A skill or field of knowledge in plain words; by its publisher's name where we have none."""
    return turn.words_or(f"utter_element_{key.replace('.', '_').lower()}", name)


def related(turn: Turn, job: Occupation) -> list[str]:
    """Names of related occupations, the closest first."""
    return [turn.name(turn.catalog.occupations[key]) for key in related_ids(turn, job)]


def related_ids(turn: Turn, job: Occupation, closest: bool = False) -> list[str]:
    """Ids of related occupations, the closest first: the pack's own where it has one. ``closest``: only those O*NET calls primary."""
    told = facts(job)
    near = [r for r in told.related if not closest or r.tier.startswith("Primary")] if told else []
    found = [turn.catalog.occupations[r.code].id for r in near if r.code in turn.catalog.occupations]
    return [key for key in dict.fromkeys(found) if key != job.id]


def _schooling(turn: Turn, told: OccupationFacts) -> str:
    """What people in the work say it takes, the most frequent first."""
    shares = [(category, percent) for category, percent in told.education if percent >= TOO_FEW]
    return ", ".join(
        turn.words("utter_label_share", school=turn.words(f"utter_school_{category}"), percent=round(percent))
        for category, percent in shares[:SCHOOLING]
    )
