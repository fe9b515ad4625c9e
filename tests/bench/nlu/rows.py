"""The rows of the public benchmarks, and the draws of so many training examples per intent."""

from __future__ import annotations

import csv
import json
import os
import random
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]

Row = tuple[str, str]  # a message and its intent


class DataError(RuntimeError):
    """The benchmark data is not there. Says where it was looked for."""


def folder() -> Path:
    """Where the data is: ``$SHARED_DATA/nlu``, or ``../shared/data/nlu``. Raises DataError if it is not there."""
    found = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data").resolve() / "nlu"
    if not found.is_dir():
        raise DataError(f"The benchmark data is not at {found}: set SHARED_DATA to its parent folder.")
    return found


@cache
def banking77() -> Mapping[str, list[Row]]:
    """BANKING77 (Casanueva et al. 2020): 77 intents of one bank, 10,003 training rows, 3,080 test rows."""

    def read(part: str) -> list[Row]:
        with (folder() / f"banking77_{part}.csv").open(encoding="utf-8", newline="") as lines:
            return [(row["text"], row["category"]) for row in csv.DictReader(lines)]

    return {"train": read("train"), "test": read("test")}


@cache
def clinc150() -> Mapping[str, list[Row]]:
    """CLINC150 (Larson et al. 2019), its 150 intents without the out-of-scope rows: 15,000 training rows, 4,500 test rows."""
    parts = json.loads((folder() / "clinc150_full.json").read_text(encoding="utf-8"))
    return {part: [(text, intent) for text, intent in parts[part]] for part in ("train", "test")}


DATASETS = {"BANKING77": banking77, "CLINC150": clinc150}


def drawn(dataset: str, shots: int, seed: int) -> list[Row]:
    """So many training rows of each intent, drawn at random by the seed: the same rows on every machine."""
    by_intent = defaultdict(list)
    for row in DATASETS[dataset]()["train"]:
        by_intent[row[1]].append(row)
    dice = random.Random(seed)
    return [row for intent in sorted(by_intent) for row in dice.sample(by_intent[intent], shots)]


def test(dataset: str) -> list[Row]:
    """All test rows, in the publisher's order."""
    return DATASETS[dataset]()["test"]
