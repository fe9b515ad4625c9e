"""Who knocks at Slack's addresses is looked at before what they bring is read."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import httpx
import pytest

from tests import app
from tests.chat.slack_api import Slack
from tests.chat.slack_requests import SECRET, SlackPerson, event_body, message, pressed_body, signed

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with app.visitor(app.server()) as client:
        yield client


def turns() -> int:
    """How many messages were ever stored."""
    from sqlalchemy import func, select

    from bot.store.tables import turns

    with app.parts().database.transaction() as connection:
        return connection.scalar(select(func.count()).select_from(turns)) or 0


BODY = event_body(message("UFORGER", "the words of a forger"))
NOW = time.time

FORGED: dict[str, Callable[[], tuple[bytes, dict[str, str]]]] = {
    "with no signature": lambda: (BODY, {"Content-Type": "application/json"}),
    "with no timestamp": lambda: (BODY, {n: v for n, v in signed(BODY).items() if n != "X-Slack-Request-Timestamp"}),
    "with another secret": lambda: (BODY, signed(BODY, secret="0" * 32)),
    "with the signature of another body": lambda: (BODY, signed(BODY + b" ")),
    "six minutes old": lambda: (BODY, signed(BODY, NOW() - 360)),
    "from six minutes ahead": lambda: (BODY, signed(BODY, NOW() + 360)),
    "with a timestamp that is no number": lambda: (BODY, signed(BODY) | {"X-Slack-Request-Timestamp": "abc"}),
    "with a new timestamp on an old signature": lambda: (
        BODY,
        signed(BODY, NOW() - 360) | {"X-Slack-Request-Timestamp": str(int(NOW()))},
    ),
    "with half a signature": lambda: (BODY, signed(BODY) | {"X-Slack-Signature": signed(BODY)["X-Slack-Signature"][:40]}),
    "that is not UTF-8": lambda: (b"\xff\xfe{", signed(b"\xff\xfe{")),
    "of broken JSON without a signature": lambda: (b"{oops", {"Content-Type": "application/json"}),
    "that pretends to be a check of the certificate": lambda: (b"ssl_check=1&token=x", {"Content-Type": FORM}),
    "with Bolt's own headers and no signature": lambda: (BODY, {"X-Slack-Bolt-Lazy-Only": "1"}),
}


@pytest.mark.parametrize("address", ["/slack/events", "/slack/interactive"])
@pytest.mark.parametrize("make", FORGED.values(), ids=FORGED)
def test_a_request(
    make: Callable[[], tuple[bytes, dict[str, str]]], address: str, client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Answered 401, stored nowhere, and logged without a word of what it held."""
    before = turns()
    body, headers = make()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(address, content=body, headers=headers)
    assert answer.status_code == 401
    assert turns() == before
    ours = [r for r in caplog.records if r.name.startswith(("bot.channels.slack", "slack"))]
    assert len(ours) == 1
    assert ours[0].levelno == logging.WARNING
    assert "forger" not in caplog.text
    assert SECRET not in caplog.text


def test_a_signature_that_is_not_ascii_is_refused_too(client: httpx.Client) -> None:
    headers = [(b"X-Slack-Request-Timestamp", str(int(NOW())).encode()), (b"X-Slack-Signature", "v0=é".encode("latin-1"))]
    assert client.post("/slack/events", content=BODY, headers=headers).status_code == 401


def test_slack_s_own_question_is_answered(client: httpx.Client) -> None:
    body = json.dumps({"token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd", "type": "url_verification"}).encode()
    answer = client.post("/slack/events", content=body, headers=signed(body))
    assert answer.status_code == 200
    assert "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd" in answer.text


def test_a_replayed_request_does_nothing_twice(person: SlackPerson, slack: Slack) -> None:
    """Within its five minutes it is Slack's own word again, as after an answer that was lost."""
    body = event_body(message(person.user, "hi"))
    headers = signed(body)
    for _ in range(3):
        assert person.client.post("/slack/events", content=body, headers=headers).status_code == 200
    person.reads(0)
    person.says("what does a welder make")
    assert len(slack.sent(person.place)) == 2


def test_a_button_pressed_by_a_forger_presses_nothing(person: SlackPerson, client: httpx.Client) -> None:
    person.says("hi")
    call, button = next((c, c.buttons[0]) for c in person.slack.sent(person.place) if c.buttons)
    before = turns()
    body = pressed_body(person.user, person.place, button, call.ts)
    assert client.post("/slack/interactive", content=body, headers={"Content-Type": FORM}).status_code == 401
    assert turns() == before


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null", b'"hi"', b'{"type": "event_callback"}', b'{"event": 7}'])
def test_what_slack_signs_and_makes_no_sense_is_no_error_of_ours(body: bytes, client: httpx.Client) -> None:
    answer = client.post("/slack/events", content=body, headers=signed(body))
    assert answer.status_code in (200, 400, 404)


@pytest.mark.parametrize("payload", ["", "{}", "null", '{"type": "block_actions"}', '{"type": "view_submission"}', "{"])
def test_a_signed_press_that_makes_no_sense_is_no_error_of_ours(payload: str, client: httpx.Client) -> None:
    body = urlencode({"payload": payload}).encode()
    assert client.post("/slack/interactive", content=body, headers=signed(body, kind=FORM)).status_code in (200, 400, 404)
