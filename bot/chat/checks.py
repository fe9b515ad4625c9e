"""Checks of the settings that turn Slack and Teams on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.settings import Settings

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LOCAL = ("127.0.0.1", "localhost", "::1")


def signing_secret(value: str) -> str:
    if value and not re.fullmatch(r"[0-9a-f]{32}", value):
        raise ValueError("is not the Signing Secret of a Slack app, 32 characters of 0-9 and a-f under Basic Information")
    return value


def bot_token(value: str) -> str:
    if value and not re.fullmatch(r"xoxb-[A-Za-z0-9-]+", value):
        raise ValueError("is not a Bot User OAuth Token, which begins with xoxb-")
    return value


def client_id(value: str) -> str:
    if value and not re.fullmatch(r"\d+\.\d+", value):
        raise ValueError("is not the Client ID of a Slack app, such as 123456.7890")
    return value


def guid(value: str) -> str:
    """An id of Entra, in small letters."""
    if value and not GUID.fullmatch(value.lower()):
        raise ValueError("is not an id of Entra such as 11111111-2222-3333-4444-555555555555")
    return value.lower()


def guids(value: str) -> str:
    return ",".join(guid(part.strip()) for part in value.split(",") if part.strip())


def service(value: str) -> str:
    """The address of a service, https but for this machine."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or parts.username is not None or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)):
        raise ValueError("is not an https address (http:// for this machine alone)")
    return value


def hosts(value: str) -> str:
    names = [part.strip().lower() for part in value.split(",") if part.strip()]
    if not names or not all(re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name) for name in names):
        raise ValueError("is not a list of host names with commas between them, such as smba.trafficmanager.net")
    return ",".join(names)


def together(chosen: Settings) -> Iterator[tuple[str, str]]:
    """Settings that do not fit each other: which one to mend, and why."""
    from bot.alerts.ways import told

    if bool(chosen.slack_client_id) != bool(chosen.slack_client_secret):
        missing = "slack_client_id" if chosen.slack_client_secret else "slack_client_secret"
        yield missing, "is empty; SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together"
    if chosen.slack_signing_secret and not (chosen.slack_bot_token or chosen.slack_client_id):
        yield (
            "slack_bot_token",
            "is empty, and SLACK_CLIENT_ID too, while SLACK_SIGNING_SECRET turns Slack on; one of them is needed",
        )
    if (chosen.slack_bot_token or chosen.slack_client_id) and not chosen.slack_signing_secret:
        yield (
            "slack_signing_secret",
            "is empty, while other settings of Slack are set; without it no request of Slack can be believed",
        )
    if chosen.teams_app_id and not (chosen.teams_app_secret and chosen.teams_tenant):
        yield "teams_app_secret" if chosen.teams_tenant else "teams_tenant", "is empty, while TEAMS_APP_ID turns Teams on"
    if (chosen.teams_app_secret or chosen.teams_tenant) and not chosen.teams_app_id:
        yield "teams_app_id", "is empty, while other settings of Teams are set"
    on = {"slack": bool(chosen.slack_signing_secret), "teams": bool(chosen.teams_app_id)}
    for channel in sorted({way.channel for way in told(chosen.alerts, chosen.urgent_alerts).all()} & set(on)):
        if not on[channel]:
            needed = "slack_signing_secret" if channel == "slack" else "teams_app_id"
            yield needed, f"is empty, while ALERTS or URGENT_ALERTS name a room of {channel.title()}"
