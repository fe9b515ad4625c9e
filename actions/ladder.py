"""A ladder of the planner as a card that can be drawn, and as sentences."""

from __future__ import annotations

from typing import Any

from actions import cards, figures
from actions.turn import Turn
from knowledge.planner import Ladder, Reason, Step
from knowledge.planner.search import pay_now


def _invented(turn: Turn, ladder: Ladder) -> bool:
    """Whether a step on it is made up for the demonstration."""
    return any(turn.catalog.sources[turn.catalog.programs[step.program].source].invented for step in ladder.steps)


def card(turn: Turn, ladder: Ladder) -> dict[str, Any]:
    """The ladder card; see ``LadderOut`` in the web channel's schema for its shape."""
    goal = turn.catalog.occupations[ladder.goal]
    student = turn.student()
    start_pay = pay_now(student, turn.index)
    now = turn.catalog.occupations.get(student.occupation or "")
    steps = [_step(turn, step, number) for number, step in enumerate(ladder.steps, 1)]
    totals = [
        *cards.row(turn, "utter_label_total_time", figures.weeks(ladder.weeks, turn), []),
        *cards.row(turn, "utter_label_cost_before", figures.cost(ladder.cost_before, turn), []),
        *cards.row(
            turn, "utter_label_cost_after", "" if ladder.cost_after is None else figures.money(ladder.cost_after, turn), []
        ),
    ]
    names = [turn.words(f"utter_label_ladder_{kind.value}") for kind in ladder.kinds]
    drawn: dict[str, Any] = {
        "names": names,
        "goal": turn.name(goal),
        "start_title": turn.name(now) if now else turn.words("utter_label_now"),
        "start_pay": start_pay,
        "start_pay_text": turn.words("utter_label_pay_year", pay=figures.money(start_pay, turn)) if start_pay else "",
        "totals": totals,
        "steps": steps,
        "exits_label": turn.words("utter_label_exits"),
        "text": " ".join(_sentence(turn, step, number) for number, step in enumerate(ladder.steps, 1)),
    }
    title = turn.words("utter_label_ladder_title", goal=turn.name(goal))
    return {
        "kind": "ladder",
        "title": title,
        "subtitle": " · ".join(names),
        "label": turn.words("utter_label_demo") if _invented(turn, ladder) else None,
        "rows": [],
        "ladder": drawn,
    }


def _step(turn: Turn, step: Step, number: int) -> dict[str, Any]:
    program = turn.catalog.programs[step.program]
    cited = turn.cite(program)
    rows = [
        *cards.row(
            turn, "utter_label_gives", figures.listed([turn.name(turn.catalog.credentials[k]) for k in step.gains], turn), cited
        ),
        *cards.row(turn, "utter_label_when", cards.when(turn, step.delivery) if step.delivery else _no_times(turn, step), cited),
        *cards.row(turn, "utter_label_starts", figures.day(step.start, turn) if step.start and number == 1 else "", cited),
        *cards.row(turn, "utter_label_cost_before", figures.cost(step.cost_before, turn), cited),
        *cards.row(
            turn,
            "utter_label_cost_after",
            _after(turn, step),
            [c for key in step.aid for c in turn.cite(turn.catalog.services[key])] or cited,
        ),
        *cards.row(
            turn, "utter_label_credits_counted", figures.count(step.credits_counted, turn) if step.credits_counted else "", cited
        ),
        *cards.row(turn, "utter_label_still_required", cards.required(turn, step.still_required), cited),
        *cards.row(
            turn,
            "utter_label_doors",
            figures.listed([turn.name(turn.catalog.credentials[k]) for k in step.doors[:3]], turn),
            cited,
        ),
        *cards.row(
            turn,
            "utter_label_transfer",
            figures.listed(
                [f"{t.to_program}, {t.institution}" for t in (turn.catalog.transfers[k] for k in step.transfers[:2])], turn
            ),
            cited,
        ),
        *cards.row(turn, "utter_label_work_based", figures.listed([_offer(turn, *w) for w in step.work_based], turn), cited),
    ]
    exits = [
        {
            "title": turn.name(turn.catalog.occupations[e.occupation]),
            "pay": figures.pay(e.pay, turn),
            "needs": cards.required(turn, e.still_required),
            "sources": turn.cite(e.pay),
        }
        for e in step.exits
    ]
    return {
        "number": number,
        "title": turn.name(program),
        "why": why(turn, step),
        "weeks": step.weeks,
        "weeks_text": figures.weeks(step.weeks, turn),
        "cost_before": step.cost_before,
        "cost_after": step.cost_after,
        "pay_after": step.pay_after,
        "pay_text": turn.words("utter_label_pay_year", pay=figures.money(step.pay_after, turn)) if step.pay_after else "",
        "rows": rows,
        "exits": exits,
    }


def why(turn: Turn, step: Step) -> str:
    """Why this step stands here."""
    job = turn.name(turn.catalog.occupations[step.exits[0].occupation]) if step.exits else ""
    opens = "_job" if step.reason is Reason.NEEDED_NEXT and job else ""
    return turn.words(f"utter_why_{step.reason.value}{opens}", job=job)


def _no_times(turn: Turn, step: Step) -> str:
    return "" if turn.catalog.programs[step.program].deliveries else turn.words("utter_label_times_unknown")


def _after(turn: Turn, step: Step) -> str:
    if not step.aid or step.cost_after is None:
        return ""
    names = figures.listed([turn.name(turn.catalog.services[key]) for key in step.aid], turn)
    return turn.words("utter_label_if_aid", cost=figures.money(step.cost_after, turn), aid=names)


def _offer(turn: Turn, employer: str, number: int) -> str:
    record = turn.catalog.employers[employer]
    return f"{turn.in_language(record.offers[number], 'title')} ({record.name})"


def _sentence(turn: Turn, step: Step, number: int) -> str:
    program = turn.catalog.programs[step.program]
    jobs = figures.listed(
        [
            turn.words("utter_label_job_pay", job=turn.name(turn.catalog.occupations[e.occupation]), pay=figures.pay(e.pay, turn))
            for e in step.exits
        ],
        turn,
    )
    text = turn.words(
        "utter_label_step_sentence_no_price" if step.cost_before is None else "utter_label_step_sentence",
        number=number,
        program=turn.name(program),
        weeks=figures.weeks(step.weeks, turn),
        cost=figures.cost(step.cost_before, turn),
    )
    return text + (" " + turn.words("utter_label_step_exits", jobs=jobs) if jobs else "")
