"""A Slack Web API on this machine: takes our calls as Slack would, holds them to its limits, and fails when it is told to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.chat.limits import check_slack

SHOWS = {"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open"}


@dataclass(frozen=True)
class Call:
    """A call that came in. ``ts`` is the id that its answer gave."""

    method: str
    fields: dict[str, Any]
    token: str
    error: str = ""
    ts: str = ""

    @property
    def place(self) -> str:
        return str(self.fields.get("channel", ""))

    @property
    def text(self) -> str:
        """All that can be read of it, once."""
        shown = "\n".join(dict.fromkeys(_texts(self.fields.get("blocks") or self.fields.get("view") or self.fields.get("text"))))
        shown = re.sub(r"<[^<>|]+\|([^<>]+)>", r"\1", shown)  # a link is read by its label
        return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons of its blocks, in order."""
        return [e for block in self.fields.get("blocks") or () for e in block.get("elements", ()) if e.get("type") == "button"]


@dataclass
class Failure:
    """What goes wrong with the next ``times`` calls of a method: an error of Slack's, a status, silence, or a broken connection."""

    method: str | None
    status: int | None
    error: str
    times: int
    headers: dict[str, str]
    taken: bool  # whether it was done all the same, and only its answer is lost
    place: str = ""  # where, if not everywhere

    def hits(self, method: str, fields: dict[str, Any]) -> bool:
        return self.times > 0 and self.method in (None, method) and self.place in ("", fields.get("channel"))


@dataclass
class Slack:
    """What came in, and what is answered."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # what real Slack would not take
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, set[str] | None] = field(default_factory=lambda: {"xoxb-test": None})  # with their scopes, None for all
    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)  # what stands there now
    failures: list[Failure] = field(default_factory=list)
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)  # answers of oauth.v2.access, by code or refresh token
    over: threading.Event = field(default_factory=threading.Event)
    guard: threading.RLock = field(default_factory=threading.RLock)
    number: int = 0

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def fail(
        self,
        method: str | None = None,
        error: str = "",
        status: int | None = 200,
        times: int = 1,
        taken: bool = False,
        place: str = "",
        **headers: str,
    ) -> None:
        """Let calls fail: with an ``error`` of Slack's, or a ``status``; status 0 breaks the connection, None never answers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures.append(Failure(method, status, error, times, named, taken, place))

    def heal(self) -> None:
        """Nothing goes wrong from now on."""
        self.failures.clear()

    def sent(self, place: str = "", method: str = "chat.postMessage") -> list[Call]:
        """What was taken, in order: in one place, or everywhere."""
        return [c for c in list(self.calls) if c.method == method and not c.error and place in ("", c.place)]

    def standing(self, place: str) -> list[str]:
        """What can be read in a place now, oldest first."""
        with self.guard:
            here = sorted((ts, fields) for (where, ts), fields in self.messages.items() if where == place)
        return [Call("", fields, "").text for _, fields in here]

    def wait(self, wanted: Callable[[], Any], seconds: float = 30.0) -> Any:
        """What ``wanted`` gives once it is true."""
        end = time.monotonic() + seconds
        while not (found := wanted()):
            came = [(c.method, c.place, c.error, c.text[:80]) for c in self.calls]
            assert time.monotonic() < end, f"it did not come; came: {came}; wrong: {self.wrong}"
            time.sleep(0.01)
        return found

    def answer(self, method: str, fields: dict[str, Any], token: str) -> dict[str, Any]:
        """What Slack says to a call; what it does is done."""
        from bot.channels.slack.api import METHODS

        if method == "oauth.v2.access":
            grant = self.grants.pop(fields.get("code") or fields.get("refresh_token") or "", None)
            return {"ok": True, **grant} if grant else {"ok": False, "error": "invalid_code"}
        if token not in self.tokens:
            return {"ok": False, "error": "invalid_auth"}
        scopes, needed = self.tokens[token], METHODS.get(method, "unknown_method")
        if scopes is not None and needed and needed not in scopes:
            return {"ok": False, "error": "missing_scope", "needed": needed}
        if method in SHOWS:
            try:
                check_slack(fields)
            except AssertionError as error:
                self.wrong.append(f"{method}: {error}")
                return {"ok": False, "error": "invalid_blocks"}
        return (
            {"ok": True, **self._done(method, fields)}
            if not (why := self._refusal(method, fields))
            else {"ok": False, "error": why}
        )

    def _refusal(self, method: str, fields: dict[str, Any]) -> str:
        if method in ("chat.update", "chat.delete") and (fields["channel"], fields["ts"]) not in self.messages:
            return "message_not_found"
        if method == "users.info" and fields["user"] not in self.people:
            return "user_not_found"
        return ""

    def _done(self, method: str, fields: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "chat.postMessage":
                self.number += 1
                ts = f"1795500000.{self.number:06d}"
                self.messages[(fields["channel"], ts)] = fields
                return {"channel": fields["channel"], "ts": ts}
            case "chat.update":
                self.messages[(fields["channel"], fields["ts"])] |= {n: fields[n] for n in ("text", "blocks") if n in fields}
                return {"channel": fields["channel"], "ts": fields["ts"]}
            case "chat.delete":
                del self.messages[(fields["channel"], fields["ts"])]
                return {}
            case "conversations.open":
                return {"channel": {"id": f"D{fields['users'].removeprefix('U')}"}}
            case "conversations.history" | "conversations.replies":
                here = [(ts, m) for (place, ts), m in self.messages.items() if place == fields["channel"]]
                return {"messages": [m | {"ts": ts} for ts, m in reversed(here)]}
            case "users.info":
                return {"user": self.people[fields["user"]]}
            case "auth.test":
                return {"user_id": "UBOT", "bot_id": "BBOT", "team_id": "T1"}
        return {}


@contextmanager
def slack_api(port: int = 0) -> Iterator[Slack]:
    """A running one."""
    slack = Slack()
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(slack))
    server.daemon_threads = True
    slack.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield slack
    finally:
        slack.over.set()
        server.shutdown()
        server.server_close()


def _handler(slack: Slack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._take({name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.headers.get("content-type", "").startswith("application/json"):
                self._take(json.loads(body or b"{}"))
            else:
                self._take({name: values[0] for name, values in parse_qs(body.decode()).items()})

        def _take(self, fields: dict[str, Any]) -> None:
            method = urlsplit(self.path).path.removeprefix("/api/")
            token = self.headers.get("authorization", "").removeprefix("Bearer ")
            with slack.guard:
                failure = next((f for f in slack.failures if f.hits(method, fields)), None)
                if failure is not None:
                    failure.times -= 1
                if failure is None or failure.taken:
                    answer = slack.answer(method, fields, token)
                else:
                    answer = {"ok": False, "error": failure.error or str(failure.status)}
                slack.calls.append(Call(method, fields, token, str(answer.get("error", "")), str(answer.get("ts", ""))))
            if failure is None:
                self._say(200, answer, {})
            elif failure.status is None:
                slack.over.wait(60)
            elif failure.status == 0:
                self.close_connection = True
            else:
                self._say(failure.status, answer, failure.headers)

        def _say(self, status: int, answer: dict[str, Any], headers: dict[str, str]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", "content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    return Handler


def _texts(value: Any) -> Iterator[str]:
    """Every text within blocks, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name in ("text", "elements", "fields", "blocks", "label", "element", "options"):
            if name in value:
                yield from _texts(value[name])
