"""A Bot Connector on this machine: takes our calls as Teams would, gives out tokens and keys, and fails when it is told to."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.chat.limits import check_teams
from tests.chat.signed_teams import APP, ISSUER, OTHER_TENANT, SECRET, TENANT, US, published

ACTIVITIES = re.compile(r"/amer/v3/conversations/([^/]+)/activities(?:/([^/]+))?")
MEMBER = re.compile(r"/amer/v3/conversations/([^/]+)/members/([^/]+)")


@dataclass(frozen=True)
class Call:
    """A call that came in. ``made`` is the id its answer gave."""

    method: str
    path: str
    body: dict[str, Any]
    token: str
    conversation: str = ""
    message: str = ""
    status: int = 200
    made: str = ""

    @property
    def kind(self) -> str:
        return str(self.body.get("type", ""))

    @property
    def text(self) -> str:
        """All that can be read of it."""
        return "\n".join(
            [str(self.body.get("text") or ""), *_texts([a.get("content") for a in self.body.get("attachments", [])])]
        )

    @property
    def card(self) -> dict[str, Any] | None:
        return next((a["content"] for a in self.body.get("attachments", [])), None)


@dataclass
class Failure:
    """What goes wrong with the next ``times`` calls that ``hits``: a status, silence, or a broken connection."""

    status: int | None
    times: int
    headers: dict[str, str]
    hits: Callable[[str, str, dict[str, Any]], bool]
    taken: bool  # whether it was done all the same, and only its answer is lost


@dataclass
class Connector:
    """What came in, and what is answered."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # what real Teams would not take
    key_reads: int = 0
    token_reads: int = 0
    keys: dict[str, Any] = field(default_factory=published)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    refuses_direct: set[str] = field(default_factory=set)  # people who don't have the app
    missing: set[str] = field(default_factory=set)  # conversations that are no more
    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)  # what stands there now
    given: set[str] = field(default_factory=set)
    keys_away: bool = False
    login_fails: dict[str, Any] | None = None
    failures: list[Failure] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    guard: threading.RLock = field(default_factory=threading.RLock)
    number: int = 0

    @property
    def service_url(self) -> str:
        return f"{self.url}/amer/"

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of an assistant that lives beside it."""
        return {
            "teams_app_id": APP,
            "teams_app_secret": SECRET,
            "teams_tenant": TENANT,
            "teams_tenants": OTHER_TENANT,
            "teams_login": self.url,
            "teams_keys": f"{self.url}/openid",
            "teams_issuer": ISSUER,
            "teams_service_hosts": "smba.trafficmanager.net,127.0.0.1",
        }

    def fail(
        self,
        status: int | None = 500,
        times: int = 1,
        hits: Callable[[str, str, dict[str, Any]], bool] = lambda method, path, body: body.get("type") != "typing",
        taken: bool = False,
        **headers: str,
    ) -> None:
        """Let calls fail; status 0 breaks the connection, None never answers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures.append(Failure(status, times, named, hits, taken))

    def heal(self) -> None:
        """Nothing goes wrong from now on."""
        self.failures.clear()

    def expire(self) -> None:
        """The tokens that were given out are no longer good."""
        self.given.clear()

    def sent(self, kind: str = "message") -> list[Call]:
        """What was taken of one kind of activity, in order; new ones only. "" is for conversations that were begun."""
        return [call for call in list(self.calls) if call.method == "POST" and call.kind == kind and 200 <= call.status < 300]

    def wait(self, wanted: Callable[[], Any], seconds: float = 30.0) -> Any:
        """What ``wanted`` gives once it is true."""
        end = time.monotonic() + seconds
        while not (found := wanted()):
            assert time.monotonic() < end, (
                f"it did not come; came: {[(c.method, c.kind, c.status, c.text[:80]) for c in self.calls]}"
            )
            time.sleep(0.01)
        return found

    def next_id(self) -> str:
        with self.guard:
            self.number += 1
            return str(1795500000000 + self.number)

    def direct_id(self, person: str) -> str:
        """The 1:1 conversation with a person: always the same, and long, as they are."""
        return f"a:1{person.removeprefix('29:')}-{'p' * 120}"


