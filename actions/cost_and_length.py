"""What the plan, the program, the credential or the classes for some work cost, and how long they take."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions import cards, figures, plans
from actions.occupation_info import OccupationInfo
from actions.programs_for import programs_for
from actions.topic import Topic
from actions.turn import Turn
from actions.ways_on import ways_on
from knowledge.model import Cost, Program
from knowledge.planner import Ladder

SHOWN = 3
_OF_STUDY = re.compile(
    r"\b(?:costs?|prices?|tuition|fees?|expensive|cheap|afford|class(?:es)?|program|school|cuestan?|costo|precio|matr[ií]cula|caro|clases?|programa)\b",
    re.IGNORECASE,
)


class AskCost(Topic):
    topic = "ask_cost"

    def answer(self, turn: Turn) -> str | None:
        focus = turn.slot("focus") or {}
        if (
            focus.get("kind") == "plan"
            and plans.has_goal(turn)
            and (item := plans.shown(plans.make(turn), turn.slot("plan_kind")))
        ):
            _plan_cost(turn, item)
            return None
        if focus.get("kind") == "program":
            program = turn.catalog.programs[focus["id"]]
            turn.cite(program)
            if program.cost is None:
                _cost_unknown(turn, program)
            else:
                turn.say("utter_program_cost", program=turn.name(program), **_parts(turn, program.cost))
            turn.choice("/financial_aid", "utter_choice_aid")
            return None
        if focus.get("kind") == "credential":
            turn.card(cards.credential(turn, turn.catalog.credentials[focus["id"]]))
            turn.say("utter_credential_cost", credential=turn.name(turn.catalog.credentials[focus["id"]]))
            return None
        if focus.get("kind") == "occupation":
            if _OF_STUDY.search(turn.text) and (found := _classes(turn, focus["id"])):
                turn.say("utter_classes_cost", job=turn.name(turn.catalog.occupations[focus["id"]]))
                _lines(turn, found, lambda p: figures.cost(p.cost.total if p.cost else None, turn))
                turn.choice("/financial_aid", "utter_choice_aid")
                turn.choice("/talk_to_advisor", "utter_choice_person")
                return None
            return OccupationInfo.instead(turn)  # "how much is it" of some work is what it pays
        turn.say("utter_which_cost")
        ways_on(turn)
        return "clarification"


def _classes(turn: Turn, job: str) -> list[Program]:
    return [turn.catalog.programs[key] for key in programs_for(turn, job)[:SHOWN]]


def _lines(turn: Turn, programs: list[Program], value: Callable[[Program], str]) -> None:
    turn.cite(*programs)
    turn.say("utter_lines", lines="\n".join(f"- {turn.name(program)}: {value(program)}" for program in programs))


def _parts(turn: Turn, cost: Cost) -> dict[str, str]:
    return {name: figures.money(getattr(cost, name), turn) for name in ("total", "tuition", "fees", "books", "tools", "exams")}


def _cost_unknown(turn: Turn, program: Program) -> None:
    turn.say("utter_program_cost_unknown", program=turn.name(program), ask=cards.whom_to_ask(turn, program))
    turn.choice("/talk_to_advisor", "utter_choice_person")


def _plan_cost(turn: Turn, item: Ladder) -> None:
    lines = []
    for number, step in enumerate(item.steps, 1):
        program = turn.catalog.programs[step.program]
        turn.cite(program, *[turn.catalog.services[k] for k in step.aid])
        lines.append(
            turn.words(
                "utter_cost_line" if step.aid and step.cost_before is not None else "utter_cost_line_no_aid",
                number=number,
                program=turn.name(program),
                before=figures.cost(step.cost_before, turn),
                after=figures.cost(step.cost_after, turn),
            )
        )
    aid = list(dict.fromkeys(k for step in item.steps for k in step.aid))
    if item.cost_before is None:
        unknown = [turn.name(turn.catalog.programs[step.program]) for step in item.steps if step.cost_before is None]
        turn.say("utter_plan_cost_unknown", programs=figures.listed(unknown, turn))
    else:
        turn.say(
            "utter_plan_cost" if aid else "utter_plan_cost_no_aid",
            before=figures.money(item.cost_before, turn),
            after=figures.cost(item.cost_after, turn),
        )
    turn.say("utter_lines", lines="\n".join(lines))
    if aid:
        turn.say("utter_plan_cost_aid", aid=figures.listed([turn.name(turn.catalog.services[k]) for k in aid], turn))
    turn.choice("/cheaper", "utter_choice_cheapest")
    turn.choice("/financial_aid", "utter_choice_aid")


class AskLength(Topic):
    topic = "ask_length"

    def answer(self, turn: Turn) -> str | None:
        focus = turn.slot("focus") or {}
        if (
            focus.get("kind") == "plan"
            and plans.has_goal(turn)
            and (item := plans.shown(plans.make(turn), turn.slot("plan_kind")))
        ):
            lines = [
                f"{n}. {turn.name(turn.catalog.programs[s.program])}: {figures.weeks(s.weeks, turn)}"
                for n, s in enumerate(item.steps, 1)
            ]
            turn.cite(*[turn.catalog.programs[s.program] for s in item.steps])
            turn.say("utter_plan_length", total=figures.weeks(item.weeks, turn))
            turn.say("utter_lines", lines="\n".join(lines))
            turn.choice("/faster", "utter_choice_fastest")
            return None
        if focus.get("kind") == "program":
            turn.card(cards.program(turn, turn.catalog.programs[focus["id"]]))
            turn.say(
                "utter_program_length",
                program=turn.name(turn.catalog.programs[focus["id"]]),
                weeks=figures.weeks(turn.catalog.programs[focus["id"]].weeks, turn),
            )
            return None
        if focus.get("kind") == "credential":
            turn.card(cards.credential(turn, turn.catalog.credentials[focus["id"]]))
            turn.say("utter_credential_length", credential=turn.name(turn.catalog.credentials[focus["id"]]))
            return None
        if focus.get("kind") == "occupation" and (found := _classes(turn, focus["id"])):
            turn.say("utter_classes_length", job=turn.name(turn.catalog.occupations[focus["id"]]))
            _lines(turn, found, lambda p: figures.weeks(p.weeks, turn))
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return None
        turn.say("utter_which_length")
        ways_on(turn)
        return "clarification"
