"""Routes of /desk/new, where an advisor begins a case, such as for a student who calls."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.model import IllegalMove
from bot.desk.account import LANGUAGES, Account
from bot.desk.desk import Desk
from bot.desk.pages.queues import tabs
from bot.desk.pages.room import DeskRoute
from bot.desk.signin.gate import HOME, SignedIn
from bot.desk.view import render

NEW = f"{HOME}/new"
LONGEST_ABOUT, LONGEST_LINE = 2000, 190  # characters


def build(desk: Desk) -> APIRouter:
    """The form and what it sends."""
    router = APIRouter(include_in_schema=False, route_class=DeskRoute)

    def page(request: Request, account: Account, typed: dict[str, str], problem: str = "", status: int = 200) -> Response:
        teams = {t.id: t.name for t in desk.parts.catalog.teams.values() if account.sees(t.id)}
        return render(request, "begin", status, queues=tabs(desk, account), teams=teams, typed=typed, problem=problem)

    @router.get(NEW)
    def show(request: Request, account: SignedIn) -> Response:
        return page(request, account, {"language": "en", "team": next(iter(account.teams), "")})

    @router.post(NEW)
    def begin(
        request: Request,
        account: SignedIn,
        team: Annotated[str, Form()] = "",
        about: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        contact: Annotated[str, Form()] = "",
        language: Annotated[str, Form()] = "en",
    ) -> Response:
        typed = {"team": team, "about": about, "name": name, "contact": contact, "language": language}
        if len(about) > LONGEST_ABOUT or max(len(name), len(contact)) > LONGEST_LINE:
            return page(request, account, typed, "long", 400)
        chosen = language if language in LANGUAGES else "en"
        try:
            case = desk.advisors.begin(account, team, about, name.strip() or None, contact.strip() or None, chosen)
        except IllegalMove as refusal:
            return page(request, account, typed, str(refusal), 409)
        return RedirectResponse(f"{HOME}/cases/{case.id}", 303)

    return router
