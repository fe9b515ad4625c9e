"""What we send, where Slack is slow, busy, away, or has taken it without our hearing so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack.api import METHODS, SlackApi
from bot.channels.slack.directory import SlackDirectory
from bot.channels.slack.tokens import Tokens
from bot.channels.slack.wire import SlackWire
from bot.chat.document import Document, Prose
from bot.chat.model import Person, Platform, Room, Tenant
from bot.chat.wire import Target
from bot.delivery.locks import TurnLocks
from bot.delivery.senders import NotNow, Undeliverable
from bot.settings import Settings
from bot.store import Database
from bot.store.chat_tenants import ChatTenants
from tests.chat.slack_api import Slack, slack_api
from tests.chat.slack_requests import SECRET

TO = Target("T1", "D1")


class Clock:
    """Seconds, as the test has it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def here() -> Iterator[Slack]:
    with slack_api() as running:
        yield running
        assert running.wrong == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tenants(tmp_path: Path) -> ChatTenants:
    database = Database(f"sqlite:///{tmp_path}/chats.db")
    database.migrate()
    return ChatTenants(database, SECRET)


@pytest.fixture
def settings(here: Slack) -> Settings:
    return Settings(
        slack_signing_secret=SECRET,
        slack_bot_token="xoxb-test",
        slack_client_id="1.2",
        slack_client_secret="of the app",
        slack_api=here.api,
        chat_timeout=1,
    )


@pytest.fixture
def api(settings: Settings, tenants: ChatTenants, clock: Clock) -> SlackApi:
    return SlackApi(settings, Tokens(settings, tenants, TurnLocks()), clock)


@pytest.fixture
def post(api: SlackApi) -> Callable[..., str]:
    """Post a line; the id of it."""
    wire = SlackWire(api)

    def send(text: str = "hello", key: str = "line:1:0", again: bool = False, to: Target = TO) -> str:
        (drawn,) = wire.draw(Document((Prose(text),), text))
        return run(api, wire.post(to, drawn, key, again))

    return send


def run(api: SlackApi, what: Any) -> Any:
    async def whole() -> Any:
        try:
            return await what
        finally:
            await api.close()

    return asyncio.run(whole())


def test_a_message_goes_out_with_its_words_its_key_and_the_token(post: Callable[..., str], here: Slack) -> None:
    ts = post("Welders join metal.")
    (call,) = here.sent()
    assert (call.ts, call.place, call.text, call.token) == (ts, "D1", "Welders join metal.", "xoxb-test")
    assert call.fields["metadata"]["event_payload"] == {"key": "line:1:0"}
    assert call.fields["unfurl_links"] is False


def test_busy_slack_is_left_alone_as_long_as_it_says(post: Callable[..., str], here: Slack, clock: Clock) -> None:
    here.fail("chat.postMessage", status=429, Retry_After="60")
    with pytest.raises(NotNow) as busy:
        post()
    assert busy.value.seconds == 60
    with pytest.raises(NotNow) as still:
        post("another", "line:2:0", to=Target("T1", "D2"))
    assert still.value.seconds == 60
    assert len(here.calls) == 1, "the workspace's other messages of the kind did not knock meanwhile"
    post("elsewhere", "line:3:0", to=Target("T2", "D1"))
    clock.now += 60
    post("another", "line:2:0", to=Target("T1", "D2"))
    assert [call.text for call in here.sent()] == ["elsewhere", "another"]


@pytest.mark.parametrize(
    "failure",
    [
        {"status": 500},
        {"status": 503},
        {"status": 0},
        {"status": None},
        {"error": "internal_error"},
        {"error": "not_in_channel"},
        {"error": "token_revoked"},
        {"error": "missing_scope"},
        {"error": "account_inactive"},
    ],
    ids=str,
)
def test_what_time_or_an_administrator_mends_is_tried_later(
    failure: dict[str, Any], post: Callable[..., str], here: Slack
) -> None:
    here.fail("chat.postMessage", **failure)
    with pytest.raises(NotNow):
        post()
    assert len(here.calls) == 1, "once: the outbox tries again, and nothing else does"
    post()
    assert len(here.sent()) == 1


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "user_disabled", "msg_too_long", "restricted_action"])
def test_what_slack_refuses_for_good_is_given_up(error: str, post: Callable[..., str], here: Slack) -> None:
    here.fail("chat.postMessage", error=error)
    with pytest.raises(Undeliverable, match=error):
        post()


def test_blocks_that_slack_does_not_take_go_out_as_plain_text(post: Callable[..., str], here: Slack) -> None:
    here.fail("chat.postMessage", error="invalid_blocks")
    post("Welders join metal.")
    (call,) = here.sent()
    assert "blocks" not in call.fields
    assert call.fields["text"] == "Welders join metal."


