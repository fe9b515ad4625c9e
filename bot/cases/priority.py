"""How urgent a case is, by rule: from what was asked, never from who asks."""

from __future__ import annotations

from bot.cases.model import Handoff, Priority, Reason

DEADLINE_DAYS = 3  # a date this near, in whole days, makes a case high

_RANK = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2}
_BY_REASON = {
    Reason.CRISIS: Priority.URGENT,
    Reason.SAFETY_TONIGHT: Priority.URGENT,
    Reason.DEADLINE_SOON: Priority.HIGH,
    Reason.MISUNDERSTOOD: Priority.HIGH,
    Reason.REQUESTED: Priority.NORMAL,
    Reason.UNANSWERED: Priority.NORMAL,
    Reason.ADVISOR: Priority.NORMAL,
}
_GRAVEST_FIRST = list(_BY_REASON)
_TONIGHT = frozenset({"housing", "safety"})  # needs that can't wait for the morning where they are for tonight


def reason_of(handoff: Handoff) -> Reason:
    """The gravest reason that what was told amounts to."""
    found = [handoff.reason]
    if handoff.tonight and (not handoff.needs or _TONIGHT & set(handoff.needs)):
        found.append(Reason.SAFETY_TONIGHT)
    if handoff.deadline_days is not None and 0 <= handoff.deadline_days <= DEADLINE_DAYS:
        found.append(Reason.DEADLINE_SOON)
    return min(found, key=_GRAVEST_FIRST.index)


def priority_of(reason: Reason) -> Priority:
    return _BY_REASON[reason]


def rank(priority: Priority) -> int:
    """0 for the most urgent."""
    return _RANK[priority]


def higher(one: Priority, other: Priority) -> Priority:
    """The more urgent of two."""
    return min(one, other, key=rank)


def graver(one: Reason, other: Reason) -> Reason:
    """The graver of two reasons."""
    return min(one, other, key=_GRAVEST_FIRST.index)
