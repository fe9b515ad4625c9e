"""Time per message, both sides in the same run on the same machine: best taken while nothing else runs."""

from __future__ import annotations

import json
import os
import random
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.nlu import rows, systems
from tests.bench.nlu.cells import FOLDER, OURS, SYSTEMS, Cell, model_of, stored
from tests.bench.nlu.rows import ROOT

MESSAGES = 500
ROUNDS = 3  # taken in turn, so that a slow minute of the machine meets both; the quickest round of each counts
CELLS = [Cell(dataset, 10, 1, system) for dataset in rows.DATASETS for system in SYSTEMS]
ADVISOR = "own 39 topics"


@dataclass(frozen=True)
class Timing:
    """Milliseconds per message of the whole NLU pipeline, warm, one message at a time on one thread."""

    what: str
    system: str
    p50_ms: float
    p95_ms: float
    load: float


def keeps(cell: Cell) -> bool:
    """Is the cell's trained model kept, to be timed again later?"""
    return cell in CELLS


def measure() -> None:
    """Time every kept model, and the assistant's own with its knowledge base, on messages of their own test sets."""
    found: dict[tuple[str, str], Timing] = {}
    for turn in range(ROUNDS):
        for cell in CELLS:
            if not (stored(cell) and model_of(cell).is_file()):
                print(f"not timed, since not trained yet: {cell.name}")
                continue
            texts = [text for text, _ in rows.test(cell.dataset)]
            _quicker(found, _timed(cell.dataset, cell.system, str(model_of(cell)), texts, foreign=cell.system == OURS, turn=turn))
        own = ROOT / "models" / "advisor.tar.gz"
        evaluation = ROOT / "tests" / "nlu" / "eval.jsonl"
        texts = [json.loads(line)["text"] for line in evaluation.read_text(encoding="utf-8").splitlines() if line.strip()]
        _quicker(found, _timed(ADVISOR, OURS, str(own), texts, foreign=False, turn=turn))
    (FOLDER / "timing.json").write_text(json.dumps([asdict(one) for one in found.values()], indent=1), encoding="utf-8")


def taken() -> list[Timing]:
    """The timings of the last run that took them."""
    file = FOLDER / "timing.json"
    return [Timing(**one) for one in json.loads(file.read_text(encoding="utf-8"))] if file.is_file() else []


def _timed(what: str, system: str, model: str, texts: list[str], *, foreign: bool, turn: int) -> Timing:
    print(f"timing {what}, {system}, round {turn + 1} ...", end=" ", flush=True)
    messages = random.Random(turn).sample(texts, MESSAGES)
    # spelling takes its words from the training rows; for time alone those of the drawn rows' folder do not matter
    told = systems.run(
        system,
        {
            "training": str(_no_training() / "nlu.yml"),
            "model": model,
            "train": False,
            "messages": messages,
            "foreign": foreign,
        },
    )
    print(f"{told['p50_ms']:.2f} ms", flush=True)
    return Timing(what, system, told["p50_ms"], told["p95_ms"], os.getloadavg()[0])


def _quicker(found: dict[tuple[str, str], Timing], one: Timing) -> None:
    key = (one.what, one.system)
    if key not in found or one.p50_ms < found[key].p50_ms:
        found[key] = one


def _no_training() -> Path:
    """A folder without training data: the model is trained already, and its words are not asked for."""
    folder = ROOT / "var" / "none"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
