"""The stages from a fresh checkout to a running assistant, each done again only when its inputs changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from sqlalchemy.engine import make_url

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
MODEL = "advisor"
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
    """Knowledge base, the guard's ear, then the model."""
    _knowledge(settings, console)
    _ear(settings, console)
    if force_model:
        _stamp(settings, "model").unlink(missing_ok=True)
    _model(settings, console)


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


def _ear(settings: Settings, console: Console) -> None:
    """The crisis guard's learned ear. It goes before the model, so that no assistant is ever ready without it."""
    files = [
        path for path in _sources("bot/guard", "bot/nlu/encoder", "data/nlu") if path.name not in ("guard.py", "__init__.py")
    ]
    wanted = fingerprint(files)
    if _fresh(_stamp(settings, "ear"), wanted, (settings.cache_dir / EAR).exists()):
        return
    with stage(console, "Training the crisis guard's ear"):
        _do([sys.executable, "-W", "ignore", "-m", "bot.guard.train"], console, CACHE_DIR=str(settings.cache_dir))
    _keep(_stamp(settings, "ear"), wanted)


def _model(settings: Settings, console: Console) -> None:
    files = [ROOT / "config.yml", ROOT / "domain.yml", *_sources("data", "bot/nlu", "bot/policies")]
    wanted = fingerprint(files, settings.database_url)
    if _fresh(_stamp(settings, "model"), wanted, any(settings.models_dir.glob("*.tar.gz"))):
        return
    with stage(console, "Training the assistant"):
        _do(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "rasa",
                "train",
                "--skip-validation",
                "--fixed-model-name",
                MODEL,
                "--out",
                str(settings.models_dir),
            ],
            console,
        )
    _keep(_stamp(settings, "model"), wanted)


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
