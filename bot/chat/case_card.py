"""The card of a case in a room of advisors: what it is, what to know first, and what can be done, without name or contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cases.brief import Brief
from bot.cases.model import Case, State
from bot.chat.case_lines import names_them, without_details
from bot.chat.case_words import labels, say
from bot.chat.composed import document
from bot.chat.document import Button, Buttons, Document, Facts, Heading, Link, Note, Piece, Prose, Quote, Rule
from bot.desk.desk import Desk
from bot.desk.pages.case_times import zone_of
from bot.desk.pages.case_view import IN_CRISIS, brief_now, phone_of
from bot.settings import Settings
from knowledge.model import Team

LONGEST = (600, 300, 100, 0)  # characters of one text of the brief, by what goes into one message; all of it stands at the desk
_HELD = {State.CLAIMED: "snooze", State.WAITING_ON_STUDENT: "snooze", State.SNOOZED: "wake"}


@dataclass(frozen=True)
class CardView:
    """What a card shows of a case, as it is at ``now``. ``zone`` is the clock of its team."""

    case: Case
    team: str
    zone: tzinfo
    holder: str
    brief: Brief
    deleted: bool
    forgotten: bool
    crisis_team: Team | None
    link: str
    now: datetime


def view_of(desk: Desk, number: int, now: datetime) -> CardView | None:
    """A case as it is stored now; None where there is none of that number."""
    parts = desk.parts
    case = parts.cases.get(number)
    if case is None:
        return None
    team = parts.team(case.team)
    stored = parts.conversations.turns(case.conversation) if case.conversation else []
    kinds = {event.kind for event in parts.cases.events(number)}
    return CardView(
        case=case,
        team=team.name if team else case.team,
        zone=zone_of(team),
        holder=parts.holding(case).name,
        brief=brief_now(desk, case, without_details(stored)),
        deleted="student_deleted" in kinds,
        forgotten="forgotten" in kinds,
        crisis_team=next((team for team in parts.catalog.teams.values() if team.crisis), None),
        link=f"{parts.site}/desk/cases/{number}",
        now=now,
    )


def one_message[T](view: CardView, settings: Settings, draw: Callable[[Document], Sequence[T]]) -> T:
    """The card drawn as one message, so that it can be changed: with as much of the brief as that has room for."""
    for longest in LONGEST:
        drawn = draw(card(view, settings, longest))
        if len(drawn) == 1:
            break
    return drawn[0]


def card(view: CardView, settings: Settings, longest: int = LONGEST[0]) -> Document:
    """The card for a room that is told of the case. A resolved one says no more than how it ended.

    ``longest`` is how many characters of each text of the brief are shown; 0 leaves the brief to the desk.
    """
    case = view.case
    open_ = case.state is not State.RESOLVED
    pieces: list[Piece] = [_heading(case), _facts(view)]
    if open_ and case.reason in IN_CRISIS:
        pieces += _crisis(view, settings)
    if open_ and longest and not view.forgotten:
        pieces += [Rule(), *_brief(view, longest)]
    pieces += [*_notes(view), Link(say("link", case), view.link), _buttons(view)]
    if open_ and (case.reachable or not case.held):
        pieces.append(Note(say("rule", case)))
    return document(*pieces)


def card_elsewhere(view: CardView) -> Document:
    """The card in a room that is not told of the case any more, such as after it was moved to another team."""
    case = view.case
    return document(_heading(case), Note(say("elsewhere", view.team)), Link(say("link", case), view.link))


def _heading(case: Case) -> Heading:
    return Heading(say("title", case), note=say("number", case))


def _facts(view: CardView) -> Facts:
    case, at = view.case, (view.zone, view.now)
    names = labels("LABELS")
    told = {
        "state": say("state", case, *at),
        "holder": say("holder", case, view.holder, *at),
        "team": view.team,
        "language": say("language", case),
        "topic": say("topic", case),
        "due": say("due", case, *at),
    }
    return Facts(tuple((names[name], value) for name, value in told.items() if value))


def _crisis(view: CardView, settings: Settings) -> Iterator[Piece]:
    case = view.case
    steps = say("crisis_steps", case, view.crisis_team, phone_of(case.contact or ""), settings)
    yield Heading(say("crisis_title", case), level=2)
    yield Prose("\n".join(line for line in steps.splitlines() if line.strip()), dial=True)
    yield Note(say("crisis_known", case))


def _brief(view: CardView, longest: int) -> Iterator[Piece]:
    case, brief = view.case, view.brief
    names = labels("LABELS")
    told = {
        "goal": brief.goal,
        "where": [f"{fact['label']}: {fact['value']}" for fact in brief.where],
        "told": [f"{fact['label']}: {fact['value']}" for fact in brief.told],
        "needs": brief.needs,
        "proposed": [one["title"] for one in brief.proposed],
    }
    rows = [
        (names[name], cut(say("listed", entries, brief.more.get(name)), longest)) for name, entries in told.items() if entries
    ]
    if brief.next_step:
        rows.append((names["next_step"], cut(say("next_step", brief.next_step), longest)))
    if case.about:
        yield from (Heading(names["about"], level=2), Quote(cut(case.about, longest), case.language))
    if rows:
        yield Facts(tuple(rows))
    for one in brief.blocked:
        yield Note(say("stuck", one))
        if one.get("words"):
            yield Quote(cut(one["words"], longest), brief.language)
    if words := [text for text in brief.last_words if text != case.about and not names_them(case, text)]:
        yield Heading(names["last_words"], level=2)
        yield from (Quote(cut(text, longest), brief.language) for text in words)
    if not (case.about or rows or brief.blocked or brief.last_words or view.deleted):
        yield Note(say("nothing_known"))


def _notes(view: CardView) -> Iterator[Piece]:
    if view.deleted:
        yield Note(say("deleted", view.case))
    if view.forgotten:
        yield Note(say("forgotten"))
    if not view.case.reachable and view.case.state is not State.RESOLVED:
        yield Note(say("unreachable", view.case))


def _buttons(view: CardView) -> Buttons:
    case = view.case
    if case.state is State.RESOLVED:
        return Buttons((_move(case, "reopen"),))
    if not case.held:
        return Buttons((_move(case, "claim", strong=True),))
    answer = (_dialog(case, "reply", strong=True),) if case.reachable else ()
    rest = _HELD[case.state]
    return Buttons(
        (
            *answer,
            _move(case, rest) if rest == "wake" else _dialog(case, rest),
            _dialog(case, "resolve"),
            _move(case, "release"),
            _move(case, "take_over", sure=say("sure_take_over", case, view.holder)),
        )
    )


def _move(case: Case, move: str, strong: bool = False, sure: str | None = None, do: str = "case") -> Button:
    return Button(labels("BUTTONS")[move], f"{case.id}.{move}", do, "strong" if strong else "plain", sure=sure)


def _dialog(case: Case, move: str, strong: bool = False) -> Button:
    return _move(case, move, strong, do="case_dialog")


def cut(text: str, longest: int) -> str:
    """A text as far as there is room for it."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
