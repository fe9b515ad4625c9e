"""The calls we make to Teams, through the connector client of the Microsoft 365 Agents SDK. Each is one call: the outbox repeats."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp import ClientError, ClientResponseError
from microsoft_agents.activity import Activity, ConversationParameters
from microsoft_agents.hosting.core.connector.client.connector_client import ConversationsOperations

from bot.channels.teams.hosts import Hosts
from bot.channels.teams.tokens import Tokens
from bot.delivery.senders import NotNow, Undeliverable

LONGEST_ID = 1000  # characters; the SDK cuts ids after 150 where it is not told
LONGEST_WAIT = 15 * 60.0  # seconds we let Teams put us off at once
UNFIT = frozenset({400, 413, 415, 422})

# It logs ids of people and conversations, and what does not fit its models with the words in it.
logging.getLogger("microsoft_agents").setLevel(logging.CRITICAL)

logger = logging.getLogger(__name__)


class NotAllowed(Undeliverable):
    """Teams does not let us speak there: the app is not installed there, or is blocked."""


class Gone(Undeliverable):
    """There is no such conversation, person or message any more."""


class Unfit(Undeliverable):
    """Teams can't take it as we wrote it: a fault of ours."""


@dataclass(frozen=True)
class Member:
    """Who somebody in a conversation is, as the tenant says."""

    email: str | None
    tenant: str | None
    guest: bool = False


class Connector:
    """Teams as app ``app`` speaks to it; a call may take ``seconds``.

    Every call raises NotNow where it may be made again later, and NotAllowed, Gone or Unfit where that would not help.
    """

    def __init__(self, app: str, tokens: Tokens, hosts: Hosts, seconds: float) -> None:
        self._app = app
        self._tokens = tokens
        self._hosts = hosts
        self._seconds = seconds
        self._kept: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = WeakKeyDictionary()

    async def send(self, service_url: str, conversation: str, activity: dict[str, Any]) -> str:
        """Post an activity; its id."""
        fit = Activity.model_validate(activity)
        return (await self._call(service_url, lambda to: to.send_to_conversation(conversation, fit))).id or ""

    async def update(self, service_url: str, conversation: str, message: str, activity: dict[str, Any]) -> None:
        """Put an activity in the place of one we posted."""
        fit = Activity.model_validate(activity)
        await self._call(service_url, lambda to: to.update_activity(conversation, message, fit))

    async def delete(self, service_url: str, conversation: str, message: str) -> None:
        """Take an activity back that we posted."""
        await self._call(service_url, lambda to: to.delete_activity(conversation, message))

    async def direct(self, service_url: str, tenant: str, person: str) -> str:
        """The id of our 1:1 conversation with a person, opened where there is none yet."""
        return (await self._create(service_url, tenant, isGroup=False, members=[{"id": person}]))[0]

    async def thread(self, service_url: str, tenant: str, channel: str, activity: dict[str, Any]) -> tuple[str, str]:
        """Begin a thread in a channel: the ids of its conversation and of its first activity."""
        return await self._create(service_url, tenant, isGroup=True, channelData={"channel": {"id": channel}}, activity=activity)

    async def member(self, service_url: str, conversation: str, person: str) -> Member:
        """Who a person in a conversation is."""
        found = await self._call(service_url, lambda to: to.get_conversation_member(conversation, person))
        told = found.model_dump(by_alias=True) | (found.model_extra or {})
        name = _text(told.get("userPrincipalName")) or ""
        guest = str(told.get("userRole")).lower() == "guest" or "#ext#" in name.lower()
        return Member(_text(told.get("email")) or name or None, _text(told.get("tenantId")), guest)

    async def close(self) -> None:
        """Let go of the connections of this loop."""
        kept = self._kept.pop(asyncio.get_running_loop(), None)
        if kept is not None:
            await kept.close()

    async def _create(self, service_url: str, tenant: str, **wanted: Any) -> tuple[str, str]:
        wanted["channelData"] = {**wanted.get("channelData", {}), "tenant": {"id": tenant}}
        fit = ConversationParameters.model_validate({"bot": {"id": f"28:{self._app}"}, "tenantId": tenant, **wanted})
        made = await self._call(service_url, lambda to: to.create_conversation(fit))
        if not made.id:
            raise NotNow(None, "Teams made a conversation without an id")
        return made.id, made.activity_id or ""

    async def _call[T](self, service_url: str, what: Callable[[ConversationsOperations], Awaitable[T]]) -> T:
        """Make a call, with a new token if the one we had ran out."""
        if not self._hosts.trusts(service_url):
            raise Undeliverable("its answer would go to a host that TEAMS_SERVICE_HOSTS does not name")
        token = await self._tokens.token()
        try:
            async with asyncio.timeout(self._seconds):
                try:
                    return await self._once(service_url, token, what)
                except ClientResponseError as error:
                    if error.status != 401:
                        raise
                    return await self._once(service_url, await self._tokens.token(not_this=token), what)
        except ClientResponseError as error:
            raise _judged(error) from None
        except TimeoutError:
            raise NotNow(None, f"Teams did not answer within {self._seconds:g} seconds") from None
        except (ClientError, OSError, ValueError) as error:  # ValueError: an answer that is none of its models
            raise NotNow(None, f"no answer from Teams: {type(error).__name__}") from None

    async def _once[T](self, service_url: str, token: str, what: Callable[[ConversationsOperations], Awaitable[T]]) -> T:
        loop = asyncio.get_running_loop()
        connections = self._kept.get(loop) or self._kept.setdefault(loop, aiohttp.TCPConnector(limit=32))
        async with aiohttp.ClientSession(
            base_url=f"{service_url.rstrip('/')}/",
            connector=connections,
            connector_owner=False,
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            timeout=aiohttp.ClientTimeout(total=self._seconds),
            trace_configs=[_no_redirects()],
        ) as session:
            return await what(ConversationsOperations(session, max_conversation_id_length=LONGEST_ID))


def _no_redirects() -> aiohttp.TraceConfig:
    """Our token and a student's words go where the gate has looked, and nowhere from there."""

    async def refuse(*_: object) -> None:
        raise ClientError("sent elsewhere")

    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(refuse)
    return trace


def _judged(error: ClientResponseError) -> Exception:
    status = error.status
    if status == 403:
        return NotAllowed("Teams answered 403: the app is not installed there, or is blocked")
    if status in (404, 410):
        return Gone(f"Teams answered {status}: there is nothing there any more")
    if status in UNFIT:
        logger.error("teams: a message of ours was refused with %s", status)
        return Unfit(f"Teams answered {status} to a message of ours")
    return NotNow(_asked(error.headers.get("Retry-After") if error.headers else None), f"Teams answered {status}")


def _asked(text: str | None) -> float | None:
    """How many seconds a Retry-After asks us to wait, no more than the longest wait."""
    if not text:
        return None
    try:
        seconds = float(text) if text.strip().isdigit() else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
