"""Slack's Web API, in one place: the methods we call, the scope each needs, and what each failure means for what is sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.tokens import Tokens
from bot.delivery.senders import NotNow, Undeliverable
from bot.settings import Settings

# Each method we call and the scope of the bot's token that it needs. ``call`` takes no other; a test holds the manifest to it.
METHODS: dict[str, str | None] = {
    "assistant.threads.setStatus": "chat:write",
    "auth.test": None,
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    "conversations.replies": "channels:history",
    "reactions.add": "reactions:write",
    "users.info": "users:read.email",
    "views.open": None,
}

READS = frozenset({"conversations.history", "conversations.replies", "users.info"})  # take no JSON

# What an administrator or time can mend; all else that Slack refuses would be refused again.
MENDED = frozenset(
    {
        "account_inactive",
        "fatal_error",
        "internal_error",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "not_in_channel",
        "org_login_required",
        "ratelimited",
        "rate_limited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)


class SlackApi:
    """Calls the API as the app of a workspace. What Slack asks us to wait is kept for the method and workspace, so that no other
    message of the same kind knocks meanwhile."""

    def __init__(self, settings: Settings, tokens: Tokens, now: Callable[[], float] = monotonic) -> None:
        self._settings = settings
        self._tokens = tokens
        self._now = now
        self._until: dict[tuple[str, str], float] = {}
        self._sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession] = WeakKeyDictionary()

    async def call(self, tenant: str, method: str, /, **fields: Any) -> dict[str, Any]:
        """Slack's answer.

        Raises:
            NotNow: try again later; with the seconds that Slack asked for, where it did.
            Undeliverable: Slack refuses it for good.
        """
        assert method in METHODS, f"{method} is not among METHODS, so the manifest asks for no scope for it"
        wait = self._until.get((tenant, method), 0.0) - self._now()
        if wait > 0:
            raise NotNow(wait, f"Slack asked to wait before the next {method}")
        client = AsyncWebClient(
            token=await self._tokens.of(tenant),
            base_url=self._settings.slack_api,
            timeout=self._settings.chat_timeout,
            session=self._session(),
            retry_handlers=[],  # the outbox tries again; the client's own retries would post twice
            logger=_quiet,
        )
        try:
            if method in READS:
                answer = await client.api_call(method, http_verb="GET", params=fields)
            else:
                answer = await client.api_call(method, json=fields)
        except SlackApiError as error:
            raise self._refused(tenant, method, error) from None
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise NotNow(None, f"no answer of Slack to {method}: {type(error).__name__}") from None
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def close(self) -> None:
        """Let go of the connections of this loop."""
        if (session := self._sessions.pop(asyncio.get_running_loop(), None)) is not None:
            await session.close()

    def _session(self) -> aiohttp.ClientSession:
        """The connections of this event loop, kept from call to call."""
        loop = asyncio.get_running_loop()
        session = self._sessions.get(loop)
        if session is None or session.closed:
            timeout = aiohttp.ClientTimeout(total=self._settings.chat_timeout)
            session = self._sessions[loop] = aiohttp.ClientSession(timeout=timeout)
        return session

    def _refused(self, tenant: str, method: str, error: SlackApiError) -> Exception:
        status = error.response.status_code
        data = error.response.data
        reason = str(data.get("error", status)) if isinstance(data, dict) else str(status)
        if status == 429:
            seconds = _seconds(error.response.headers)
            self._until[(tenant, method)] = self._now() + seconds
            return NotNow(seconds, f"Slack answered {method} with 429")
        if status != 200 or reason in MENDED:
            return NotNow(None, f"Slack answered {method} with {reason}")
        return Undeliverable(f"Slack refused {method}: {reason}")


def _seconds(headers: Any) -> float:
    text = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return float(text) if text.strip().isdigit() else 30.0


_quiet = logging.getLogger("slack.api")  # Slack's own logger writes what it sends
_quiet.setLevel(logging.CRITICAL)
