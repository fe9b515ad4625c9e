"""Slack's two addresses. Whoever knocks is looked at before what they bring."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.channels.slack.gate import SIGNATURE, TIMESTAMP, Gate
from bot.store import StoreUnavailable

EVENTS, INTERACTIVE = "/slack/events", "/slack/interactive"

logger = logging.getLogger(__name__)


def build(gate: Gate, app: AsyncApp) -> APIRouter:
    """The routes that Slack calls."""
    router = APIRouter(include_in_schema=False)

    async def take(request: Request) -> Response:
        body = await request.body()
        if why := gate.refusal(request.headers, body):
            logger.warning("slack: refused a request: %s", why)
            return Response(status_code=401)
        # Of the headers Bolt gets what Slack signs with or sends; it would obey others of its own.
        kept = ("content-type", TIMESTAMP, SIGNATURE)
        headers: dict[str, str | Sequence[str]] = {name: request.headers[name] for name in kept if name in request.headers}
        try:
            asked = AsyncBoltRequest(body=body.decode("utf-8"), headers=headers)
            answer = await app.async_dispatch(asked)
        except (ValueError, TypeError, AttributeError, LookupError):  # of Bolt, at what is signed and has not Slack's shape
            logger.warning("slack: a signed request can't be read")
            return Response(status_code=400)
        if answer.status >= 500:
            raise StoreUnavailable("an event of Slack's could not be taken")
        kind = answer.headers.get("content-type", ["text/plain"])[0]
        return Response(answer.body, answer.status, media_type=kind)

    router.add_api_route(EVENTS, take, methods=["POST"])
    router.add_api_route(INTERACTIVE, take, methods=["POST"])
    return router
