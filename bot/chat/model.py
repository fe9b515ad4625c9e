"""Who speaks where: places, people and posts of the chat platforms, by the platforms' own ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Platform(StrEnum):
    """A platform is also the outbox channel of what goes there."""

    SLACK = "slack"
    TEAMS = "teams"


class Kind(StrEnum):
    """Whether others read along."""

    DIRECT = "direct"
    PUBLIC = "public"


@dataclass(frozen=True)
class Address:
    """Where a student's conversation takes place.

    ``tenant`` is a Slack workspace or an Entra tenant, ``place`` a Slack channel or a Teams conversation. In public each person
    has a conversation of their own in each ``thread``, by its root message. A direct one is found by its person; its ``thread`` is
    empty, and its ``place`` too until it is known.
    ``service_url`` is where Teams wants its answers, checked when it was taken.
    """

    platform: Platform
    tenant: str
    place: str
    person: str
    kind: Kind = Kind.DIRECT
    thread: str = ""
    service_url: str | None = None


@dataclass(frozen=True)
class Room:
    """A channel where advisors get their cases; in settings ``tenant/place`` behind ``slack:`` or ``teams:``."""

    platform: Platform
    tenant: str
    place: str

    @classmethod
    def read(cls, platform: Platform | str, written: str) -> Room:
        """The room of an outbox row or of settings."""
        tenant, _, place = written.partition("/")
        return cls(Platform(platform), tenant, place)

    @property
    def written(self) -> str:
        return f"{self.tenant}/{self.place}"


@dataclass(frozen=True)
class Person:
    """Somebody on a platform, by its id; no name is kept."""

    platform: Platform
    tenant: str
    id: str


@dataclass(frozen=True)
class Posted:
    """A message of ours on a platform.

    ``key`` names what it shows, such as ``reply:12:0``; ``kind`` is reply | said | line (to a student), card | words | note (to advisors).
    ``message`` is the platform's id of it, ``thread`` the message it stands under, ``version`` that of the case a card shows.
    """

    key: str
    kind: str
    platform: Platform
    tenant: str
    place: str
    message: str
    thread: str = ""
    version: int | None = None
    conversation: str | None = None
    case: int | None = None


@dataclass(frozen=True)
class Tenant:
    """A workspace or tenant that the assistant is installed in, and how it speaks there. Tokens are in the clear here only."""

    platform: Platform
    id: str
    enterprise: str | None = None
    bot: str = ""  # Slack's bot id, Teams' "28:<app id>"
    bot_user: str = ""  # Slack's user id of the bot
    token: str | None = None
    refresh: str | None = None
    expires: float | None = None  # Unix time
    scopes: str = ""
    service_url: str | None = None
    gone: bool = False
