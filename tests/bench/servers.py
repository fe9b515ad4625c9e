"""Start our assistant and the peer as people start them, and say how long the first answer took."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peer, users
from tests.bench.users import Say

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0  # seconds for a start


class NotStarted(RuntimeError):
    """A server gave no answer. Holds what it printed."""


@dataclass(frozen=True)
class Running:
    """A server: how to talk to it, its process, the seconds from its start to its first answer."""

    say: Say
    pid: int
    start: float

    def memory(self) -> float:
        """Megabytes that the process holds (RSS)."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.pid)], capture_output=True, text=True, check=True)
        return int(shown.stdout) / 1024


@contextmanager
def ours(folder: Path, environment: dict[str, str]) -> Iterator[Running]:
    """``python -m bot run``, which is what 'make run' does, on the folder's own database."""
    command = [sys.executable, "-W", "ignore", "-m", "bot", "run"]
    quiet = {"RATE_LIMIT": "1000000/second", "LOG_LEVEL": "ERROR"}
    with _served(command, ROOT, environment | quiet, "PORT", folder / "ours.log", users.ours) as running:
        yield running


@contextmanager
def peers(folder: Path, project: Path) -> Iterator[Running]:
    """``rasa run`` in the project that 'rasa init' wrote: its REST channel, its trained model, nothing else."""
    command = [str(peer.python()), "-W", "ignore", "-m", "rasa", "run", "--interface", "127.0.0.1", "--port"]
    with _served(command, project, peer.variables(), None, folder / "peer.log", users.peers) as running:
        yield running


@contextmanager
def _served(
    command: list[str], place: Path, environment: dict[str, str], port_in: str | None, log: Path, talk: Callable[[str], Say]
) -> Iterator[Running]:
    """The server on a free port, given by an environment variable or as the last argument."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    say = talk(f"http://127.0.0.1:{port}")
    if port_in:
        environment = environment | {port_in: port}
    else:
        command = [*command, port]
    begun = time.perf_counter()
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=place, env=environment, stdout=out, stderr=out)
    try:
        while not _answers(say):
            if server.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise NotStarted(f"{' '.join(command)} gave no answer:\n{log.read_text()[-4000:]}")
            time.sleep(0.02)
        yield Running(say, server.pid, time.perf_counter() - begun)
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def _answers(say: Say) -> bool:
    try:
        users.alone(say, ["hi"])
    except (OSError, users.aiohttp.ClientError, users.Unanswered):
        return False
    return True


def prepared(folder: Path) -> dict[str, str]:
    """Our environment with all stages of 'make run' done on a database of its own, as at any start but the first."""
    from rich.console import Console

    from bot import stages
    from bot.settings import Settings

    settings = Settings()
    shutil.copytree(settings.cache_dir, folder / "cache")
    shutil.copytree(settings.models_dir, folder / "models")
    there = {
        "DATABASE_URL": f"sqlite:///{folder}/advisor.db",
        "CACHE_DIR": str(folder / "cache"),
        "MODELS_DIR": str(folder / "models"),
    }
    load = [sys.executable, "-W", "ignore", "-m", "knowledge", "load", str(settings.pack)]
    subprocess.run(load, cwd=ROOT, env=os.environ | there, check=True, stdout=subprocess.DEVNULL)
    stages._do = lambda *_, **__: None
    stages.build(
        Settings(database_url=there["DATABASE_URL"], cache_dir=folder / "cache", models_dir=folder / "models"),
        Console(quiet=True),
    )
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | there | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def project() -> Path:
    """The project that ``rasa init`` writes, trained as it is, in ``var/peer/moodbot``. Made once: a minute or two.

    Raises PeerError where its environment or its training fails.
    """
    place = peer.environment() / "moodbot"
    if not any((place / "models").glob("*.tar.gz")):
        print("Writing and training the project of 'rasa init' (DIET and TED): a minute or two ...", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        peer._run(str(peer.python()), "-W", "ignore", "-m", "rasa", "init", "--no-prompt", "--init-dir", str(place))
    if not any((place / "models").glob("*.tar.gz")):
        raise peer.PeerError(f"'rasa init' left no trained model in {place}/models")
    return place
