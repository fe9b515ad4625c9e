"""What is derived from files and content, kept in the cache folder under a name that says from which."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from bot.settings import settings


def kept[Made: (str, dict[str, int])](name: str, inputs: Iterable[str | bytes], make: Callable[[], Made]) -> Made:
    """What ``make`` gives, read from the cache folder where the same inputs gave it before.

    Older files of the same name are removed. Where the folder can't be written, it is made at every start.
    """
    digest = hashlib.sha256()
    for part in inputs:
        digest.update((part.encode() if isinstance(part, str) else part) + b"\0")
    folder = settings().cache_dir
    path = folder / f"{name}-{digest.hexdigest()[:16]}.json"
    with suppress(OSError, ValueError):
        made: Made = json.loads(path.read_text(encoding="utf-8"))
        return made
    made = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp"
        unfinished.write_text(json.dumps(made), encoding="utf-8")
        unfinished.replace(path)
        for old in folder.glob(f"{name}-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
    return made


def files(*paths: Path) -> list[bytes]:
    """The bytes of files, as inputs; of a folder, those of its Python and YAML files."""
    found: list[Path] = []
    for path in paths:
        found += [p for p in path.rglob("*") if p.suffix in (".py", ".yml")] if path.is_dir() else [path]
    return [path.read_bytes() for path in sorted(found)]
