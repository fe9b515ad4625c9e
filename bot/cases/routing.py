"""Which team a case goes to: from what it is about, what is needed, service in the military, and the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.cases.model import Handoff, Reason
from knowledge.model import Team

# Topics that say nothing of what it is about: the needs decide. "unknown" is a case from before there were topics.
_NO_TOPIC = frozenset({"", "unknown", "talk_to_advisor", "support_services"})
_CRISIS = frozenset({Reason.CRISIS, Reason.SAFETY_TONIGHT})
_MILITARY = "prior_learning"  # the topic whose owner also answers for military service


def route(handoff: Handoff, reason: Reason, teams: Mapping[str, Team], owners: Mapping[str, str]) -> str:
    """The id of the team. ``owners`` is the team that answers for each topic (``bot/topics.yml``).

    ``reason`` is the gravest that the hand-off amounts to (:func:`bot.cases.priority.reason_of`). Without teams in the pack, what
    the hand-off or the topic names: a case is never lost for want of a team.
    """
    general = next((key for key, team in teams.items() if team.general), next(iter(teams), None))
    if general is None:
        return handoff.team or owners.get(handoff.topic) or "advising"
    if reason in _CRISIS:
        return next((key for key, team in teams.items() if team.crisis), general)
    chosen = _wanted(handoff, teams, owners, general)
    return _who_speaks(handoff.language, (chosen, general, *teams), teams) or chosen


def _wanted(handoff: Handoff, teams: Mapping[str, Team], owners: Mapping[str, str], general: str) -> str:
    if handoff.team in teams:
        return str(handoff.team)
    if handoff.topic not in (*_NO_TOPIC, _MILITARY):
        owner = owners.get(handoff.topic)
        if owner in teams and owner != general:
            return str(owner)
    veterans = owners.get(_MILITARY)
    if handoff.military and veterans in teams:
        return str(veterans)
    if handoff.topic in _NO_TOPIC:
        return _for_needs(handoff.needs, teams) or general
    return general


def _for_needs(needs: Iterable[str], teams: Mapping[str, Team]) -> str | None:
    """The team that answers for the most of the needs; of two, the one that answers for the first need told."""
    order = list(dict.fromkeys(needs))
    taken = {key: [order.index(need) for need in order if need in team.needs] for key, team in teams.items()}
    found = [key for key in teams if taken[key]]
    return min(found, key=lambda key: (-len(taken[key]), taken[key][0])) if found else None


def _who_speaks(language: str, order: Iterable[str], teams: Mapping[str, Team]) -> str | None:
    return next((key for key in order if language in teams[key].languages), None)
