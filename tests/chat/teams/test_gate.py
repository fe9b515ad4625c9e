"""Who knocks at the door of Teams: what is forged, stale or meant for others is refused before a byte of it is used."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import OctKey

from bot.channels.teams.gate import Admitted, Gate
from bot.channels.teams.hosts import Hosts
from bot.channels.teams.keys import Keys
from bot.channels.teams.routes import MESSAGES, build
from tests.chat.connector import Connector
from tests.chat.signed_teams import APP, FOREIGN_TENANT, ISSUER, OTHER_TENANT, TENANT, activity, key, published, raw, teams_token

WORDS = "my secret worry"


class Door:
    """The route alone, over a door that knows two tenants. ``ahead`` moves its clock, in seconds."""

    def __init__(self, teams: Connector) -> None:
        self.teams = teams
        self.taken: list[Admitted] = []
        self.ahead = 0.0
        keys = Keys(f"{teams.url}/openid", 5, clock=lambda: time.monotonic() + self.ahead)
        hosts = Hosts(["smba.trafficmanager.net", "127.0.0.1"])
        gate = Gate(APP, ISSUER, [TENANT, OTHER_TENANT], hosts, keys, clock=lambda: time.time() + self.ahead)
        app = FastAPI()
        app.include_router(build(gate, self._take))
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://advisor")

    async def _take(self, admitted: Admitted) -> None:
        self.taken.append(admitted)

    async def knock(self, authorization: str | None, body: bytes) -> httpx.Response:
        headers = {} if authorization is None else {"authorization": authorization}
        return await self._client.post(MESSAGES, headers=headers, content=body)

    def says(self, authorization: str | None, body: bytes) -> httpx.Response:
        return asyncio.run(self.knock(authorization, body))


@pytest.fixture
def door(teams: Connector) -> Door:
    return Door(teams)


def good(door: Door, **fields: Any) -> bytes:
    return raw(activity(door.teams.service_url, text=WORDS, **fields))


def bearer(door: Door, **claims: Any) -> str:
    return f"Bearer {teams_token(door.teams.service_url, **claims)}"


def test_a_good_token_is_let_in(door: Door) -> None:
    assert door.says(bearer(door), good(door)).status_code == 200
    assert [(one.tenant, one.activity["text"], one.service_url) for one in door.taken] == [
        (TENANT, WORDS, door.teams.service_url)
    ]


def now() -> int:
    return int(time.time())


def changed_after_signing(door: Door) -> str:
    head, claims, signature = teams_token(door.teams.service_url).split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    altered = base64.urlsafe_b64encode(json.dumps(said | {"exp": now() + 9999}).encode()).decode().rstrip("=")
    return f"Bearer {head}.{altered}.{signature}"


def unsigned(door: Door) -> str:
    def part(of: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(of).encode()).decode().rstrip("=")

    said = {"iss": ISSUER, "aud": APP, "exp": now() + 60, "nbf": now(), "serviceurl": door.teams.service_url}
    return f"Bearer {part({'alg': 'none', 'kid': 'k1'})}.{part(said)}."


def with_the_public_key_as_secret(door: Door) -> str:
    shared = OctKey.import_key(key().as_pem(private=False)[:64])
    return f"Bearer {teams_token(door.teams.service_url, alg='HS256', signed_with=shared)}"


FORGED: dict[str, tuple[str, Callable[[Door], str | None]]] = {
    "no token": ("token", lambda door: None),
    "another scheme": ("token", lambda door: "Basic YTpi"),
    "garbage": ("token", lambda door: "Bearer abc"),
    "not ASCII": ("token", lambda door: "Bearer ä.ö.ü"),
    "a header that is a list": (
        "token",
        lambda door: "Bearer " + base64.urlsafe_b64encode(b'["alg","kid"]').decode() + ".e30.e30",
    ),
    "claims that are a list": ("token", lambda door: bearer(door).split(".")[0] + ".W10.e30"),
    "9 kB": ("token", lambda door: f"Bearer {'a' * 9000}"),
    "no signature": ("token", unsigned),
    "signed with a shared secret": ("token", with_the_public_key_as_secret),
    "no kid": ("token", lambda door: bearer(door, kid=None)),
    "no issuer": ("issuer", lambda door: bearer(door, iss=None)),
    "another issuer": ("issuer", lambda door: bearer(door, iss="https://evil.example")),
    "another tenant's Entra": (
        "issuer",
        lambda door: bearer(door, iss=f"https://login.microsoftonline.com/{FOREIGN_TENANT}/v2.0"),
    ),
    "our own tenant's Entra": (
        "issuer",
        lambda door: bearer(door, iss=f"https://login.microsoftonline.com/{TENANT}/v2.0", tid=TENANT),
    ),
    "no audience": ("audience", lambda door: bearer(door, aud=None)),
    "another audience": ("audience", lambda door: bearer(door, aud=OTHER_TENANT)),
    "a list of audiences": ("audience", lambda door: bearer(door, aud=[APP])),
    "a key we don't know": ("key", lambda door: bearer(door, kid="k9")),
    "another key of the same name": ("signature", lambda door: bearer(door, signed_with=key("k2"))),
    "changed after signing": ("signature", changed_after_signing),
    "no exp": ("claims", lambda door: bearer(door, exp=None)),
    "exp that is a word": ("claims", lambda door: bearer(door, exp="tomorrow")),
    "no nbf": ("claims", lambda door: bearer(door, nbf=None)),
    "no service address": ("claims", lambda door: bearer(door, serviceurl=None)),
    "expired": ("expired", lambda door: bearer(door, exp=now() - 400)),
    "not yet valid": ("claims", lambda door: bearer(door, nbf=now() + 400)),
}


@pytest.mark.parametrize(("reason", "token"), FORGED.values(), ids=FORGED)
def test_a_forged_or_stale_token_is_refused(
    door: Door, reason: str, token: Callable[[Door], str | None], caplog: pytest.LogCaptureFixture
) -> None:
    authorization = token(door)
    with caplog.at_level(logging.DEBUG, "bot"):
        answer = asyncio.run(_raw_header(door, authorization)) if authorization else door.says(None, good(door))
    assert_refused(door, answer, reason, caplog)


async def _raw_header(door: Door, authorization: str) -> httpx.Response:
    headers = [(b"authorization", authorization.encode("latin-1"))]
    return await door._client.post(MESSAGES, headers=headers, content=good(door))


def assert_refused(door: Door, answer: httpx.Response, reason: str, caplog: pytest.LogCaptureFixture) -> None:
    assert (answer.status_code, answer.json()) == (401, {"error": "refused"})
    assert door.taken == []
    logged = [record for record in caplog.records if record.name.startswith("bot")]
    assert [(record.levelname, record.getMessage()) for record in logged] == [("WARNING", f"teams: refused: {reason}")]


def test_clocks_may_differ_by_some_minutes(door: Door) -> None:
    assert door.says(bearer(door, exp=now() - 200), good(door)).status_code == 200


def test_a_token_that_was_good_is_not_good_for_ever(door: Door) -> None:
    token = bearer(door)
    assert door.says(token, good(door)).status_code == 200
    door.ahead = 3600 + 400
    assert door.says(token, good(door)).status_code == 401


HERE = "https://smba.trafficmanager.net/amer/"
MISLED: dict[str, tuple[str, str, str]] = {  # what the token proves, what the body says
    "another host": ("service_url", HERE, "https://evil.example/amer/"),
    "another path": ("service_url", HERE, "https://smba.trafficmanager.net/emea/"),
    "another port": ("service_url", HERE, "https://smba.trafficmanager.net:8443/amer/"),
    "by http": ("service_url", HERE, "http://smba.trafficmanager.net/amer/"),
    "a host nobody named": ("service_url", "https://evil.example/", "https://evil.example/"),
    "a host that ends like one": ("service_url", "https://evilsmba.trafficmanager.net/", "https://evilsmba.trafficmanager.net/"),
    "both by http": ("service_url", "http://smba.trafficmanager.net/", "http://smba.trafficmanager.net/"),
    "a user in it": (
        "service_url",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
    ),
    "a backslash in it": (
        "service_url",
        "https://evil.example\\.smba.trafficmanager.net/",
        "https://evil.example\\.smba.trafficmanager.net/",
    ),
    "an address without end": ("service_url", HERE + "a" * 300, HERE + "a" * 300),
    "a port that is none": ("service_url", "https://smba.trafficmanager.net:x/", "https://smba.trafficmanager.net:x/"),
}


@pytest.mark.parametrize(("reason", "proven", "said"), MISLED.values(), ids=MISLED)
def test_an_answer_never_goes_where_the_token_does_not_say(
    door: Door, reason: str, proven: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = door.says(f"Bearer {teams_token(proven)}", raw(activity(said, text=WORDS)))
    assert_refused(door, answer, reason, caplog)


def test_a_slash_at_the_end_is_no_difference(door: Door) -> None:
    assert door.says(f"Bearer {teams_token(HERE)}", raw(activity(HERE.rstrip("/")))).status_code == 200
    assert door.says(f"Bearer {teams_token('https://SMBA.trafficmanager.net:443/amer')}", raw(activity(HERE))).status_code == 200


PLACE = {"conversationType": "personal", "tenantId": TENANT, "id": "a:1x"}
FOREIGN: dict[str, tuple[str, dict[str, Any]]] = {
    "another tenant": (
        "tenant",
        {"conversation": PLACE | {"tenantId": FOREIGN_TENANT}, "channelData": {"tenant": {"id": FOREIGN_TENANT}}},
    ),
    "two tenants at once": ("tenant", {"channelData": {"tenant": {"id": OTHER_TENANT}}}),
    "no tenant": ("tenant", {"conversation": {"id": "a:1x"}, "channelData": {}}),
    "a tenant that is no text": ("tenant", {"conversation": {"id": "a:1x"}, "channelData": {"tenant": {"id": ["x"]}}}),
    "another bot": ("recipient", {"recipient": {"id": f"28:{OTHER_TENANT}"}}),
    "no recipient": ("body", {"recipient": None}),
    "another channel": ("endorsement", {"channelId": "webchat"}),
    "no sender": ("body", {"from": None}),
    "an id that leads elsewhere": ("ids", {"conversation": PLACE | {"id": "../../v3/other"}}),
    "an id with a question mark": ("ids", {"from": {"id": "29:x?y"}}),
    "an id without end": ("ids", {"conversation": PLACE | {"id": "a:" + "x" * 400}}),
    "a person without end": ("ids", {"from": {"id": "29:" + "x" * 200}}),
    "a message without end": ("ids", {"id": "1" * 65}),
    "an id that is a number": ("ids", {"id": 17}),
    "a message answered that is none": ("ids", {"replyToId": {"a": 1}}),
}


@pytest.mark.parametrize(("reason", "fields"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_for_us_is_refused(door: Door, reason: str, fields: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert_refused(door, door.says(bearer(door), good(door, **fields)), reason, caplog)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000], ids=["nothing", "half", "list", "text", "bytes", "deep"]
)
def test_what_is_no_activity_is_refused(door: Door, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    assert_refused(door, door.says(bearer(door), body), "body", caplog)


def test_a_second_tenant_of_the_settings_is_served(door: Door) -> None:
    assert door.says(bearer(door), good(door, tenant=OTHER_TENANT)).status_code == 200
    assert door.taken[0].tenant == OTHER_TENANT


@pytest.mark.parametrize(("endorsements", "status"), [(("webchat",), 401), (("msteams",), 200), (None, 200)])
def test_a_key_serves_the_channels_it_is_endorsed_for(door: Door, endorsements: tuple[str, ...] | None, status: int) -> None:
    door.teams.keys = published("k1", endorsements=endorsements)
    assert door.says(bearer(door), good(door)).status_code == status


def test_a_forger_does_not_make_us_fetch_keys(door: Door) -> None:
    door.says(bearer(door), good(door))
    assert door.teams.key_reads == 1
    for kid in ("k8", "k9", "k8"):
        assert door.says(bearer(door, kid=kid, signed_with=key("k2")), good(door)).status_code == 401
    for token in (bearer(door, aud=OTHER_TENANT, kid="k7"), bearer(door, iss="https://evil.example", kid="k7")):
        door.says(token, good(door))
    assert door.teams.key_reads == 1


def test_a_new_key_is_found(door: Door) -> None:
    door.says(bearer(door), good(door))
    door.teams.keys = published("k1", "k2")
    assert door.says(bearer(door, kid="k2"), good(door)).status_code == 401, "it was read just now"
    door.ahead = 301
    assert door.says(bearer(door, kid="k2"), good(door)).status_code == 200
    assert door.teams.key_reads == 2


def test_a_key_that_was_withdrawn_is_no_longer_good_after_a_day(door: Door) -> None:
    door.says(bearer(door), good(door))
    door.teams.keys = published("k2")
    door.ahead = 24 * 3600 + 1
    assert door.says(bearer(door, exp=now() + 2 * 24 * 3600), good(door)).status_code == 401


def test_without_keys_nothing_is_told_of_a_request_and_it_comes_again(door: Door) -> None:
    door.teams.keys_away = True
    answer = door.says(bearer(door), good(door))
    assert (answer.status_code, answer.headers["retry-after"], door.taken) == (503, "5", [])
    assert door.says(bearer(door), good(door)).status_code == 503
    assert door.teams.key_reads == 1, "what is away is not asked again for each request"
    door.teams.keys_away, door.ahead = False, 11
    assert door.says(bearer(door), good(door)).status_code == 200


def test_keys_that_were_read_serve_on_while_their_place_is_away(door: Door) -> None:
    door.says(bearer(door), good(door))
    door.teams.keys_away = True
    long = now() + 7 * 24 * 3600
    door.ahead = 25 * 3600
    assert door.says(bearer(door, exp=long), good(door)).status_code == 200
    door.ahead = 49 * 3600
    assert door.says(bearer(door, exp=long), good(door)).status_code == 503


@pytest.mark.parametrize(
    "listed", [{}, {"keys": []}, {"keys": [{"kty": "oct", "kid": "k1", "k": "AAAA"}, {"kty": "RSA", "kid": "k1"}, 7]}]
)
def test_a_list_without_a_key_of_use_lets_nobody_in(door: Door, listed: dict[str, Any]) -> None:
    door.teams.keys = listed
    assert door.says(bearer(door), good(door)).status_code == 503


def test_many_at_once_read_the_keys_once(door: Door) -> None:
    async def all_at_once() -> list[int]:
        return [answer.status_code for answer in await asyncio.gather(*(door.knock(bearer(door), good(door)) for _ in range(20)))]

    assert asyncio.run(all_at_once()) == [200] * 20
    assert door.teams.key_reads == 1
