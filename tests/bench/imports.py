"""What it costs to import the nation's open data: ``python -m tests.bench.imports [--data FOLDER]``.

Every format is imported in a process of its own, into an empty database with the tables in it: SQLite, and PostgreSQL where
``TEST_POSTGRES_URL`` is set. Seconds run from the first look at the files to the end of the transaction; the peak of memory is the whole
process's, its libraries among it. Vectors of titles are not part of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from knowledge.importers.contract import Options
from knowledge.importers.folder import Part, parts_of
from knowledge.importers.run import run
from tests.bench.memory import peak_megabytes
from tests.knowledge.databases import Databases, PostgresServer, SqliteFiles, migrated

DATA = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")


def table(data: Path = DATA) -> str:
    """Rows, seconds and peak memory per format and database, in markdown."""
    parts = parts_of(data, Options())
    with tempfile.TemporaryDirectory() as folder:
        servers: dict[str, Databases] = {"SQLite": SqliteFiles(Path(folder))}
        if url := os.environ.get("TEST_POSTGRES_URL"):
            servers["PostgreSQL"] = PostgresServer(url)
        measured = {name: [_apart(part, server) for part in parts] for name, server in servers.items()}
    head = ["format", "lines read", "rows kept", *(f"{name}, {what}" for name in servers for what in ("s", "peak MB"))]
    rows = [
        [part.format, f"{first['read']:,}", f"{first['kept']:,}", *_figures([results[i] for results in measured.values()])]
        for i, (part, first) in enumerate(zip(parts, measured["SQLite"], strict=True))
    ]
    total = [f"{sum(results[i]['seconds'] for i in range(len(parts))):.1f}" for results in measured.values()]
    rows.append(["all", "", "", *(cell for seconds in total for cell in (seconds, ""))])
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _figures(results: list[dict[str, float]]) -> list[str]:
    return [cell for result in results for cell in (f"{result['seconds']:.1f}", f"{result['peak']:.0f}")]


def _apart(part: Part, databases: Databases) -> dict[str, float]:
    """One import in a fresh process."""
    with migrated(databases) as url:
        words = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.bench.imports",
            "--one",
            part.format,
            "--data",
            str(part.path),
            "--url",
            url,
        ]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{part.format} could not be measured: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def main(
    data: Annotated[Path, typer.Option(help="folder of the open data; with --one, what that format reads")] = DATA,
    one: Annotated[str, typer.Option(hidden=True)] = "",
    url: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Print the table."""
    if not one:
        print(table(data))
        return
    report = run(url, one, data, Options())
    counts = report.counts.values()
    total = {"read": sum(c.read for c in counts), "kept": sum(c.kept for c in counts)}
    print(json.dumps({**total, "seconds": report.seconds, "peak": peak_megabytes()}))


if __name__ == "__main__":
    typer.run(main)
