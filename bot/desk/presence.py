"""What a student is told of the people: who has their question, who is there, by when an answer usually comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.cases.model import Priority, State
from bot.conversation.messages import Reply, SourceNote
from bot.desk.parts import DeskParts, now_utc
from bot.desk.times import Say, at, usually
from bot.mail import address_in
from knowledge.hours import closed_for, is_open, next_opening
from knowledge.model import Contact, Team


class PresenceState(StrEnum):
    NONE = "none"  # no case is open
    WAITING = "waiting"  # a team has the question; the assistant goes on answering
    HELD = "held"  # an advisor is there; the assistant is silent


@dataclass(frozen=True)
class Presence:
    """Who is there for a conversation. ``text`` says it in the student's language; ``name`` is the advisor's."""

    state: PresenceState = PresenceState.NONE
    name: str | None = None
    team: str | None = None
    open_now: bool = False
    text: str = ""
    language: str = "en"
    can_resume: bool = False


def presence(parts: DeskParts, conversation: str, now: datetime | None = None) -> Presence:
    """Who is there for a conversation now."""
    case, now = parts.cases.current(conversation), now or now_utc()
    if case is None:
        return Presence()
    language, team, name = case.language, parts.team(case.team), parts.team_name(case)
    say = _saying(parts, language)
    open_now = team is not None and is_open(team, now)
    opens = _opens(team, now, language, say) if team and not open_now else None
    if not case.held:
        if team and open_now:
            hours = say("utter_desk_waiting_open", usually=usually(team, case.priority, case.last_student or now, language, say))
        else:
            hours = say("utter_desk_waiting_closed", opens=opens) if opens else say("utter_desk_waiting_closed_long")
        text = say("utter_desk_waiting", team=name, hours=hours)
        return Presence(PresenceState.WAITING, None, name, open_now, text, language)
    who = parts.holding(case).name or say("utter_desk_someone")
    late = case.due is not None and case.due < now and case.state is not State.SNOOZED
    wording = "utter_desk_held_late" if late else "utter_desk_held_closed" if opens else "utter_desk_held"
    text = say(wording, name=who, team=name, opens=opens)
    return Presence(PresenceState.HELD, who, name, open_now, text, language, can_resume=True)


def introduced(parts: DeskParts, reply: Reply, team: str, priority: Priority, contact: str | None, now: datetime) -> Reply:
    """The reply to a hand-off, with who gets it, whether they are there, by when they usually answer, and where."""
    say = _saying(parts, reply.language)
    who = parts.team(team)
    told = [_where(contact, parts.alerts.mails, say)]
    if who is None:
        return replace(reply, messages=(*reply.messages, *told))
    told += _hours(who, _name(who, reply.language), priority, now, reply.language, say)
    card, source = _card(parts, who, reply.language, say)
    return replace(reply, messages=(*reply.messages, *told), cards=(*reply.cards, card), sources=_with(reply.sources, source))


def _hours(team: Team, name: str, priority: Priority, now: datetime, language: str, say: Say) -> list[str]:
    if is_open(team, now):
        return [say("utter_desk_open", team=name, usually=usually(team, priority, now, language, say))]
    opens = _opens(team, now, language, say)
    if opens is None:
        told = say("utter_desk_closed_long", team=name)
    elif closed := closed_for(team, now):
        reason = closed.reason_es if language == "es" else closed.reason
        told = say(
            "utter_desk_closed_for", team=name, opens=opens, reason=reason, usually=usually(team, priority, now, language, say)
        )
    else:
        told = say("utter_desk_closed", team=name, opens=opens, usually=usually(team, priority, now, language, say))
    if priority is Priority.URGENT and team.after_hours:
        line = team.after_hours
        who = line.name_es if language == "es" else line.name
        return [told, say("utter_desk_cant_wait", name=who, phone=line.contact.phone or "988")]
    return [told, say("utter_desk_meanwhile")]


def _opens(team: Team, now: datetime, language: str, say: Say) -> str | None:
    opens = next_opening(team, now)
    return at(opens, team, now, language, say) if opens else None


def _where(contact: str | None, mails: bool, say: Say) -> str:
    """Mail is named as a way the answer comes only where there is a mail server to take it."""
    if not contact:
        return say("utter_desk_where")
    return say("utter_desk_where_mail" if mails and address_in(contact) else "utter_desk_where_phone", contact=contact)


def _card(parts: DeskParts, team: Team, language: str, say: Say) -> tuple[dict[str, Any], SourceNote]:
    """The way to the team without waiting, with its source."""
    source = parts.catalog.sources[team.source]
    note = SourceNote(
        f"{source.id}@{team.as_of.isoformat()}",
        source.title,
        source.publisher,
        team.as_of.isoformat(),
        source.url,
        source.invented,
    )
    row = {"label": say("utter_label_reach"), "value": _reach(team.contact), "sources": [note.id]}
    label = say("utter_label_demo") if source.invented else None
    card = {"kind": "person", "title": _name(team, language), "subtitle": say("utter_desk_reach"), "label": label, "rows": [row]}
    return card, note


def _reach(contact: Contact) -> str:
    return ", ".join(part for part in (contact.phone, contact.text, contact.email, contact.place) if part)


def _with(sources: tuple[SourceNote, ...], source: SourceNote) -> tuple[SourceNote, ...]:
    return sources if any(known.id == source.id for known in sources) else (*sources, source)


def _name(team: Team, language: str) -> str:
    return team.name_es if language == "es" else team.name


def _saying(parts: DeskParts, language: str) -> Say:
    def say(name: str, /, **values: object) -> str:
        return parts.wording.say(name, language, **values)

    return say
