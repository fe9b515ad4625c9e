"""Routes of /desk/account: everyone's own name, languages and password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.account import LANGUAGES, Account, NotAnAccount, as_name
from bot.desk.signin.gate import ACCOUNT, Gate, SignedIn
from bot.desk.signin.local import LocalSignIn
from bot.desk.signin.passwords import objection
from bot.desk.view import render


def build(gate: Gate, local: LocalSignIn) -> APIRouter:
    """The page about oneself."""
    router = APIRouter(include_in_schema=False)

    def page(request: Request, account: Account, problem: str | None = None, status: int = 200) -> Response:
        done = request.query_params.get("done") if not problem else None
        return render(
            request, "account", status, account=account, teams=gate.teams, languages=LANGUAGES, problem=problem, done=done
        )

    @router.get(ACCOUNT)
    async def show(request: Request, account: SignedIn) -> Response:
        return page(request, account)

    @router.post(ACCOUNT)
    async def change(
        request: Request,
        account: SignedIn,
        do: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        languages: Annotated[list[str], Form()] = [],  # noqa: B006  FastAPI copies it
        present: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        again: Annotated[str, Form()] = "",
    ) -> Response:
        if do == "password":
            return await new_password(request, account, present, password, again)
        if account.password_given:
            return page(request, account, "password_given", 403)
        try:
            name = as_name(name)
        except NotAnAccount as error:
            return page(request, account, str(error), 400)
        gate.accounts.change(account.id, name=name, languages=set(languages) & set(LANGUAGES))
        return RedirectResponse(f"{ACCOUNT}?done=changed", 303)

    async def new_password(request: Request, account: Account, present: str, password: str, again: str) -> Response:
        """Only who knows the present password may set a new one; wrong ones count towards the lock as they do at the sign-in."""
        if not account.has_password:
            return page(request, account, "college_alone", 403)
        if await local.account(account.username, present) is None:
            return page(request, account, "present", 403)
        if password != again:
            return page(request, account, "again", 400)
        if why := "same" if password == present else objection(password, account.username, account.name):
            return page(request, account, why, 400)
        gate.accounts.set_password(account.id, await local.hash(password), given=False)
        return gate.let_in(request, account, RedirectResponse(f"{ACCOUNT}?done=password", 303))

    return router
