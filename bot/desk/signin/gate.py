"""The gate of the desk: who is asking, and whether what they send comes from a page of ours."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from bot.desk.account import Account
from bot.desk.signin import cookies
from bot.desk.view import render
from bot.settings import Settings
from bot.store.accounts import AccountStore
from bot.store.database import Database
from bot.store.sessions import Session, SessionStore
from bot.web.guardrails import same_origin

HOME, SIGN_IN, SIGN_OUT, ACCOUNT = "/desk", "/desk/sign-in", "/desk/sign-out", "/desk/account"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
LIVE_HEADER = "x-desk-live"  # a page that brings itself up to date, which nobody clicked for (static/desk/live.js)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TurnedAway(Exception):
    """The request goes no further than the gate; ``response`` says why, or where to go first."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class Gate:
    """Who is signed in. ``teams``: the name of each team by its id; ``clock`` gives the present moment in UTC."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        teams: Mapping[str, str],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        idle, lasts = timedelta(hours=settings.session_idle_hours), timedelta(hours=settings.session_hours)
        self.settings = settings
        self.accounts = AccountStore(database)
        self.sessions = SessionStore(database, idle, lasts)
        self.teams = dict(teams)
        self.clock = clock

    def session(self, request: Request) -> Session | None:
        """The session of this browser. A page's open ear for news doesn't keep it alive; what its person does, does."""
        key = cookies.key_of(request)
        listens = request.headers.get("accept", "").startswith("text/event-stream") or LIVE_HEADER in request.headers
        return self.sessions.find(key, self.clock(), touch=not listens) if key else None

    def let_in(self, request: Request, account: Account, response: Response) -> Response:
        """Begin a session under a new secret; the one this browser had before ends."""
        self.end(request)
        secret, key = cookies.new_secret()
        _, csrf = cookies.new_secret()
        self.sessions.begin(account.id, key, csrf, self.clock())
        cookies.set_cookie(response, secret, self.settings)
        return response

    def end(self, request: Request) -> None:
        """End the session of this browser, if it has one."""
        if key := cookies.key_of(request):
            self.sessions.end(key)


async def signed_in(request: Request) -> Account:
    """Dependency of every route of the desk: the account that asks.

    A page is led to the sign-in and back, anything else is answered 401. What changes something needs the token of the session,
    in the field ``csrf`` of a form or in the header ``X-CSRF-Token``. The session is left in ``request.state.session``.
    """
    gate: Gate = request.app.state.gate
    session = gate.session(request)
    if session is None:
        raise TurnedAway(_sign_in_first(request))
    request.state.session = session
    if request.method not in SAFE_METHODS and not await _from_our_page(request, session):
        raise TurnedAway(refused(request, "not_our_page"))
    if session.account.password_given and request.url.path not in (ACCOUNT, SIGN_OUT):
        raise TurnedAway(RedirectResponse(ACCOUNT, 303) if wants_page(request) else refused(request, "password_given"))
    return session.account


SignedIn = Annotated[Account, Depends(signed_in)]


async def administers(request: Request, account: SignedIn) -> Account:
    """Dependency of what only administrators may do."""
    if not account.administers:
        raise TurnedAway(refused(request, "not_allowed"))
    return account


Administers = Annotated[Account, Depends(administers)]


def refused(request: Request, why: str, status: int = 403) -> Response:
    """A refusal as the asker can use it: a page, or ``{"error": why}``."""
    return render(request, "refused", status, why=why) if wants_page(request) else JSONResponse({"error": why}, status)


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer; a script's fetch does not ask for HTML."""
    return "text/html" in request.headers.get("accept", "")


def safe_next(wanted: str) -> str:
    """Where to go after signing in: an address of the desk, nothing else."""
    try:
        url = urlsplit(wanted)
    except ValueError:
        return HOME
    here = not url.scheme and not url.netloc and (url.path == HOME or url.path.startswith(f"{HOME}/"))
    plain = wanted.isprintable() and "\\" not in wanted and len(wanted) < 1000
    return wanted if here and plain and not url.path.startswith((SIGN_IN, SIGN_OUT)) else HOME


def _sign_in_first(request: Request) -> Response:
    if not wants_page(request):
        return JSONResponse({"error": "sign_in"}, 401)
    wanted = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    target = safe_next(wanted) if request.method in SAFE_METHODS else HOME
    return RedirectResponse(f"{SIGN_IN}?next={quote(target, safe='/')}" if target != HOME else SIGN_IN, 303)


async def _from_our_page(request: Request, session: Session) -> bool:
    if not same_origin(request):
        return False
    token = request.headers.get(CSRF_HEADER)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if token is None and kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        token = str((await request.form()).get(CSRF_FIELD, ""))
    return hmac.compare_digest((token or "").encode(), session.csrf.encode())
