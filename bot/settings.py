"""All settings, from environment variables with safe defaults. Described for people in docs/settings.md."""

from __future__ import annotations

import re
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.alerts import checks
from bot.chat import checks as chat_checks

PHONE = re.compile(r"[0-9+() .ext-]{3,40}")


class SettingsError(ValueError):
    """A setting that can't be used; the message names it, says why and what to do."""


class Settings(BaseSettings):
    """One attribute per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", frozen=True)

    database_url: str = Field(
        "sqlite:///var/advisor.db",
        description="Where knowledge, conversations and hand-offs are kept: a SQLAlchemy URL for SQLite or PostgreSQL.",
    )
    pack: Path = Field(Path("knowledge/packs/millbrook"), description="Folder of the content pack that is loaded at start.")
    host: Annotated[str, Field(min_length=1)] = Field("127.0.0.1", description="Address the server listens on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8000, description="Port the server listens on.")
    workers: Annotated[int, Field(ge=1, le=64)] = Field(
        1, description="Server processes that share the work; more than one needs PostgreSQL."
    )
    cache_dir: Path = Field(
        Path("var/cache"),
        description="Folder for what is derived and can be built again: the sentence encoder's runtime form, dictionaries, vocabulary.",
    )
    models_dir: Path = Field(Path("models"), description="Folder of trained Rasa models.")
    cookie_secure: bool = Field(False, description="Send cookies over HTTPS only. Turn on wherever the site has HTTPS.")
    conversation_days: Annotated[int, Field(ge=1, le=365)] = Field(
        30, description="Days after which a conversation nobody came back to is deleted."
    )
    rate_limit: str = Field(
        "60/second;1500/minute",
        description="Messages one address may send, in the notation of the 'limits' library; more get 429.",
    )
    max_message_chars: Annotated[int, Field(ge=100, le=20000)] = Field(
        4000, description="Longest message accepted, in characters."
    )
    trusted_proxies: str = Field(
        "",
        description="Comma-separated addresses of reverse proxies whose X-Forwarded-For is believed when counting visitors' messages.",
    )
    public_url: Annotated[str, AfterValidator(checks.public_url)] = Field(
        "", description="Address students and advisors reach the site at, for links in mail and alerts; empty for HOST and PORT."
    )
    alerts: Annotated[str, AfterValidator(checks.alerts)] = Field(
        "",
        description="How each team is told of cases: team=way,way;team=way, where a way is mail:address, webhook:address, slack:workspace/channel or teams:tenant/channel.",
    )
    urgent_alerts: Annotated[str, AfterValidator(checks.urgent_alerts)] = Field(
        "", description="Ways told of every urgent case besides those of its team, with commas between them."
    )
    quiet_hours: Annotated[str, AfterValidator(checks.quiet_hours)] = Field(
        "", description="Span of the day, such as 21:00-07:00, in which alerts that are not urgent wait."
    )
    alert_timeout: Annotated[int, Field(ge=1, le=60)] = Field(
        10, description="Seconds a mail server or webhook has to answer before it is tried again later."
    )
    webhook_secret: Annotated[str, AfterValidator(checks.webhook_secret)] = Field(
        "", repr=False, description="Secret that webhook alerts are signed with (Standard Webhooks), 16 characters or more."
    )
    smtp_host: Annotated[str, AfterValidator(checks.smtp_host)] = Field(
        "", description="Mail server that takes the assistant's mail; empty for no mail."
    )
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = Field(587, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "starttls", description="How the way to the mail server is secured."
    )
    smtp_user: str = Field("", description="User at the mail server, where it wants one.")
    smtp_password: str = Field("", repr=False, description="Password at the mail server, where it wants one.")
    mail_from: Annotated[str, AfterValidator(checks.mail_from)] = Field(
        "", description="Sender of all mail: an address, or a name and an address as in College Advising <advising@college.edu>."
    )
    college_counseling_phone: str = Field("555-0126", description="The college's counseling number, shown in a crisis.")
    college_security_phone: str = Field("555-0199", description="The college's campus safety number, shown in a crisis.")
    session_idle_hours: Annotated[int, Field(ge=1, le=24)] = Field(
        8, description="Hours without a click after which an advisor has to sign in again."
    )
    session_hours: Annotated[int, Field(ge=1, le=72)] = Field(
        12, description="Hours after which an advisor has to sign in again whatever they do."
    )
    sign_in_rate: str = Field(
        "20/minute;200/hour", description="Passwords one address may try, written as RATE_LIMIT is; more get 429."
    )
    oidc_client_id: str = Field("", description="What the college's sign-on (OpenID Connect) calls this site.")
    oidc_client_secret: str = Field(
        "", repr=False, description="The secret that goes with OIDC_CLIENT_ID; empty where PKCE alone is used."
    )
    oidc_groups_claim: Annotated[str, Field(min_length=1)] = Field(
        "groups", description="The claim in which the college's sign-on lists a person's groups."
    )
    oidc_groups: str = Field(
        "",
        description="Which group of the college's sign-on is which role (advisor, lead, admin) or team, with ; between them: desk-leads=lead;aid-office=financial_aid. Empty: roles and teams are given in the accounts page.",
    )
    oidc_create: bool = Field(False, description="Make an account for whoever comes by the college's sign-on and has none.")
    oidc_trust_email: bool = Field(
        False,
        description="Believe e-mail addresses that the college's sign-on does not call verified. Only where it gives out every address itself.",
    )
    oidc_issuer: str = Field(
        "", description="Address of the college's sign-on (OpenID Connect issuer). Empty: advisors sign in with a password alone."
    )
    slack_signing_secret: Annotated[str, AfterValidator(chat_checks.signing_secret)] = Field(
        "", repr=False, description="The Slack app's Signing Secret; with it Slack is on."
    )
    slack_bot_token: Annotated[str, AfterValidator(chat_checks.bot_token)] = Field(
        "", repr=False, description="The app's Bot User OAuth Token, for one workspace without the installation pages."
    )
    slack_client_id: Annotated[str, AfterValidator(chat_checks.client_id)] = Field(
        "", description="The app's Client ID, for installation at /desk/slack/install, in one workspace or several."
    )
    slack_client_secret: str = Field("", repr=False, description="The secret that goes with SLACK_CLIENT_ID.")
    slack_api: Annotated[str, AfterValidator(chat_checks.service)] = Field(
        "https://slack.com/api/", description="Address of Slack's Web API; another one for GovSlack."
    )
    teams_app_id: Annotated[str, AfterValidator(chat_checks.guid)] = Field(
        "", description="Application (client) ID of the bot in Entra; with it Teams is on."
    )
    teams_app_secret: str = Field("", repr=False, description="A client secret of that application.")
    teams_tenant: Annotated[str, AfterValidator(chat_checks.guid)] = Field(
        "", description="Directory (tenant) ID of the college, where the application is registered."
    )
    teams_tenants: Annotated[str, AfterValidator(chat_checks.guids)] = Field(
        "", description="Further tenants whose people may talk to the assistant, with commas between them."
    )
    teams_login: Annotated[str, AfterValidator(chat_checks.service)] = Field(
        "https://login.microsoftonline.com",
        description="Where tokens for answering come from; another one for government clouds.",
    )
    teams_keys: Annotated[str, AfterValidator(chat_checks.service)] = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys stand that Microsoft signs its requests with (OpenID metadata).",
    )
    teams_issuer: str = Field("https://api.botframework.com", description="Who signs Microsoft's requests.")
    teams_service_hosts: Annotated[str, AfterValidator(chat_checks.hosts)] = Field(
        "smba.trafficmanager.net,botframework.com",
        description="Hosts, with all below them, that answers to Teams may be sent to.",
    )
    chat_timeout: Annotated[int, Field(ge=1, le=30)] = Field(
        10, description="Seconds Slack or Teams have to take what we send before it is tried again later."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much the server logs.")

    @property
    def site(self) -> str:
        """Where people reach the site, without a slash at the end."""
        if self.public_url:
            return self.public_url
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        try:
            url = make_url(value)
        except (ArgumentError, ValueError) as error:
            raise ValueError(
                "is not a database URL such as sqlite:///var/advisor.db or postgresql+psycopg://user@host/name"
            ) from error
        backend = url.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise ValueError(f"names {backend}; use a URL that begins with sqlite:/// or postgresql+psycopg://")
        if backend == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError("names no file, so nothing would be kept")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("workers")
    @classmethod
    def _workers(cls, value: int, others: ValidationInfo) -> int:
        if value > 1 and str(others.data.get("database_url", "")).startswith("sqlite"):
            raise ValueError("needs PostgreSQL: set DATABASE_URL to one, or leave it at 1")
        return value

    @field_validator("rate_limit", "sign_in_rate")
    @classmethod
    def _rate_limit(cls, value: str) -> str:
        from limits import parse_many

        try:
            rules = parse_many(value)
        except ValueError as error:
            raise ValueError("is not a rate such as 20/minute, or several with ; between them") from error
        if not all(rule.amount and rule.multiples for rule in rules):
            raise ValueError("lets nobody in; the number has to be 1 or more")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _trusted_proxies(cls, value: str) -> str:
        for part in filter(None, map(str.strip, value.split(","))):
            try:
                ip_address(part)
            except ValueError as error:
                raise ValueError(
                    f"{part!r} is not an IP address; write addresses with commas between them, such as 127.0.0.1,10.0.0.7"
                ) from error
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _site(cls, value: str) -> str:
        try:
            url = urlsplit(value)
            secure = url.scheme == "https" or (url.scheme == "http" and url.hostname in ("127.0.0.1", "localhost", "::1"))
        except ValueError:
            secure = False
        if value and not (secure and url.hostname and not url.query and not url.fragment and not url.username):
            raise ValueError("is not an address such as https://login.college.edu (http:// for this machine alone)")
        return value

    @field_validator("oidc_groups")
    @classmethod
    def _oidc_groups(cls, value: str) -> str:
        for part in filter(None, map(str.strip, value.split(";"))):
            group, _, stands_for = part.rpartition("=")
            if not group.strip() or not re.fullmatch(r"[a-z_]+", stands_for.strip()):
                raise ValueError(f"{part!r} does not say which role or team a group is, such as aid-office=financial_aid")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _oidc_client(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("oidc_client_id"):
            raise ValueError("needs OIDC_CLIENT_ID too")
        return value

    @field_validator("college_counseling_phone", "college_security_phone")
    @classmethod
    def _phone(cls, value: str) -> str:
        if not PHONE.fullmatch(value) or not any(c.isdigit() for c in value):
            raise ValueError("is not a phone number; students in danger are told to call it")
        return value


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingsError: naming each environment variable that can't be used, why, and how to write it.
    """
    try:
        chosen = Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        wrong = [_told(str(e["loc"][0]), e["input"], e["msg"]) for e in error.errors()]
    else:
        unfit = (*checks.together(chosen), *chat_checks.together(chosen))
        wrong = [_told(name, getattr(chosen, name), why) for name, why in unfit]
        if not wrong:
            return chosen
    told = "\n".join(wrong)
    raise SettingsError(f"These settings can't be used (docs/settings.md lists all):\n{told}") from None


def _told(name: str, value: Any, why: str) -> str:
    """What is wrong with one setting and how to write it, without a password in it."""
    field = Settings.model_fields[name]
    shown = re.sub(r"(://[^:@/]*):[^@]*@", r"\1:***@", str(value))
    if name in ("alerts", "urgent_alerts"):
        from bot.alerts.ways import hidden

        shown = hidden(shown)
    if value and not field.repr:
        shown = "***"
    return f"  {name.upper()}={shown}: {why.removeprefix('Value error, ')}.\n    {field.description} Default: {'empty' if field.default == '' else field.default}"
