"""Who is writing: an HttpOnly cookie holds a random secret, of which only a hash is stored."""

from __future__ import annotations

import hashlib
import re
import secrets

from fastapi import Request, Response

from bot.settings import Settings
from bot.store import ConversationStore

COOKIE = "conversation"
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def conversation_of(request: Request) -> str | None:
    """The conversation id behind the visitor's cookie, whether it exists or not; None without a well-formed one."""
    secret = request.cookies.get(COOKIE, "")
    return _id(secret) if _FORM.fullmatch(secret) else None


def known(request: Request, store: ConversationStore) -> str | None:
    """The conversation of the visitor's cookie, where it exists."""
    conversation = conversation_of(request)
    return conversation if conversation and store.exists(conversation) else None


def new_conversation() -> tuple[str, str]:
    """A secret for the cookie and the conversation id it stands for."""
    secret = secrets.token_urlsafe(32)
    return secret, _id(secret)


def _id(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def set_cookie(response: Response, secret: str, settings: Settings) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=settings.conversation_days * 86400,
        httponly=True,
        samesite="lax",
        secure=settings.cookie_secure,
        path="/",
    )


def clear_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.cookie_secure, path="/")
