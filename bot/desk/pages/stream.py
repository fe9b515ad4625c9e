"""News for an open page: server-sent events that say only that something changed; the page then fetches itself anew."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from fastapi import Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.delivery.bell import Bell
from bot.desk.signin.gate import Gate
from bot.store import StoreUnavailable

BEAT = 15.0  # seconds between two looks at the session; a page with nothing to hear gets a sign of life then
TOGETHER = 0.2  # seconds in which changes that come together are told once


def news(request: Request, bell: Bell, *topics: str, beat: Callable[[], None] | None = None) -> Response:
    """A stream with an event ``changed`` whenever one of the topics rings, and ``ended`` once the session is over.

    ``beat`` is called in a thread when the stream begins and every fifteen seconds or so while it is open.
    """
    gate: Gate = request.app.state.gate

    async def tell() -> AsyncIterator[ServerSentEvent]:
        async with bell.listen(*topics) as ear:
            yield ServerSentEvent(event="opened", data="-", retry=3000)
            while await asyncio.to_thread(_goes_on, request, gate, beat):
                until = time.monotonic() + BEAT
                while (left := until - time.monotonic()) > 0:
                    if await ear.wait(left):
                        await asyncio.sleep(TOGETHER)
                        await ear.wait(0)
                        yield ServerSentEvent(event="changed", data="-")
                yield ServerSentEvent(comment="here")
            yield ServerSentEvent(event="ended", data="-")

    return EventSourceResponse(tell(), ping=0, headers={"X-Accel-Buffering": "no"})


def _goes_on(request: Request, gate: Gate, beat: Callable[[], None] | None) -> bool:
    """Whether the session still runs. A database that is away for a moment ends nobody's page."""
    try:
        if gate.session(request) is None:
            return False
        if beat is not None:
            beat()
    except StoreUnavailable:
        return True
    return True
