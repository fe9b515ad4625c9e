"""Passwords: what may be one, how it is hashed, how a guess is checked without telling whether there was anything to guess."""

from __future__ import annotations

import re
import secrets
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200  # characters

# Long enough and tried first by everyone who guesses; compared without case, spaces and signs.
COMMON = frozenset(Path(__file__).with_name("common.txt").read_text(encoding="utf-8").split())
_SIGNS = re.compile(r"[\W_]+")


class Passwords:
    """Argon2id with the library's present parameters; a hash made with older ones is made anew when its password is next used."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        return self._hasher.hash(_one_form(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether this is the password behind the hash. Without one, the same work is done and the answer is no."""
        try:
            return self._hasher.verify(stored or self._nobodys, _one_form(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)


def objection(password: str, username: str, name: str) -> str | None:
    """Why this may not be somebody's password, as a key for the templates: "short", "long", "common", "own"; None if it may."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    bare = _SIGNS.sub("", _one_form(password).casefold())
    if bare in COMMON or len(set(bare)) < 5:
        return "common"
    own = {_SIGNS.sub("", text.casefold()) for text in (username, username.partition("@")[0], name)}
    return "own" if any(len(text) > 3 and bare.replace(text, "", 1) in ("", *_TAILS) for text in own) else None


_TAILS = frozenset({str(number) for number in range(1000)} | {str(year) for year in range(1900, 2100)} | {"1234", "12345"})


def generated() -> str:
    """A password to be handed over and changed at the first sign-in; nothing in it is mistaken when read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _one_form(password: str) -> str:
    """The same characters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKC", password)
