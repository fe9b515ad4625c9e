"""All settings, from environment variables with safe defaults. Described for people in docs/settings.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PHONE = r"^[0-9+() .ext-]{3,40}$"


class SettingsError(ValueError):
    """A setting that can't be used; the message names it, says why and what to do."""


class Settings(BaseSettings):
    """One attribute per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", frozen=True)

    database_url: str = Field("sqlite:///var/advisor.db", description="Where knowledge, conversations and hand-offs are kept: a SQLAlchemy URL for SQLite or PostgreSQL.")
    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8000, description="Port the server listens on.")
    cache_dir: Path = Field(Path("var/cache"), description="Folder for what can be built again: the sentence encoder's runtime form.")
    models_dir: Path = Field(Path("models"), description="Folder of trained Rasa models.")
    cookie_secure: bool = Field(False, description="Send the conversation cookie over HTTPS only. Turn on wherever the site has HTTPS.")
    conversation_days: Annotated[int, Field(ge=1, le=365)] = Field(30, description="Days after which a conversation nobody came back to is deleted.")
    rate_limit: str = Field("20/minute;6/5 seconds", description="Messages one visitor may send, in the notation of the 'limits' library; more get 429.")
    max_message_chars: Annotated[int, Field(ge=100, le=20000)] = Field(4000, description="Longest message accepted, in characters.")
    trusted_proxies: str = Field("", description="Comma-separated addresses of reverse proxies whose X-Forwarded-For is believed when counting visitors' messages.")
    college_counseling_phone: str = Field("555-0142", pattern=PHONE, description="The college's counseling number, shown in a crisis.")
    college_security_phone: str = Field("555-0111", pattern=PHONE, description="The college's campus safety number, shown in a crisis.")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much the server logs.")

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError as error:
            raise ValueError("is not a database URL such as sqlite:///var/advisor.db or postgresql+psycopg://user@host/name") from error
        if backend not in ("sqlite", "postgresql"):
            raise ValueError(f"names {backend}; use sqlite:///... or postgresql+psycopg://...")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("rate_limit")
    @classmethod
    def _rate_limit(cls, value: str) -> str:
        from limits import parse_many

        parse_many(value)
        return value


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingsError: naming each environment variable that can't be used, and why.
    """
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        lines = [f"{str(e['loc'][0]).upper()}={e['input']!r}: {e['msg']}" for e in error.errors()]
        raise SettingsError("these settings can't be used (docs/settings.md lists all):\n  " + "\n  ".join(lines)) from None
