"""How long Slack and Teams wait: from their request to our 200, and to the answer they are sent; the page beside them.

``make bench-chats``: the real application over SQLite on this machine, its calls recorded by the stand-ins of the tests. Slack wants its
200 within 3 seconds, Teams within 15.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from itertools import count

from tests import app
from tests.chat.slack_requests import SlackPerson
from tests.chat.teams_people import TeamsPerson

QUESTIONS = (
    "hi",
    "what does a welder make",
    "i want to be a nurse",
    "no diploma",
    "do you have welding at night",
    "how do i pay for it",
    "what is a phlebotomy certificate",
    "thanks",
)
ROUNDS, AT_ONCE = 15, 8
_numbers = count(1)

Ask = Callable[[str], tuple[float, float]]  # seconds to the 200, and to the answer


def slack() -> Ask:
    """A new person in Slack."""
    person = SlackPerson(app.visitor(app.server()), app.slack(), f"UBENCH{next(_numbers)}")

    def ask(text: str) -> tuple[float, float]:
        before, begun = len(app.slack().sent(person.place)), time.perf_counter()
        person.writes(text)
        taken = time.perf_counter() - begun
        person.reads(before)
        return taken, time.perf_counter() - begun

    return ask


def teams() -> Ask:
    """A new person in Teams."""
    person = TeamsPerson(app.visitor(app.server()), app.teams(), f"29:bench{next(_numbers)}")

    def ask(text: str) -> tuple[float, float]:
        before, begun = len(person.posts()), time.perf_counter()
        person.takes(person.message(text))
        taken = time.perf_counter() - begun
        app.teams().wait(lambda: len(person.posts()) > before)
        return taken, time.perf_counter() - begun

    return ask


def page() -> Ask:
    """A new visitor of the page; the 200 is the answer."""
    student = app.Student(app.visitor(app.server()))

    def ask(text: str) -> tuple[float, float]:
        begun = time.perf_counter()
        student.says(text)
        taken = time.perf_counter() - begun
        return taken, taken

    return ask


def main() -> None:
    """Print the table."""
    print(
        f"{'':8}{'200 p50':>10}{'p95':>8}{'answer p50':>13}{'p95':>8}   {AT_ONCE} at once: {'200 p95':>8}{'answer p95':>12}{'answers/s':>11}   ms"
    )
    for name, new in (("Slack", slack), ("Teams", teams), ("page", page)):
        talk(new(), [])  # the first warms up
        alone: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            talk(new(), alone)
        together: list[tuple[float, float]] = []
        threads = [threading.Thread(target=talk, args=(new(), together)) for _ in range(AT_ONCE)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate = len(together) / (time.perf_counter() - begun)
        taken, told = ([pair[n] for pair in alone] for n in (0, 1))
        busy, late = ([pair[n] for pair in together] for n in (0, 1))
        print(
            f"{name:8}{_at(taken, 50):>10}{_at(taken, 95):>8}{_at(told, 50):>13}{_at(told, 95):>8}   "
            f"{'':11}{_at(busy, 95):>8}{_at(late, 95):>12}{rate:>11.0f}"
        )


def talk(ask: Ask, times: list[tuple[float, float]]) -> None:
    """One person's conversation."""
    for question in QUESTIONS:
        times.append(ask(question))


def _at(seconds: list[float], percent: int) -> str:
    return f"{statistics.quantiles(seconds, n=100)[percent - 1] * 1000:.0f}"


if __name__ == "__main__":
    main()
