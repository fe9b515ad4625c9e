"""The one address that Teams calls: what it says is checked, taken, and only then acknowledged."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from bot.channels.teams.gate import Admitted, Gate, Refused
from bot.channels.teams.keys import KeysAway
from bot.delivery.senders import NotNow

MESSAGES = "/teams/messages"

logger = logging.getLogger(__name__)


def build(gate: Gate, take: Callable[[Admitted], Awaitable[dict[str, Any] | None]]) -> APIRouter:
    """The route over what takes an activity; what that returns is the answer to a button that wants one at once."""
    router = APIRouter(include_in_schema=False)

    @router.post(MESSAGES)
    async def messages(request: Request) -> Response:
        try:
            admitted = await gate.admit(request.headers.get("authorization"), await request.body())
        except Refused as refused:
            logger.warning("teams: refused: %s", refused.reason)
            return JSONResponse({"error": "refused"}, 401)
        except KeysAway:  # Teams comes again
            return JSONResponse({"error": "unavailable"}, 503, {"Retry-After": "5"})
        try:
            answer = await take(admitted)
        except NotNow as error:  # whose line it is could not be asked
            logger.warning("teams: an event could not be taken: %s", error.why)
            return JSONResponse({"error": "unavailable"}, 503, {"Retry-After": "5"})
        return Response(status_code=200) if answer is None else JSONResponse(answer)

    return router
