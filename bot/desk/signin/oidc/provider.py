"""The college's OpenID Connect provider: what it says of itself, and who it says somebody is."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from bot.desk.signin.oidc.flow import Flow
from bot.settings import Settings

ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
]  # never "none", never a shared key
LEEWAY = 60  # seconds that clocks may differ
DESCRIPTION_LASTS = 3600  # seconds
TIMEOUT = 10  # seconds


class CollegeError(Exception):
    """No sign-in came of it. ``key``: of the templates' sentences; ``why``: for the log, with nothing personal or secret."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key


@dataclass(frozen=True)
class Person:
    """Who somebody is, as the provider says. ``subject`` stands for its issuer and subject together."""

    subject: str
    email: str
    email_verified: bool
    name: str
    groups: frozenset[str]


class Provider:
    """One provider. What it says of itself is asked again each hour, its keys also when a token names one we don't have."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._description: dict[str, Any] = {}
        self._asked = -float(DESCRIPTION_LASTS)
        self._keys: KeySet | None = None

    async def address(self, flow: Flow, back: str) -> str:
        """Where the browser goes to sign in; ``back``: where it is to come back.

        Raises:
            CollegeError: if the provider can't be asked.
        """
        async with self._client(back) as client:
            where = self._description["authorization_endpoint"]
            url, _ = client.create_authorization_url(where, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier)
        return str(url)

    async def person(self, code: str, flow: Flow, back: str) -> Person:
        """Who came back with this code.

        Raises:
            CollegeError: if the provider can't be asked, refuses, or says what can't be trusted.
        """
        async with self._client(back) as client:
            token = await client.fetch_token(self._description["token_endpoint"], code=code, code_verifier=flow.verifier)
            claims = await self._trusted(client, token, flow.nonce)
            if "email" not in claims and (where := self._description.get("userinfo_endpoint")):
                told = (await client.get(where)).raise_for_status().json()
                if told["sub"] != claims["sub"]:
                    raise CollegeError("college_distrusted", "the userinfo is of another subject")
                claims = {**told, **claims}
        return self._person(claims)

    async def _trusted(self, client: AsyncOAuth2Client, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of an ID token, once its signature, issuer, audience, times and nonce are right."""
        raw = token["id_token"]
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        if self._keys is None:
            await self._fetch_keys(client)
        try:
            decoded = jwt.decode(raw, self._keys or KeySet([]), registry=registry)
        except InvalidKeyIdError:  # the provider has changed its keys
            await self._fetch_keys(client)
            decoded = jwt.decode(raw, self._keys or KeySet([]), registry=registry)
        wanted = {
            "iss": {"essential": True, "value": self._description["issuer"]},
            "aud": {"essential": True, "value": self.settings.oidc_client_id},
        }
        known = {"nonce": nonce, "client_id": self.settings.oidc_client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, known)
        claims.validate(leeway=LEEWAY)
        return dict(claims)

    async def _fetch_keys(self, client: AsyncOAuth2Client) -> None:
        answer = await client.request("GET", self._description["jwks_uri"], withhold_token=True)
        self._keys = KeySet.import_key_set(answer.raise_for_status().json())

    @asynccontextmanager
    async def _client(self, back: str) -> AsyncIterator[AsyncOAuth2Client]:
        """A client that knows the provider; whatever fails while it is used becomes a ``CollegeError``."""
        secret = self.settings.oidc_client_secret
        try:
            async with AsyncOAuth2Client(
                self.settings.oidc_client_id,
                secret or None,
                redirect_uri=back,
                scope="openid email profile",
                code_challenge_method="S256",
                timeout=TIMEOUT,
            ) as client:
                await self._describe(client)
                client.token_endpoint_auth_method = self._method() if secret else "none"
                yield client
        except httpx2.HTTPError as error:
            raise CollegeError("college_away", f"{type(error).__name__} at {self.settings.oidc_issuer}") from error
        except (JoseError, AuthlibBaseError) as error:
            raise CollegeError("college_distrusted", f"{type(error).__name__} {error}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise CollegeError("college_distrusted", f"not the answer of a provider: {type(error).__name__} {error}") from error

    async def _describe(self, client: AsyncOAuth2Client) -> None:
        if time.monotonic() - self._asked < DESCRIPTION_LASTS:
            return
        issuer = self.settings.oidc_issuer
        answer = await client.request("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration", withhold_token=True)
        described = answer.raise_for_status().json()
        if described["issuer"] != issuer:
            raise CollegeError(
                "college_distrusted", f"OIDC_ISSUER is {issuer}, but who answers there is called {described['issuer']}"
            )
        self._description, self._keys, self._asked = described, None, time.monotonic()

    def _method(self) -> str:
        """How we say who we are: as the provider likes it, in the header where it says nothing."""
        offered = self._description.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return (
            "client_secret_post"
            if "client_secret_post" in offered and "client_secret_basic" not in offered
            else "client_secret_basic"
        )

    def _person(self, claims: Mapping[str, Any]) -> Person:
        groups = claims.get(self.settings.oidc_groups_claim) or []
        email = str(claims.get("email") or "")
        return Person(
            subject=hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest(),
            email=email,
            email_verified=claims.get("email_verified") in (True, "true"),
            name=str(claims.get("name") or email.partition("@")[0]),
            groups=frozenset(map(str, groups if isinstance(groups, list) else [groups])),
        )
