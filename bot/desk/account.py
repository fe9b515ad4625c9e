"""Who works at the desk: an account and what its role lets it do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LANGUAGES = ("en", "es")
LONGEST_NAME = 80  # characters; it stands beside each answer a student reads
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class Role(StrEnum):
    ADVISOR = "advisor"  # sees the cases of their teams
    LEAD = "lead"  # sees all cases
    ADMIN = "admin"  # sees all cases and the accounts


class NotAnAccount(ValueError):
    """What an account can't be made of. ``args[0]`` is a key for the templates: "email", "name"."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person who works at the desk. ``username`` is an e-mail address in lower case, ``name`` what students see."""

    id: int
    username: str
    name: str
    role: Role
    teams: tuple[str, ...]
    languages: tuple[str, ...]
    active: bool = True
    has_password: bool = False  # else they come by the college's sign-on alone
    password_given: bool = False  # somebody else made the password: it has to be changed before anything else
    subject: str | None = None  # stands for issuer and subject of the college's sign-on, once linked
    created: datetime

    @property
    def sees_all(self) -> bool:
        return self.role is not Role.ADVISOR

    @property
    def administers(self) -> bool:
        return self.role is Role.ADMIN

    def sees(self, team: str) -> bool:
        """Whether cases of this team are shown to them."""
        return self.sees_all or team in self.teams


def as_username(email: str) -> str:
    """An e-mail address as it is stored.

    Raises:
        NotAnAccount: if it has not the form of one.
    """
    email = email.strip().lower()
    if len(email) > 190 or not _EMAIL.fullmatch(email):
        raise NotAnAccount("email")
    return email


def as_name(name: str) -> str:
    """A name as students see it.

    Raises:
        NotAnAccount: if it is empty, too long, or holds what can't be printed.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise NotAnAccount("name")
    return name
