"""``python -m tests.bench.turns``: whole turns of our assistant beside the project that ``rasa init`` writes.

Both are started as people start them, on this machine, one after the other, and talked to over HTTP: start, memory, one
user, eight and thirty-two at once, one long talk. Prints a table and writes ``docs/figures/bench-turns.md`` and ``.png``.
``ONLY=ours`` or ``ONLY=peer`` measures one side, prints, and writes nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench import figures, servers, talks, users
from tests.bench.figures import Measured
from tests.bench.peer import PeerError
from tests.bench.servers import ROOT, NotStarted, Running
from tests.bench.talks import Talk
from tests.bench.users import Unanswered

PAGE = ROOT / "docs" / "figures" / "bench-turns.md"
TURNS = {1: 160, 8: 320, 32: 480}  # of all users together, by how many talk at once
WARMING = 40  # turns before any is timed


def main() -> None:
    only = os.environ.get("ONLY", "")
    machine = figures.machine()
    print(machine, flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="advisor-bench-") as name:
            folder = Path(name)
            ours = peer = None
            if only != "peer":
                environment = servers.prepared(folder)
                ours = measure("ours", lambda: servers.ours(folder, environment), talks.OURS, talks.OURS_LONG, long=3)
            if only != "ours":
                project = servers.project()
                peer = measure("rasa init", lambda: servers.peers(folder, project), talks.PEERS, talks.PEERS_LONG, long=1)
    except (PeerError, NotStarted, Unanswered) as error:
        sys.exit(str(error))
    rows = figures.table(ours, peer)
    print("\n" + figures.text(rows))
    if ours and peer:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(figures.markdown(rows, about(machine)), encoding="utf-8")
        figures.picture(ours, peer, PAGE.with_suffix(".png"))
        print(f"\nwritten: {PAGE.relative_to(ROOT)} and its picture")


def measure(
    name: str, serve: Callable[[], AbstractContextManager[Running]], said: list[Talk], long_talk: Talk, long: int
) -> Measured:
    """Start a system twice, the first time for what a first start leaves on disk, and measure the second."""
    told(name, "first start")
    with serve() as running:
        first = running.start
    told(name, f"{first:.1f} s; second start")
    with serve() as running:
        start, idle = running.start, running.memory()
        told(name, f"{start:.1f} s; warming up")
        users.crowd(running.say, [list(talks.turns(said, WARMING))])
        crowds = {}
        for number, turns in TURNS.items():
            told(name, f"{turns} turns of {number} at once")
            each = [list(talks.turns(said, turns // number, user)) for user in range(number)]
            crowds[number] = users.crowd(running.say, each)
        told(name, f"a talk of {talks.LONG} turns" + (f", {long} times" if long > 1 else ""))
        took = tuple(tuple(users.alone(running.say, talks.long(long_talk))) for _ in range(long))
        return Measured(first, start, idle, running.memory(), crowds, took)


def told(name: str, what: str) -> None:
    """Progress, a line at a time."""
    print(f"{name}: {what} ...", flush=True)


def about(machine: str) -> list[str]:
    """What the figures are, for the page."""
    return [
        "Written by `make bench-turns`. Both systems on one machine, one after the other, over HTTP on it: ours as `make run`",
        "starts it, with its knowledge base, guard and store; beside it the project that `rasa init` writes, with the pipeline",
        "and policies that it writes (DIET, TED, rules), Rasa's published packages, `rasa run` and its REST channel. Starts are",
        "second ones. A long talk's figure is the median of ten turns in a row; turn 5 stands for the first ten.",
        "",
        f"Machine: {machine}.",
    ]


if __name__ == "__main__":
    main()
