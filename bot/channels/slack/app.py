"""Slack's events on Bolt: what is registered, who we are in a workspace, and what a failure is answered with."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.channels.slack.actions import Actions
from bot.channels.slack.events import Events
from bot.settings import Settings
from bot.store import StoreUnavailable

# Each event we subscribe to and the scope it needs; a test holds the manifest to it.
EVENTS: dict[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "tokens_revoked": None,
}

logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)  # it logs what people say
logger = logging.getLogger(__name__)


def create(settings: Settings, events: Events, actions: Actions) -> AsyncApp:
    """The Bolt application. Listeners end before Slack is answered: what they took is stored by then."""
    app = AsyncApp(
        name="advisor",
        signing_secret=settings.slack_signing_secret,
        authorize=_authorize,
        process_before_response=True,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,  # ours does; Bolt's lets our own edited messages through
        logger=logging.getLogger("slack_bolt.advisor"),
    )
    app.event("message")(_listener(events.message))
    app.event("app_mention")(_listener(events.mention))
    app.event("app_home_opened")(_listener(events.opened))
    app.event("app_uninstalled")(_listener(events.removed))
    app.event("tokens_revoked")(_listener(events.removed))
    app.event(re.compile(".*"))(_listener(_nothing))  # or Slack would bring what we don't know again and again
    app.action(re.compile(".*"))(_acknowledged(actions.pressed))
    app.view(re.compile(".*"))(_submitted(actions.submitted))
    app.error(_failed)
    return app


async def _authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
    """Nothing is asked of Slack here: while its API is away, messages are still taken. Our own calls bring their own tokens."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=None)


def _listener(take: Callable[[dict[str, Any]], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def listener(body: dict[str, Any]) -> None:
        await take(body)

    return listener


def _acknowledged(take: Callable[[dict[str, Any]], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def listener(ack: Any, body: dict[str, Any]) -> None:
        await take(body)
        await ack()

    return listener


def _submitted(take: Callable[[dict[str, Any]], Awaitable[dict[str, str] | None]]) -> Callable[..., Awaitable[None]]:
    async def listener(ack: Any, body: dict[str, Any]) -> None:
        errors = await take(body)
        await (ack(response_action="errors", errors=errors) if errors else ack())

    return listener


async def _nothing(_: dict[str, Any]) -> None:
    return None


async def _failed(error: Exception) -> BoltResponse:
    """503 without Slack's word against trying again: Slack brings the event once more."""
    if isinstance(error, StoreUnavailable):
        logger.error("slack: an event could not be taken: %s", error)
    else:
        logger.error("slack: an event could not be taken", exc_info=error)
    return BoltResponse(status=503, body="", headers={"Retry-After": "5"})
