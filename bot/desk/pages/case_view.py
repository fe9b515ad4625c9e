"""What the page of a case shows, read from the stores in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cases.brief import Brief, write_brief
from bot.cases.model import Case, CaseEvent, Reason, State
from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.pages import case_times
from bot.desk.pages.case_moves import allowed, may_hold
from bot.desk.pages.case_talk import Line, Plan, newest_plan, talk, unanswered_words
from bot.desk.parts import slots_of
from bot.store import StoredTurn
from bot.store.cases import Draft, Note
from knowledge.model import CannedReply, Team

IN_CRISIS = frozenset({Reason.CRISIS, Reason.SAFETY_TONIGHT})


@dataclass(frozen=True)
class CaseView:
    """Everything of a case that an advisor sees. ``others`` are colleagues who look at it now, and whether they write."""

    case: Case
    team: str
    zone: tzinfo
    holder: str
    mine: bool
    may: frozenset[str]
    brief: Brief
    plan: Plan | None
    lines: Sequence[Line]
    notes: Sequence[Note]
    events: Sequence[CaseEvent]
    names: Mapping[int, str]
    others: Sequence[tuple[str, bool]]
    colleagues: Sequence[Account]
    teams: Mapping[str, Team]
    canned: Sequence[CannedReply]
    snoozes: Sequence[case_times.Snooze]
    question: str
    drafts: Sequence[Draft]

    @property
    def who(self) -> str:
        """The student's name, as far as they told it."""
        return self.case.name or ""

    @property
    def crisis(self) -> bool:
        return self.case.reason in IN_CRISIS and self.case.state is not State.RESOLVED

    @property
    def crisis_team(self) -> Team | None:
        return next((team for team in self.teams.values() if team.crisis), None)

    @property
    def deleted(self) -> bool:
        """The student deleted the chat."""
        return any(event.kind == "student_deleted" for event in self.events)

    @property
    def forgotten(self) -> bool:
        return any(event.kind == "forgotten" for event in self.events)

    @property
    def contact_link(self) -> str:
        """``mailto:`` or ``tel:`` of what the student left; empty where it is neither."""
        contact = (self.case.contact or "").strip()
        if re.fullmatch(r"[^@\s<>\"?&]+@[^@\s<>\"?&]+", contact):
            return f"mailto:{contact}"
        return f"tel:{digits}" if (digits := phone_of(contact)) else ""

    @property
    def phone(self) -> str:
        return phone_of(self.case.contact or "")

    @property
    def fresh(self) -> int:
        """How many lines are new to who looks."""
        return sum(line.new for line in self.lines)


def phone_of(contact: str) -> str:
    """The digits of a phone number, with its plus sign; empty where it is none."""
    plain = re.sub(r"[\s().-]", "", contact)
    return plain if re.fullmatch(r"\+?\d{7,15}", plain) else ""


def see(desk: Desk, me: Account, case: Case, now: datetime) -> CaseView:
    """The page of a case for an advisor who may see it."""
    parts = desk.parts
    turns = parts.conversations.turns(case.conversation) if case.conversation else []
    said = parts.cases.said(case.conversation) if case.conversation else []
    accounts = parts.accounts.all()
    names = {account.id: account.name for account in accounts}
    writing = parts.cases.writers(case.id, now)
    may, team = allowed(case, me, now), parts.team(case.team)
    zone = case_times.zone_of(team)
    canned = [c for c in parts.catalog.canned_replies.values() if not c.teams or case.team in c.teams]
    return CaseView(
        case=case,
        team=team.name if team else case.team,
        zone=zone,
        holder=names.get(case.holder or 0, ""),
        mine=case.holder == me.id,
        may=may,
        brief=brief_now(desk, case, turns),
        plan=newest_plan(turns),
        lines=talk(turns, said, case.language, parts.cases.looked(case.id, me.id)),
        notes=parts.cases.notes(case.id),
        events=parts.cases.events(case.id),
        names=names,
        others=[(names[a], a in writing) for a in parts.cases.viewers(case.id, now) if a != me.id and a in names],
        colleagues=may_hold(case, accounts) if "assign" in may else [],
        teams=parts.catalog.teams,
        canned=sorted(canned, key=lambda reply: not reply.teams),
        snoozes=case_times.offered(now, zone),
        question=unanswered_words(turns, case.about),
        drafts=[draft for draft in parts.cases.drafts() if draft.case == case.id],
    )


def begin_to_look(desk: Desk, me: Account, number: int, now: datetime) -> None:
    """An advisor opens the page: a new case becomes open, and colleagues see that they look."""
    desk.advisors.open(me, number)
    desk.parts.cases.look(number, me.id, now, begins=True)


def seen_now(desk: Desk, number: int, now: datetime) -> tuple[list[int], list[int]]:
    """Who looks and who writes."""
    return desk.parts.cases.viewers(number, now), desk.parts.cases.writers(number, now)


def brief_now(desk: Desk, case: Case, turns: Sequence[StoredTurn]) -> Brief:
    """The brief as it is now while the conversation is there; else as it was kept."""
    if case.conversation is None or not turns:
        return Brief.from_dict(case.brief)
    slots = slots_of(desk.parts.conversations.tracker(case.conversation))
    return Brief.from_dict(write_brief(slots, turns, desk.parts.catalog, case.about))
