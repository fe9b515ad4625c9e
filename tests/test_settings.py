"""Every setting is described, every wrong value is answered with how to mend it, and no message is a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsError, settings

NAMES = sorted(name.upper() for name in Settings.model_fields)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any of our variables, and settings not read yet."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.settings.settings.cache_clear", settings.cache_clear, raising=False)
    return monkeypatch


def read(environment: pytest.MonkeyPatch, **values: str) -> Settings:
    """The settings with these variables set; what this process has read stays as it is."""
    for name, value in values.items():
        environment.setenv(name, value)
    return settings.__wrapped__()


def test_without_any_variable_it_runs_on_this_machine_only(environment: pytest.MonkeyPatch) -> None:
    chosen = read(environment)
    assert (chosen.host, chosen.port, chosen.database_url) == ("127.0.0.1", 8000, "sqlite:///var/advisor.db")


WRONG = [
    ("PORT", "abc", "integer"),
    ("PORT", "0", "greater than or equal to 1"),
    ("PORT", "70000", "less than or equal to 65535"),
    ("PORT", "", "integer"),
    ("HOST", "", "at least 1 character"),
    ("DATABASE_URL", "advisor.db", "is not a database URL such as sqlite:///var/advisor.db"),
    ("DATABASE_URL", "", "is not a database URL"),
    ("DATABASE_URL", "postgresql://host:port/name", "is not a database URL"),
    ("DATABASE_URL", "mysql://host/name", "names mysql; use a URL that begins with sqlite:/// or postgresql+psycopg://"),
    ("DATABASE_URL", "sqlite://", "names no file"),
    ("DATABASE_URL", "sqlite:///:memory:", "names no file"),
    ("COOKIE_SECURE", "perhaps", "valid boolean"),
    ("CONVERSATION_DAYS", "0", "greater than or equal to 1"),
    ("CONVERSATION_DAYS", "400", "less than or equal to 365"),
    ("CONVERSATION_DAYS", "a month", "integer"),
    ("RATE_LIMIT", "fast", "is not a rate such as 20/minute"),
    ("RATE_LIMIT", "", "is not a rate such as 20/minute"),
    ("RATE_LIMIT", "5/fortnight", "is not a rate such as 20/minute"),
    ("RATE_LIMIT", "0/minute", "lets nobody in"),
    ("MAX_MESSAGE_CHARS", "10", "greater than or equal to 100"),
    ("MAX_MESSAGE_CHARS", "20001", "less than or equal to 20000"),
    ("TRUSTED_PROXIES", "proxy.example.edu", "'proxy.example.edu' is not an IP address"),
    ("TRUSTED_PROXIES", "10.0.0.1, 10.0.0", "'10.0.0' is not an IP address"),
    ("COLLEGE_COUNSELING_PHONE", "", "is not a phone number"),
    ("COLLEGE_COUNSELING_PHONE", "call us", "is not a phone number"),
    ("COLLEGE_SECURITY_PHONE", "()()()", "is not a phone number"),
    ("SESSION_IDLE_HOURS", "0", "greater than or equal to 1"),
    ("SESSION_HOURS", "100", "less than or equal to 72"),
    ("SIGN_IN_RATE", "slow", "is not a rate such as 20/minute"),
    ("OIDC_ISSUER", "https://login.college.edu", "needs OIDC_CLIENT_ID too"),
    ("OIDC_ISSUER", "http://login.college.edu", "is not an address such as https://"),
    ("OIDC_ISSUER", "https://[login", "is not an address such as https://"),
    ("OIDC_ISSUER", "https://login.college.edu?a=b", "is not an address such as https://"),
    ("OIDC_GROUPS", "aid-office", "'aid-office' does not say which role or team a group is"),
    ("OIDC_GROUPS", "aid-office=Financial Aid", "'aid-office=Financial Aid' does not say"),
    ("OIDC_GROUPS_CLAIM", "", "at least 1 character"),
    ("OIDC_CREATE", "perhaps", "valid boolean"),
    ("ALERTS", "advising@college.edu", "is not a team and its ways. Write it like advising=mail:"),
    ("ALERTS", "Advising=mail:a@college.edu", "is not a team and its ways"),
    ("ALERTS", "advising=a@college.edu", "does not begin with mail: or webhook:"),
    ("ALERTS", "advising=pager:555", "does not begin with mail: or webhook:"),
    ("ALERTS", "advising=", "names no way for the team advising"),
    ("ALERTS", "advising=mail:a@college.edu;advising=mail:b@college.edu", "names the team advising twice"),
    ("ALERTS", "advising=mail:college", "'college', which is not one e-mail address"),
    ("ALERTS", "advising=webhook:http://chat.college.edu", "is not https; http is for this machine only"),
    ("URGENT_ALERTS", "advising=mail:a@college.edu", "does not begin with mail: or webhook:"),
    ("PUBLIC_URL", "advisor.college.edu", "is not the address of a site such as https://advisor.college.edu"),
    ("PUBLIC_URL", "http://advisor.college.edu", "is not the address of a site"),
    ("PUBLIC_URL", "ftp://advisor.college.edu", "is not the address of a site"),
    ("PUBLIC_URL", "https://advisor.college.edu/?a=b", "is not the address of a site"),
    ("PUBLIC_URL", "https://advisor.college.edu:x", "is not the address of a site"),
    ("QUIET_HOURS", "9pm-7am", "is not a span of the day such as 21:00-07:00"),
    ("QUIET_HOURS", "24:00-07:00", "is not a span of the day"),
    ("QUIET_HOURS", "07:00-07:00", "begins when it ends"),
    ("ALERT_TIMEOUT", "0", "greater than or equal to 1"),
    ("ALERT_TIMEOUT", "61", "less than or equal to 60"),
    ("SMTP_HOST", "smtp.college.edu:587", "its port goes into SMTP_PORT"),
    ("SMTP_HOST", "smtps://smtp.college.edu", "is not the name of a mail server"),
    ("SMTP_HOST", "a b", "is not the name of a mail server"),
    ("SMTP_PORT", "70000", "less than or equal to 65535"),
    ("SMTP_SECURITY", "ssl", "'none', 'starttls' or 'tls'"),
    ("MAIL_FROM", "College Advising", "is not a sender such as advising@college.edu"),
    ("MAIL_FROM", "a@college.edu, b@college.edu", "is not a sender"),
    ("LOG_LEVEL", "loud", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
]


@pytest.mark.parametrize(("name", "value", "why"), WRONG, ids=[f"{name}={value}" for name, value, _ in WRONG])
def test_a_wrong_value_is_named_with_the_reason_and_how_to_write_it(
    environment: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(environment, **{name: value})
    told = str(caught.value)
    field = Settings.model_fields[name.lower()]
    assert f"{name}={value}: " in told
    assert why in told
    assert str(field.description) in told
    assert f"Default: {field.default or 'empty' if field.default is not False else False}" in told
    assert "docs/settings.md" in told
    assert "pydantic" not in told
    assert "Value error" not in told


def test_all_wrong_values_are_named_at_once(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        read(environment, PORT="abc", LOG_LEVEL="loud", RATE_LIMIT="fast")
    assert all(name in str(caught.value) for name in ("PORT=", "LOG_LEVEL=", "RATE_LIMIT="))


def test_a_password_is_never_shown(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        read(environment, DATABASE_URL="mysql://ana:s3cret@host/name")
    assert "s3cret" not in str(caught.value)
    assert "DATABASE_URL=mysql://ana:***@host/name" in str(caught.value)


TOGETHER = [
    ({"ALERTS": "advising=mail:a@college.edu"}, "SMTP_HOST=: is empty, while ALERTS or URGENT_ALERTS tell people by mail"),
    ({"URGENT_ALERTS": "mail:a@college.edu"}, "SMTP_HOST=: is empty, while ALERTS or URGENT_ALERTS tell people by mail"),
    ({"SMTP_HOST": "smtp.college.edu"}, "MAIL_FROM=: is empty, while SMTP_HOST names a mail server"),
    ({"URGENT_ALERTS": "webhook:https://a.example/x"}, "WEBHOOK_SECRET=: is empty, while ALERTS or URGENT_ALERTS name a webhook"),
    ({"SMTP_USER": "ana"}, "SMTP_PASSWORD=: is empty; SMTP_USER and SMTP_PASSWORD go together"),
    ({"SMTP_PASSWORD": "s3cret"}, "SMTP_USER=: is empty; SMTP_USER and SMTP_PASSWORD go together"),
    (
        {"SMTP_USER": "ana", "SMTP_PASSWORD": "s3cret", "SMTP_SECURITY": "none"},
        "SMTP_SECURITY=none: would send SMTP_PASSWORD in the open; use starttls or tls",
    ),
]


@pytest.mark.parametrize(("values", "why"), TOGETHER, ids=[", ".join(values) for values, _ in TOGETHER])
def test_settings_that_do_not_fit_each_other_are_named(environment: pytest.MonkeyPatch, values: dict[str, str], why: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(environment, **values)
    assert why in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_the_secret_of_webhooks_is_never_shown(environment: pytest.MonkeyPatch) -> None:
    ways = "a=webhook:https://hooks.example/tok3n,b;b=webhook:http://tok3n@hooks.example?tok3n"
    with pytest.raises(SettingsError) as caught:
        read(environment, ALERTS=ways, URGENT_ALERTS="webhok:https://hooks.example/tok3n", WEBHOOK_SECRET="sh0rt")
    told = str(caught.value)
    assert "WEBHOOK_SECRET=***: is too short" in told
    assert "ALERTS=a=webhook:https://hooks.example/...,b;b=webhook:http://hooks.example/..." in told
    assert "tok3n" not in told
    assert "sh0rt" not in told


def test_settings_can_be_printed_without_their_secrets() -> None:
    assert "s3cret" not in repr(Settings(smtp_password="s3cret", webhook_secret="s3cret of the college"))


@pytest.mark.parametrize(
    ("values", "site"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"HOST": "::"}, "http://[::1]:8000"),
        ({"HOST": "advisor.internal"}, "http://advisor.internal:8000"),
        ({"PUBLIC_URL": "https://college.edu/advisor/"}, "https://college.edu/advisor"),
    ],
)
def test_links_lead_to_the_site(environment: pytest.MonkeyPatch, values: dict[str, str], site: str) -> None:
    assert read(environment, **values).site == site


RIGHT: list[tuple[str, str, Any]] = [
    ("DATABASE_URL", "postgresql://ana@host/name", "postgresql+psycopg://ana@host/name"),
    (
        "DATABASE_URL",
        "postgresql+psycopg://ana:p%40ss@host:5432/name?sslmode=require",
        "postgresql+psycopg://ana:p%40ss@host:5432/name?sslmode=require",
    ),
    ("DATABASE_URL", "sqlite:////srv/advisor/advisor.db", "sqlite:////srv/advisor/advisor.db"),
    ("HOST", "0.0.0.0", "0.0.0.0"),
    ("COOKIE_SECURE", "true", True),
    ("COOKIE_SECURE", "0", False),
    ("TRUSTED_PROXIES", "127.0.0.1, ::1,", "127.0.0.1, ::1,"),
    ("RATE_LIMIT", "60/minute", "60/minute"),
    ("COLLEGE_COUNSELING_PHONE", "+1 (555) 010-0142 ext. 3", "+1 (555) 010-0142 ext. 3"),
    ("QUIET_HOURS", "21:00-07:00", "21:00-07:00"),
    ("SMTP_PORT", "25", 25),
    ("CACHE_DIR", "/srv/cache", Path("/srv/cache")),
    ("PUBLIC_URL", "https://advisor.college.edu/", "https://advisor.college.edu"),
    ("PUBLIC_URL", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ("OIDC_GROUPS", "Aid = Office=financial_aid; leads=lead;", "Aid = Office=financial_aid; leads=lead;"),
]


@pytest.mark.parametrize(("name", "value", "meant"), RIGHT, ids=[f"{name}={value}" for name, value, _ in RIGHT])
def test_a_right_value_is_taken(environment: pytest.MonkeyPatch, name: str, value: str, meant: Any) -> None:
    assert getattr(read(environment, **{name: value}), name.lower()) == meant


def test_what_others_put_in_the_environment_is_passed_over(environment: pytest.MonkeyPatch) -> None:
    assert read(environment, SOMETHING_ELSE="x").port == 8000


@pytest.mark.parametrize("command", ["run", "build", "chat"])
def test_a_command_with_a_wrong_value_ends_with_the_message_alone(root: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=root,
        env={**os.environ, "PORT": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "PORT=abc: Input should be a valid integer, unable to parse string as an integer." in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout == ""


def test_the_crisis_numbers_of_the_demonstration_are_its_own(root: Path) -> None:
    """In a crisis nobody is sent to the English office."""
    from knowledge.pack import read_pack

    pack = root / "knowledge" / "packs" / "millbrook"
    assert (
        Settings.model_fields["college_counseling_phone"].default == read_pack(pack).services["counseling-center"].contact.phone
    )
    assert not [
        file
        for file in pack.rglob("*.yml")
        if Settings.model_fields["college_security_phone"].default in file.read_text(encoding="utf-8")
    ]


# ---- docs/settings.md


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[str, str]]:
    """Default and meaning of each variable, as the page has them."""
    text = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    return {
        name: (default, meaning)
        for name, default, meaning in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    }


def test_every_setting_is_on_the_page_and_nothing_else(rows: dict[str, tuple[str, str]]) -> None:
    assert sorted(rows) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_code_says(rows: dict[str, tuple[str, str]], name: str) -> None:
    field = Settings.model_fields[name.lower()]
    assert rows[name] == ("empty" if field.default == "" else f"`{field.default}`", field.description)


def test_the_page_names_the_limits_of_numbers() -> None:
    text = " ".join((Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8").split())
    for name, field in Settings.model_fields.items():
        limits = [
            str(getattr(m, "ge", None) or getattr(m, "le", None)) for m in field.metadata if hasattr(m, "ge") or hasattr(m, "le")
        ]
        if limits:
            assert f"`{name.upper()}` {limits[0]} to {limits[1]}" in text


def test_nothing_else_is_read_from_the_environment(root: Path) -> None:
    """Whoever runs the assistant finds every variable on the one page."""
    known = {*NAMES, "RASA_TELEMETRY_ENABLED", "SQLALCHEMY_SILENCE_UBER_WARNING"}
    for path in [*(root / "bot").rglob("*.py"), *(root / "actions").rglob("*.py"), *(root / "knowledge").rglob("*.py")]:
        if "absent" in path.parts:
            continue
        for name in re.findall(
            r"""(?:environ(?:\.get|\.setdefault)?|getenv)[(\[]["'](\w+)["']|envvar=["'](\w+)["']""",
            path.read_text(encoding="utf-8"),
        ):
            assert set(name) - {""} <= known, f"{path}: {name}"
