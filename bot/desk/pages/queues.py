"""What the queues show of cases: how many there are, and of each a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.cases.model import HELD, Case, State
from bot.cases.queues import Queue, QueueCount, Viewer
from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.invented import is_invented

SHOWN = (Queue.URGENT, Queue.MINE, Queue.UNASSIGNED, Queue.MY_TEAM, Queue.WAITING, Queue.SNOOZED, Queue.RESOLVED)
FIRST = (Queue.URGENT, Queue.MINE, Queue.UNASSIGNED, Queue.MY_TEAM)  # where to begin: the first with something in it


@dataclass(frozen=True)
class Tab:
    """A queue in the navigation. ``every`` where "my team" is every team, for those who see all and have none of their own."""

    queue: Queue
    number: int
    oldest: datetime | None
    every: bool = False


@dataclass(frozen=True)
class Row:
    """A case as one line of a queue; ``looking`` are the names of others who look at it now."""

    case: Case
    team: str
    zone: tzinfo
    holder: str | None
    mine: bool
    looking: tuple[str, ...]
    invented: bool  # of the demo

    @property
    def claimable(self) -> bool:
        return self.case.state not in HELD and self.case.state is not State.RESOLVED


def viewer_of(account: Account, desk: Desk) -> Viewer:
    """Whose cases are shown. Who sees all and belongs to no team has every team for theirs."""
    teams = account.teams or (tuple(desk.parts.catalog.teams) if account.sees_all else ())
    return Viewer(account.id, frozenset(teams), account.sees_all)


def tabs(desk: Desk, account: Account) -> list[Tab]:
    """The queues with what is in them, for the navigation of every page."""
    counts = desk.parts.cases.counts(viewer_of(account, desk))
    return [_tab(queue, counts[queue.value], account.sees_all and not account.teams) for queue in SHOWN]


def _tab(queue: Queue, count: QueueCount, every: bool) -> Tab:
    return Tab(queue, count.number, count.oldest, every and queue is Queue.MY_TEAM)


def first(found: Sequence[Tab]) -> Queue:
    """The queue to begin with."""
    return next((tab.queue for tab in found if tab.queue in FIRST and tab.number), Queue.UNASSIGNED)


def rows(desk: Desk, account: Account, cases: Sequence[Case]) -> list[Row]:
    """The cases as rows, in their order."""
    names = {a.id: a.name for a in desk.parts.accounts.all()}
    looking = desk.parts.cases.looking([case.id for case in cases], datetime.now(UTC))
    return [_row(desk, account, case, names, looking.get(case.id, [])) for case in cases]


def _row(desk: Desk, account: Account, case: Case, names: dict[int, str], looking: Sequence[int]) -> Row:
    team = desk.parts.team(case.team)
    return Row(
        case=case,
        team=team.name if team else case.team,
        zone=team.zone if team else UTC,
        holder=names.get(case.holder) if case.holder is not None else None,
        mine=case.holder == account.id,
        looking=tuple(names[a] for a in looking if a in names and a != account.id),
        invented=is_invented(case.conversation),
    )
