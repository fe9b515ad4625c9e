"""Requests as Slack makes them: raw bodies in its shapes, signed with the app's secret."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.chat.slack_api import Call, Slack

SECRET = "8f742231b10e8888abcd99yyyzzz85a5".replace("y", "0").replace("z", "1")
TEAM, BOT = "T0TEST", "UBOT"
_numbers = itertools.count(1)
_newest = [0.0]


def new_ts() -> str:
    """An id of a message, later than all before."""
    _newest[0] = max(_newest[0] + 0.000002, time.time())
    return f"{_newest[0]:.6f}"


def signed(body: bytes, at: float | None = None, secret: str = SECRET, kind: str = "application/json") -> dict[str, str]:
    """The headers that go with a raw body."""
    moment = str(int(time.time() if at is None else at))
    signature = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={signature}", "Content-Type": kind}


def event_body(event: dict[str, Any], team: str = TEAM, event_id: str | None = None) -> bytes:
    """An event as Slack wraps it."""
    wrapped = {
        "token": "not used",
        "team_id": team,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):08d}",
        "event_time": int(time.time()),
        "is_ext_shared_channel": False,
        "authorizations": [
            {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
    }
    return json.dumps(wrapped).encode()


def message(user: str, text: str, ts: str | None = None, channel: str | None = None, **more: Any) -> dict[str, Any]:
    """A message; in the direct conversation of its writer where no channel is named."""
    kind = "im" if channel is None or channel.startswith("D") else "channel"
    written = {
        "type": "message",
        "channel": channel or f"D{user.removeprefix('U')}",
        "channel_type": kind,
        "user": user,
        "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "ts": ts or new_ts(),
        "client_msg_id": f"{next(_numbers):032x}",
        "team": TEAM,
    }
    return written | more


def mention(user: str, text: str, channel: str = "C1", ts: str | None = None, **more: Any) -> dict[str, Any]:
    """The assistant is called in a channel."""
    return {"type": "app_mention", "channel": channel, "user": user, "text": f"<@{BOT}> {text}", "ts": ts or new_ts(), **more}


def pressed_body(user: str, channel: str, button: dict[str, Any], on: str, thread: str = "", team: str = TEAM) -> bytes:
    """A pressed button of a message, as a form."""
    payload = {
        "type": "block_actions",
        "team": {"id": team, "domain": "college"},
        "user": {"id": user, "team_id": team},
        "api_app_id": "A1",
        "container": {"type": "message", "message_ts": on, "channel_id": channel, "is_ephemeral": False}
        | ({"thread_ts": thread} if thread else {}),
        "trigger_id": f"1.2.{next(_numbers)}",
        "channel": {"id": channel},
        "message": {"ts": on},
        "response_url": "https://hooks.slack.com/not/used",
        "actions": [
            {
                "type": "button",
                "action_id": button["action_id"],
                "block_id": "b",
                "value": button.get("value", ""),
                "text": button["text"],
                "action_ts": new_ts(),
            }
        ],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def submitted_body(user: str, view: dict[str, Any], values: dict[str, str], team: str = TEAM) -> bytes:
    """A filled-in dialog: ``values`` by the names of its fields."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input" or block["element"]["action_id"] not in values:
            continue
        name, kind = block["element"]["action_id"], block["element"]["type"]
        value = values[name]
        filled = {"selected_option": {"value": value}} if "select" in kind or "radio" in kind else {"value": value}
        state[block["block_id"]] = {name: {"type": kind, **filled}}
    shown = {name: view[name] for name in ("callback_id", "private_metadata")}
    payload = {
        "type": "view_submission",
        "team": {"id": team},
        "user": {"id": user, "team_id": team},
        "api_app_id": "A1",
        "view": {"id": f"V{next(_numbers)}", "type": "modal", "hash": "1.a", "state": {"values": state}, **shown},
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@dataclass
class SlackPerson:
    """Somebody in a workspace who writes and presses; what they read comes by the API."""

    client: httpx.Client
    slack: Slack
    user: str
    last: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"D{self.user.removeprefix('U')}"

    def send(self, event: dict[str, Any], **headers: str) -> httpx.Response:
        """One delivery of an event."""
        body = event_body(event)
        return self.client.post("/slack/events", content=body, headers=signed(body) | headers)

    def writes(self, text: str, ts: str | None = None) -> str:
        """Send a direct message; its id."""
        event = message(self.user, text, ts)
        answer = self.send(event)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return str(event["ts"])

    def says(self, text: str) -> str:
        """Send a direct message; what is read back, once it is there."""
        self.last = len(self.slack.sent(self.place))
        self.writes(text)
        return self.reads()

    def reads(self, more_than: int | None = None) -> str:
        """All that came since the last message, as soon as there is something."""
        start = self.last if more_than is None else more_than
        self.slack.wait(lambda: len(self.slack.sent(self.place)) > start)
        return "\n".join(call.text for call in self.slack.sent(self.place)[start:])

    def button(self, label: str) -> tuple[Call, dict[str, Any]]:
        """The newest button whose label holds these words, and the message it stands in."""
        for call in reversed(self.slack.sent(self.place)):
            for button in call.buttons:
                if label.lower() in button["text"]["text"].lower():
                    return call, button
        raise AssertionError(f"no button {label!r} in {[c.text for c in self.slack.sent(self.place)[-2:]]}")

    def presses(self, label: str) -> str:
        """Press a button; what is read back."""
        call, button = self.button(label)
        self.last = len(self.slack.sent(self.place))
        self.press_again(call, button)
        return self.reads()

    def press_again(self, call: Call, button: dict[str, Any]) -> None:
        """One delivery of a press, whether or not anything comes of it."""
        body = pressed_body(self.user, call.place, button, call.ts, call.fields.get("thread_ts", ""))
        self.posts("/slack/interactive", body)

    def edits(self, ts: str, text: str, was: str) -> None:
        """Change a message, or let Slack tell of one that is as it was."""
        edited = {"user": self.user, "text": text, "ts": ts} | (
            {"edited": {"user": self.user, "ts": new_ts()}} if text != was else {}
        )
        changed = {
            "subtype": "message_changed",
            "hidden": True,
            "message": edited,
            "previous_message": {"user": self.user, "text": was, "ts": ts},
        }
        self.send(_about(self.place, changed))

    def deletes(self, ts: str, was: str) -> None:
        """Delete a message."""
        gone = {
            "subtype": "message_deleted",
            "hidden": True,
            "deleted_ts": ts,
            "previous_message": {"user": self.user, "text": was, "ts": ts},
        }
        self.send(_about(self.place, gone))

    def posts(self, address: str, body: bytes) -> httpx.Response:
        """A form of Slack's, signed."""
        answer = self.client.post(address, content=body, headers=signed(body, kind="application/x-www-form-urlencoded"))
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer


def _about(place: str, changed: dict[str, Any]) -> dict[str, Any]:
    kind = "im" if place.startswith("D") else "channel"
    return {"type": "message", "channel": place, "channel_type": kind, "ts": new_ts(), **changed}
