"""Climbing inside the organization one works in, with one's manager."""

from __future__ import annotations

from actions import cards, figures, ladder, plans
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import WorkBasedKind


class OrganizationalPath(Topic):
    topic = "organizational_path"
    asks_which = ("occupation",)

    def answer(self, turn: Turn) -> str | None:
        model = turn.catalog.models["career-pathway"]
        turn.cite(model)
        turn.say("utter_organizational_intro")
        # a wish for a whole field ("into management") is no role yet: any job of the field would do, the lowest too
        outcome = _ladder(turn) if turn.slot("goals") else _ask_role(turn)
        turn.say("utter_organizational_manager")
        _who_pays(turn)
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return outcome


def _ladder(turn: Turn) -> str | None:
    made = plans.make(turn)
    if not made.ladders:
        return plans.present(turn, made)
    item = plans.chosen(made, turn.slot("plan_kind"))
    first = item.steps[0]
    turn.set(plan_kind=turn.slot("plan_kind") or item.kinds[0].value)
    turn.focus("plan")
    turn.say(
        "utter_organizational_step_no_price" if first.cost_before is None else "utter_organizational_step",
        goal=turn.name(turn.catalog.occupations[item.goal]),
        program=turn.name(turn.catalog.programs[first.program]),
        weeks=figures.weeks(first.weeks, turn),
        when=cards.when(turn, first.delivery) if first.delivery else turn.words("utter_label_times_unknown"),
        cost=figures.cost(first.cost_before, turn),
    )
    turn.card(ladder.card(turn, item))
    if plans.needs_education(turn):
        turn.ask("education", "action_organizational_path")
    elif not turn.slot("hours_per_week") and "hours" not in (turn.slot("skipped") or []):
        turn.ask("hours", "action_organizational_path")
    return None


def _ask_role(turn: Turn) -> str:
    turn.ask("role", "action_organizational_path")
    return "clarification"


def _who_pays(turn: Turn) -> None:
    """The employer's tuition benefit as a kind of aid, and partners that have one."""
    if benefit := turn.catalog.services.get("employer-tuition"):
        turn.card(cards.service(turn, benefit))
    with_benefit = [e for e in turn.catalog.employers.values() if any(o.kind is WorkBasedKind.TUITION_BENEFIT for o in e.offers)]
    goals = turn.slot("goals") or []
    clusters = {turn.catalog.occupations[g].cluster for g in goals}
    named = turn.named("employer")
    near = [e for e in with_benefit if e.id in named] or sorted(
        (e for e in with_benefit if not clusters or clusters & set(e.clusters)), key=lambda e: e.id
    )
    if near:
        turn.cite(*near[:2])
        turn.say("utter_organizational_benefit", employers=figures.listed([e.name for e in near[:2]], turn))
