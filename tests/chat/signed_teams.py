"""What Teams sends us: raw activities and the tokens they come with, signed with a key of our own."""

from __future__ import annotations

import itertools
import json
import time
from datetime import UTC, datetime
from functools import cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

APP = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
OTHER_TENANT = "33333333-3333-3333-3333-333333333333"
FOREIGN_TENANT = "99999999-9999-9999-9999-999999999999"
SECRET = "a secret of the app, not a real one"
ISSUER = "https://api.botframework.com"
US = f"28:{APP}"

_numbers = itertools.count(1795400000000)


@cache
def key(kid: str = "k1") -> RSAKey:
    """A key of the Bot Framework of these tests."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


def published(*kids: str, endorsements: tuple[str, ...] | None = ("msteams", "webchat")) -> dict[str, Any]:
    """The list of public keys, as its address gives it."""
    more = {} if endorsements is None else {"endorsements": list(endorsements)}
    return {"keys": [key(kid).as_dict(private=False) | {"alg": "RS256"} | more for kid in kids or ("k1",)]}


def teams_token(service_url: str, *, kid: str | None = "k1", signed_with: Any = None, alg: str = "RS256", **claims: Any) -> str:
    """A token as Teams sends it; ``claims`` change it, and None leaves one out."""
    now = int(time.time())
    wanted = {"iss": ISSUER, "aud": APP, "nbf": now - 5, "exp": now + 3600, "serviceurl": service_url} | claims
    header = {"alg": alg, "typ": "JWT"} | ({"kid": kid} if kid is not None else {})
    registry = JWSRegistry(algorithms=[alg], strict_check_header=False)
    stated = {name: value for name, value in wanted.items() if value is not None}
    return jwt.encode(header, stated, signed_with or key(kid or "k1"), algorithms=[alg], registry=registry)


def next_id() -> str:
    """An id as Teams gives to messages: milliseconds, and no two alike."""
    return str(next(_numbers))


def activity(service_url: str, person: str = "29:ana", tenant: str = TENANT, **fields: Any) -> dict[str, Any]:
    """A message of a 1:1 chat; ``fields`` change it, None leaves one out."""
    conversation = {"conversationType": "personal", "tenantId": tenant, "id": f"a:1{person.removeprefix('29:')}-{'p' * 120}"}
    whole = {
        "type": "message",
        "id": next_id(),
        "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "localTimezone": "America/Chicago",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": person, "name": "Ana Example", "aadObjectId": "aaaaaaaa-0000-0000-0000-000000000001"},
        "conversation": conversation,
        "recipient": {"id": US, "name": "Advisor"},
        "textFormat": "plain",
        "text": "hi",
        "locale": "en-US",
        "entities": [{"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}],
        "channelData": {"tenant": {"id": tenant}},
    } | fields
    return {name: value for name, value in whole.items() if value is not None}


def edited(of: dict[str, Any], text: str) -> dict[str, Any]:
    """The student writes a message anew."""
    data = {**of["channelData"], "eventType": "editMessage"}
    return of | {"type": "messageUpdate", "text": text, "timestamp": datetime.now(UTC).isoformat(), "channelData": data}


def deleted(of: dict[str, Any]) -> dict[str, Any]:
    """The student takes a message back."""
    data = {**of["channelData"], "eventType": "softDeleteMessage"}
    kept = {name: value for name, value in of.items() if name not in ("text", "entities", "value", "attachments")}
    return kept | {"type": "messageDelete", "channelData": data}


def restored(of: dict[str, Any]) -> dict[str, Any]:
    """The student brings a message back."""
    return of | {"type": "messageUpdate", "channelData": {**of["channelData"], "eventType": "undeleteMessage"}}


def in_channel(
    service_url: str,
    text: str,
    *,
    channel: str = "19:abc@thread.tacv2",
    thread: str | None = None,
    mention: bool = True,
    **fields: Any,
) -> dict[str, Any]:
    """A message in a channel of a team, in a thread or as the first of one; ``mention``: of us."""
    number = next_id()
    tenant = fields.pop("tenant", TENANT)
    where = {"isGroup": True, "conversationType": "channel", "tenantId": tenant, "id": f"{channel};messageid={thread or number}"}
    at_us = [{"type": "mention", "mentioned": {"id": US, "name": "Advisor"}, "text": "<at>Advisor</at>"}] if mention else []
    data = {
        "teamsChannelId": channel,
        "teamsTeamId": "19:team@thread.tacv2",
        "channel": {"id": channel},
        "tenant": {"id": tenant},
    }
    return activity(
        service_url,
        tenant=tenant,
        id=number,
        conversation=where,
        text=f"<at>Advisor</at>&nbsp;{text}\n" if mention else text,
        entities=at_us,
        channelData={**data, "team": {"id": "19:team@thread.tacv2"}},
        **fields,
    )


def pressed(service_url: str, value: dict[str, Any], label: str = "", **fields: Any) -> dict[str, Any]:
    """A button that sends messageBack: its label as the student's own words, its value beside them."""
    return activity(service_url, text=label or None, value=value, replyToId="1795300000000", **fields)


def acted(service_url: str, verb: str, data: dict[str, Any], *, under: str = "1795300000001", **fields: Any) -> dict[str, Any]:
    """An Action.Execute of a card in a channel: an invoke, whose answer is the fresh card."""
    base = in_channel(service_url, "", mention=False, thread=fields.pop("thread", under), **fields)
    value = {"action": {"type": "Action.Execute", "id": "x", "verb": verb, "data": data}, "trigger": "manual"}
    return base | {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": f"f:{next_id()}",
        "replyToId": under,
        "value": value,
        "text": "",
    }


def installed(service_url: str, action: str = "add", **fields: Any) -> dict[str, Any]:
    """The app is added for a person, or taken away."""
    return activity(service_url, type="installationUpdate", action=action, text=None, entities=None, **fields)


def joined(service_url: str, **fields: Any) -> dict[str, Any]:
    """The other event of the same: we are among the members."""
    return activity(service_url, type="conversationUpdate", membersAdded=[{"id": US}], text=None, entities=None, **fields)


def raw(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
