"""Routes of /desk/knowledge-drafts: answers that advisors propose, for the lead who passes them to the knowledge's owner."""

from __future__ import annotations

from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.pages.queues import tabs
from bot.desk.pages.room import DeskRoute
from bot.desk.signin.gate import HOME, SignedIn, TurnedAway, refused
from bot.desk.view import render
from bot.store.case_rows import Draft

DRAFTS = f"{HOME}/knowledge-drafts"
STATES = ("proposed", "taken", "declined")


async def leads(request: Request, account: SignedIn) -> Account:
    """Dependency of what only leads and administrators may do."""
    if not account.sees_all:
        raise TurnedAway(refused(request, "not_lead"))
    return account


Leads = Annotated[Account, Depends(leads)]


def build(desk: Desk) -> APIRouter:
    """The list, taking and declining, and the file for the owner of the knowledge."""
    router = APIRouter(include_in_schema=False, route_class=DeskRoute)
    cases = desk.parts.cases

    def page(request: Request, account: Account, state: str, problem: str = "", status: int = 200) -> Response:
        found = cases.drafts(state)
        authors = {a.id: a.name for a in desk.parts.accounts.all()}
        numbers = {each: len(cases.drafts(each)) for each in STATES}
        context = {"queues": tabs(desk, account), "drafts": found, "authors": authors, "state": state, "numbers": numbers}
        return render(request, "drafts", status, problem=problem, **context)

    @router.get(DRAFTS)
    def show(request: Request, account: Leads, state: str = "proposed") -> Response:
        return page(request, account, state if state in STATES else "proposed")

    @router.post(f"{DRAFTS}/{{number}}")
    def settle(request: Request, account: Leads, number: int, to: Annotated[str, Form()] = "") -> Response:
        if to not in ("taken", "declined"):
            return page(request, account, "proposed", "choose", 400)
        with desk.parts.database.transaction() as connection:
            settled = 0 < number < 2**31 and cases.settle_draft(connection, number, to)
        if not settled:
            return page(request, account, "proposed", "settled", 409)
        desk.parts.bell.ring("desk")
        return RedirectResponse(DRAFTS, 303)

    @router.get(f"{DRAFTS}.yml")
    def file(account: Leads, state: str = "taken") -> Response:
        chosen = state if state in STATES else "taken"
        records = [record(draft) for draft in cases.drafts(chosen)]
        text = yaml.safe_dump({"drafts": records}, allow_unicode=True, sort_keys=False, width=120)
        headers = {"Content-Disposition": f'attachment; filename="knowledge-drafts-{chosen}.yml"'}
        return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)

    return router


def record(draft: Draft) -> dict[str, Any]:
    """A proposal as the owner of the knowledge reads it."""
    return {
        "id": draft.id,
        "question": draft.question,
        "answer": draft.answer,
        "source": draft.source,
        "topic": draft.topic,
        "case": draft.case,
        "proposed": draft.created.date(),
    }
