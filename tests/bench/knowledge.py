"""``make bench-knowledge``: imports, questions, plans and search over the nation's open data, written to docs/figures/bench-knowledge.md."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import settings
from knowledge.search import vectors
from tests.bench import imports, knowledge_plans
from tests.bench.figures import machine
from tests.bench.knowledge_plans import Row, filled
from tests.knowledge.databases import SqliteFiles

FIGURES = Path(__file__).resolve().parents[2] / "docs" / "figures"
ABOUT = """# The open data, measured

Written by `make bench-knowledge`; do not edit. {machine}.

All of the nation's data of docs/open-data.md, with the demonstration pack: 1,016 occupations, 998 colleges, 81,838 programs.

## Imports

Each in a process of its own, into an empty database. Seconds from the first look at the files to the end of the transaction; the peak
is the whole process's, its libraries among it (about 90 MB before any file is read). Vectors of titles are not part of it.

{imports}

## Questions and plans

One occupation in {every} is asked about ({rounds} rounds, the best of each, since other work on the machine only adds), each in a store that was
not asked about it before. Milliseconds; "own" is the processor time of our process alone, without the database server's and without
waiting for other work on the machine. A plan elsewhere is from the question to the ladders: which colleges are worth a look, their programs as
records, and the planner's search at each. One state is {state}, the one with the most programs.

{plans}

![p95 of every question](bench-knowledge.svg)

## Search by title and description

{search}
"""


def main(data: Annotated[Path, typer.Option(help="folder of the open data")] = imports.DATA) -> None:
    """Measure all of it, some minutes long, and write the page."""
    if not data.is_dir():
        print(f"The open data is not at {data}. Say where it is: make bench-knowledge DATA=FOLDER", file=sys.stderr)
        raise typer.Exit(1)
    where = machine()
    rows = knowledge_plans.measured(data)
    page = ABOUT.format(
        machine=where,
        imports=imports.table(data),
        every=knowledge_plans.EVERY,
        rounds=knowledge_plans.ROUNDS,
        state=knowledge_plans.STATE,
        plans=knowledge_plans.table(rows),
        search=_search(data),
    )
    picture(rows, FIGURES / "bench-knowledge.svg")
    (FIGURES / "bench-knowledge.md").write_text(page, encoding="utf-8")
    print(page)


def _search(data: Path) -> str:
    """Search over a database of its own: its settings are read once, so in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, filled(SqliteFiles(Path(folder)), data) as url:
        vectors.build(url, settings().cache_dir)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.search"],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"search could not be measured: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def picture(rows: list[Row], path: Path) -> None:
    """p95 of every question beside its aim."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "bench-knowledge"  # the same figures, the same file
    figure, axes = plt.subplots(figsize=(7.5, 3.8), layout="constrained")
    places = range(len(rows))
    marks = {"SQLite": ("o", "#1f4e79"), "PostgreSQL": ("s", "#b35900")}
    for server in rows[0].took:
        mark, color = marks[server]
        axes.plot([row.took[server][1] for row in rows], list(places), mark, color=color, label=f"{server} p95")
        axes.plot([row.took[server][0] for row in rows], list(places), mark, color=color, alpha=0.35, label=f"{server} p50")
    axes.plot([row.aim for row in rows], list(places), "|", color="#555555", markersize=14, label="aim for p95")
    axes.set(xscale="log", xlabel="milliseconds", yticks=list(places), yticklabels=[row.name for row in rows])
    axes.xaxis.set_major_formatter(matplotlib.ticker.ScalarFormatter())
    axes.invert_yaxis()
    axes.grid(True, axis="x", alpha=0.25)
    axes.legend(frameon=False, fontsize="small", loc="lower left")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    typer.run(main)
