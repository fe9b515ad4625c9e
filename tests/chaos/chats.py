"""Kill the server while people write in Slack and Teams: between acknowledgement and answer, and between a platform's yes and our note."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, select

from bot.store.chat_tables import chat_posts
from bot.store.tables import turns
from knowledge.pack import read_pack
from knowledge.store import KnowledgeStore
from tests.app import visitor
from tests.chaos.account import waiting
from tests.chaos.run import free_port
from tests.chaos.server import ROOT, Server
from tests.chat.connector import Connector, connector
from tests.chat.slack_api import Slack, slack_api
from tests.chat.slack_requests import SECRET
from tests.chat.talks import PLATFORMS, Talk, talk

PEOPLE = 6
BURST = 3  # messages of each person around a kill
SETTLES = 60.0  # seconds until all that was accepted must be answered and sent


@dataclass
class ChatResult:
    """What became of the messages, and of the posts that answer them."""

    kills: int = 0
    acknowledged: int = 0
    redelivered: int = 0
    unanswered: list[int] = field(default_factory=list)  # acknowledged messages without an answer, at each kill
    posts: dict[str, Counter[int]] = field(default_factory=dict)  # of each platform: how many answers stand there once, twice
    faults: list[str] = field(default_factory=list)


def run_chats(url: str, folder: Path, kills: int, seed: int) -> ChatResult:
    """Kill the server ``kills`` times on an empty database."""
    store = KnowledgeStore(url)
    store.migrate()
    store.load(read_pack(ROOT / "knowledge" / "packs" / "millbrook"))
    store.engine.dispose()
    with ExitStack() as open_:
        slack, teams = open_.enter_context(slack_api()), open_.enter_context(connector())
        server = Server(_environment(url, slack, teams), free_port(), folder / "chats.log")
        open_.callback(server.stop)
        server.start()
        client = open_.enter_context(visitor(server.address))
        people = [talk(PLATFORMS[number % 2], client, f"chaos{number}", slack, teams) for number in range(PEOPLE)]
        load = _Load(url, server, people, slack, teams, random.Random(seed))
        for _ in range(kills):
            load.once()
        return load.balance()


@dataclass
class _Load:
    url: str
    server: Server
    people: list[Talk]
    slack: Slack
    teams: Connector
    chance: random.Random
    result: ChatResult = field(default_factory=ChatResult)
    events: list[tuple[Talk, Any]] = field(default_factory=list)
    number: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def once(self) -> None:
        """A reply of each platform is taken and its answer held back; many more messages come; then the server dies."""
        calls = len(self.slack.calls), len(self.teams.calls)
        self.slack.fail("chat.postMessage", status=None, taken=True)
        self.teams.fail(None, taken=True, hits=lambda method, path, body: body.get("type") == "message")
        for person in self.people[:2]:
            self._deliver(person, self._message(person))
        _until(lambda: _posted(self.slack.calls[calls[0] :]) and _posted(self.teams.calls[calls[1] :]))
        burst = [(person, self._message(person)) for _ in range(BURST) for person in self.people[2:]]
        goal = self.result.acknowledged + self.chance.randint(2, len(burst) - 2)
        with ThreadPoolExecutor(len(burst)) as pool:
            coming: list[Future[None]] = [pool.submit(self._deliver, *one) for one in burst]
            _until(lambda: self.result.acknowledged >= goal)
            self.server.kill_all()
            self.result.kills += 1
            self.result.unanswered.append(_unanswered(self.url))
            self.server.start()
            for one in coming:
                one.result()
        _until(lambda: waiting(self.url) == 0)
        for person, event in self.chance.sample(self.events, len(self.events) // 2):  # platforms are not sure what we have
            self._deliver(person, event, again=True)
        _until(lambda: waiting(self.url) == 0)

    def balance(self) -> ChatResult:
        """Each acknowledged message has one answer, one note of it, and stands once; in Teams twice at most."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            stored = connection.execute(select(turns)).mappings().all()
            notes = Counter(connection.scalars(select(chat_posts.c.key)))
        engine.dispose()
        faults, texts = self.result.faults, {row["text"]: row for row in stored}
        if len(texts) != len(stored):
            faults.append("a message is stored twice")
        for person, event in self.events:
            row = texts.get(event["text"])
            if row is None or row["reply"] is None:
                faults.append(f"{event['text']!r} was acknowledged and is not answered")
                continue
            if notes[f"reply:{row['id']}:0"] != 1:
                faults.append(f"{event['text']!r} has {notes[f'reply:{row["id"]}:0']} notes of its answer")
            standing = self._standing(person, row)
            self.result.posts.setdefault(person.platform, Counter())[standing] += 1
            if not 1 <= standing <= (1 if person.platform == "slack" else 2):
                faults.append(f"the answer to {event['text']!r} stands {standing} times in {person.platform}")
        faults += self.slack.wrong + self.teams.wrong
        return self.result

    def _standing(self, person: Talk, row: Any) -> int:
        if person.platform == "slack":
            keys = [fields.get("metadata", {}).get("event_payload", {}).get("key") for fields in self.slack.messages.values()]
            return keys.count(f"reply:{row['id']}:0")
        offers = f"'c.{row['id']}.0'"  # its first choice names the message it answers
        return sum(offers in str(body) for body in self.teams.messages.values())

    def _message(self, person: Talk) -> Any:
        """A message like no other."""
        self.number += 1
        return person.delivery(f"what does a welder make, asked the {self.number}. time")

    def _deliver(self, person: Talk, event: Any, again: bool = False) -> None:
        """Bring a message until it is taken, as a platform that does not give up."""
        while True:
            try:
                status = person.brings(event).status_code
            except httpx.HTTPError:
                status = 0
            if status == 200:
                break
            time.sleep(0.05)
        with self.guard:
            if again:
                self.result.redelivered += 1
            else:
                self.result.acknowledged += 1
                self.events.append((person, event))


def _posted(calls: list[Any]) -> bool:
    return any(getattr(call, "method", "") == "chat.postMessage" or getattr(call, "kind", "") == "message" for call in calls)


def _unanswered(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(select(turns.c.id).where(turns.c.answered.is_(None))).all()
    engine.dispose()
    return len(found)


def _environment(url: str, slack: Slack, teams: Connector) -> dict[str, str]:
    """The server's, whose platforms live in this process and so outlive it."""
    return {name.upper(): value for name, value in teams.settings.items()} | {
        "DATABASE_URL": url,
        "LOG_LEVEL": "WARNING",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_API": slack.api,
        "CHAT_TIMEOUT": "30",
    }


def _until(there: Callable[[], Any]) -> None:
    begun = time.monotonic()
    while not there():
        if time.monotonic() - begun > SETTLES:
            raise TimeoutError(f"nothing came of it in {SETTLES:.0f} seconds")
        time.sleep(0.02)
