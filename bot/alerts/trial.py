"""A test of every way, so that a college finds out before it matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.by_webhook import WebhookSender
from bot.alerts.model import Told, Way
from bot.delivery.senders import NotNow, Outgoing, Sender, Undeliverable
from bot.mail import MailSender
from bot.settings import Settings


@dataclass(frozen=True)
class Tried:
    """What became of one test alert; ``why`` is empty where the other side has taken it."""

    way: Way
    why: str = ""


def senders(settings: Settings) -> dict[str, Sender]:
    """The senders that settings give what they need, by outbox channel."""
    found: dict[str, Sender] = {}
    if settings.smtp_host:
        found["mail"] = MailSender(settings)
    if settings.webhook_secret:
        found["webhook"] = WebhookSender(settings)
    return found


async def try_ways(ways: Iterable[Way], by_channel: Mapping[str, Sender], now: datetime, site: str) -> list[Tried]:
    """Send a test by every way, past the outbox, and say what became of each."""
    results = []
    for number, way in enumerate(ways):
        key = f"test:{now.isoformat()}:{way.name}"
        item = Outgoing(id=number, lane=key, channel=way.channel, key=key, payload=way.trial(now, site), created=now)
        try:
            if (sender := by_channel.get(way.channel)) is None:
                raise NotNow(None, f"nothing sends to {way.channel} here; it is not set up")
            await sender.send(item)
            results.append(Tried(way))
        except (NotNow, Undeliverable) as error:
            results.append(Tried(way, error.why))
    return results


def listed(ways: Told) -> list[str]:
    """Who is told by which ways, one line each."""
    rows = [*sorted(ways.teams.items()), *([("every urgent case", ways.urgent)] if ways.urgent else [])]
    return [f"{'other teams' if team == '*' else team}: {', '.join(way.shown for way in of)}" for team, of in rows]
