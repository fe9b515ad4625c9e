"""Bring in a person: the reason, a way to reach the student if they want to give one, and who it goes to."""

from __future__ import annotations

import re

from actions import cards
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import ServiceCategory, Staff

# Something a person can be reached by: an address with an @, or seven digits and more.
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\d[\s().-]*){7,}")


class TalkToAdvisor(Topic):
    topic = "talk_to_advisor"

    def answer(self, turn: Turn) -> str | None:
        asked = (turn.tracker.get_slot("asked") or {}) if turn.tracker.get_slot("answered") else {}
        if asked.get("question") == "contact":
            return _finish(turn, turn.text if turn.intent != "skip" and CONTACT.search(turn.text) else None)
        if asked.get("question") == "reason":
            told = turn.text if turn.intent != "skip" else turn.words("utter_label_no_reason")
            turn.set(handoff_reason={"text": told, "topic": _about(turn)})
            if found := CONTACT.search(turn.text):
                return _finish(turn, found.group())
            turn.ask("contact", "action_talk_to_advisor")
            return "clarification"
        turn.say("utter_advisor_yes")
        turn.card(cards.person(turn, advisor_for(turn)))
        turn.ask("reason", "action_talk_to_advisor")
        return "clarification"


def _about(turn: Turn) -> str:
    """The topic of the reason: money where money is named, else what the words look like."""
    aid = any(turn.catalog.services[k].category is ServiceCategory.FINANCIAL_AID for k in turn.named("service"))
    return "financial_aid" if aid else turn.intent


def _finish(turn: Turn, contact: str | None) -> str:
    person = advisor_for(turn)
    turn.hand_off("requested", person.team, (turn.slot("handoff_reason") or {}).get("text", ""), contact)
    turn.set(asked=None, handoff_reason=None)
    turn.say(
        "utter_advisor_noted" if contact else "utter_advisor_noted_no_contact",
        name=person.name,
        reach=cards.reach(person.contact),
        hours=turn.in_language(person, "hours"),
    )
    turn.card(cards.person(turn, person))
    turn.choice("/show_plan", "utter_choice_show_plan") if turn.slot("goals") else turn.choice(
        "/next_step", "utter_choice_next_step"
    )
    turn.choice("/support_services", "utter_choice_support")
    return "handed_off_requested"


def advisor_for(turn: Turn) -> Staff:
    """Who knows the student's language first, then their field, then everyone's advisor."""
    clusters = {turn.catalog.occupations[g].cluster for g in turn.slot("goals") or []} | set(turn.slot("goal_clusters") or [])
    topic = (turn.slot("handoff_reason") or {}).get("topic")
    team = "financial_aid" if topic == "financial_aid" else "veterans" if turn.slot("prior_learning") else None

    def rank(person: Staff) -> tuple[bool, bool, bool, bool, bool, str]:
        by_field = clusters and turn.language == "en"  # one team speaks Spanish for all fields
        field = not (clusters & set(person.clusters)) if by_field else bool(person.clusters)
        return (
            turn.language not in person.languages,
            person.team != team if team else False,
            field,
            person.team != "advising",
            person.languages[0] != turn.language,
            person.id,
        )

    return min(turn.catalog.staff.values(), key=rank)
