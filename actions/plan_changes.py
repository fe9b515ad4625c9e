"""Short words that work on the plan in hand: cheaper, faster, why, what else, how much, show it, start over."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, figures, ladder, plans
from actions.explore_interests import suggest
from actions.next_step import go_on
from actions.topic import Topic
from actions.turn import Turn
from actions.ways_on import ways_on
from knowledge.planner import Ladder, LadderKind


class _Kind(Topic):
    @property
    @abstractmethod
    def kind(self) -> LadderKind:
        """Which ladder is wished for."""

    def answer(self, turn: Turn) -> str | None:
        if not plans.has_goal(turn):
            return go_on(turn)
        made = plans.make(turn)
        shown = turn.slot("plan_kind")
        if made.ladders:
            wanted = plans.chosen(made, self.kind.value)
            if shown and plans.chosen(made, shown) is wanted and self.kind in wanted.kinds:
                turn.say(f"utter_already_{self.kind.value}", goal=turn.name(turn.catalog.occupations[wanted.goal]))
                self.say_aid(turn, wanted)
                turn.set(plan_kind=self.kind.value)
                turn.card(ladder.card(turn, wanted))
                turn.choice("/what_else", "utter_choice_else")
                turn.choice("/talk_to_advisor", "utter_choice_person")
                return None
        return plans.present(turn, made, self.kind.value)

    def say_aid(self, turn: Turn, item: Ladder) -> None:
        """Only a wish for less cost is helped by talking of aid."""


class Cheaper(_Kind):
    topic, kind = "cheaper", LadderKind.CHEAPEST

    def say_aid(self, turn: Turn, item: Ladder) -> None:
        aid = list(dict.fromkeys(k for step in item.steps for k in turn.catalog.programs[step.program].aid))[:4]
        if aid:
            turn.cite(*[turn.catalog.services[k] for k in aid])
            turn.say("utter_aid_to_ask_about", aid=figures.listed([turn.name(turn.catalog.services[k]) for k in aid], turn))


class Faster(_Kind):
    topic, kind = "faster", LadderKind.FASTEST


class HigherPay(_Kind):
    topic, kind = "higher_pay", LadderKind.HIGHEST_PAY


class ShowPlan(Topic):
    topic = "show_plan"

    def answer(self, turn: Turn) -> str | None:
        if not plans.has_goal(turn):
            turn.say("utter_no_plan_yet")
            return go_on(turn)
        turn.set(plan_steps=None)
        if told := told_so_far(turn):
            turn.say("utter_plan_told", told=told)
        return plans.present(turn, plans.make(turn), turn.slot("plan_kind"))


def told_so_far(turn: Turn) -> str:
    """What the plan stands on, in words."""
    parts = []
    if now := turn.slot("occupation_now"):
        parts.append(turn.words("utter_told_work", job=turn.name(turn.catalog.occupations[now])))
    if level := turn.slot("education"):
        parts.append(turn.words(f"utter_label_education_{level}"))
    parts += [
        turn.words("utter_told_held", credential=turn.name(turn.catalog.credentials[k]))
        for k in turn.slot("credentials") or []
        if k not in ("ged", "hs-diploma")
    ]
    parts += [turn.name(turn.catalog.prior_learning[k]) for k in turn.slot("prior_learning") or []]
    if hours := turn.slot("hours_per_week"):
        parts.append(turn.words("utter_told_hours", hours=hours))
    parts += [turn.words(f"utter_label_time_{t}") for t in turn.slot("times") or []]
    parts += [turn.words(f"utter_label_modality_{m}") for m in turn.slot("modalities") or []]
    if budget := turn.slot("budget"):
        parts.append(turn.words("utter_told_budget", budget=figures.money(budget, turn)))
    if children := turn.slot("children"):
        parts.append(turn.words("utter_told_child" if children == 1 else "utter_told_children", n=children))
    return "; ".join(parts)


class Why(Topic):
    topic = "why"

    def answer(self, turn: Turn) -> str | None:
        if (turn.slot("focus") or {}).get("by") == "interests":
            return suggest(turn)
        if not plans.has_goal(turn):
            turn.say("utter_why_nothing")
            ways_on(turn)
            return "clarification"
        made = plans.make(turn)
        if not made.ladders:
            return plans.present(turn, made)
        item = plans.chosen(made, turn.slot("plan_kind"))
        lines = [
            f"{n}. {turn.name(turn.catalog.programs[s.program])}: {ladder.why(turn, s)}" for n, s in enumerate(item.steps, 1)
        ]
        for step in item.steps:
            turn.cite(turn.catalog.programs[step.program], *[e.pay for e in step.exits])
        turn.say("utter_why_intro", names=figures.listed([turn.words(f"utter_phrase_{k.value}") for k in item.kinds], turn))
        turn.say("utter_lines", lines="\n".join(lines))
        turn.say("utter_why_method")
        turn.focus("plan")
        turn.choice("/what_else", "utter_choice_else")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


class WhatElse(Topic):
    topic = "what_else"

    def answer(self, turn: Turn) -> str | None:
        from actions.more import show_more

        if turn.slot("more"):
            return show_more(turn)
        if plans.has_goal(turn) and (turn.slot("focus") or {}).get("kind") == "plan":
            made = plans.make(turn)
            kinds = [item.kinds[0].value for item in made.ladders]
            shown = plans.chosen(made, turn.slot("plan_kind")) if made.ladders else None
            others = [k for k, item in zip(kinds, made.ladders, strict=True) if item is not shown]
            if others:
                return plans.present(turn, made, others[0])
            if shown:
                _related(turn, shown.goal)
                return None
        turn.say("utter_what_else")
        turn.choice("/explore_interests", "utter_choice_not_sure")
        turn.choice("/program_search", "utter_choice_programs")
        turn.choice("/support_services", "utter_choice_support")
        return "clarification"


def _related(turn: Turn, goal: str) -> None:
    """No other ladder: other work in the same cluster."""
    cluster = turn.catalog.occupations[goal].cluster
    field = turn.catalog.clusters.get(cluster or "")
    if field is None:  # work of the open data may belong to no field of the pack
        turn.say("utter_plan_none")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return
    others = sorted(
        (o for o in turn.catalog.occupations.values() if o.cluster == cluster and o.id != goal), key=lambda o: -figures.median(o)
    )[:3]
    turn.say("utter_only_plan", cluster=turn.name(field))
    for job in others:
        turn.card(cards.occupation(turn, job))
    turn.choice("/talk_to_advisor", "utter_choice_person")


class StartOver(Topic):
    topic = "start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        await super().run(dispatcher, tracker, domain)
        return [AllSlotsReset(), SlotSet("language", tracker.get_slot("language"))]

    def answer(self, turn: Turn) -> str | None:
        turn.set(asked=None)
        turn.say("utter_start_over")
        turn.choice("/next_step", "utter_choice_next_step")
        turn.choice("/explore_interests", "utter_choice_not_sure")
        turn.choice("/support_services", "utter_choice_support")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None