@contextmanager
def connector(port: int = 0) -> Iterator[Connector]:
    """A running one."""
    told = Connector()
    handler = type("Handler", (_Handler,), {"told": told})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    told: Connector
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, told = unquote(urlsplit(self.path).path), self.told
        if path == "/openid":
            told.key_reads += 1
            if told.keys_away:
                return self._answer(503, {})
            return self._answer(200, {"issuer": ISSUER, "jwks_uri": f"{told.url}/keys"})
        if path == "/keys":
            return self._answer(200, told.keys)
        if path.endswith("/v2.0/.well-known/openid-configuration"):
            here = f"https{told.url.removeprefix('http')}{path.removesuffix('/v2.0/.well-known/openid-configuration')}"
            described = {"issuer": f"{here}/v2.0"} | {
                f"{name}_endpoint": f"{here}/oauth2/v2.0/{name.replace('authorization', 'authorize')}"
                for name in ("authorization", "token")
            }
            return self._answer(200, described)
        return self._take("GET", path, {})

    def do_POST(self) -> None:
        path, body = unquote(urlsplit(self.path).path), self.rfile.read(int(self.headers.get("content-length") or 0))
        if path.endswith("/oauth2/v2.0/token"):
            return self._give_token(path, {name: values[0] for name, values in parse_qs(body.decode()).items()})
        return self._take("POST", path, json.loads(body or b"{}"))

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self._take("PUT", unquote(urlsplit(self.path).path), json.loads(body or b"{}"))

    def do_DELETE(self) -> None:
        self._take("DELETE", unquote(urlsplit(self.path).path), {})

    def _give_token(self, path: str, form: dict[str, str]) -> None:
        self.told.token_reads += 1
        if self.told.login_fails is not None:
            return self._answer(401, self.told.login_fails)
        right = form.get("client_id") == APP and form.get("client_secret") == SECRET and path.startswith(f"/{TENANT}/")
        if not right or form.get("scope") != "https://api.botframework.com/.default":
            return self._answer(401, {"error": "invalid_client", "error_description": "AADSTS7000215"})
        token = f"token-{secrets.token_hex(8)}"
        self.told.given.add(token)
        return self._answer(200, {"token_type": "Bearer", "access_token": token, "expires_in": 86399})

    def _take(self, method: str, path: str, body: dict[str, Any]) -> None:
        token = (self.headers.get("authorization") or "").removeprefix("Bearer ")
        failure = self._failure(method, path, body)
        status, answer = self._done(method, path, body, token) if failure is None or failure.taken else (0, {})
        found = ACTIVITIES.fullmatch(path) or MEMBER.fullmatch(path)
        conversation, message = (found[1], found[2] or "") if found else ("", "")
        if failure is not None and not failure.taken:
            status = failure.status or 0
        made = str(answer.get("activityId") or answer.get("id") or "") if method == "POST" else ""
        self.told.calls.append(Call(method, path, body, token, conversation, message, status, made))
        if failure is not None and failure.status is None:
            self.told.over.wait(60)
            self.close_connection = True
        elif failure is not None and failure.status == 0:
            self.close_connection = True
        elif failure is not None:
            self._answer(failure.status or 500, {"error": {"code": "Failure", "message": "as told"}}, failure.headers)
        else:
            self._answer(status, answer)

    def _failure(self, method: str, path: str, body: dict[str, Any]) -> Failure | None:
        with self.told.guard:
            for failure in self.told.failures:
                if failure.times > 0 and failure.hits(method, path, body):
                    failure.times -= 1
                    return failure
        return None

    def _done(self, method: str, path: str, body: dict[str, Any], token: str) -> tuple[int, dict[str, Any]]:
        """What real Teams does with a call."""
        told = self.told
        if token not in told.given:
            return 401, {"message": "Authorization has been denied for this request."}
        if path == "/amer/v3/conversations" and method == "POST":
            return self._create(body)
        if found := MEMBER.fullmatch(path):
            member = told.members.get(found[2])
            return (
                (200, {"id": found[2], **member})
                if member is not None
                else (404, {"error": {"code": "MemberNotFoundInConversation"}})
            )
        found = ACTIVITIES.fullmatch(path)
        if not found or found[1] in told.missing:
            return 404, {"error": {"code": "ConversationNotFound"}}
        conversation, message = found[1], found[2]
        if method in ("PUT", "DELETE"):
            if (conversation, message) not in told.messages:
                return 404, {"error": {"code": "ActivityNotFoundInConversation"}}
            if method == "DELETE":
                del told.messages[conversation, message]
                return 200, {}
        if refusal := self._refusal(body):
            return refusal
        number = message if method == "PUT" else told.next_id()
        if body.get("type") == "message":
            told.messages[conversation, number] = body
        return (200 if method == "PUT" else 201), {"id": number}

    def _create(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        told = self.told
        if body.get("bot", {}).get("id") != US or not body.get("tenantId"):
            return self._wrong(400, "BadSyntax", f"a conversation without bot or tenant: {sorted(body)}")
        if not body.get("isGroup"):
            person = body["members"][0]["id"]
            if person in told.refuses_direct:
                return 403, {
                    "error": {"code": "ForbiddenOperationException", "message": "Bot is not installed in user's personal scope"}
                }
            return 201, {"id": told.direct_id(person)}
        if refusal := self._refusal(body["activity"]):
            return refusal
        number = told.next_id()
        conversation = f"{body['channelData']['channel']['id']};messageid={number}"
        told.messages[conversation, number] = body["activity"]
        return 201, {"id": conversation, "activityId": number}

    def _refusal(self, activity: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        if activity.get("type") not in ("message", "typing"):
            return self._wrong(400, "BadSyntax", f"an activity of type {activity.get('type')!r}")
        try:
            check_teams(activity)
        except AssertionError as error:
            return self._wrong(400, "BadSyntax", str(error))
        return None

    def _wrong(self, status: int, code: str, what: str) -> tuple[int, dict[str, Any]]:
        self.told.wrong.append(what)
        return status, {"error": {"code": code, "message": what}}

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        try:
            self.send_response(status)
            for name, value in {"content-type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # who called has gone
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Tests tell by their asserts."""


def _texts(of: Any) -> Iterator[str]:
    """Every text that a card shows, in order."""
    if isinstance(of, list):
        for one in of:
            yield from _texts(one)
    elif isinstance(of, dict):
        yield from (str(of[name]) for name in ("text", "title", "value", "label") if isinstance(of.get(name), str))
        yield from _texts([value for value in of.values() if isinstance(value, list | dict)])
