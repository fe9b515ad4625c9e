"""A webhook gets JSON that it can trust came from here, and nothing goes anywhere else."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.alerts.by_webhook import LONGEST_WAIT, WebhookSender, WebhookWay, secret_bytes
from bot.delivery.senders import NotNow, Outgoing, Undeliverable
from bot.settings import Settings
from tests.alerts.hook import hook
from tests.alerts.ports import free_port

SECRET = "a secret of the college"


def send(url: str, key: str = "alert:7:urgent:webhook-1", seconds: int = 5, secret: str = SECRET) -> None:
    row = Outgoing(
        id=1,
        lane=key,
        channel="webhook",
        key=key,
        payload={"url": url, "json": {"type": "case.new", "data": {"topic": "niños"}}},
        created=datetime.now(UTC),
    )
    asyncio.run(WebhookSender(Settings(webhook_secret=secret, alert_timeout=seconds)).send(row))


@pytest.mark.parametrize(
    ("secret", "key"), [(SECRET, SECRET.encode()), ("whsec_" + base64.b64encode(b"k" * 24).decode(), b"k" * 24)]
)
def test_the_receiver_can_check_who_sent_it(secret: str, key: bytes) -> None:
    """As a receiver of Standard Webhooks does: id, time and body, signed with the shared secret."""
    with hook() as told:
        send(told.url, secret=secret)
    ((path, headers, body),) = told.calls
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 3600
    assert headers["content-type"] == "application/json"
    assert path == "/hooks/secret-token"
    assert json.loads(body) == {"type": "case.new", "data": {"topic": "niños"}}


def test_an_alert_that_comes_twice_has_the_same_id() -> None:
    with hook() as told:
        for key in ("one", "one", "two"):
            send(told.url, key)
    first, again, other = (headers["webhook-id"] for _, headers, _ in told.calls)
    assert first == again != other


@pytest.mark.parametrize("status", [500, 502, 401, 403, 404, 429])
def test_what_may_be_taken_later_is_tried_again(status: int) -> None:
    with hook(status=status) as told, pytest.raises(NotNow, match=str(status)) as caught:
        send(told.url)
    assert caught.value.seconds is None
    assert "secret-token" not in caught.value.why


@pytest.mark.parametrize("status", [400, 410, 413, 422])
def test_what_will_never_be_taken_is_given_up(status: int) -> None:
    with hook(status=status) as told, pytest.raises(Undeliverable, match=str(status)):
        send(told.url)


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ("17", 17, 17),
        ("0", 0, 0),
        ("86400", LONGEST_WAIT, LONGEST_WAIT),
        (format_datetime(datetime.now(UTC) + timedelta(hours=9), usegmt=True), LONGEST_WAIT, LONGEST_WAIT),
        (format_datetime(datetime.now(UTC) - timedelta(hours=9), usegmt=True), 0, 0),
    ],
    ids=["seconds", "none", "a day", "in nine hours", "nine hours ago"],
)
def test_it_waits_as_long_as_it_is_asked_to_but_not_for_hours(asked: str, least: float, most: float) -> None:
    with hook(status=429, headers={"Retry-After": asked}) as told, pytest.raises(NotNow) as caught:
        send(told.url)
    assert caught.value.seconds is not None
    assert least <= caught.value.seconds <= most


@pytest.mark.parametrize("asked", ["soon", "-5", "1e9", "Sun, 99 Nov 2026 99:00:00 GMT"])
def test_a_wait_that_makes_no_sense_is_left_to_the_back_off(asked: str) -> None:
    with hook(status=503, headers={"Retry-After": asked}) as told, pytest.raises(NotNow) as caught:
        send(told.url)
    assert caught.value.seconds is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with (
        hook() as elsewhere,
        hook(status=status, headers={"Location": elsewhere.url}) as told,
        pytest.raises(NotNow, match="elsewhere"),
    ):
        send(told.url)
    assert len(told.calls) == 1
    assert elsewhere.calls == []


@pytest.mark.parametrize("behaviour", [{"stalls": True}, {"drips": True}])
def test_a_server_that_never_finishes_is_tried_again(behaviour: dict[str, Any]) -> None:
    with hook(**behaviour) as told, pytest.raises(NotNow, match="did not answer within 1 seconds"):
        send(told.url, seconds=1)


def test_no_server_is_tried_again() -> None:
    with pytest.raises(NotNow, match="no connection to the webhook"):
        send(f"http://127.0.0.1:{free_port()}/hooks/secret-token")


def test_the_secret_in_an_address_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), hook() as told:
        send(told.url)
    assert told.calls
    assert "secret-token" not in caplog.text
    assert "secret-token" not in WebhookWay(told.url).name + WebhookWay(told.url).shown


@pytest.mark.parametrize(
    "url", ["https://chat.college.edu/hooks/1", "https://chat.college.edu:8443/a?b=c", "http://localhost:9/x", "http://[::1]:9/x"]
)
def test_an_address_that_keeps_what_is_sent_to_it_is_taken(url: str) -> None:
    assert WebhookWay(url).trial(datetime.now(UTC), "https://advisor.college.edu")["url"] == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://chat.college.edu/hooks/1", "not https"),
        ("http://localhost.college.edu/x", "not https"),
        ("ftp://chat.college.edu/x", "not https"),
        ("//chat.college.edu/x", "not https"),
        ("chat.college.edu/x", "is not an address"),
        ("https://", "is not an address"),
        ("https://chat.college.edu:port/", "is not an address"),
        ("https://chat.college.edu/a b", "is not an address"),
        ("https://chat.college.edu/a\nb", "is not an address"),
        ("https://ana:pw@chat.college.edu/", "leave both out"),
        ("https://chat.college.edu/#x", "leave both out"),
        ("", "is not an address"),
    ],
)
def test_any_other_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        WebhookWay(url)


@pytest.mark.parametrize("secret", ["short", "whsec_" + base64.b64encode(b"short").decode(), "whsec_not base64 at all"])
def test_a_secret_that_protects_nothing_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match=r"is too short|is not whsec_"):
        secret_bytes(secret)
