"""Paying for college."""

from __future__ import annotations

from actions import figures, more
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import ServiceCategory

FIRST = ("pell-grant", "millbrook-promise", "wioa-training", "scholarship-office", "federal-work-study")


class FinancialAid(Topic):
    topic = "financial_aid"

    def answer(self, turn: Turn) -> str | None:
        named = [k for k in turn.named("service") if turn.catalog.services[k].award or turn.catalog.services[k].category is ServiceCategory.FINANCIAL_AID]
        programs = turn.named("program")
        focus = turn.slot("focus") or {}
        if not programs and focus.get("kind") == "program":
            programs = [focus["id"]]
        if named:
            first = turn.catalog.services[named[0]]
            turn.cite(first)
            turn.say("utter_aid_is", aid=turn.name(first), description=turn.in_language(first, "description"))
            more.show(turn, "service", named)
        elif programs and turn.catalog.programs[programs[0]].aid:
            program = turn.catalog.programs[programs[0]]
            turn.cite(program, *[turn.catalog.services[k] for k in program.aid])
            turn.say("utter_aid_for_program", program=turn.name(program), aid=figures.listed([turn.name(turn.catalog.services[k]) for k in program.aid[:5]], turn))
            more.show(turn, "service", list(program.aid))
            turn.focus("program", program.id)
        else:
            kinds = [k for k in FIRST if k in turn.catalog.services]
            if "veterans" in (turn.slot("needs") or []) or turn.slot("prior_learning"):
                kinds = ["gi-bill", *kinds]
            kinds += sorted(s.id for s in turn.catalog.services.values() if s.award and s.id not in kinds)
            turn.cite(*[turn.catalog.services[k] for k in kinds[: more.PAGE]])
            turn.say("utter_aid_start")
            more.show(turn, "service", kinds)
        turn.choice("/deadlines_enrollment" + '{"deadline_topic": "financial_aid"}', "utter_choice_aid_dates")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None
