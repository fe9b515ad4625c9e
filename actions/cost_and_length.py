"""What the plan, the program, the credential or the classes for some work cost, and how long they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from actions import cards, figures, not_taught, plans
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
        focus = _spoken_of(turn)
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
            if _OF_STUDY.search(turn.text) and focus["id"] in turn.catalog.occupations:
                not_taught.tell(turn, turn.catalog.occupations[focus["id"]])
                ways_on(turn)
                return None
            return OccupationInfo.instead(turn)  # "how much is it" of some work is what it pays
        turn.say("utter_which_cost")
        ways_on(turn)
        return "clarification"


def _spoken_of(turn: Turn) -> dict[str, Any]:
    """What a price or a length is asked of: what the message names, else what was last spoken of."""
    for kind, records in (
        ("program", turn.catalog.programs),
        ("credential", turn.catalog.credentials),
        ("occupation", turn.catalog.occupations),
    ):
        if (named := turn.named(kind, None, "goal")) and named[0] in records and not _is_goal(turn, kind, named[0]):
            turn.focus(kind, named[0])
            break
    return turn.slot("focus") or {}


def _is_goal(turn: Turn, kind: str, key: str) -> bool:
    """Whether it is the work that the plan in hand leads to: its price is the plan's."""
    return kind == "occupation" and key in (turn.slot("goals") or []) and (turn.slot("focus") or {}).get("kind") == "plan"


def _classes(turn: Turn, job: str) -> list[Program]:
    return [turn.catalog.programs[key] for key in programs_for(turn, job)[:SHOWN]]


def _lines(turn: Turn, programs: list[Program], value: Callable[[Program], str]) -> None:
    turn.cite(*programs)
    turn.say("utter_lines", lines="\n".join(f"- {turn.name(program)}: {value(program)}" for program in programs))


def _weeks(turn: Turn, program: Program, weeks: int) -> str:
    """A length, said to be the usual one where the college has not told it."""
    told = figures.weeks(weeks, turn)
    return turn.words("utter_label_weeks_usual", weeks=told) if "weeks" in program.inferred else told


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
        focus = _spoken_of(turn)
        if (
            focus.get("kind") == "plan"
            and plans.has_goal(turn)
            and (item := plans.shown(plans.make(turn), turn.slot("plan_kind")))
        ):
            lines = [
                f"{n}. {turn.name(program)}: {_weeks(turn, program, s.weeks)}"
                for n, s in enumerate(item.steps, 1)
                for program in (turn.catalog.programs[s.program],)
            ]
            turn.cite(*[turn.catalog.programs[s.program] for s in item.steps])
            turn.say("utter_plan_length", total=figures.weeks(item.weeks, turn))
            turn.say("utter_lines", lines="\n".join(lines))
            turn.choice("/faster", "utter_choice_fastest")
            return None
        if focus.get("kind") == "program":
            turn.card(cards.program(turn, turn.catalog.programs[focus["id"]]))
            program = turn.catalog.programs[focus["id"]]
            usual = "_usual" if "weeks" in program.inferred else ""
            turn.say(f"utter_program_length{usual}", program=turn.name(program), weeks=figures.weeks(program.weeks, turn))
            return None
        if focus.get("kind") == "credential":
            turn.card(cards.credential(turn, turn.catalog.credentials[focus["id"]]))
            turn.say("utter_credential_length", credential=turn.name(turn.catalog.credentials[focus["id"]]))
            return None
        if focus.get("kind") == "occupation" and (found := _classes(turn, focus["id"])):
            turn.say("utter_classes_length", job=turn.name(turn.catalog.occupations[focus["id"]]))
            _lines(turn, found, lambda p: _weeks(turn, p, p.weeks))
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return None
        turn.say("utter_which_length")
        ways_on(turn)
        return "clarification"
