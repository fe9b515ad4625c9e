"""Start the server, kill it with signal 9, start it again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0  # seconds for a start on a busy machine


class NotStarted(RuntimeError):
    """The server gave no answer; holds the end of what it printed."""


class Server:
    """One server of one or several workers, with all its processes in a group of their own."""

    def __init__(self, environment: dict[str, str], port: int, log: Path) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._environment = os.environ | environment | {"PORT": str(port)}
        self._workers = int(environment.get("WORKERS", "1"))
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is well."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.chaos.serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        """Wait until it answers and all its workers are there."""
        begun = time.monotonic()
        while not (self._well() and len(self._children()) >= (self._workers if self._workers > 1 else 0)):
            if self._process is None or self._process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise NotStarted(self._log.read_text(errors="replace")[-4000:])
            time.sleep(0.05)

    def kill(self, chance: random.Random) -> str:
        """Kill all of it, or one of several workers, of which the others go on; which, in a word."""
        assert self._process
        workers = self._children()
        if self._workers > 1 and workers and chance.random() < 0.5:
            os.kill(chance.choice(workers), signal.SIGKILL)
            return "one worker"
        self.kill_all()
        self.start()
        return "all"

    def kill_all(self) -> None:
        """Kill it with all its workers, and leave it dead."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it for good."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self._process.wait()

    def _well(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _children(self) -> list[int]:
        """The worker processes; uvicorn's helper that tracks shared resources is none."""
        assert self._process
        try:
            listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text()
        except OSError:
            return []
        return [pid for pid in map(int, listed.split()) if "spawn_main" in _command(pid)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
