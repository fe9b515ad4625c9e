"""Routes of /desk/accounts, where administrators keep everyone's accounts."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.account import LANGUAGES, Account, NotAnAccount, Role, as_name, as_username
from bot.desk.signin.gate import Administers, Gate
from bot.desk.signin.local import LocalSignIn
from bot.desk.signin.passwords import generated
from bot.desk.view import render
from bot.store.accounts import LastAdmin, NoAccount, UsernameTaken

ACCOUNTS = "/desk/accounts"

logger = logging.getLogger(__name__)


def build(gate: Gate, local: LocalSignIn) -> APIRouter:
    """The page about everyone, for administrators."""
    router = APIRouter(include_in_schema=False)

    def page(request: Request, problem: str | None = None, status: int = 200, **more: object) -> Response:
        done = request.query_params.get("done") if not problem and not more else None
        context = {
            "accounts": gate.accounts.all(),
            "teams": gate.teams,
            "languages": LANGUAGES,
            "roles": list(Role),
            "done": done,
        }
        return render(request, "accounts", status, problem=problem, **context, **more)

    @router.get(ACCOUNTS)
    async def show(request: Request, admin: Administers) -> Response:
        return page(request)

    @router.post(ACCOUNTS)
    async def create(
        request: Request,
        admin: Administers,
        email: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        role: Annotated[str, Form()] = "advisor",
        teams: Annotated[list[str], Form()] = [],  # noqa: B006  FastAPI copies it
        languages: Annotated[list[str], Form()] = [],  # noqa: B006
    ) -> Response:
        typed = {"email": email, "name": name, "role": role, "teams": teams, "languages": languages}
        try:
            username, name, chosen = as_username(email), as_name(name), Role(role)
        except NotAnAccount as error:
            return page(request, str(error), 400, typed=typed)
        except ValueError:
            return page(request, "role", 400, typed=typed)
        password = generated()
        try:
            account = gate.accounts.create(
                username,
                name,
                chosen,
                set(teams) & set(gate.teams),
                set(languages) & set(LANGUAGES),
                password_hash=await local.hash(password),
                password_given=True,
            )
        except UsernameTaken:
            return page(request, "taken", 409, typed=typed)
        logger.info("accounts: %d made account %d, %s", admin.id, account.id, account.role)
        return page(request, made=account, password=password)

    @router.post(f"{ACCOUNTS}/{{account_id}}")
    async def change(
        request: Request,
        account_id: int,
        admin: Administers,
        role: Annotated[str, Form()] = "",
        teams: Annotated[list[str], Form()] = [],  # noqa: B006
        languages: Annotated[list[str], Form()] = [],  # noqa: B006
        active: Annotated[str, Form()] = "",
    ) -> Response:
        account = _there(gate, account_id)
        if account is None:
            return page(request, "gone", 404)
        try:
            account = gate.accounts.change(
                account_id,
                role=Role(role),
                teams={team for team in teams if team in gate.teams or team in account.teams},
                languages=set(languages) & set(LANGUAGES),
                active=active == "yes",
            )
        except LastAdmin:
            return page(request, "last_admin", 409)
        except NoAccount:
            return page(request, "gone", 404)
        except ValueError:
            return page(request, "role", 400)
        logger.info("accounts: %d changed account %d: %s, %s", admin.id, account.id, account.role, "active" if account.active else "inactive")  # fmt: skip
        return RedirectResponse(f"{ACCOUNTS}?done=changed", 303)

    @router.post(f"{ACCOUNTS}/{{account_id}}/password")
    async def new_password(request: Request, account_id: int, admin: Administers) -> Response:
        account = _there(gate, account_id)
        if account is None:
            return page(request, "gone", 404)
        if account_id == admin.id:  # it would end the session that shows the new one
            return page(request, "own_password", 409)
        password = generated()
        gate.accounts.set_password(account_id, await local.hash(password), given=True)
        logger.info("accounts: %d gave account %d a new password", admin.id, account_id)
        return page(request, made=account, password=password)

    return router


def _there(gate: Gate, account_id: int) -> Account | None:
    return gate.accounts.get(account_id) if 0 < account_id < 2**31 else None
