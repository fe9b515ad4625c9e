"""Bring in a person: the reason, a name to use, a way to reach the student if they want to give one. All can be skipped."""

from __future__ import annotations

import re
from typing import Any

from actions import cards
from actions.handoff import contact_in, draft, name_in, says_why, shown_back, topic_of
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Staff

URGENT = ("crisis", "safety_tonight")  # passed on before a name or a contact was asked for
ME = "action_talk_to_advisor"
_NO = re.compile(
    r"(?:no|nope|nah|skip|none|no,? thanks?|no thank you|no,? gracias|saltar|ninguno|prefiero no)[.! ]*", re.IGNORECASE
)


class TalkToAdvisor(Topic):
    topic = "talk_to_advisor"

    def answer(self, turn: Turn) -> str | None:
        asked = (turn.tracker.get_slot("asked") or {}) if turn.tracker.get_slot("answered") else {}
        match asked.get("question"):
            case "reason" | "more":
                return _reason(turn)
            case "name":
                return _name(turn)
            case "contact" | "contact_again":
                return _contact(turn, last=asked["question"] == "contact_again")
        return _begin(turn)


def _begin(turn: Turn) -> str:
    """The reason, unless it is known: what could not be answered, what the asking itself says, or a cry for help."""
    going = turn.slot("handoff") or {}
    if "text" in going:  # asked for a person once more in the middle of it
        return _go_on(turn, going)
    missed = turn.slot("unanswered")
    turn.set(unanswered=None)
    if missed:
        return _known(turn, draft(turn, missed["text"], missed["topic"], missed["reason"]))
    if says_why(turn):
        return _known(turn, draft(turn, turn.said))
    team = turn.words_of_team()
    if team and turn.case and turn.case["reason"] == "crisis" and not turn.case["contact"]:
        turn.say("utter_advisor_words", team=team)
        return _go_on(turn, draft(turn, ""))
    if team:
        turn.say("utter_advisor_open", team=team)
    else:
        turn.say("utter_advisor_yes")
        turn.card(cards.person(turn, advisor_for(turn)))
    _keep_question(turn)
    turn.ask("more" if team else "reason", ME)
    return "clarification"


def _known(turn: Turn, going: dict[str, Any]) -> str:
    if not _open(turn):
        turn.say("utter_advisor_known", question=shown_back(going["text"]))
        if not going["tonight"]:
            turn.card(cards.person(turn, advisor_for(turn, going["topic"])))
    return _go_on(turn, going)


def _reason(turn: Turn) -> str:
    if not _skipped(turn):
        return _go_on(turn, draft(turn, turn.said))
    if _open(turn):
        turn.set(asked=None)
        turn.say("utter_advisor_nothing_added")
        _ways_on(turn)
        return "answered"
    return _go_on(turn, {**draft(turn, "", turn.topic), "text": turn.words("utter_label_no_reason")})


def _name(turn: Turn) -> str:
    going = dict(turn.slot("handoff"))
    if not _skipped(turn):
        going |= {"name": name_in(turn.text), "contact": going["contact"] or contact_in(turn.text)}
    return _go_on(turn, going)


def _contact(turn: Turn, last: bool) -> str:
    going = dict(turn.slot("handoff"))
    going["contact"] = None if _skipped(turn) else contact_in(turn.text)
    if not (going["contact"] or _skipped(turn) or last):
        turn.ask("contact_again", ME)
        return "clarification"
    return _go_on(turn, going)


def _go_on(turn: Turn, going: dict[str, Any]) -> str:
    """Ask what is not asked yet. It is passed on before that, and grows by it: many leave where they are asked who they are."""
    for question in ("name", "contact"):
        if not _wanted(turn, going, question):
            continue
        if not going.get("passed") and not _open(turn):
            if going["tonight"]:
                turn.say("utter_advisor_urgent")
            _pass_on(turn, going)
            going = {**going, "passed": True}
        _keep_question(turn)
        turn.set(handoff={**going, "asked": [*going["asked"], question]})
        turn.ask(question, ME)
        return "clarification"
    return _finish(turn, going)


def _wanted(turn: Turn, going: dict[str, Any], question: str) -> bool:
    """Whether to ask for the name or the contact: once, and not of a student whose case has it or was asked for it."""
    if going[question] or (turn.case and (turn.case[question] or _grows(turn, going))):
        return False
    asked = (turn.tracker.get_slot("asked") or {}).get("question")
    return question not in going["asked"] or (asked == question and not turn.tracker.get_slot("answered"))


def _grows(turn: Turn, going: dict[str, Any]) -> bool:
    """Whether this adds to a case of before, whose student was asked who they are then; one who cried for help was not."""
    return _open(turn) and not going.get("passed") and bool(turn.case and turn.case["reason"] not in URGENT)


def end_early(turn: Turn) -> str | None:
    """The student breaks off where a name or a contact is asked: the question is passed on all the same, and they are told."""
    going = turn.slot("handoff") or {}
    return _finish(turn, going) if going.get("passed") else None


def _finish(turn: Turn, going: dict[str, Any]) -> str:
    _pass_on(turn, going)
    turn.set(asked=turn.slot("before"), before=None, handoff=None, unclear=0)
    if _open(turn) and going["text"] and not going.get("passed"):
        turn.say("utter_advisor_added", question=shown_back(going["text"]))
    elif going["name"]:
        turn.say("utter_advisor_noted_name", person=shown_back(going["name"]))
    else:
        turn.say("utter_advisor_noted")
    _ways_on(turn)
    return "handed_off_requested"


def _pass_on(turn: Turn, going: dict[str, Any]) -> None:
    parts = ("reason", "topic", "name", "contact", "needs", "tonight", "deadline_days", "military")
    turn.hand_off({"team": None, "about": going["text"], **{part: going[part] for part in parts}})


def _keep_question(turn: Turn) -> None:
    """The question that was open before stays for when this is done."""
    asked = turn.slot("asked")
    if asked and asked["by"] != ME:
        turn.set(before=asked)


def _ways_on(turn: Turn) -> None:
    turn.choice(*(("/show_plan", "utter_choice_show_plan") if turn.slot("goals") else ("/next_step", "utter_choice_next_step")))
    turn.choice("/support_services", "utter_choice_support")


def _open(turn: Turn) -> bool:
    return turn.case is not None and not turn.case["resolved"]


def _skipped(turn: Turn) -> bool:
    return turn.intent == "skip" or _NO.fullmatch(turn.text.strip()) is not None


def advisor_for(turn: Turn, topic: str | None = None) -> Staff:
    """Who a student may reach themselves: who knows their language first, then their field, then everyone's advisor."""
    clusters = {turn.catalog.occupations[g].cluster for g in turn.slot("goals") or []} | set(turn.slot("goal_clusters") or [])
    about = topic or topic_of(turn)
    team = "financial_aid" if about == "financial_aid" else "veterans" if turn.slot("prior_learning") else None

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
