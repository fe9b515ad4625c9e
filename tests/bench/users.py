"""Users who talk to a server over HTTP, one or many at once, and how long they wait."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

import aiohttp

from tests.bench.talks import Talk

# sends one message in a visitor's session; raises Unanswered
Say = Callable[[aiohttp.ClientSession, str, str], Awaitable[None]]


class Unanswered(RuntimeError):
    """A turn got no answer. Says which and why."""


@dataclass(frozen=True)
class Crowd:
    """``users`` at once: the seconds of each turn, sorted, and the turns a second of all together."""

    users: int
    seconds: tuple[float, ...]
    rate: float

    def quantile(self, share: float) -> float:
        """The seconds that this share of the turns does not exceed."""
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))]


def ours(url: str) -> Say:
    """Our JSON API. A visitor is known by the cookie of the first reply."""

    async def say(session: aiohttp.ClientSession, _: str, text: str) -> None:
        async with session.post(f"{url}/api/messages", json={"text": text}) as answer:
            body = await answer.json()
            if answer.status != 200 or body["outcome"].startswith("error"):
                raise Unanswered(f"{answer.status} for {text!r}: {body}")

    return say


def peers(url: str) -> Say:
    """Rasa's REST channel, where the client names the visitor."""

    async def say(session: aiohttp.ClientSession, visitor: str, text: str) -> None:
        async with session.post(f"{url}/webhooks/rest/webhook", json={"sender": visitor, "message": text}) as answer:
            if answer.status != 200 or not isinstance(await answer.json(), list):
                raise Unanswered(f"{answer.status} for {text!r}")

    return say


def crowd(say: Say, each: list[list[Talk]]) -> Crowd:
    """All users talk at once, each their own talks one after the other; every talk is a new visitor's."""

    async def all_of_them() -> list[list[float]]:
        return await asyncio.gather(*(_talk(say, talks) for talks in each))

    begun = time.perf_counter()
    took = [seconds for one in asyncio.run(all_of_them()) for seconds in one]
    return Crowd(len(each), tuple(sorted(took)), len(took) / (time.perf_counter() - begun))


def alone(say: Say, talk: Talk) -> list[float]:
    """The seconds of each turn of one talk, in order."""
    return asyncio.run(_talk(say, [talk]))


async def _talk(say: Say, talks: Iterable[Talk]) -> list[float]:
    took = []
    for talk in talks:
        # unsafe: cookies of an address without a name are kept too
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            visitor = uuid.uuid4().hex
            for text in talk:
                begun = time.perf_counter()
                await say(session, visitor, text)
                took.append(time.perf_counter() - begun)
    return took
