"""Help with what stands between a student and a class."""

from __future__ import annotations

from actions import figures, more
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Need, SupportService

STARTERS = ("child_care", "transport", "food", "tutoring", "emergency_money")
URGENT = (Need.SAFETY, Need.HOUSING, Need.FOOD, Need.EMERGENCY_MONEY)  # answered first where several are named


class SupportServices(Topic):
    topic = "support_services"

    def answer(self, turn: Turn) -> str | None:
        found = services_meant(turn)
        if not found:
            turn.say("utter_support_which")
            for need in STARTERS:
                turn.choice(f'/support_services{{"need": "{need}"}}', f"utter_choice_need_{need}")
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return "clarification"
        point_to(turn, found)
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def point_to(turn: Turn, found: list[str]) -> None:
    """Say where to begin among these services, and show them."""
    first = turn.catalog.services[found[0]]
    turn.cite(first)
    turn.say("utter_support_first", service=turn.name(first), how=turn.in_language(first, "how"))
    if len(found) > 1:
        turn.say("utter_support_also", services=figures.listed([turn.name(turn.catalog.services[k]) for k in found[1:3]], turn))
    more.show(turn, "service", found)


def point_to_urgent(turn: Turn) -> bool:
    """Where to begin with each trouble that cannot wait, named beside something else; whether there was one."""
    urgent = [need for need in URGENT if need.value in turn.named("need")]
    if urgent:
        point_to(turn, list(dict.fromkeys(meeting(turn, need)[0] for need in urgent)))
    return bool(urgent)


def only_help_named(turn: Turn) -> bool:
    """Whether the message names help and nothing to study or to work as: its words then ask for that help.

    Of a message with two needs, one of which is help, the other need asks for no more of it.
    """
    helps = help_named(turn)
    return bool(helps) and not any(turn.named(label) for label in ("program", "credential", "occupation", "cluster"))


def help_named(turn: Turn) -> bool:
    """Whether help is named that no other need of the message has asked for."""
    return SupportServices.topic not in turn.needs and bool(turn.named("service") or turn.named("need"))


def services_meant(turn: Turn) -> list[str]:
    """Services named, then those for each need named, the urgent needs first."""
    named = turn.named("service")
    needs = [Need(n) for n in turn.named("need") if n in Need._value2member_map_]
    for key in named:
        needs += [turn.catalog.services[key].needs[0]]
    needs = sorted(dict.fromkeys(needs), key=lambda n: n not in URGENT)
    return list(dict.fromkeys([*named, *_in_turns([meeting(turn, need) for need in needs])]))[:9]


def meeting(turn: Turn, need: Need) -> list[str]:
    """Services that meet a need; what is there for it first of all stands first, the college's own before others."""
    services = [s for s in turn.catalog.services.values() if need in s.needs]
    return [s.id for s in sorted(services, key=lambda s: _rank(s, need))]


def _rank(service: SupportService, need: Need) -> tuple[bool, bool, bool, str]:
    return service.category.value != need.value, service.needs[0] is not need, service.provider is None, service.id


def _in_turns(lists: list[list[str]]) -> list[str]:
    """One of each list in turn, so that no need waits behind all the others' services."""
    longest = max((len(items) for items in lists), default=0)
    return [items[i] for i in range(longest) for items in lists if i < len(items)]
