"""Dates to keep and how to enroll."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from actions import cards, figures, more
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Deadline

_WHEN = re.compile(r"\b(?:when|whens|last day|deadline|due|cu[aá]ndo|fecha|[uú]ltimo d[ií]a|plazo)\b")
CLOSE = 70  # of 100, rapidfuzz's token_set_ratio: two words of three


class DeadlinesEnrollment(Topic):
    topic = "deadlines_enrollment"

    def answer(self, turn: Turn) -> str | None:
        found = dates_meant(turn)
        if not found:
            turn.say("utter_deadline_unknown")
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return "unanswerable_unknown"
        first = turn.catalog.deadlines[found[0]]
        turn.cite(first)
        if first.day and (first.end or first.day) >= turn.today:
            turn.say("utter_deadline_is", name=turn.name(first), day=_span(turn, first), what=turn.in_language(first, "what"))
        elif first.day:
            turn.say("utter_deadline_passed", name=turn.name(first), day=_span(turn, first), what=turn.in_language(first, "what"))
        else:
            turn.say("utter_deadline_words", name=turn.name(first), what=turn.in_language(first, "what"))
        more.show(turn, "deadline", found, lambda t, d: cards.deadline(t, d, said=d is first))
        turn.choice("/financial_aid", "utter_choice_aid")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def _span(turn: Turn, item: Deadline) -> str:
    assert item.day is not None
    start = figures.day(item.day, turn)
    return (
        turn.words("utter_label_from_to", low=start, high=figures.day(item.end, turn))
        if item.end and item.end != item.day
        else start
    )


def dates_meant(turn: Turn) -> list[str]:
    """Dates named, or those of a named program, or the coming ones of enrollment; what lies ahead first."""
    dates = turn.catalog.deadlines
    named = turn.named("deadline")
    topics = turn.named("deadline_topic")
    if named:
        wanted = {dates[k].topic for k in named}
        same = [k for k in coming(dates.values(), turn.today) if dates[k].topic in wanted and k not in named]
        ordered = sorted(named, key=lambda k: _order(dates[k], turn.today))
        if _asks_when(turn) and not any(dates[k].day for k in named):  # the steps were named, yet a date is asked for
            days = [k for k in same if dates[k].day]
            return [*days[:1], *ordered, *days[1:2]]
        return [*ordered, *same[: max(0, more.PAGE - len(ordered))]]
    programs = turn.named("program")
    programs += [p.id for k in turn.named("credential") for p in turn.index.programs_giving.get(k, ())]
    for_program = [d.id for d in dates.values() if set(d.programs) & set(programs)]
    if for_program:
        return sorted(for_program, key=lambda k: _order(dates[k], turn.today))
    if any(turn.catalog.services[k].award for k in turn.named("service")):
        topics = ["financial_aid"]
    topics = topics or ["enrollment"]
    if not turn.named("deadline_topic") and (near := _by_words(turn)):
        return near
    general = [d for d in dates.values() if d.topic in topics]
    steps = sorted((d.id for d in general if d.day is None), key=lambda k: "how" not in k)
    days = coming([d for d in general if d.day], turn.today)
    return [*days[:1], *steps[:1], *days[1:], *steps[1:]] if _asks_when(turn) else [*steps[:1], *days, *steps[1:]]


def _asks_when(turn: Turn) -> bool:
    """Whether a time is named or asked for: "january", "when", "last day"."""
    return bool(turn.named("date", None, "since", "until", "start")) or bool(_WHEN.search(turn.text.lower()))


def _by_words(turn: Turn) -> list[str]:
    """Dates whose name holds most of what is asked ("when do spring classes start"), those ahead first."""
    said = turn.text.lower()
    scores = {d.id: fuzz.token_set_ratio(said, turn.name(d).lower()) for d in turn.catalog.deadlines.values() if d.day}
    best = max(scores.values(), default=0)
    close = [turn.catalog.deadlines[k] for k, score in scores.items() if score >= max(CLOSE, best - 3)]
    return [d.id for d in sorted(close, key=lambda d: _order(d, turn.today))] if best >= CLOSE else []


def coming(items: object, today: date) -> list[str]:
    return [d.id for d in sorted(items, key=lambda d: _order(d, today)) if d.day is None or (d.end or d.day) >= today]  # type: ignore[call-overload]


def _order(item: Deadline, today: date) -> tuple[bool, date]:
    last = item.end or item.day
    return last is not None and last < today, item.day or today
