"""Paying for college."""

from __future__ import annotations

from actions import figures, more
from actions.support_services import SupportServices, only_help_named
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Need, ServiceCategory


class FinancialAid(Topic):
    topic = "financial_aid"

    def answer(self, turn: Turn) -> str | None:
        named = [
            k
            for k in turn.named("service")
            if turn.catalog.services[k].award or turn.catalog.services[k].category is ServiceCategory.FINANCIAL_AID
        ]
        rules, awards = _for_whoever_asks(turn)  # whether one may have it comes before what it is
        named = list(dict.fromkeys([*rules, *named, *awards]))
        if not named and turn.named("service") and only_help_named(turn):  # help of another kind than money
            return SupportServices.instead(turn)
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
            turn.say(
                "utter_aid_for_program",
                program=turn.name(program),
                aid=figures.listed([turn.name(turn.catalog.services[k]) for k in program.aid[:5]], turn),
            )
            more.show(turn, "service", list(program.aid))
            turn.focus("program", program.id)
        else:
            kinds = [
                s.id
                for s in sorted(turn.catalog.services.values(), key=lambda s: s.id)
                if s.award and s.award.likely and not s.award.repay
            ]
            needs = {Need(n) for n in turn.slot("needs") or [] if n in Need._value2member_map_} | (
                {Need.VETERANS} if turn.slot("prior_learning") else set()
            )
            kinds = [
                *sorted(
                    s.id
                    for s in turn.catalog.services.values()
                    if s.award and needs.intersection(s.needs) - {Need.PAYING_FOR_COLLEGE}
                ),
                *kinds,
            ]
            kinds += sorted(s.id for s in turn.catalog.services.values() if s.award and s.id not in kinds)
            turn.cite(*[turn.catalog.services[k] for k in kinds[: more.PAGE]])
            turn.say("utter_aid_start")
            more.show(turn, "service", kinds)
        turn.choice("/deadlines_enrollment" + '{"deadline_topic": "financial_aid"}', "utter_choice_aid_dates")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def _for_whoever_asks(turn: Turn) -> tuple[list[str], list[str]]:
    """Rules of aid, and aid, for what the message says of the student: a conviction, service, a disability, children."""
    needs = {Need(n) for n in turn.named("need") if n in Need._value2member_map_} - {Need.PAYING_FOR_COLLEGE}
    category = ServiceCategory.FINANCIAL_AID
    found = [s for s in turn.catalog.services.values() if s.category is category and needs & set(s.needs)]
    return [s.id for s in found if not s.award], [s.id for s in found if s.award]
