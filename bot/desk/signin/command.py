"""``python -m bot advisor``: make, show and change the accounts of the desk from a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from bot.desk.account import LANGUAGES, Account, NotAnAccount, Role, as_name, as_username

if TYPE_CHECKING:
    from bot.store.accounts import AccountStore

WHY = {
    "email": "is not an e-mail address; write one such as ana.ruiz@college.edu",
    "name": "is not a name of 1 to 80 characters",
    "short": "Use 12 characters or more.",
    "long": "Use 200 characters or fewer.",
    "common": "That is among the first passwords that are guessed.",
    "own": "The name or e-mail address is not a safe password.",
}


class Unusable(ValueError):
    """What was asked for can't be done; the message says why and what to do."""


def run(
    accounts: AccountStore,
    known_teams: Callable[[], Collection[str]],
    out: Console,
    email: str | None,
    name: str | None,
    role: Role | None,
    teams: str | None,
    languages: str | None,
    new_password: bool,
    active: bool | None,
) -> None:
    """List all accounts, or make or change the one of an e-mail address. ``known_teams`` reads the content's, if any are named.

    Raises:
        Unusable: with what was wrong and what to do.
    """
    from bot.store.accounts import LastAdmin

    if email is None:
        _list(accounts, out)
        return
    username, shown = _checked(as_username, email), _checked(as_name, name) if name is not None else None
    chosen_teams = _among(teams, known_teams() if teams else (), "TEAMS")
    chosen_languages = _among(languages, LANGUAGES, "LANGUAGES")
    account = accounts.of_username(username)
    if account is None:
        if shown is None:
            raise Unusable(f'There is no account of {username}. To make one, say the name that students see: NAME="Ana Ruiz".')
        account = accounts.create(username, shown, role or Role.ADVISOR, chosen_teams or (), chosen_languages or ("en",))
        new_password = True
    else:
        try:
            account = accounts.change(
                account.id, name=shown, role=role, teams=chosen_teams, languages=chosen_languages, active=active
            )
        except LastAdmin:
            raise Unusable("Nobody would be left to look after the accounts. Make someone else an administrator first.") from None
    if new_password:
        _give_password(accounts, account, out)
    _show(accounts.get(account.id) or account, out)


def _give_password(accounts: AccountStore, account: Account, out: Console) -> None:
    """Asked for twice in a terminal; where there is none, made up, shown once, and to be changed at the first sign-in."""
    from bot.desk.signin.passwords import Passwords, generated, objection

    asked = sys.stdin.isatty()
    password = "" if asked else generated()
    while asked and not password:
        password = typer.prompt(f"Password for {account.name}", hide_input=True, confirmation_prompt=True, err=True)
        if why := objection(password, account.username, account.name):
            _say(out, WHY[why])
            password = ""
    accounts.set_password(account.id, Passwords().hash(password), given=not asked)
    if not asked:
        _say(out, f"Password, shown only now and to be changed at the first sign-in: {password}")


def _list(accounts: AccountStore, out: Console) -> None:
    known = accounts.all()
    for account in known:
        _show(account, out)
    if not any(account.administers and account.active for account in known):
        _say(out, 'Nobody looks after the accounts yet: make advisor EMAIL=you@college.edu NAME="Your Name" ROLE=admin')


def _show(account: Account, out: Console) -> None:
    ways = [way for way, has in (("password", account.has_password), ("college sign-on", bool(account.subject))) if has]
    parts = [account.username, account.name, account.role.value, ", ".join(account.teams) or "no team"]
    parts += [", ".join(account.languages), " and ".join(ways) or "no way in"]
    _say(out, "  ".join([*parts, *([] if account.active else ["switched off"])]))


def _checked(check: Callable[[str], str], value: str) -> str:
    try:
        return check(value)
    except NotAnAccount as error:
        raise Unusable(f"{value!r} {WHY[str(error)]}.") from None


def _among(given: str | None, known: Collection[str], name: str) -> list[str] | None:
    if given is None:
        return None
    chosen = [part.strip() for part in given.split(",") if part.strip()]
    if unknown := [part for part in chosen if part not in known]:
        raise Unusable(f"{name}={','.join(unknown)} is not known. There are: {', '.join(known)}.")
    return chosen


def _say(out: Console, text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)
