"""What settings of mail and alerts may hold, each alone and all together. Nothing heavy is imported until one of them is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.settings import Settings

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")


def alerts(value: str) -> str:
    from bot.alerts.ways import teams_in

    teams_in(value)
    return value


def urgent_alerts(value: str) -> str:
    from bot.alerts.ways import ways_in

    ways_in(value)
    return value


def public_url(value: str) -> str:
    """The address without a slash at its end."""
    if not value:
        return value
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in ("127.0.0.1", "localhost", "::1"))
    if not host or not secure or parts.username is not None or re.search(r"[?#\s]", value):
        raise ValueError("is not the address of a site such as https://advisor.college.edu (http:// for this machine alone)")
    return value.rstrip("/")


def smtp_host(value: str) -> str:
    if value and not HOST.fullmatch(value):
        raise ValueError("is not the name of a mail server such as smtp.college.edu; its port goes into SMTP_PORT")
    return value


def mail_from(value: str) -> str:
    from bot.mail.address import sender_of

    if value:
        sender_of(value)
    return value


def quiet_hours(value: str) -> str:
    from bot.alerts.quiet import QuietHours

    QuietHours.read(value)
    return value


def webhook_secret(value: str) -> str:
    from bot.alerts.by_webhook import secret_bytes

    if value:
        secret_bytes(value)
    return value


def together(chosen: Settings) -> Iterator[tuple[str, str]]:
    """Settings that do not fit each other: which one to mend, and why."""
    from bot.alerts.ways import told

    channels = {way.channel for way in told(chosen.alerts, chosen.urgent_alerts).all()}
    if "mail" in channels and not chosen.smtp_host:
        yield "smtp_host", "is empty, while ALERTS or URGENT_ALERTS tell people by mail"
    if chosen.smtp_host and not chosen.mail_from:
        yield "mail_from", "is empty, while SMTP_HOST names a mail server"
    if "webhook" in channels and not chosen.webhook_secret:
        yield "webhook_secret", "is empty, while ALERTS or URGENT_ALERTS name a webhook"
    if bool(chosen.smtp_user) != bool(chosen.smtp_password):
        yield "smtp_user" if chosen.smtp_password else "smtp_password", "is empty; SMTP_USER and SMTP_PASSWORD go together"
    if chosen.smtp_user and chosen.smtp_security == "none":
        yield "smtp_security", "would send SMTP_PASSWORD in the open; use starttls or tls"
