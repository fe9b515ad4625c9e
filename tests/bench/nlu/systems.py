"""How each side is run: its interpreter, its configuration, and the process that measures one cell."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.bench import peer
from tests.bench.nlu import rows
from tests.bench.nlu.cells import FOLDER, OURS, Cell, Result, model_of
from tests.bench.nlu.rows import ROOT, Row

WORKER = Path(__file__).parent / "worker.py"
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",  # Rasa reads these two itself
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
}


class WorkerError(RuntimeError):
    """The measuring process failed. Carries the end of what it printed."""


def version(system: str) -> str:
    """A digest of all that decides a system's answers: results of another version are not shown beside it."""
    digest = hashlib.sha256()
    if system == OURS:
        code = sorted((ROOT / "bot" / "nlu").rglob("*.py")) + sorted((ROOT / "bot" / "nlu").rglob("*.yml"))
        digest.update(json.dumps(ours()).encode())
        for path in code:
            digest.update(path.read_bytes())
    else:
        digest.update("\n".join(peer.REQUIREMENTS).encode())
    return digest.hexdigest()[:12]


def ours() -> dict[str, Any]:
    """The NLU part of the project's config.yml, as it is."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return {key: config[key] for key in ("recipe", "language", "pipeline")} | {"assistant_id": "bench"}


def default() -> dict[str, Any]:
    """What ``rasa init`` writes comes to: the default pipeline, from the file in the peer's own package that Rasa takes it from."""
    file = next(peer.environment().glob(".venv/lib/python*/site-packages/rasa/engine/recipes/config_files/default_config.yml"))
    config: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {key: config[key] for key in ("recipe", "language", "pipeline")} | {"assistant_id": "bench"}


def measure(cell: Cell, keep_model: bool) -> Result:
    """Train the cell's system on its rows and ask it all test messages. Raises WorkerError if it fails."""
    training, test = rows.drawn(cell.dataset, cell.shots, cell.seed), rows.test(cell.dataset)
    measured = version(cell.system)  # of the code as it is now: somebody may change it while the worker runs
    with tempfile.TemporaryDirectory(prefix="bench-nlu-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        config, data = folder / "config.yml", folder / "data" / "nlu.yml"
        config.write_text(yaml.safe_dump(ours() if cell.system == OURS else default(), sort_keys=False), encoding="utf-8")
        data.write_text(nlu_file(training), encoding="utf-8")
        model = model_of(cell) if keep_model else folder / "models" / "model.tar.gz"
        model.parent.mkdir(parents=True, exist_ok=True)
        told = run(
            cell.system,
            {
                "config": str(config),
                "training": str(data),
                "model": str(model),
                "train": True,
                "messages": [text for text, _ in test],
                "foreign": cell.system == OURS,
            },
        )
    right = sum(answer == intent for answer, (_, intent) in zip(told["told"], test, strict=True))
    return Result(
        version=measured,
        accuracy=right / len(test),
        fallback_rate=told["fallbacks"] / len(test),
        train_rows=len(training),
        test_rows=len(test),
        train_seconds=told["train_seconds"],
        model_megabytes=told["model_megabytes"],
        p50_ms=told["p50_ms"],
        p95_ms=told["p95_ms"],
        load=os.getloadavg()[0],
    )


def run(system: str, job: dict[str, Any]) -> dict[str, Any]:
    """The worker's answer to a job, in the system's own environment, on one thread. Raises WorkerError."""
    with tempfile.TemporaryDirectory(prefix="bench-nlu-") as name:
        folder = Path(name)
        (folder / "job.json").write_text(json.dumps(job | {"result": str(folder / "result.json")}), encoding="utf-8")
        if system == OURS:
            python, variables = sys.executable, {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        else:
            peer.environment()
            python, variables = str(peer.python()), peer.variables()
        done = subprocess.run(
            [python, "-W", "ignore", str(WORKER), str(folder / "job.json")],
            cwd=ROOT if system == OURS else folder,
            env=variables | ONE_THREAD,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise WorkerError(f"{system}: {(done.stdout + done.stderr)[-3000:]}")
        answer: dict[str, Any] = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        return answer


def nlu_file(training: list[Row]) -> str:
    """The rows as Rasa's training data. A row is one line; what Rasa would read as an annotation is told apart by a space."""
    intents: dict[str, list[str]] = {}
    for text, intent in training:
        intents.setdefault(intent, []).append(" ".join(text.split()).replace("](", "] (").replace("]{", "] {"))
    return yaml.safe_dump(
        {
            "version": "3.1",
            "nlu": [
                {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in intents.items()
            ],
        },
        allow_unicode=True,
        width=10_000,
    )


def prepare() -> None:
    """The folders that results and kept models go to."""
    (FOLDER / "models").mkdir(parents=True, exist_ok=True)
