"""What every response and request obeys, of students and of advisors: security headers, size, origin, rate."""

from __future__ import annotations

import json
import logging
import time
from urllib.parse import urlsplit

from fastapi import Request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings

MAX_BODY = 200_000  # bytes; 20,000 characters of four bytes each, JSON-escaped, still fit

HEADERS = {
    b"content-security-policy": b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-opener-policy": b"same-origin",
}


logger = logging.getLogger(__name__)


class SecurityHeaders:
    """ASGI middleware that adds the headers to every response; nothing but static files may be kept by a cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                file = scope["path"].startswith("/static/") and message["status"] < 400
                wanted = HEADERS if file else {**HEADERS, b"cache-control": b"no-store"}
                message["headers"] = [*message["headers"], *((k, v) for k, v in wanted.items() if k not in present)]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Unbroken:
    """ASGI middleware that answers a request which failed unforeseen with a kind 500, inside the headers above."""

    def __init__(self, app: ASGIApp, sentence: str) -> None:
        self.app = app
        self.body = json.dumps({"error": sentence}).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:  # the outermost wall: whatever it was, a person gets a sentence and the log the trace
            if begun or scope["type"] != "http":
                raise
            logger.exception("request failed: %s %s", scope["method"], scope["path"])
            await send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"application/json")]})
            await send({"type": "http.response.body", "body": self.body})


class BodyLimit:
    """ASGI middleware that ends a request whose body grows past ``MAX_BODY`` with 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > MAX_BODY:
                await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"application/json")]})
                await send(
                    {
                        "type": "http.response.body",
                        "body": b'{"error":"That message is too long to read. Please send a shorter one."}',
                    }
                )
                return None
            if not message.get("more_body"):
                break
        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        return await self.app(scope, replay, send)


class Pace:
    """How often one visitor may do something: send messages, try passwords."""

    def __init__(self, rule: str) -> None:
        self._rules: list[RateLimitItem] = parse_many(rule)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, visitor: str) -> int:
        """Seconds to wait before the next time, 0 if this one may pass."""
        for rule in self._rules:
            if not self._limiter.test(rule, visitor):
                reset = self._limiter.get_window_stats(rule, visitor).reset_time
                return max(1, int(reset - time.time()) + 1)
        for rule in self._rules:
            self._limiter.hit(rule, visitor)
        return 0


def same_origin(request: Request) -> bool:
    """Whether a browser says the request comes from our own pages; clients that send no such header are not browsers."""
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return False
    origin = request.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:  # an origin in no form
        return False


def address(request: Request, settings: Settings) -> str:
    """The visitor's address, for counting what comes from it; a proxy's word is taken only where settings trust it."""
    peer = request.client.host if request.client else "unknown"
    trusted = {part.strip() for part in settings.trusted_proxies.split(",") if part.strip()}
    forwarded = request.headers.get("x-forwarded-for", "").split(",")[-1].strip()
    return forwarded if peer in trusted and forwarded else peer
