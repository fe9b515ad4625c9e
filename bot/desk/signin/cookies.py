"""Where the browser keeps that it is signed in: an HttpOnly cookie with a random secret, of which only a hash is stored."""

from __future__ import annotations

import hashlib
import re
import secrets

from fastapi import Request, Response

from bot.settings import Settings

COOKIE = "desk"
PATH = "/desk"
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def key_of(request: Request) -> str | None:
    """The key of the session that the browser's cookie stands for, whether it runs or not; None without a well-formed one."""
    secret = request.cookies.get(COOKIE, "")
    return _key(secret) if _FORM.fullmatch(secret) else None


def new_secret() -> tuple[str, str]:
    """A secret for the cookie and the key it is stored under."""
    secret = secrets.token_urlsafe(32)
    return secret, _key(secret)


def set_cookie(response: Response, secret: str, settings: Settings) -> None:
    """It lasts while the browser runs; how long it is good for is kept in the store."""
    response.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=settings.cookie_secure, path=PATH)


def clear_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.cookie_secure, path=PATH)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
