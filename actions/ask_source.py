"""Where facts come from and how old they are; where sources disagree, what each of them says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from actions import figures
from actions.knowledge_base import Edition
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Credential, Occupation, Program, Record

_RECORDS = {"occupation": "occupations", "program": "programs", "credential": "credentials"}


@dataclass(frozen=True)
class Told:
    """A figure as one source has it; ``fact`` is what is cited."""

    figure: str
    fact: Any


class AskSource(Topic):
    topic = "ask_source"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_sources_where")
        for each in _usual(turn):
            turn.cite(each)
        turn.cite(*turn.catalog.providers.values())
        _say_disagreement(turn)
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def _usual(turn: Turn) -> Iterator[Edition]:
    """The source that most pay comes from, that most outlooks do, and that most descriptions of work do."""
    jobs = list(turn.catalog.occupations.values())
    for facts in ([o.pay for o in jobs], [o.outlook for o in jobs], jobs):
        used = Counter(Edition(fact.source, fact.as_of) for fact in facts if fact is not None)
        yield from (edition for edition, _ in used.most_common(1))


def _say_disagreement(turn: Turn) -> None:
    """What each source says of what was last spoken of, where they say different things."""
    focus = turn.slot("focus") or {}
    kind, key = focus.get("kind"), focus.get("id")
    if kind not in _RECORDS or not key or (record := getattr(turn.catalog, _RECORDS[kind]).get(key)) is None:
        return
    versions = [record, *turn.catalog.others.get((kind, record.id), ())]
    for told in zip(*(_figures(turn, version) for version in versions), strict=True):
        known = [each for each in told if each.figure]
        if len({each.figure for each in known}) < 2:
            continue
        lines = dict.fromkeys(_line(turn, each) for each in known)
        turn.say("utter_sources_figures", name=turn.name(record))
        turn.say("utter_lines", lines="\n".join(lines))
        turn.say("utter_sources_others")


def _figures(turn: Turn, record: Record) -> list[Told]:
    """The figures of a record that may differ between sources, always in the same order; empty where a source has none."""
    if isinstance(record, Occupation):
        pay = figures.pay_range(record.pay, turn) if record.pay else ""
        return [Told(pay, record.pay), Told(figures.outlook(record.outlook, turn), record.outlook)]
    if isinstance(record, Program):
        cost = figures.cost(record.cost.total, turn) if record.cost else ""
        return [Told(cost, record), Told("" if "weeks" in record.inferred else figures.weeks(record.weeks, turn), record)]
    if isinstance(record, Credential):
        return [Told(figures.money(record.exam_cost, turn) if record.exam_cost is not None else "", record)]
    return []


def _line(turn: Turn, told: Told) -> str:
    turn.cite(told.fact)
    source = turn.catalog.sources[told.fact.source]
    day = figures.day(told.fact.as_of, turn)
    return turn.words("utter_sources_line", title=source.title, publisher=source.publisher, day=day, figure=told.figure)
