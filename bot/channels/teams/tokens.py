"""The tokens we speak to Teams with: asked of Entra by MSAL, in a thread, kept by it until they run out."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any
from urllib.parse import urlsplit

import httpx
import msal  # type: ignore[import-untyped]

from bot.channels.teams.hosts import LOCAL
from bot.delivery.senders import NotNow

MENDED_BY_COLLEGE = frozenset({"invalid_client", "unauthorized_client", "invalid_request", "invalid_grant"})

logger = logging.getLogger(__name__)


class Tokens:
    """Tokens of one app from its home tenant, for the service ``audience``.

    ``login`` is where Entra answers; ``seconds`` how long it may take.
    """

    def __init__(self, app: str, secret: str, tenant: str, login: str, audience: str, seconds: float) -> None:
        self._scopes = [f"{audience.rstrip('/')}/.default"]
        self._app, self._secret, self._tenant, self._login, self._seconds = app, secret, tenant, login.rstrip("/"), seconds
        self._msal: msal.ConfidentialClientApplication | None = None
        self._guard = threading.Lock()  # MSAL begins with a call to Entra: once, however many want a token

    async def token(self, not_this: str | None = None) -> str:
        """A token. ``not_this`` has been refused by Teams: it is forgotten and a new one asked for.

        Raises:
            NotNow: when Entra gives none.
        """
        return await asyncio.to_thread(self._token, not_this)

    def _token(self, not_this: str | None) -> str:
        with self._guard:
            try:
                client = self._msal = self._msal or self._application()
                given = client.acquire_token_for_client(scopes=self._scopes)
                if not_this is not None and given.get("access_token") == not_this:
                    client.remove_tokens_for_client()
                    given = client.acquire_token_for_client(scopes=self._scopes)
            except Exception as error:  # MSAL has no error of its own for what goes wrong below it
                raise NotNow(None, f"no token from Entra: {type(error).__name__}. Check TEAMS_LOGIN and TEAMS_TENANT") from None
        if "access_token" in given:
            return str(given["access_token"])
        why = str(given.get("error", "no reason given"))
        if why in MENDED_BY_COLLEGE:  # its description names the app and the tenant, never the secret
            logger.error("teams: Entra refuses us a token: %s. Check TEAMS_APP_ID, TEAMS_APP_SECRET and its last day", why)
        raise NotNow(None, f"no token from Entra: {why}")

    def _application(self) -> msal.ConfidentialClientApplication:
        host = urlsplit(self._login).netloc
        return msal.ConfidentialClientApplication(
            self._app,
            client_credential=self._secret,
            authority=f"https://{host}/{self._tenant}",  # MSAL takes no other; see _Http
            http_client=_Http(self._login, self._seconds),
            instance_discovery=False,
        )


class _Http:
    """What MSAL calls Entra with: everything within a time, and by http where ``login`` is on this machine."""

    def __init__(self, login: str, seconds: float) -> None:
        parts = urlsplit(login)
        self._plain = parts.netloc if parts.scheme == "http" and parts.hostname in LOCAL else None
        self._client = httpx.Client(timeout=seconds, follow_redirects=False)

    def get(self, url: str, **options: Any) -> _Answer:
        return self._call("GET", url, **options)

    def post(self, url: str, **options: Any) -> _Answer:
        return self._call("POST", url, **options)

    def close(self) -> None:
        self._client.close()

    def _call(self, method: str, url: str, params: Any = None, data: Any = None, headers: Any = None, **_: Any) -> _Answer:
        parts = urlsplit(url)
        if self._plain is not None and parts.netloc == self._plain:
            url = parts._replace(scheme="http").geturl()
        return _Answer(self._client.request(method, url, params=params, data=data, headers=headers))


class _Answer:
    """An answer as MSAL wants it."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status_code, self.text, self.headers = answer.status_code, answer.text, dict(answer.headers)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise RuntimeError(f"Entra answered {self.status_code}")
