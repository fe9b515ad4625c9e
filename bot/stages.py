"""The stages from a fresh checkout to a running assistant, each done again only when its inputs changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from sqlalchemy.engine import make_url

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
MODEL = "advisor"
NGRAMS = ROOT / "bot" / "ngrams.py"  # what both files of learned weights are written with
EAR = "crisis-ear.skops"  # as in bot.guard.ear, which would load scikit-learn at every start


@contextmanager
def stage(console: Console, name: str) -> Iterator[None]:
    """Announce a stage, and say how long it took."""
    begun = time.monotonic()
    with console.status(f"{name} ..."):
        if not console.is_terminal:
            console.print(f"{name} ...")
        yield
    console.print(f"{name}: {time.monotonic() - begun:.1f} s")


def build(settings: Settings, console: Console, force_model: bool = False) -> None:
    """Knowledge base, then the guard's ear and the model beside each other: neither needs the other, and each takes one core."""
    _knowledge(settings, console)
    _vectors(settings, console)
    if force_model:
        _stamp(settings, "model").unlink(missing_ok=True)
    jobs = [job for job in (_ear(settings), _model(settings)) if job]
    if jobs:
        with stage(console, ", ".join(job.name for job in jobs)), ThreadPoolExecutor(len(jobs)) as pool:
            for _ in pool.map(lambda job: job.do(console), jobs):
                pass


@dataclass(frozen=True)
class _Job:
    """A stage's command, and the stamp to be left when it is done."""

    name: str
    command: list[str]
    stamp: Path
    wanted: str
    environment: dict[str, str]

    def do(self, console: Console) -> None:
        _do(self.command, console, **self.environment)
        _keep(self.stamp, self.wanted)


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """A hash over the names and bytes of files and further words."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(files):
        digest.update(
            str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()


def _stamp(settings: Settings, name: str) -> Path:
    return settings.cache_dir / f"{name}.stamp"


def _fresh(stamp: Path, wanted: str, product: bool) -> bool:
    return product and stamp.exists() and stamp.read_text() == wanted


def _sources(*folders: str) -> list[Path]:
    return [
        p
        for folder in folders
        for p in (ROOT / folder).rglob("*")
        if p.suffix in (".py", ".yml", ".yaml", ".mako") and "__pycache__" not in p.parts
    ]


def _knowledge(settings: Settings, console: Console) -> None:
    wanted = fingerprint(
        [*settings.pack.resolve().rglob("*.y*ml"), *_sources("knowledge/model", "knowledge/pack", "knowledge/store")],
        settings.database_url,
    )
    url = make_url(settings.database_url)
    there = url.get_backend_name() != "sqlite" or bool(url.database and Path(url.database).exists())
    if _fresh(_stamp(settings, "knowledge"), wanted, there):
        return
    with stage(console, "Loading the knowledge base"):
        _do([sys.executable, "-m", "knowledge", "load", str(settings.pack)], console, DATABASE_URL=settings.database_url)
    _keep(_stamp(settings, "knowledge"), wanted)


def _vectors(settings: Settings, console: Console) -> None:
    """What finds an imported occupation by a description, where the import did not make it or its folder is gone."""
    from knowledge.search import vectors  # numpy and the encoder: nothing that a message on the command line should wait for
    from knowledge.store import StoreError

    try:
        missing = vectors.missing(settings.database_url, settings.cache_dir)
    except StoreError:  # the server says so itself, a moment later and better
        return
    if missing:
        with stage(console, "Reading what occupations are called and do"):
            vectors.build(settings.database_url, settings.cache_dir)


def _ear(settings: Settings) -> _Job | None:
    """The crisis guard's learned ear."""
    files = [
        path
        for path in _sources("bot/guard", "knowledge/search/encoder", "data/nlu")
        if path.name not in ("guard.py", "__init__.py")
    ]
    wanted = fingerprint([*files, NGRAMS])
    if _fresh(_stamp(settings, "ear"), wanted, (settings.cache_dir / EAR).exists()):
        return None
    command = [sys.executable, "-W", "ignore", "-m", "bot.guard.train"]
    environment = {"CACHE_DIR": str(settings.cache_dir)}
    return _Job("Training the crisis guard's ear", command, _stamp(settings, "ear"), wanted, environment)


def _model(settings: Settings) -> _Job | None:
    """The Rasa model."""
    files = [ROOT / "config.yml", ROOT / "domain.yml", *_sources("data", "bot/nlu", "knowledge/search/encoder", "bot/policies")]
    wanted = fingerprint([*files, NGRAMS])
    if _fresh(_stamp(settings, "model"), wanted, any(settings.models_dir.glob("*.tar.gz"))):
        return None
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "--skip-validation", "--fixed-model-name", MODEL]
    # Rasa keeps what was trained before by its own inputs, and knows nothing of the pipeline or the content behind them.
    environment = {"RASA_MAX_CACHE_SIZE": "0"}
    return _Job(
        "Training the assistant", [*command, "--out", str(settings.models_dir)], _stamp(settings, "model"), wanted, environment
    )


def _keep(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def _do(command: list[str], console: Console, **environment: str) -> None:
    """Run a stage's command quietly; on failure show what it said and stop. Passwords go by environment, where no one sees them."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    if done.returncode:
        console.print((done.stdout + done.stderr).strip()[-6000:], markup=False, highlight=False)
        console.print(f"Stopped: '{' '.join(command[1:])}' failed, see above.", style="red", markup=False)
        raise typer.Exit(1)
