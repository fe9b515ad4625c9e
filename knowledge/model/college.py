"""The college itself: provider, campuses, people to reach, dates to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Record, Ref, words


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to reach a person or an office; at least one way is given."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    phone: str | None = None
    text: str | None = None
    email: str | None = None
    url: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        if not any((self.phone, self.text, self.email, self.url, self.place)):
            raise ValueError("a contact needs at least one of phone, text, email, url, place")


@dataclass(frozen=True, kw_only=True)
class Provider(Record):
    """An organization that teaches or serves; ``unitid`` is its IPEDS id, absent for one that is invented."""

    KIND: ClassVar[str] = "provider"

    name: str
    label: str = ""  # shown with the name wherever it stands, such as "demonstration college"
    unitid: int | None = None
    contact: Contact | None = None
    city: str = ""
    state: str = ""  # postal abbreviation; empty for one that is invented


@dataclass(frozen=True, kw_only=True)
class Campus(Record):
    KIND: ClassVar[str] = "campus"

    name: str
    provider: Annotated[str, Ref("provider")]
    address: str
    transit: str = ""
    transit_es: str = ""
    aliases: tuple[str, ...] = words()


@dataclass(frozen=True, kw_only=True)
class Deadline(Record):
    """A date to keep. ``day`` is None where only words can tell ("as early as you can")."""

    KIND: ClassVar[str] = "deadline"

    name: str
    name_es: str
    what: str  # what to do, in a sentence
    what_es: str
    topic: str  # enrollment | financial_aid | payment | program | graduation | drop
    day: date | None = None
    end: date | None = None
    url: str | None = None
    programs: tuple[Annotated[str, Ref("program")], ...] = words()
    aliases: tuple[str, ...] = words()


@dataclass(frozen=True, kw_only=True)
class Staff(Record):
    """A person or team a student may be brought to; ``languages`` are ISO 639-1 codes."""

    KIND: ClassVar[str] = "staff"

    name: str
    role: str
    role_es: str
    contact: Contact
    hours: str
    hours_es: str
    languages: tuple[str, ...] = ("en",)
    clusters: tuple[Annotated[str, Ref("cluster")], ...] = words()
    team: str = "advising"
