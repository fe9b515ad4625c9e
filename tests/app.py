"""The real application for tests: the trained model, the Millbrook pack in a database of its own, a server on a free port."""

from __future__ import annotations

import hashlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

ROOT = Path(__file__).parents[1]
ANY_RATE = "100000/second"


@cache
def application() -> Any:
    """The conversation service of ``parts()``."""
    return parts().service


@cache
def parts() -> Any:
    """The wired parts over a fresh SQLite database, one for the whole test run."""
    from knowledge.pack import read_pack
    from knowledge.store import KnowledgeStore

    if not list((ROOT / "models").glob("*.tar.gz")):
        pytest.fail("there is no trained model: run 'make build' first ('make test' does)")
    os.chdir(ROOT)
    url = f"sqlite:///{tempfile.mkdtemp(prefix='advisor-tests-')}/advisor.db"
    os.environ["DATABASE_URL"] = url
    store = KnowledgeStore(url)
    store.migrate()
    store.load(read_pack(ROOT / "knowledge" / "packs" / "millbrook"))

    from bot.settings import Settings, settings
    from bot.wiring import create_parts

    settings.cache_clear()
    return create_parts(Settings(**chat_settings()))


@cache
def slack() -> Any:
    """The Slack that this run's parts speak to."""
    from tests.chat.slack_api import slack_api

    return _kept(slack_api())


@cache
def teams() -> Any:
    """The Teams that this run's parts speak to."""
    from tests.chat.connector import connector

    return _kept(connector())


def chat_settings() -> dict[str, Any]:
    """Slack and Teams are on, with a local stand-in at the other end."""
    from tests.chat.signed_teams import TENANT
    from tests.chat.slack_requests import SECRET, TEAM

    rooms = {team: f"slack:{TEAM}/C{team.upper()},teams:{TENANT}/19:{team}@thread.tacv2" for team in ("advising", "counseling")}
    return {
        **teams().settings,
        "slack_signing_secret": SECRET,
        "slack_bot_token": "xoxb-test",
        "slack_client_id": "1.2",
        "slack_client_secret": "of the app",
        "slack_api": slack().api,
        "urgent_alerts": f"slack:{TEAM}/CURGENT,teams:{TENANT}/19:urgent@thread.tacv2",
        "alerts": ";".join(f"{team}={ways}" for team, ways in rooms.items()),
        "chat_timeout": 3,
    }


def _kept(context: Any) -> Any:
    """What a context gives, until the test run ends."""
    _open.append(context)
    return context.__enter__()


_open: list[Any] = []


@cache
def server(rate_limit: str = ANY_RATE) -> str:
    """The address of a running server with the given rate limit; it lives until the test run ends."""
    from bot.server import create_app
    from bot.settings import Settings

    whole = parts() if rate_limit == ANY_RATE else quiet()
    return serve(create_app(whole, Settings(rate_limit=rate_limit, **chat_settings())))


def quiet() -> Any:
    """The parts for one more server of this process: the first one sends and looks after cases. Two at one outbox, each in a loop of
    its own, would be in each other's way."""
    from bot.wiring import Parts

    class Quiet(Parts):
        def at_work(self) -> list[Any]:
            return []

    return Quiet(**vars(parts()))


def serve(asgi: Any, ready: str = "/health") -> str:
    """The address of an application on a free port, once it answers there; it runs until the test run ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(asgi, host="127.0.0.1", port=port, log_level="warning", ws="none"))
    threading.Thread(target=running.run, daemon=True).start()
    with httpx.Client(transport=httpx.HTTPTransport(retries=20, verify=False)) as client:
        client.get(f"http://127.0.0.1:{port}{ready}").raise_for_status()
    return f"http://127.0.0.1:{port}"


def visitor(address: str, **options: Any) -> httpx.Client:
    """A visitor's cookie jar. Tests encrypt nothing, and reading the machine's certificates takes longer than most of them."""
    return httpx.Client(base_url=address, verify=False, **{"timeout": 60, **options})


@dataclass
class Student:
    """One visitor with a cookie jar, who talks through the JSON API."""

    client: httpx.Client
    replies: list[dict[str, Any]] = field(default_factory=list)

    def says(self, text: str, choice: str | None = None) -> dict[str, Any]:
        """Send a message; the reply."""
        answer = self.client.post("/api/messages", json={"text": text} | ({"choice": choice} if choice else {}))
        assert answer.status_code == 200, f"{answer.status_code} for {text!r}: {answer.text}"
        self.replies.append(answer.json())
        return self.replies[-1]

    def presses(self, label: str) -> dict[str, Any]:
        """Press the choice of the last reply whose label holds these words."""
        for choice in self.replies[-1]["choices"]:
            if label.lower() in choice["label"].lower():
                return self.says(choice["label"], choice["send"])
        raise AssertionError(f"no choice {label!r} among {[c['label'] for c in self.replies[-1]['choices']]}")


def case_of(student: Student) -> Any:
    """The newest case of a student's conversation, None where no person was ever needed."""
    conversation = hashlib.sha256(student.client.cookies["conversation"].encode()).hexdigest()
    return parts().desk.parts.cases.latest(conversation)


def chat_turns(platform: str, person: str) -> list[Any]:
    """The turns of somebody's direct conversation on a platform."""
    from sqlalchemy import select

    from bot.store.chat_tables import chat_addresses

    here = (chat_addresses.c.platform == platform, chat_addresses.c.person == person, chat_addresses.c.kind == "direct")
    with parts().database.transaction() as connection:
        found = connection.scalar(select(chat_addresses.c.conversation).where(*here))
    return parts().service.store.turns(found) if found else []


def reads(reply: dict[str, Any]) -> str:
    """Everything of a reply that the student reads, as one text in lower case."""
    parts: list[str] = list(reply["messages"])
    for card in reply["cards"]:
        parts += [card["title"], card.get("subtitle") or "", card.get("text") or "", card.get("label") or ""]
        parts += [f"{row['label']}: {row['value']}" for row in card["rows"]]
        if ladder := card.get("ladder"):
            parts += [
                ladder["goal"],
                ladder["text"],
                *ladder["names"],
                *(f"{row['label']}: {row['value']}" for row in ladder["totals"]),
            ]
            for step in ladder["steps"]:
                parts += [
                    step["title"],
                    step["why"],
                    step["weeks_text"],
                    step["pay_text"],
                    *(f"{row['label']}: {row['value']}" for row in step["rows"]),
                ]
                parts += [f"{e['title']} {e['pay']} {e['needs']}" for e in step["exits"]]
    parts += [f"{s['title']} {s['publisher']}" for s in reply["sources"]] + [c["label"] for c in reply["choices"]]
    return "\n".join(parts).lower()


@pytest.fixture
def base_url() -> str:
    return server()


@pytest.fixture
def student(base_url: str) -> Iterator[Student]:
    with visitor(base_url) as client:
        yield Student(client)
