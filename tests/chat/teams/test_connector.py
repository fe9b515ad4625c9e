"""What we say to Teams, and what becomes of it on Teams' bad days."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.channels.teams.connector import Connector as Client
from bot.channels.teams.connector import Gone, NotAllowed, Unfit
from bot.channels.teams.hosts import Hosts
from bot.channels.teams.tokens import Tokens
from bot.channels.teams.wire import TeamsWire
from bot.chat.document import Button, Buttons, Document, Prose
from bot.chat.model import Person, Platform
from bot.chat.wire import Target, Unreachable
from bot.delivery.senders import NotNow, Undeliverable
from tests.alerts.ports import free_port
from tests.chat.connector import Connector
from tests.chat.signed_teams import APP, ISSUER, SECRET, TENANT, US

CHANNEL = "19:abc@thread.tacv2"
DIRECT = "a:1" + "x" * 200  # longer than the SDK's own cut


class Line:
    """Our side of the line, run to its end in a loop of its own."""

    def __init__(self, teams: Connector, hosts: str = "127.0.0.1", login: str = "", secret: str = SECRET) -> None:
        self.teams = teams
        self.tokens = Tokens(APP, secret, TENANT, login or teams.url, ISSUER, 5)
        self.client = Client(APP, self.tokens, Hosts([hosts]), 1)
        self.wire = TeamsWire(APP, self.client, lambda tenant: teams.service_url if tenant == TENANT else None)
        self.to = Target(TENANT, DIRECT, service_url=teams.service_url)

    def run[T](self, *calls: Callable[[], Coroutine[Any, Any, T]]) -> list[T]:
        async def all_of_them() -> list[T]:
            try:
                return [await call() for call in calls]
            finally:
                await self.client.close()

        return asyncio.run(all_of_them())

    def post(self, text: str = "hello", to: Target | None = None) -> str:
        drawn = self.wire.draw(Document((Prose(text),), text))[0]
        return self.run(lambda: self.wire.post(to or self.to, drawn, "reply:1:0", False))[0]


@pytest.fixture
def line(teams: Connector) -> Line:
    return Line(teams)


def test_a_message_goes_whole_to_the_whole_conversation(line: Line) -> None:
    made = line.post("Welders join metal.")
    (call,) = line.teams.sent()
    assert (call.conversation, call.made, call.text.strip()) == (DIRECT, made, "Welders join metal.")
    assert call.token in line.teams.given


def test_a_message_is_changed_and_taken_back(line: Line) -> None:
    made = line.post("first")
    drawn = {"type": "message", "text": "second", "textFormat": "plain"}
    line.run(lambda: line.wire.change(line.to, made, drawn))
    assert line.teams.messages[DIRECT, made]["text"] == "second"
    line.run(lambda: line.wire.take_back(line.to, made))
    assert line.teams.messages == {}
    line.run(lambda: line.wire.take_back(line.to, made))


def test_a_room_gets_a_thread_and_what_follows_stands_in_it(line: Line) -> None:
    room = Target(TENANT, CHANNEL)
    first = line.post("a case", room)
    line.post("what the student wrote", Target(TENANT, CHANNEL, thread=first))
    line.run(lambda: line.wire.change(room, first, {"type": "message", "text": "the case, claimed", "textFormat": "plain"}))
    begun, under, changed = line.teams.calls
    assert begun.path == "/amer/v3/conversations"
    assert (begun.body["channelData"]["channel"]["id"], begun.body["bot"]["id"], begun.body["tenantId"]) == (CHANNEL, US, TENANT)
    assert under.conversation == changed.conversation == f"{CHANNEL};messageid={first}"
    assert (changed.method, changed.message) == ("PUT", first)


def test_a_room_of_a_tenant_without_the_app_waits_for_it(line: Line) -> None:
    with pytest.raises(NotNow, match="has added the app"):
        line.post("a case", Target("44444444-4444-4444-4444-444444444444", CHANNEL))
    assert line.teams.calls == []


def test_a_conversation_is_opened_for_a_person(line: Line) -> None:
    person = Person(Platform.TEAMS, TENANT, "29:ana")
    address, again = line.run(*[lambda: line.wire.direct(person, line.teams.service_url)] * 2)
    assert address == again
    assert (address.place, address.person, address.service_url) == (
        line.teams.direct_id("29:ana"),
        "29:ana",
        line.teams.service_url,
    )


def test_who_does_not_have_the_app_is_written_to_once_they_add_it(line: Line) -> None:
    line.teams.refuses_direct.add("29:ana")
    with pytest.raises(Unreachable):
        line.run(lambda: line.wire.direct(Person(Platform.TEAMS, TENANT, "29:ana"), line.teams.service_url))


def test_a_member_is_who_the_tenant_says(line: Line) -> None:
    line.teams.members = {
        "29:adv": {"name": "A", "email": "a@college.edu", "tenantId": TENANT},
        "29:upn": {"userPrincipalName": "b@college.edu", "tenantId": TENANT},
        "29:bare": {},
        "29:guest": {"email": "a@college.edu", "userRole": "guest", "tenantId": TENANT},
        "29:other": {"email": "a@college.edu", "userPrincipalName": "a_x.example#EXT#@college.edu", "tenantId": TENANT},
    }

    def ask(who: str) -> Callable[[], Coroutine[Any, Any, Any]]:
        return lambda: line.client.member(line.teams.service_url, f"{CHANNEL};messageid=17", who)

    found = line.run(*map(ask, line.teams.members))
    assert [(one.email, one.tenant) for one in found][:3] == [("a@college.edu", TENANT), ("b@college.edu", TENANT), (None, None)]
    assert [one.guest for one in found] == [False, False, False, True, True]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "http://smba.trafficmanager.net/", "http://localhost:1/", ""])
def test_no_token_goes_to_a_host_nobody_named(line: Line, elsewhere: str) -> None:
    with pytest.raises(Undeliverable, match="TEAMS_SERVICE_HOSTS"):
        line.run(lambda: line.client.send(elsewhere, DIRECT, {"type": "message", "text": "x"}))
    assert line.teams.token_reads == 0


def test_a_redirect_is_not_followed(line: Line) -> None:
    line.teams.fail(307, location=f"http://localhost:{line.teams.url.rpartition(':')[2]}/amer/v3/conversations/a:1/activities")
    with pytest.raises(NotNow):
        line.post()
    assert len(line.teams.calls) == 1


def test_one_token_serves_until_it_runs_out_and_is_renewed_once(line: Line) -> None:
    line.post()
    line.post()
    assert line.teams.token_reads == 1
    line.teams.expire()
    line.post()
    assert line.teams.token_reads == 2
    assert [call.status for call in line.teams.calls] == [201, 201, 401, 201]


def test_a_token_that_is_refused_again_is_not_asked_for_without_end(line: Line) -> None:
    line.teams.fail(401, times=9)
    with pytest.raises(NotNow):
        line.post()
    assert (len(line.teams.calls), line.teams.token_reads) == (2, 2)


def test_many_at_once_ask_for_one_token(line: Line) -> None:
    async def all_at_once() -> None:
        await asyncio.gather(*(line.tokens.token() for _ in range(10)))

    line.run(all_at_once)
    assert line.teams.token_reads == 1


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
def test_a_bad_moment_is_waited_for(line: Line, status: int) -> None:
    line.teams.fail(status)
    with pytest.raises(NotNow) as caught:
        line.post()
    assert caught.value.seconds is None
    assert len(line.teams.calls) == 1, "the outbox repeats, nothing else"
    line.post()


@pytest.mark.parametrize(("asked", "seconds"), [("17", 17), ("0", 0), ("99999", 900), ("-5", None), ("soon", None)])
def test_we_wait_as_long_as_we_are_asked_to(line: Line, asked: str, seconds: float | None) -> None:
    line.teams.fail(429, retry_after=asked)
    with pytest.raises(NotNow) as caught:
        line.post()
    assert caught.value.seconds == seconds


def test_a_moment_to_wait_for_may_be_a_date(line: Line) -> None:
    line.teams.fail(503, retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True))
    with pytest.raises(NotNow) as caught:
        line.post()
    assert caught.value.seconds is not None
    assert 50 < caught.value.seconds <= 60


def test_all_that_goes_to_a_place_waits_with_it_and_nothing_else_does(line: Line) -> None:
    line.teams.fail(429, retry_after="60")
    for _ in range(2):
        with pytest.raises(NotNow) as caught:
            line.post()
    assert caught.value.seconds is not None
    assert caught.value.seconds <= 60
    assert len(line.teams.calls) == 1, "who asked for quiet is not called"
    line.post(to=Target(TENANT, "a:other", service_url=line.teams.service_url))


@pytest.mark.parametrize(("status", "error"), [(403, NotAllowed), (404, Gone), (400, Unfit), (413, Unfit)])
def test_what_would_not_help_is_not_tried_again(line: Line, status: int, error: type[Exception]) -> None:
    line.teams.fail(status)
    with pytest.raises(error):
        line.post()


def test_silence_and_a_broken_line_are_waited_for(line: Line) -> None:
    for status in (None, 0):
        line.teams.fail(status)
        with pytest.raises(NotNow):
            line.post()
        line.teams.heal()
    assert len(line.teams.calls) == 2, "a call is never sent a second time by itself: it may have arrived"
    line.post()


def test_nobody_there_is_waited_for(line: Line) -> None:
    nowhere = Target(TENANT, DIRECT, service_url=f"http://127.0.0.1:{free_port()}/amer/")
    with pytest.raises(NotNow):
        line.post(to=nowhere)


def test_an_entra_that_is_away_is_waited_for(teams: Connector) -> None:
    with pytest.raises(NotNow, match="TEAMS_LOGIN"):
        Line(teams, login=f"http://127.0.0.1:{free_port()}").post()


def test_a_secret_that_ran_out_is_said_to_the_college(teams: Connector, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NotNow, match="invalid_client"):
        Line(teams, secret="not this one").post()
    (told,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert "TEAMS_APP_SECRET" in told
    assert "not this one" not in caplog.text


def test_no_id_of_a_person_or_conversation_gets_into_the_log(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    line.teams.fail(500)
    with pytest.raises(NotNow) as caught:
        line.post("private words")
    line.post("private words")
    told = f"{caplog.text} {caught.value.why}"
    assert "private words" not in told
    assert DIRECT[:40] not in told


def test_typing_is_shown(line: Line) -> None:
    line.run(lambda: line.wire.typing(line.to))
    assert [call.conversation for call in line.teams.sent("typing")] == [DIRECT]


def test_asking_in_private_leads_to_the_1_to_1_chat(line: Line) -> None:
    """A button of any other kind would say its label in the channel, for all to see."""
    buttons = Buttons((Button("Ask me in private", "chat", "private"),))
    (drawn,) = line.wire.draw(Document((Prose("Welders join metal."), buttons), "x"))
    (action,) = drawn["attachments"][0]["content"]["body"][-1]["actions"]
    assert (action["type"], action["url"]) == ("Action.OpenUrl", f"https://teams.microsoft.com/l/chat/0/0?users={US}")
