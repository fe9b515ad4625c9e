"""A college's OpenID Connect provider for tests: it really signs, really checks PKCE, and misbehaves where a test says so."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from tests.app import serve

CLIENT, SECRET = "advisor-desk", "a-secret-of-two"
ANYTHING = JWSRegistry(algorithms=["RS256", "none"])


@dataclass
class College:
    """Who signs in there, and in what its answers are false. ``published`` and ``signs_with`` are its keys."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)  # put over the true ones; None takes one away
    userinfo: dict[str, Any] | None = None
    error: str = ""
    away: bool = False
    algorithm: str = "RS256"
    signs_with: Any = None
    published: list[Any] = field(default_factory=list)
    asked_for_keys: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def begin_anew(self) -> None:
        """As it is when nothing is wrong."""
        self.person, self.claims, self.userinfo, self.error, self.away = {}, {}, None, "", False
        self.algorithm = "RS256"
        self.change_keys()

    def change_keys(self) -> None:
        self.signs_with = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})
        self.published = [self.signs_with]

    def token(self, asked: dict[str, str], access_token: str) -> str:
        now = int(time.time())
        true = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "at_hash": _half_hash(access_token),
        }
        claims = {key: value for key, value in {**true, **self.person, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm} | ({"kid": self.signs_with.kid} if self.algorithm == "RS256" else {})
        if self.algorithm == "HS256":  # joserfc takes no public key for this, so by hand
            return _signed_by_hand({**header, "kid": self.published[0].kid}, claims, self.signs_with)
        return jwt.encode(header, claims, self.signs_with, registry=ANYTHING)


def start() -> College:
    """A provider on a free port."""
    college = College()
    college.begin_anew()
    college.url = serve(_application(college), "/ready")
    return college


def sign_as_anyone(college: College) -> None:
    """Tokens that nobody signed."""
    college.algorithm, college.signs_with = "none", OctKey.generate_key(256)


def sign_with_the_public_key(college: College) -> None:
    """The old trick: what everybody knows is used as if it were a shared secret."""
    college.algorithm, college.signs_with = "HS256", college.published[0].as_pem(private=False)


def _application(college: College) -> FastAPI:
    app = FastAPI()

    @app.get("/ready")
    async def ready() -> dict[str, str]:
        return {}

    @app.middleware("http")
    async def may_be_away(request: Request, go_on: Any) -> Any:
        return JSONResponse({}, 503) if college.away else await go_on(request)

    @app.get("/.well-known/openid-configuration")
    async def description() -> dict[str, Any]:
        paths = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
            "userinfo_endpoint": "/userinfo",
        }
        algorithms = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
        return {"issuer": college.url, **{name: college.url + path for name, path in paths.items()}, **algorithms}

    @app.get("/keys")
    async def keys() -> Any:
        college.asked_for_keys += 1
        return KeySet(college.published).as_dict(private=False)

    @app.get("/authorize")
    async def authorize(request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert {"openid", "email"} <= set(asked["scope"].split())
        code = secrets.token_urlsafe(8)
        college.codes[code] = asked
        answer = {"error": college.error} if college.error else {"code": code}
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state'], 'iss': college.url})}", 302
        )

    @app.post("/token")
    async def token(
        request: Request,
        code: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
    ) -> Any:
        asked = college.codes.pop(code, None)
        named = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).decode().rstrip("=")
        if request.headers.get("authorization") != f"Basic {named}":
            return JSONResponse({"error": "invalid_client"}, 401)
        if asked is None or challenge != asked["code_challenge"] or redirect_uri != asked["redirect_uri"]:
            college.refused.append(code)
            return JSONResponse({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(8)
        return {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": college.token(asked, access)}

    @app.get("/userinfo")
    async def userinfo(request: Request) -> Any:
        assert request.headers["authorization"].startswith("Bearer ")
        return college.userinfo

    return app


def _half_hash(access_token: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(access_token.encode()).digest()[:16]).decode().rstrip("=")


def _signed_by_hand(header: dict[str, Any], claims: dict[str, Any], key: bytes) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    signature = base64.urlsafe_b64encode(hmac.digest(key, b".".join(parts), "sha256")).rstrip(b"=")
    return b".".join([*parts, signature]).decode()
