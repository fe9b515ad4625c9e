"""An administrator of the desk installs the app in a workspace, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.channels.slack import oauth
from bot.chat.model import Platform
from bot.desk.account import Role
from tests import app
from tests.chat.slack_api import Slack
from tests.desk.people import DeskServer, desk_server


@pytest.fixture(scope="module")
def desk() -> DeskServer:
    return desk_server(**app.chat_settings())


@pytest.fixture
def admin(desk: DeskServer) -> Iterator[httpx.Client]:
    with desk.at_desk(desk.hire(Role.ADMIN)) as client:
        yield client


def begins(client: httpx.Client) -> dict[str, list[str]]:
    """What Slack is asked at the beginning."""
    answer = client.get(oauth.INSTALL)
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path == "/oauth/v2/authorize"
    return parse_qs(urlsplit(answer.headers["location"]).query)


def granted(slack: Slack, team: str) -> str:
    """Slack has said yes; the code it brings."""
    code = f"code-{team}"
    slack.grants[code] = {
        "access_token": f"xoxe.xoxb-{team}",
        "refresh_token": f"xoxe-{team}",
        "expires_in": 43200,
        "scope": ",".join(oauth.scopes()),
        "bot_user_id": "UBOT2",
        "team": {"id": team, "name": "Second Campus"},
        "enterprise": None,
    }
    return code


def test_it_asks_slack_for_just_our_scopes_and_comes_back_here(admin: httpx.Client) -> None:
    asked = begins(admin)
    assert asked["scope"][0].split(",") == oauth.scopes()
    assert asked["client_id"] == ["1.2"]
    assert urlsplit(asked["redirect_uri"][0]).path == oauth.BACK
    assert len(asked["state"][0]) >= 32


def test_after_it_the_workspace_has_a_token_of_its_own(admin: httpx.Client, slack: Slack) -> None:
    state = begins(admin)["state"][0]
    page = admin.get(oauth.BACK, params={"code": granted(slack, "TSECOND"), "state": state})
    assert page.status_code == 200
    assert "Second Campus" in page.text
    (channel,) = (c for c in app.parts().channels if c.platform == "slack")
    assert channel
    kept = tenants().get(Platform.SLACK, "TSECOND")
    assert kept
    assert (kept.token, kept.refresh, kept.bot_user) == ("xoxe.xoxb-TSECOND", "xoxe-TSECOND", "UBOT2")
    again = admin.get(oauth.BACK, params={"code": granted(slack, "TTHIRD"), "state": state})
    assert again.status_code == 403, "what was begun comes back once"
    assert tenants().get(Platform.SLACK, "TTHIRD") is None


def test_what_nobody_began_is_turned_away(admin: httpx.Client, slack: Slack) -> None:
    for state in ("", "made-up"):
        assert admin.get(oauth.BACK, params={"code": granted(slack, "TFORGED"), "state": state}).status_code == 403
    assert tenants().get(Platform.SLACK, "TFORGED") is None


def test_what_one_administrator_began_no_other_ends(admin: httpx.Client, desk: DeskServer, slack: Slack) -> None:
    state = begins(admin)["state"][0]
    with desk.at_desk(desk.hire(Role.ADMIN)) as other:
        assert other.get(oauth.BACK, params={"code": granted(slack, "TFORGED"), "state": state}).status_code == 403
    assert tenants().get(Platform.SLACK, "TFORGED") is None


def test_a_no_of_slack_changes_nothing_and_says_so(admin: httpx.Client, slack: Slack) -> None:
    page = admin.get(oauth.BACK, params={"error": "access_denied", "state": begins(admin)["state"][0]})
    assert page.status_code == 400
    assert "not installed" in page.text
    page = admin.get(oauth.BACK, params={"code": "unknown", "state": begins(admin)["state"][0]})
    assert page.status_code == 502


@pytest.mark.parametrize("path", [oauth.INSTALL, oauth.BACK])
def test_advisors_may_not_and_strangers_are_led_to_the_sign_in(path: str, desk: DeskServer) -> None:
    with desk.at_desk(desk.hire(Role.ADVISOR)) as client:
        assert client.get(path).status_code == 403
    with desk.browser() as client:
        assert client.get(path).headers["location"].startswith("/desk/sign-in")


def tenants():  # type: ignore[no-untyped-def]
    from bot.store.chat_tenants import ChatTenants
    from tests.chat.slack_requests import SECRET

    return ChatTenants(app.parts().database, SECRET)
