"""``python -m tests.bench.turns``: start the assistant as 'make run' does and measure it: start, turns, memory, a long talk."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
TURNS, USERS, TURNS_EACH, LONG = 200, 8, 50, 300

# The conversations that the assistant was first built for; the last one is four turns.
TALKS = [
    [
        "hi i work in a warehouse and want to get into fixing robots. have hs diploma, can study 10 hrs a week evenings. where do i start"
    ],
    ["whats a phlebotomist make"],
    ["do you have welding at night"],
    ["never finished high school, want to be a nurse, 2 kids"],
    ["is cna worth it or go straight to lpn"],
    ["was a 68W in the army, what can i skip"],
    ["help with daycare while im in class?"],
    ["my boss will pay for school, i want to run a line at the plant"],
    ["what even is a career pathway"],
    ["how do finland and singapore do it"],
    ["like working with my hands, outside, hate desks"],
    ["when is fafsa due"],
    ["can i talk to a real person"],
    ["i dont want to be alive anymore"],
    ["who won the world series"],
    ["quiero ser enfermera pero hablo poco ingles"],
    [
        "hi i work in a warehouse and want to get into fixing robots. have hs diploma, can study 10 hrs a week evenings. where do i start",
        "actually i already have my CPT",
        "how much is it",
        "cheaper",
        "show my plan",
    ],
]
# Ten turns, again and again, so that any ten in a row of the long talk are the same mix.
LONG_TALK = [
    "i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings",
    "whats a phlebotomist make",
    "show my plan",
    "do you have welding at night",
    "thanks",
    "when is fafsa due",
    "cheaper",
    "what even is a career pathway",
    "who won the world series",
    "help with daycare while im in class?",
]


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as name:
        folder = Path(name)
        environment = prepared(folder)
        with served(folder, environment) as (_, _, first):
            pass  # leaves Python's bytecode, as the first start on any machine does
        with served(folder, environment) as (url, pid, start):
            measure(url, pid, first, start)


def measure(url: str, pid: int, first: float, start: float) -> None:
    """Turns and memory of a running server, as a table."""
    idle = memory(pid)
    one = sorted(timed(url, turns_of(TALKS, TURNS)))
    rate, eight = crowd(url)
    long = timed(url, [list(islice(cycle(LONG_TALK), LONG))])
    rows = [
        ("process start to first answer, first time / again", f"{first:.1f} s / {start:.1f} s"),
        (f"one user, {len(one)} turns: p50 / p95", f"{ms(statistics.median(one))} / {ms(one[int(len(one) * 0.95)])}"),
        (f"{USERS} users at once, {len(eight)} turns: turns a second", f"{rate:.0f}"),
        (f"{USERS} users at once: p50 / p95", f"{ms(statistics.median(eight))} / {ms(eight[int(len(eight) * 0.95)])}"),
        *(
            (f"one long talk: p50 of the ten turns up to turn {n}", ms(statistics.median(long[n - 10 : n])))
            for n in (10, 50, LONG)
        ),
        ("memory after start / after all turns", f"{idle:.0f} MB / {memory(pid):.0f} MB"),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def turns_of(talks: list[list[str]], number: int) -> list[list[str]]:
    """So many turns of the talks, over and over; the last talk may be cut short."""
    chosen: list[list[str]] = []
    for talk in cycle(talks):
        if number <= 0:
            return chosen
        chosen.append(talk[:number])
        number -= len(talk)
    return chosen


@contextmanager
def served(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, int, float]]:
    """The assistant started by ``python -m bot run`` on a database of its own: its address, process, seconds to the first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = environment | {"PORT": str(port), "RATE_LIMIT": "1000000/second", "LOG_LEVEL": "ERROR"}
    log = folder / "log"
    begun = time.perf_counter()
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bot", "run"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        url = f"http://127.0.0.1:{port}"
        while not answers(url):
            if server.poll() is not None or time.perf_counter() - begun > 300:
                sys.exit(f"the assistant did not start:\n{log.read_text()}")
            time.sleep(0.02)
        yield url, server.pid, time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait(30)


def prepared(folder: Path) -> dict[str, str]:
    """An environment in which all stages of 'make run' are done, as at any start but the first."""
    from rich.console import Console

    from bot import stages
    from bot.settings import Settings

    ours = Settings()
    shutil.copytree(ours.cache_dir, folder / "cache")
    shutil.copytree(ours.models_dir, folder / "models")
    there = {
        "DATABASE_URL": f"sqlite:///{folder}/advisor.db",
        "CACHE_DIR": str(folder / "cache"),
        "MODELS_DIR": str(folder / "models"),
    }
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "knowledge", "load", str(ours.pack)],
        cwd=ROOT,
        env=os.environ | there,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    stages._do = lambda *_, **__: None
    stages.build(
        Settings(database_url=there["DATABASE_URL"], cache_dir=folder / "cache", models_dir=folder / "models"),
        Console(quiet=True),
    )
    return (
        {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        | there
        | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    )


def answers(url: str) -> bool:
    try:
        return httpx.post(f"{url}/api/messages", json={"text": "hi"}, timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def timed(url: str, talks: list[list[str]]) -> list[float]:
    """Seconds of each turn; each talk is a new visitor's."""
    took = []
    with httpx.Client(base_url=url, timeout=60) as client:
        for talk in talks:
            client.cookies.clear()
            for text in talk:
                begun = time.perf_counter()
                answer = client.post("/api/messages", json={"text": text})
                took.append(time.perf_counter() - begun)
                if answer.status_code != 200 or answer.json()["outcome"].startswith("error"):
                    sys.exit(f"{answer.status_code} for {text!r}: {answer.text}")
    return took


def crowd(url: str) -> tuple[float, list[float]]:
    """Turns a second with all users at once, and the seconds of each turn."""

    def user(n: int) -> list[float]:
        return timed(url, turns_of(TALKS[n:] + TALKS[:n], TURNS_EACH))

    begun = time.perf_counter()
    with ThreadPoolExecutor(USERS) as pool:
        took = [seconds for one in pool.map(user, range(USERS)) for seconds in one]
    return len(took) / (time.perf_counter() - begun), sorted(took)


def memory(pid: int) -> float:
    """Megabytes that the process holds."""
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout) / 1024


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        cpu = next(
            (
                line.partition(":")[2].strip()
                for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")
            ),
            cpu,
        )
    return f"{cpu}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; {platform.system()} {platform.release()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
