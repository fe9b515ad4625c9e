"""Which account somebody has whom the college's sign-on has let through."""

from __future__ import annotations

import logging

from bot.desk.account import LONGEST_NAME, Account, NotAnAccount, Role, as_name, as_username
from bot.desk.signin.oidc.provider import CollegeError, Person
from bot.settings import Settings
from bot.store.accounts import AccountStore, LastAdmin, UsernameTaken

logger = logging.getLogger(__name__)


def admit(person: Person, accounts: AccountStore, settings: Settings) -> Account:
    """Their account, with role and teams as their groups say; the first time it is found by e-mail address and linked.

    Raises:
        CollegeError: if they have none, or may not come in.
    """
    given = _given(person, settings)
    account = accounts.of_subject(person.subject) or _first_time(person, accounts, settings)
    if not account.active:
        raise CollegeError("college_inactive", f"account {account.id} is not active")
    try:
        return accounts.change(account.id, role=given[0], teams=given[1])
    except LastAdmin:
        logger.warning("sign-in: the groups of account %d would leave no administrator; it stays as it is", account.id)
        return account


def _given(person: Person, settings: Settings) -> tuple[Role | None, set[str] | None]:
    """Role and teams by the groups; None where the settings give none by group."""
    pairs = [part.rpartition("=") for part in settings.oidc_groups.split(";") if part.strip()]
    by_group = [(group.strip(), stands_for.strip()) for group, _, stands_for in pairs]
    if not by_group:
        return None, None
    mine = {stands_for for group, stands_for in by_group if group in person.groups}
    if not mine:
        raise CollegeError("college_no_group", "in none of the groups of OIDC_GROUPS")
    roles = {role.value for role in Role}
    highest = next((role for role in reversed(Role) if role.value in mine), Role.ADVISOR)
    gives_roles = any(stands_for in roles for _, stands_for in by_group)
    gives_teams = any(stands_for not in roles for _, stands_for in by_group)
    return highest if gives_roles else None, mine - roles if gives_teams else None


def _first_time(person: Person, accounts: AccountStore, settings: Settings) -> Account:
    try:
        username = as_username(person.email)
    except NotAnAccount:
        raise CollegeError("college_no_email", "no e-mail address among the claims") from None
    if not (person.email_verified or settings.oidc_trust_email):
        raise CollegeError("college_unverified", "the e-mail address is not verified; see OIDC_TRUST_EMAIL")
    account = accounts.of_username(username)
    if account is None:
        return _new(person, username, accounts, settings)
    if account.subject:
        raise CollegeError("college_linked", f"account {account.id} is linked with another subject")
    accounts.link(account.id, person.subject)
    logger.info("sign-in: account %d is linked with the college's sign-on", account.id)
    return account


def _new(person: Person, username: str, accounts: AccountStore, settings: Settings) -> Account:
    if not settings.oidc_create:
        raise CollegeError("college_unknown", "no account of this e-mail address, and OIDC_CREATE is off")
    try:
        name = as_name(person.name[:LONGEST_NAME])
    except NotAnAccount:
        name = username.partition("@")[0][:LONGEST_NAME]
    try:
        account = accounts.create(username, name, Role.ADVISOR, [], ["en"], subject=person.subject)
    except UsernameTaken:  # made in the same moment, by another tab
        raise CollegeError("college_again", "the account was made at the same time") from None
    logger.info("sign-in: account %d was made for somebody who came by the college's sign-on", account.id)
    return account
