"""What one browser remembers between leaving for the college's sign-on and coming back.

One random secret in a short-lived HttpOnly cookie; ``state``, ``nonce`` and the PKCE verifier are derived from it. Nothing is signed
and nothing is stored: who holds the cookie is the browser that left, and nobody else can make an answer that fits to it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from fastapi import Request, Response

from bot.settings import Settings

COOKIE, PATH, LASTS = "desk-leaving", "/desk/sign-in", 600  # seconds
_FORM = re.compile(r"([A-Za-z0-9_-]{43})\.([A-Za-z0-9_=-]*)")


@dataclass(frozen=True)
class Flow:
    """One way to the college's sign-on and back to ``next``."""

    secret: str
    next: str

    @classmethod
    def begin(cls, next: str) -> Flow:
        return cls(secrets.token_urlsafe(32), next)

    @classmethod
    def of(cls, request: Request) -> Flow | None:
        """The one this browser is on."""
        found = _FORM.fullmatch(request.cookies.get(COOKIE, ""))
        try:
            return cls(found[1], base64.urlsafe_b64decode(found[2]).decode()) if found else None
        except (binascii.Error, UnicodeDecodeError):
            return None

    @property
    def state(self) -> str:
        return self._derived("state")

    @property
    def nonce(self) -> str:
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        return self._derived("verifier")

    def answers(self, state: str) -> bool:
        """Whether an answer with this state is one to this flow."""
        return hmac.compare_digest(state.encode(), self.state.encode())

    def remember(self, response: Response, settings: Settings) -> None:
        value = f"{self.secret}.{base64.urlsafe_b64encode(self.next.encode()).decode()}"
        response.set_cookie(COOKIE, value, max_age=LASTS, httponly=True, samesite="lax", secure=settings.cookie_secure, path=PATH)

    def _derived(self, purpose: str) -> str:
        digest = hmac.digest(self.secret.encode(), purpose.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def forget(response: Response, settings: Settings) -> None:
    """One flow gives one sign-in."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.cookie_secure, path=PATH)
