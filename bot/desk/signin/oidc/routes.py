"""Routes to the college's sign-on and back."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.signin.gate import SIGN_IN, Gate, safe_next
from bot.desk.signin.oidc.admit import admit
from bot.desk.signin.oidc.flow import Flow, forget
from bot.desk.signin.oidc.provider import CollegeError, Provider
from bot.desk.signin.routes import sign_in_page

LEAVE = f"{SIGN_IN}/college"
BACK = f"{LEAVE}/back"
STATUS = {"college_away": 503, "college_again": 400, "college_distrusted": 502}  # the others: 403

logger = logging.getLogger(__name__)


def build(gate: Gate) -> APIRouter:
    """The way out to the provider is a link and no form: the pages' own rules let forms lead nowhere else."""
    router = APIRouter(include_in_schema=False)
    provider = Provider(gate.settings)

    def back_address(request: Request) -> str:
        return f"{gate.settings.public_url or str(request.base_url).rstrip('/')}{BACK}"

    def not_signed_in(request: Request, error: CollegeError, next: str = "") -> Response:
        logger.warning("sign-in by the college: %s: %s", error.key, error)
        response = sign_in_page(request, gate, next, error.key, STATUS.get(error.key, 403))
        forget(response, gate.settings)
        return response

    @router.get(LEAVE)
    async def leave(request: Request, next: str = "") -> Response:
        flow = Flow.begin(safe_next(next))
        try:
            response = RedirectResponse(await provider.address(flow, back_address(request)), 303)
        except CollegeError as error:
            return not_signed_in(request, error, next)
        flow.remember(response, gate.settings)
        return response

    @router.get(BACK)
    async def back(request: Request, code: str = "", state: str = "", iss: str = "", error: str = "") -> Response:
        flow = Flow.of(request)
        try:
            if flow is None or not flow.answers(state):
                raise CollegeError("college_again", "the state is not of this browser")
            if iss and iss != gate.settings.oidc_issuer:
                raise CollegeError("college_distrusted", "the answer is of another issuer")
            if error or not code:
                raise CollegeError("college_declined", f"the provider says {error[:50]!r}")
            person = await provider.person(code, flow, back_address(request))
            account = admit(person, gate.accounts, gate.settings)
        except CollegeError as failure:
            return not_signed_in(request, failure, flow.next if flow else "")
        response = gate.let_in(request, account, RedirectResponse(safe_next(flow.next), 303))
        forget(response, gate.settings)
        return response

    return router
