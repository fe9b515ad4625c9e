"""The door for what claims to come from Teams. Nothing of a request is used before all of it has been checked."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jws import JWSRegistry, extract_compact

from bot.channels.teams.hosts import Hosts, same
from bot.channels.teams.keys import Key, Keys

CHANNEL = "msteams"
ALGORITHMS = ["RS256"]
LEEWAY = 300  # seconds that clocks may differ, as the Bot Framework has it
LONGEST_TOKEN = 8192  # characters
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:@.;=+-]*")  # nothing in it that means anything within an address
LONGEST_PLACE, LONGEST_PERSON, LONGEST_MESSAGE, LONGEST_ADDRESS = 300, 160, 64, 300  # characters that there is room for

UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class Refused(Exception):
    """It is not from Teams, or not for us. ``reason`` is one word for the log; nothing of the request is in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Admitted:
    """An activity that has been checked: who sent it, from which tenant, and where its answer goes."""

    activity: dict[str, Any]
    tenant: str
    service_url: str


class Gate:
    """Checks tokens for one app. ``tenants``: the Entra tenants whose people it serves; ``clock`` gives Unix seconds."""

    def __init__(
        self, app: str, issuer: str, tenants: Iterable[str], hosts: Hosts, keys: Keys, clock: Callable[[], float] = time.time
    ) -> None:
        self._app = app.lower()
        self._issuer = issuer
        self._tenants = frozenset(tenant.strip().lower() for tenant in tenants if tenant.strip())
        self._hosts = hosts
        self._keys = keys
        self._clock = clock

    async def admit(self, authorization: str | None, body: bytes) -> Admitted:
        """The activity of a request.

        Raises:
            Refused: when it is forged, stale, or meant for somebody else.
            KeysAway: when that can't be told now.
        """
        token = self._token(authorization)
        key = await self._keys.of(self._promising(token))
        if key is None:
            raise Refused("key")
        claims = self._claims(token, key)
        activity = _activity(body)
        if activity.get("channelId") != CHANNEL or (key.endorsements and CHANNEL not in key.endorsements):
            raise Refused("endorsement")
        return Admitted(activity, self._tenant(activity), self._service_url(activity, claims))

    def _token(self, authorization: str | None) -> bytes:
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN or not token.isascii():
            raise Refused("token")
        return token.encode()

    def _promising(self, token: bytes) -> str:
        """The name of the key a token was signed with, once what it says unproven is worth looking for a key."""
        try:
            unproven = extract_compact(token)
            header, claims = unproven.headers(), json.loads(unproven.payload)
            kid, algorithm = header.get("kid"), header.get("alg")
        except UNREADABLE:
            raise Refused("token") from None
        if algorithm not in ALGORITHMS or not isinstance(kid, str) or not isinstance(claims, dict):
            raise Refused("token")
        self._meant_for_us(claims)
        return kid

    def _meant_for_us(self, claims: dict[str, Any]) -> None:
        audience = claims.get("aud")
        if not isinstance(audience, str) or audience.lower() != self._app:
            raise Refused("audience")
        if claims.get("iss") != self._issuer:
            raise Refused("issuer")

    def _claims(self, token: bytes, key: Key) -> dict[str, Any]:
        """What a token says, now proven."""
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=LEEWAY,
            exp={"essential": True},
            nbf={"essential": True},
            serviceurl={"essential": True},
        )
        try:
            registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
            claims = jwt.decode(token, key.public, algorithms=ALGORITHMS, registry=registry).claims
        except UNREADABLE:
            raise Refused("signature") from None
        try:
            rules.validate(claims)
        except ExpiredTokenError:
            raise Refused("expired") from None
        except UNREADABLE:
            raise Refused("claims") from None
        self._meant_for_us(claims)
        return claims

    def _service_url(self, activity: dict[str, Any], claims: dict[str, Any]) -> str:
        said, proven = activity.get("serviceUrl"), claims["serviceurl"]
        if not isinstance(said, str) or not isinstance(proven, str) or len(proven) > LONGEST_ADDRESS:
            raise Refused("service_url")
        if not same(said, proven) or not self._hosts.trusts(proven):
            raise Refused("service_url")
        return proven

    def _tenant(self, activity: dict[str, Any]) -> str:
        """The tenant an activity is of: named wherever it can be, and always the same."""
        conversation, sender, us = (_part(activity, name) for name in ("conversation", "from", "recipient"))
        if str(us.get("id", "")).lower() != f"28:{self._app}":
            raise Refused("recipient")
        data = activity.get("channelData")
        told = data.get("tenant") if isinstance(data, dict) else None
        named = (conversation.get("tenantId"), told.get("id") if isinstance(told, dict) else None)
        tenants = {str(tenant).lower() for tenant in named if tenant is not None}
        if len(tenants) != 1 or not tenants <= self._tenants:
            raise Refused("tenant")
        ids = [(conversation.get("id"), LONGEST_PLACE), (sender.get("id"), LONGEST_PERSON)]
        ids += [(activity[name], LONGEST_MESSAGE) for name in ("id", "replyToId") if activity.get(name) is not None]
        if not all(isinstance(one, str) and len(one) <= longest and ID.fullmatch(one) for one, longest in ids):
            raise Refused("ids")
        return tenants.pop()


def _activity(body: bytes) -> dict[str, Any]:
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError):
        activity = None
    if not isinstance(activity, dict):
        raise Refused("body")
    return activity


def _part(activity: dict[str, Any], name: str) -> dict[str, Any]:
    part = activity.get(name)
    if not isinstance(part, dict):
        raise Refused("body")
    return part
