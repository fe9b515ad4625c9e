"""The tokens we speak with: one for all from the settings, or each workspace's own, renewed before it ends."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from time import time

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.model import Platform, Tenant
from bot.delivery.locks import TurnLocks
from bot.delivery.senders import NotNow
from bot.settings import Settings
from bot.store.chat_tenants import ChatTenants

BEFORE = 2 * 60 * 60.0  # seconds before its end at which a token is renewed; they last twelve hours

logger = logging.getLogger(__name__)


class Tokens:
    """Bot tokens by workspace."""

    def __init__(self, settings: Settings, tenants: ChatTenants, locks: TurnLocks) -> None:
        self._settings = settings
        self._tenants = tenants
        self._locks = locks

    async def of(self, tenant: str) -> str:
        """The token for a workspace.

        Raises:
            NotNow: when the app is not installed there, or its token could not be renewed.
        """
        kept = await asyncio.to_thread(self._tenants.get, Platform.SLACK, tenant)
        if kept is not None and not kept.gone and kept.token:
            return kept.token if not _ends(kept) else await self._renewed(tenant)
        if self._settings.slack_bot_token and not (kept and kept.gone):
            return self._settings.slack_bot_token
        raise NotNow(
            None, "the app is not installed in this workspace; an administrator of the desk does so at /desk/slack/install"
        )

    async def _renewed(self, tenant: str) -> str:
        """Renew it, one worker at a time: a refresh token is good for one use."""
        async with self._locks.hold(f"slack-token:{tenant}"):
            kept = await asyncio.to_thread(self._tenants.get, Platform.SLACK, tenant)
            if kept is None or kept.token is None:
                raise NotNow(None, "the app was removed from this workspace")
            if not _ends(kept):
                return kept.token
            try:
                fresh = await self._ask(kept)
            except (SlackApiError, TimeoutError, OSError, ValueError, KeyError) as error:
                if kept.expires is not None and kept.expires > time() + 60:
                    logger.warning("slack: a token could not be renewed yet: %s", type(error).__name__)
                    return kept.token
                raise NotNow(None, f"the token of this workspace could not be renewed: {type(error).__name__}") from None
            await asyncio.to_thread(self._tenants.keep, fresh)
            return fresh.token or ""

    async def _ask(self, kept: Tenant) -> Tenant:
        client = AsyncWebClient(base_url=self._settings.slack_api, timeout=self._settings.chat_timeout, retry_handlers=[])
        answer = await client.oauth_v2_access(
            client_id=self._settings.slack_client_id,
            client_secret=self._settings.slack_client_secret,
            grant_type="refresh_token",
            refresh_token=kept.refresh,
        )
        return replace(
            kept, token=answer["access_token"], refresh=answer["refresh_token"], expires=time() + float(answer["expires_in"])
        )


def _ends(kept: Tenant) -> bool:
    return kept.refresh is not None and kept.expires is not None and kept.expires - BEFORE < time()
