"""The labelled messages of ``linking.jsonl``, and how well the linker does on them.

A line has ``text`` and ``kind``: ``named`` with all of ``found`` (type, value, role) in it; ``described`` with one of ``any``
(type, id); ``nothing``, in which no work, credential, program or service may be linked. ``held_out`` lines were written after
the thresholds of ``bot/nlu/linking/described.py`` were set. ``python -m tests.nlu.linked`` prints precision and recall.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from bot.nlu.linking.found import Found
from bot.nlu.pipeline import build
from bot.settings import settings
from knowledge.pack import read_pack

FILE = Path(__file__).parent / "linking.jsonl"
ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
RECORDS = ("occupation", "credential", "program", "service")


@cache
def pipeline() -> Language:
    """The pipeline over the Millbrook pack, on a day that stays the same."""
    nlp = build(read_pack(ROOT / "knowledge" / "packs" / "millbrook"), settings().cache_dir)
    nlp.get_pipe("linker").today = lambda: TODAY
    return nlp


def link(text: str) -> list[Found]:
    """What is found in a message, its language aside."""
    return [f for f in pipeline()(text)._.found if f.label != "language"]


@dataclass
class Line:
    text: str
    kind: str
    found: list[list[Any]] = field(default_factory=list)
    any: list[list[str]] = field(default_factory=list)
    held_out: bool = False


def lines() -> list[Line]:
    return [Line(**json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


@dataclass
class Score:
    """Counts of messages: linked rightly, linked to something wrong, and not linked though something was meant."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def score(some: list[Line]) -> tuple[Score, list[str]]:
    """How well records are linked in messages that describe or mean none, and what went wrong."""
    total, failures = Score(), []
    for line in some:
        got = {(f.label, f.value) for f in link(line.text) if f.label in RECORDS}
        wanted = {(label, value) for label, value in line.any}
        total.right += bool(got & wanted)
        total.wrong += bool(got) and not got & wanted
        total.missed += bool(wanted) and not got & wanted
        if bool(wanted or got) and not got & wanted:
            failures.append(f"{line.text!r}: {sorted(got) or 'nothing'}, not {sorted(wanted) or 'nothing'}")
    return total, failures


def main() -> None:
    for held_out in (False, True):
        some = [line for line in lines() if line.kind != "named" and line.held_out is held_out]
        total, failures = score(some)
        name = "held out" if held_out else "seen"
        print(f"{name}: {len(some)} messages, precision {total.precision:.3f}, recall {total.recall:.3f}")
        print(*(f"  {failure}" for failure in failures), sep="\n")
    named = [line for line in lines() if line.kind == "named"]
    missing = [
        line for line in named if not {tuple(f) for f in line.found} <= {(f.label, f.value, f.role) for f in link(line.text)}
    ]
    print(f"named: {len(named) - len(missing)} of {len(named)} right")
    for line in missing:
        print(f"  {line.text!r}: {[(f.label, f.value, f.role) for f in link(line.text)]}, not {line.found}")


if __name__ == "__main__":
    main()
