"""Routes of the sign-in page and of signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.signin import cookies
from bot.desk.signin.gate import SIGN_IN, SIGN_OUT, Gate, SignedIn, refused, safe_next
from bot.desk.signin.local import LocalSignIn
from bot.desk.view import render
from bot.web.guardrails import Pace, address, same_origin


def build(gate: Gate, local: LocalSignIn) -> APIRouter:
    """/desk/sign-in and /desk/sign-out. Nobody is signed in yet, so that the origin stands in for the session's token."""
    router = APIRouter(include_in_schema=False)
    pace = Pace(gate.settings.sign_in_rate)

    @router.get(SIGN_IN)
    async def page(request: Request, next: str = "") -> Response:
        if gate.session(request):
            return RedirectResponse(safe_next(next), 303)
        return sign_in_page(request, gate, next)

    @router.post(SIGN_IN)
    async def sign_in(
        request: Request,
        email: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "",
    ) -> Response:
        if not same_origin(request):
            return refused(request, "not_our_page")
        if wait := pace.wait(address(request, gate.settings)):
            response = sign_in_page(request, gate, next, "too_often", 429, email)
            response.headers["Retry-After"] = str(wait)
            return response
        account = await local.account(email, password)
        if account is None:
            return sign_in_page(request, gate, next, "wrong", 401, email)
        return gate.let_in(request, account, RedirectResponse(safe_next(next), 303))

    @router.post(SIGN_OUT)
    async def sign_out(request: Request, account: SignedIn) -> Response:
        gate.end(request)
        response = RedirectResponse(f"{SIGN_IN}?bye=1", 303)
        cookies.clear_cookie(response, gate.settings)
        return response

    return router


def sign_in_page(
    request: Request, gate: Gate, next: str = "", problem: str | None = None, status: int = 200, email: str = ""
) -> Response:
    """The sign-in page. ``problem``: a key of its sentences."""
    college, bye = bool(gate.settings.oidc_issuer), "bye" in request.query_params
    return render(request, "signin", status, next=safe_next(next), problem=problem, email=email, college=college, bye=bye)
