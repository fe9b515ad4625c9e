"""``python -m bot chats``: what whoever runs the assistant sees of Slack and Teams."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.__main__ import app
from bot.chat.model import Platform, Tenant
from bot.chats import state
from bot.delivery.senders import OutboxRow
from bot.settings import Settings, settings
from bot.store import Database
from bot.store.chat_tenants import ChatTenants
from bot.store.outbox import OutboxStore
from tests.chat.signed_teams import APP, TENANT
from tests.chat.slack_requests import SECRET


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/chats.db",
        slack_signing_secret=SECRET,
        slack_client_id="1.2",
        slack_client_secret="of the app",
        teams_app_id=APP,
        teams_app_secret="of the app",
        teams_tenant=TENANT,
        alerts=f"advising=slack:T1ST/CADVISING,teams:{TENANT}/19:advising@thread.tacv2",
    )


def test_what_is_off_is_said_to_be_off(tmp_path: Path) -> None:
    assert state(Settings(database_url=f"sqlite:///{tmp_path}/none.db")) == ["slack: off", "teams: off"]


def test_it_says_what_is_missing_before_the_first_message(chosen: Settings) -> None:
    told = "\n".join(state(chosen))
    assert "T1ST: the app is not installed; an administrator of the desk does so at" in told
    assert "room T1ST/CADVISING" in told
    assert f"{TENANT}: nothing came from this tenant yet" in told


def test_it_says_which_scopes_an_older_installation_lacks(chosen: Settings) -> None:
    database = Database(chosen.database_url)
    database.migrate()
    ChatTenants(database, SECRET).keep(Tenant(Platform.SLACK, "T1ST", token="xoxb-1", scopes="chat:write,im:history"))
    told = "\n".join(state(chosen))
    assert "T1ST: lacks app_mentions:read, channels:history" in told
    assert "chat:write" not in told
    ChatTenants(database, SECRET).removed(Platform.SLACK, "T1ST")
    assert "T1ST: the app was removed" in "\n".join(state(chosen))


def test_it_says_that_a_changed_secret_needs_a_new_installation(chosen: Settings) -> None:
    database = Database(chosen.database_url)
    database.migrate()
    ChatTenants(database, "another secret").keep(Tenant(Platform.SLACK, "T1ST", token="xoxb-1"))
    assert "its token can't be read" in "\n".join(state(chosen))


def test_it_says_what_waits_and_what_was_given_up_and_why(chosen: Settings) -> None:
    database = Database(chosen.database_url)
    database.migrate()
    rows = OutboxStore(database)
    for key in ("one", "two", "three"):
        with database.transaction() as connection:
            rows.put(connection, OutboxRow(lane=key, channel="slack", key=key, payload={}))
    (first, second) = (rows.head(key, datetime.now(UTC)) for key in ("one", "two"))
    assert first
    assert second
    rows.put_off(first, datetime.now(UTC), "Slack answered chat.postMessage with 429")
    rows.give_up(second, "Slack refused chat.postMessage: is_archived")
    told = "\n".join(state(chosen))
    assert "2 to be sent, the oldest for 0 min: Slack answered chat.postMessage with 429" in told
    assert "1 given up, the last because: Slack refused chat.postMessage: is_archived" in told


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, chosen: Settings) -> CliRunner:
    monkeypatch.setenv("TEAMS_APP_ID", APP)
    monkeypatch.setenv("TEAMS_APP_SECRET", "of the app")
    monkeypatch.setenv("TEAMS_TENANT", TENANT)
    monkeypatch.setenv("DATABASE_URL", chosen.database_url)
    settings.cache_clear()
    yield CliRunner()  # type: ignore[misc]
    settings.cache_clear()


def test_the_files_for_both_platforms_are_written_for_the_host(runs: CliRunner, tmp_path: Path) -> None:
    slack, teams = tmp_path / "app.yml", tmp_path / "app.zip"
    for platform, file in (("slack", slack), ("teams", teams)):
        told = runs.invoke(app, ["chats", "manifest", platform, "--host", "advisor.college.edu", "--to", str(file)])
        assert told.exit_code == 0, told.output
        assert str(file) in told.output.replace("\n", "")
    assert "https://advisor.college.edu/slack/events" in str(yaml.safe_load(slack.read_text()))
    with zipfile.ZipFile(teams) as packed:
        assert "advisor.college.edu" in packed.read("manifest.json").decode()


def test_an_address_in_place_of_a_host_is_refused_in_a_sentence(runs: CliRunner) -> None:
    told = runs.invoke(app, ["chats", "manifest", "slack", "--host", "https://advisor.college.edu"])
    assert told.exit_code == 2
    assert "Traceback" not in told.output


def test_the_state_is_printed(runs: CliRunner) -> None:
    told = runs.invoke(app, ["chats"])
    assert told.exit_code == 0
    assert "slack: off" in told.output
    assert "teams: on" in told.output
