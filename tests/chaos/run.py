"""One run: students write, the server is killed again and again, and in the end the books are balanced."""

from __future__ import annotations

import http.server
import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from knowledge.pack import read_pack
from knowledge.store import KnowledgeStore
from tests.chaos.account import Account, settle, waiting
from tests.chaos.server import ROOT, Server
from tests.chaos.students import Load

STUDENTS = 6
MOST_BETWEEN = 25  # messages acknowledged between two kills, at most
SETTLES = 120.0  # seconds until all that was accepted must be answered and sent


@dataclass(frozen=True)
class Result:
    """What became of a run."""

    account: Account
    acknowledged: int
    broken: int
    refused: int
    repeated: int
    kills: Counter[str]
    alerts_taken: int
    alerts_twice: int
    wrong: list[str]

    @property
    def faults(self) -> list[str]:
        return [*self.account.faults, *self.wrong]


def run(url: str, folder: Path, kills: int, seed: int, workers: int = 1, say: Callable[[str], None] = lambda _: None) -> Result:
    """Kill the server on an empty database ``kills`` times. ``say`` is told of each."""
    store = KnowledgeStore(url)
    store.migrate()
    store.load(read_pack(ROOT / "knowledge" / "packs" / "millbrook"))
    store.engine.dispose()
    chance = random.Random(seed)
    with _receiver() as (address, taken):
        server = Server(_environment(url, workers, address), free_port(), folder / "server.log")
        load = Load(server.address, seed)
        killed: Counter[str] = Counter()
        try:
            server.start()
            load.begin(STUDENTS)
            for number in range(1, kills + 1):
                goal = len(load.acknowledged) + chance.randint(1, MOST_BETWEEN)
                _until(partial(_so_many, load, goal))
                time.sleep(chance.random() / 5)  # so that it is not always just after an acknowledgement
                killed[server.kill(chance)] += 1
                say(f"kill {number} of {kills}: {len(load.acknowledged)} acknowledged, {load.broken} connections broken")
            server.wait()
            load.end()
            _until(lambda: waiting(url) == 0)
        finally:
            load.end()
            server.stop()
    account = settle(url, load.acknowledged)
    return Result(
        account=account,
        acknowledged=len(load.acknowledged),
        broken=load.broken,
        refused=load.refused,
        repeated=load.repeated,
        kills=killed,
        alerts_taken=len(taken),
        alerts_twice=len(taken) - len(set(taken)),
        wrong=load.wrong,
    )


def _environment(url: str, workers: int, webhook: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "WORKERS": str(workers),
        "RATE_LIMIT": "1000000/second",
        "LOG_LEVEL": "WARNING",
        "ALERTS": f"*=webhook:{webhook}",
        "WEBHOOK_SECRET": "chaos-chaos-chaos-chaos",
    }


def _so_many(load: Load, goal: int) -> bool:
    return len(load.acknowledged) >= goal


def _until(there: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not there():
        if time.monotonic() - begun > SETTLES:
            raise TimeoutError(f"nothing came of it in {SETTLES:.0f} seconds")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _receiver() -> Iterator[tuple[str, list[str]]]:
    """A webhook that takes alerts and notes the id of each."""
    taken: list[str] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            taken.append(self.headers.get("webhook-id") or json.dumps(body, sort_keys=True))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not on the terminal."""

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_address[1]}/alerts", taken
    finally:
        listening.shutdown()
