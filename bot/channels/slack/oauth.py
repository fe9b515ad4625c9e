"""Installing the app in a workspace: an administrator of the desk begins it, Slack asks, and the tokens come back here."""

from __future__ import annotations

import asyncio
import logging
import secrets
from time import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.api import METHODS
from bot.channels.slack.app import EVENTS
from bot.chat.model import Platform, Tenant
from bot.chat.parts import ChatParts
from bot.desk.signin.gate import Administers, refused
from bot.desk.view import render

INSTALL, BACK = "/desk/slack/install", "/desk/slack/installed"

logger = logging.getLogger(__name__)


def scopes() -> list[str]:
    """What the app asks for: what its methods and events need, and nothing else."""
    needed = {*METHODS.values(), *EVENTS.values(), "users:read"}  # users:read.email needs it
    return sorted(scope for scope in needed if scope)


def build(chat: ChatParts) -> APIRouter:
    """The two pages of an installation; only with SLACK_CLIENT_ID."""
    router = APIRouter(include_in_schema=False)
    settings = chat.settings
    if not settings.slack_client_id:
        return router
    authorize = settings.slack_api.replace("/api/", "/oauth/v2/authorize")
    back = f"{settings.site}{BACK}"

    @router.get(INSTALL)
    async def install(account: Administers) -> Response:
        state = secrets.token_urlsafe(32)
        await asyncio.to_thread(chat.tenants.begin, state, account.id)
        pages = AuthorizeUrlGenerator(
            client_id=settings.slack_client_id, scopes=scopes(), redirect_uri=back, authorization_url=authorize
        )
        return RedirectResponse(pages.generate(state), 303)

    @router.get(BACK)
    async def installed(request: Request, account: Administers) -> Response:
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        if not state or await asyncio.to_thread(chat.tenants.consume, state) != account.id:
            logger.warning("slack: an installation came back that account %s did not begin", account.id)
            return refused(request, "not_our_page")
        if not code:
            return render(request, "chat_installed", 400, workspace=None, back=INSTALL)
        client = AsyncWebClient(base_url=settings.slack_api, timeout=settings.chat_timeout, retry_handlers=[])
        try:
            answer = await client.oauth_v2_access(
                client_id=settings.slack_client_id, client_secret=settings.slack_client_secret, code=code, redirect_uri=back
            )
        except (SlackApiError, TimeoutError, OSError) as error:
            logger.warning("slack: an installation failed: %s", type(error).__name__)
            return render(request, "chat_installed", 502, workspace=None, back=INSTALL)
        team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
        ends = answer.get("expires_in")
        tenant = Tenant(
            Platform.SLACK,
            str(team.get("id") or enterprise.get("id")),
            enterprise.get("id"),
            bot_user=str(answer.get("bot_user_id", "")),
            token=answer["access_token"],
            refresh=answer.get("refresh_token"),
            expires=time() + float(ends) if ends else None,
            scopes=str(answer.get("scope", "")),
        )
        await asyncio.to_thread(chat.tenants.keep, tenant)
        logger.info("slack: account %s installed the app in the workspace %s", account.id, tenant.id)
        name = str(team.get("name") or enterprise.get("name") or tenant.id)
        return render(request, "chat_installed", workspace=name, back=INSTALL)

    return router