@pytest.mark.parametrize("thread", ["", "1795500000.000001"])
def test_a_message_whose_taking_we_did_not_hear_of_is_found_and_not_sent_again(
    thread: str, post: Callable[..., str], here: Slack
) -> None:
    here.fail("chat.postMessage", status=0, taken=True)
    to = Target("T1", "C1", thread)
    with pytest.raises(NotNow):
        post(to=to)
    post("another", "line:2:0", to=to)
    ts = post(again=True, to=to)
    assert [call.ts for call in here.sent() if call.fields["metadata"]["event_payload"]["key"] == "line:1:0"] == [ts]


def test_a_message_that_was_never_taken_is_sent_again(post: Callable[..., str], here: Slack) -> None:
    here.fail("chat.postMessage", status=0)
    with pytest.raises(NotNow):
        post()
    post(again=True)
    assert len(here.sent()) == 1


def test_nothing_is_called_that_the_manifest_has_no_scope_for(api: SlackApi) -> None:
    with pytest.raises(AssertionError, match=r"admin\.users\.list"):
        run(api, api.call("T1", "admin.users.list"))
    assert "admin.users.list" not in METHODS


def test_what_is_gone_already_is_taken_back(api: SlackApi, post: Callable[..., str], here: Slack) -> None:
    ts = post()
    for _ in range(2):
        run(api, SlackWire(api).take_back(TO, ts))
    assert here.standing("D1") == []


def test_a_sign_that_can_t_be_shown_stops_nothing(api: SlackApi, here: Slack) -> None:
    here.fail("assistant.threads.setStatus", error="not_allowed_token_type")
    run(api, SlackWire(api).thinking(TO, "1.1", "is thinking"))


# --- tokens


def test_each_workspace_has_its_own_token(post: Callable[..., str], tenants: ChatTenants, here: Slack) -> None:
    here.tokens = {"xoxb-test": None, "xoxb-two": None}
    tenants.keep(Tenant(Platform.SLACK, "T2", token="xoxb-two"))
    post()
    post(key="line:2:0", to=Target("T2", "D1"))
    assert [call.token for call in here.sent()] == ["xoxb-test", "xoxb-two"]


def test_a_token_is_renewed_before_it_ends_once_for_all_who_need_it(api: SlackApi, tenants: ChatTenants, here: Slack) -> None:
    import time

    tenants.keep(Tenant(Platform.SLACK, "T2", token="xoxe.xoxb-old", refresh="xoxe-1", expires=time.time() + 600))
    here.tokens = {"xoxe.xoxb-new": None}
    here.grants["xoxe-1"] = {"access_token": "xoxe.xoxb-new", "refresh_token": "xoxe-2", "expires_in": 43200}

    async def many() -> None:
        await asyncio.gather(*(api.call("T2", "auth.test") for _ in range(5)))

    run(api, many())
    assert [call.token for call in here.calls if call.method == "auth.test"] == ["xoxe.xoxb-new"] * 5
    assert len([call for call in here.calls if call.method == "oauth.v2.access"]) == 1
    kept = tenants.get(Platform.SLACK, "T2")
    assert kept
    assert (kept.token, kept.refresh) == ("xoxe.xoxb-new", "xoxe-2")


def test_where_the_app_was_removed_nothing_is_sent_until_it_is_back(
    post: Callable[..., str], tenants: ChatTenants, here: Slack
) -> None:
    tenants.keep(Tenant(Platform.SLACK, "T1", token="xoxb-test"))
    tenants.removed(Platform.SLACK, "T1")
    with pytest.raises(NotNow, match="/desk/slack/install"):
        post()
    assert here.calls == []
    tenants.keep(Tenant(Platform.SLACK, "T1", token="xoxb-test"))
    post()


def test_tokens_are_sealed_in_the_database(tenants: ChatTenants, tmp_path: Path) -> None:
    tenants.keep(Tenant(Platform.SLACK, "T2", token="xoxb-very-secret", refresh="xoxe-very-secret"))
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"very-secret" not in kept
    other = ChatTenants(Database(f"sqlite:///{tmp_path}/chats.db"), "another secret").get(Platform.SLACK, "T2")
    assert other
    assert other.token is None, "and another secret opens nothing"


# --- who somebody is


@pytest.mark.parametrize(
    ("changed", "email"),
    [
        ({}, "ana@college.edu"),
        ({"team_id": "T9"}, None),
        ({"is_email_confirmed": False}, None),
        *(({sign: True}, None) for sign in ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")),
    ],
    ids=str,
)
def test_only_full_members_of_the_workspace_are_vouched_for(
    changed: dict[str, Any], email: str | None, api: SlackApi, here: Slack
) -> None:
    here.people["U1"] = {"id": "U1", "team_id": "T1", "profile": {"email": "ana@college.edu"}} | changed
    person, room = Person(Platform.SLACK, "T1", "U1"), Room(Platform.SLACK, "T1", "C1")
    assert run(api, SlackDirectory(api).email(person, room)) == email


def test_nobody_vouches_for_who_is_not_there(api: SlackApi) -> None:
    person, room = Person(Platform.SLACK, "T1", "U404"), Room(Platform.SLACK, "T1", "C1")
    assert run(api, SlackDirectory(api).email(person, room)) is None
