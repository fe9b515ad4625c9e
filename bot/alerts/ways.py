"""The kinds of way that settings may name, and how they are written there.

A new kind is a file beside this one and a line in ``KINDS``; its sender is registered with the outbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.alerts.by_mail import MailWay
from bot.alerts.by_room import ROOMS
from bot.alerts.by_webhook import WebhookWay
from bot.alerts.model import Told, Way, each_once

KINDS: dict[str, Callable[[str], Way]] = {"mail": MailWay, "webhook": WebhookWay, **ROOMS}

_EXAMPLE = "advising=mail:advising@college.edu;counseling=mail:on-call@college.edu,webhook:https://chat.college.edu/hooks/1"


def ways_in(text: str) -> tuple[Way, ...]:
    """The ways of a list with commas between them, each once.

    Raises:
        ValueError: naming the part that can't be used, and how it is written.
    """
    ways: list[Way] = []
    for part in filter(None, map(str.strip, text.split(","))):
        kind, colon, address = part.partition(":")
        if not colon or kind not in KINDS:
            known = " or ".join(f"{kind}:" for kind in KINDS)
            raise ValueError(f"has {hidden(part)!r}, which does not begin with {known}. A comma inside an address is written %2C")
        ways.append(KINDS[kind](address))
    return each_once(ways)


def teams_in(text: str) -> dict[str, tuple[Way, ...]]:
    """The ways of each team of a mapping with semicolons between the teams.

    Raises:
        ValueError: naming the team or the part that can't be used, and how it is written.
    """
    teams: dict[str, tuple[Way, ...]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        team, equals, ways = (side.strip() for side in part.partition("="))
        if not equals or not re.fullmatch(r"\*|[a-z][a-z0-9_-]*", team):
            raise ValueError(f"has {hidden(part)!r}, which is not a team and its ways. Write it like {_EXAMPLE}")
        if team in teams:
            raise ValueError(f"names the team {team} twice; put its ways behind one {team}= with commas between them")
        teams[team] = ways_in(ways)
        if not teams[team]:
            raise ValueError(f"names no way for the team {team}; write one, or leave the team out")
    return teams


def told(alerts: str, urgent: str) -> Told:
    """Who is told of what, by the settings ALERTS and URGENT_ALERTS.

    Raises:
        ValueError: as ``teams_in`` and ``ways_in``.
    """
    return Told(teams_in(alerts), ways_in(urgent))


def hidden(text: str) -> str:
    """The text as it may be shown: the user and the path of a webhook's address are often its secret."""
    return re.sub(r"(https?://)(?:[^\s,;/?#]*@)?([^\s,;/?#@]*)(?:[/?#][^\s,;]+)?", _without_secret, text)


def _without_secret(address: re.Match[str]) -> str:
    return address[0] if address[0] == address[1] + address[2] else f"{address[1]}{address[2]}/..."
