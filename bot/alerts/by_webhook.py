"""Alerts by webhook: JSON, signed as Standard Webhooks have it, over HTTPS, to the very address that settings name."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from bot.alerts.model import Alert
from bot.delivery.senders import NotNow, Outgoing, Undeliverable
from bot.mail.address import digest

if TYPE_CHECKING:
    from bot.settings import Settings

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_WAIT = 15 * 60.0  # seconds; an alert does not wait a day because a server asks for it
NEVER = frozenset({400, 410, 413, 422})  # it understood us and does not want this; all else may be mended by the college

for noisy in ("httpx", "httpcore"):  # they log whole addresses, and a webhook's address is often its secret
    logging.getLogger(noisy).setLevel(logging.WARNING)


@dataclass(frozen=True)
class WebhookWay:
    """An address that takes JSON; ValueError where it is not one, or would carry the alert in the open."""

    url: str
    kind = channel = "webhook"

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            host = None
        if not host or not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise ValueError("has a webhook that is not an address such as https://chat.college.edu/hooks/1")
        if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
            raise ValueError(f"has a webhook at {host} that is not https; http is for this machine only")
        if parts.username is not None or parts.fragment:
            raise ValueError(f"has a webhook at {host} with a user or a # in it; leave both out")

    @property
    def name(self) -> str:
        return f"webhook-{digest(self.url)}"

    @property
    def shown(self) -> str:
        return f"webhook at {urlsplit(self.url).hostname}"

    def payload(self, alert: Alert) -> dict[str, Any]:
        return self._call(
            f"case.{alert.kind}",
            alert.told,
            case=alert.case,
            team=alert.team.id,
            priority=alert.priority.value,
            reason=alert.reason.value,
            topic=alert.topic,
            language=alert.language,
            opened=alert.opened.astimezone(UTC).isoformat(),
            age_minutes=int(alert.age.total_seconds() // 60),
            link=alert.link,
        )

    def trial(self, now: datetime, site: str) -> dict[str, Any]:
        return self._call("test", now, link=site)

    def _call(self, event: str, at: datetime, **data: object) -> dict[str, Any]:
        return {"url": self.url, "json": {"type": event, "timestamp": at.astimezone(UTC).isoformat(), "data": data}}


class WebhookSender:
    """The sender of the outbox channel "webhook". A payload holds ``url`` and ``json``."""

    def __init__(self, settings: Settings) -> None:
        self._key = secret_bytes(settings.webhook_secret)
        self._seconds = settings.alert_timeout

    async def send(self, item: Outgoing) -> None:
        """As ``Sender.send``. No redirect is followed: the alert goes where the college sent it, or nowhere."""
        body = json.dumps(item.payload["json"], separators=(",", ":"), ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "user-agent": "career-pathway-advisor"}
        headers |= sign(self._key, digest(item.key, 32), int(time.time()), body)
        try:
            async with (
                asyncio.timeout(self._seconds),  # for the whole of it: httpx's own counts from each byte anew
                httpx.AsyncClient(timeout=self._seconds, follow_redirects=False) as client,
                client.stream("POST", item.payload["url"], content=body, headers=headers) as answer,
            ):
                _judge(answer)
        except (TimeoutError, httpx.TimeoutException):
            raise NotNow(None, f"the webhook did not answer within {self._seconds} seconds") from None
        except httpx.HTTPError as error:
            raise NotNow(None, f"no connection to the webhook: {type(error).__name__}") from None


def sign(key: bytes, name: str, moment: int, body: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks: id, time in seconds, HMAC-SHA256 of ``id.time.body``."""
    signature = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }


def secret_bytes(secret: str) -> bytes:
    """The key of WEBHOOK_SECRET: the bytes behind ``whsec_`` in base64, else the text as it is.

    Raises:
        ValueError: when what follows ``whsec_`` is not base64, or the key is shorter than 16 bytes.
    """
    encoded = secret.removeprefix("whsec_")
    try:
        key = base64.b64decode(encoded, validate=True) if encoded != secret else secret.encode()
    except ValueError:
        raise ValueError("is not whsec_ and base64 after it") from None
    if len(key) < 16:
        raise ValueError("is too short to keep a forger out; use at least 16 characters, such as from 'openssl rand -hex 32'")
    return key


def _judge(answer: httpx.Response) -> None:
    """Nothing for a yes.

    Raises:
        NotNow, Undeliverable: as the status has it.
    """
    status = answer.status_code
    if answer.is_success:
        return
    if 300 <= status < 400:
        raise NotNow(None, f"the webhook answered {status}: it sends us elsewhere, which is not followed; set its new address")
    if status in NEVER:
        raise Undeliverable(f"the webhook answered {status}")
    raise NotNow(_asked(answer.headers.get("retry-after")), f"the webhook answered {status}")


def _asked(text: str | None) -> float | None:
    """How many seconds a Retry-After asks us to wait, no more than the longest wait."""
    if not text:
        return None
    try:
        seconds = float(text) if text.strip().isdigit() else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)
