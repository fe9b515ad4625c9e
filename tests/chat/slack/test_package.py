"""The manifest against the code: the app asks for what we use, and Slack calls where we listen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from fastapi.routing import APIRoute

from bot.channels.slack import oauth
from bot.channels.slack.api import METHODS
from bot.channels.slack.app import EVENTS
from bot.channels.slack.package import manifest
from bot.settings import Settings
from tests import app

HOST = "advisor.college.edu"


@pytest.fixture
def filled() -> dict[str, Any]:
    return dict(yaml.safe_load(manifest(HOST)))


def test_it_asks_for_the_scopes_of_what_we_call_and_hear_and_no_more(filled: dict[str, Any]) -> None:
    assert filled["oauth_config"]["scopes"]["bot"] == oauth.scopes()
    needed = {scope for scope in (*METHODS.values(), *EVENTS.values()) if scope}
    assert set(oauth.scopes()) - needed == {"users:read"}, "which users:read.email comes with"


def test_it_subscribes_to_the_events_that_are_taken(filled: dict[str, Any]) -> None:
    assert sorted(filled["settings"]["event_subscriptions"]["bot_events"]) == sorted(EVENTS)


def test_each_of_its_addresses_is_one_of_ours(filled: dict[str, Any]) -> None:
    wanted = {
        ("POST", filled["settings"]["event_subscriptions"]["request_url"]),
        ("POST", filled["settings"]["interactivity"]["request_url"]),
        *(("GET", url) for url in filled["oauth_config"]["redirect_urls"]),
    }
    (slack,) = (channel for channel in app.parts().channels if channel.platform == "slack")
    ours = {(m, route.path) for route in slack.router.routes if isinstance(route, APIRoute) for m in route.methods}
    for method, url in wanted:
        assert urlsplit(url).hostname == HOST
        assert (method, urlsplit(url).path) in ours or urlsplit(url).path == oauth.BACK


def test_its_tokens_are_renewed_and_no_socket_is_asked_for(filled: dict[str, Any]) -> None:
    assert filled["settings"]["token_rotation_enabled"] is True
    assert filled["settings"]["socket_mode_enabled"] is False
    assert filled["features"]["app_home"]["messages_tab_read_only_enabled"] is False, "or nobody could write to it"


def test_it_keeps_slack_s_limits(filled: dict[str, Any]) -> None:
    shown = filled["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(filled["features"]["bot_user"]["display_name"]) <= 80


@pytest.mark.parametrize("host", ["https://advisor.college.edu", "localhost:8000", "", "advisor", "a b.c"])
def test_what_is_no_host_is_refused_with_an_example(host: str) -> None:
    with pytest.raises(ValueError, match=r"advisor\.college\.edu"):
        manifest(host)


def test_the_guide_names_only_settings_addresses_and_commands_that_exist(root: Path) -> None:
    guide = (root / "docs" / "slack.md").read_text(encoding="utf-8")
    settings = {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"\b(?:SLACK|CHAT|PUBLIC|ALERT|URGENT|CONVERSATION)_[A-Z_]+\b", guide)) <= settings
    for path in re.findall(r"(?<![\w.])/(?:slack|desk/slack)/\w+", guide):
        assert path in {"/slack/events", "/slack/interactive", oauth.INSTALL, oauth.BACK}
    for link in re.findall(r"\]\((\w[\w-]*\.md)\)", guide):
        assert (root / "docs" / link).exists()
    for word in re.findall(r"python -m bot ([a-z]+)", guide):
        assert word in {"chats", "alerts", "advisor"}
