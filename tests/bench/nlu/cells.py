"""What there is to measure, and what has been: one file for each cell, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.nlu.rows import DATASETS, ROOT

FOLDER = ROOT / "var" / "bench" / "nlu"
SHOTS = (10, 30)
SEEDS = (1, 2, 3)
OURS, PEER = "ours", "rasa-default"
SYSTEMS = (OURS, PEER)


@dataclass(frozen=True)
class Cell:
    """One system trained on one draw of rows."""

    dataset: str
    shots: int
    seed: int
    system: str

    @property
    def name(self) -> str:
        return f"{self.dataset}-{self.shots}-seed{self.seed}-{self.system}"


@dataclass(frozen=True)
class Result:
    """What a cell came to. ``version`` names the inputs of the system: a result of another version is measured anew."""

    version: str
    accuracy: float  # the likeliest intent is the right one; Rasa's fallback not counted as an intent
    fallback_rate: float  # share of test messages that the pipeline's own fallback threshold would have asked back
    train_rows: int
    test_rows: int
    train_seconds: float
    model_megabytes: float
    p50_ms: float  # per message, whole pipeline, one message at a time, one thread
    p95_ms: float
    load: float  # the machine's load average when the cell was done: times under load are no times


def all_cells(shots: tuple[int, ...] = SHOTS, systems: tuple[str, ...] = SYSTEMS) -> Iterator[Cell]:
    """In the order of measuring: a whole table of one seed, then the next, fewer shots first, both systems side by side."""
    for number in shots:
        for seed in SEEDS:
            for dataset in DATASETS:
                for system in systems:
                    yield Cell(dataset, number, seed, system)


def stored(cell: Cell, version: str | None = None) -> Result | None:
    """The cell's result if it has been measured (with that version of the system, if one is given)."""
    file = FOLDER / f"{cell.name}.json"
    if not file.is_file():
        return None
    result = Result(**json.loads(file.read_text(encoding="utf-8")))
    return result if version in (None, result.version) else None


def store(cell: Cell, result: Result) -> None:
    """Keep the cell's result; the file appears whole or not at all."""
    unfinished = FOLDER / f".{cell.name}.tmp"
    unfinished.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")
    unfinished.replace(FOLDER / f"{cell.name}.json")


def model_of(cell: Cell) -> Path:
    """Where the cell's trained model is kept for timing: one seed is enough for that."""
    return FOLDER / "models" / f"{cell.name}.tar.gz"
