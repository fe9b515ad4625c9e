"""Read an evaluation file: one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEYS = {"text", "topic", "also_ok", "noisy", "lang"}


class EvaluationFileError(ValueError):
    """What is wrong with the file: a line per fault, each with its line number and the mend."""


@dataclass(frozen=True)
class Row:
    """A message and what it means. ``topics`` are the needs in it, the first one first; ``also_ok`` would be fair too."""

    text: str
    topics: tuple[str, ...]
    also_ok: frozenset[str] = frozenset()
    noisy: bool = False
    spanish: bool = False

    @property
    def fair(self) -> frozenset[str]:
        """Any of these is a right answer."""
        return self.also_ok | frozenset(self.topics)


def read(path: Path, known: Collection[str]) -> tuple[list[Row], list[str]]:
    """The rows of the file, and warnings: topics that are not among ``known`` (they count as missed), keys that mean nothing.

    Raises:
        EvaluationFileError: when the file can't be read, a line is no row, or no row is left.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise EvaluationFileError(f"{path}: {error.strerror or error}. Give a file: make eval FILE=messages.jsonl") from None
    except UnicodeDecodeError as error:
        raise EvaluationFileError(f"{path}: byte {error.start} is no UTF-8. Save the file as UTF-8.") from None
    rows: list[Row] = []
    faults: list[str] = []
    warnings: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            row, odd = _row(json.loads(line))
        except json.JSONDecodeError as error:
            faults.append(f"{place}: no JSON at character {error.pos + 1} ({error.msg}). Write one object per line.")
            continue
        except EvaluationFileError as error:
            faults.append(f"{place}: {error}")
            continue
        rows.append(row)
        warnings += [f"{place}: key '{key}' means nothing here and is passed over" for key in odd]
        warnings += [f"{place}: there is no topic '{name}'; it counts as missed" for name in sorted(row.fair - set(known))]
    if not rows and not faults:
        faults.append(f"{path}: no message in it. Write one JSON object per line.")
    if faults:
        raise EvaluationFileError("\n".join(faults))
    return rows, warnings


def _row(value: Any) -> tuple[Row, list[str]]:
    if not isinstance(value, dict):
        raise EvaluationFileError('not an object. Write {"text": "...", "topic": "..."}')
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        raise EvaluationFileError("'text' is missing or empty. Give the student's words.")
    topics, also_ok = _names(value, "topic"), _names(value, "also_ok")
    if not topics:
        raise EvaluationFileError("'topic' is missing. Give a topic's name, or a list of names for several needs.")
    if not isinstance(value.get("noisy", False), bool):
        raise EvaluationFileError("'noisy' is neither true nor false.")
    if not isinstance(value.get("lang", ""), str):
        raise EvaluationFileError("'lang' is no text. Write \"es\" for Spanish, or leave it out.")
    row = Row(text, topics, frozenset(also_ok), value.get("noisy", False), value.get("lang", "en").lower().startswith("es"))
    return row, sorted(set(value) - KEYS)


def _names(value: dict[str, Any], key: str) -> tuple[str, ...]:
    names = value.get(key) or []
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise EvaluationFileError(f"'{key}' is neither a name nor a list of names.")
    return tuple(dict.fromkeys(name.strip() for name in names))
