"""The figures of all cells that were run: printed as one table, and written to docs/figures with a picture."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from tests.bench.nlu import systems, timing
from tests.bench.nlu.cells import OURS, PEER, SEEDS, SHOTS, SYSTEMS, Cell, Result, stored
from tests.bench.nlu.rows import DATASETS, ROOT

FIGURES = ROOT / "docs" / "figures"
AIMS = {("BANKING77", 10): 0.87, ("CLINC150", 10): 0.91}
NAMES = {OURS: "this project", PEER: "Rasa's default"}
HEAD = (
    "data set",
    "shots",
    "system",
    "accuracy",
    *(f"seed {seed}" for seed in SEEDS),
    "asked back",
    "rows",
    "test",
    "train s",
    "load",
    "MB",
)
NOT_RUN = "not run"


def write() -> None:
    """Print what there is, and write it to ``docs/figures/bench-nlu.md`` and ``.svg``."""
    found = results()
    tables = [table(HEAD, accuracy_rows(found)), table(("what", "system", "p50 ms", "p95 ms", "load"), time_rows())]
    print("\n\n".join(tables))
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "bench-nlu.md").write_text(page(tables, found), encoding="utf-8")
    draw(found, FIGURES / "bench-nlu.svg")


def results() -> dict[Cell, Result]:
    """Every cell measured so far with the systems as they are now; what older code came to is left out."""
    versions = {system: systems.version(system) for system in SYSTEMS}
    cells = [
        Cell(dataset, shots, seed, system) for shots in SHOTS for dataset in DATASETS for system in SYSTEMS for seed in SEEDS
    ]
    return {cell: result for cell in cells if (result := stored(cell, versions[cell.system]))}


def accuracy_rows(found: dict[Cell, Result]) -> list[Sequence[str]]:
    """A row for each data set, number of examples and system: the mean of the seeds that were run, and each seed."""
    rows: list[Sequence[str]] = []
    for shots in SHOTS:
        for dataset in DATASETS:
            for system in SYSTEMS:
                cells = [Cell(dataset, shots, seed, system) for seed in SEEDS]
                run = [found[cell] for cell in cells if cell in found]
                seeds = [f"{found[cell].accuracy:.4f}" if cell in found else NOT_RUN for cell in cells]
                rows.append((dataset, str(shots), NAMES[system], of(run, lambda r: r.accuracy, 4), *seeds, *costs(run)))
    return rows


def costs(run: list[Result]) -> Sequence[str]:
    """Share asked back, training rows, test rows, seconds of training, the machine's load then, size of the model."""
    return (
        of(run, lambda r: r.fallback_rate, 2),
        of(run, lambda r: r.train_rows, 0),
        of(run, lambda r: r.test_rows, 0),
        of(run, lambda r: r.train_seconds, 0),
        of(run, lambda r: r.load, 1),
        of(run, lambda r: r.model_megabytes, 1),
    )


def of(run: list[Result], figure: Callable[[Result], float], digits: int) -> str:
    """The mean of a figure over the seeds that were run."""
    return f"{mean(map(figure, run)):.{digits}f}" if run else "-"


def time_rows() -> list[Sequence[str]]:
    """A row for each timing."""
    return [(t.what, NAMES[t.system], f"{t.p50_ms:.2f}", f"{t.p95_ms:.2f}", f"{t.load:.1f}") for t in timing.taken()]


def table(head: Sequence[str], rows: list[Sequence[str]]) -> str:
    """A Markdown table that can be read as it is printed too."""
    if not rows:
        return f"| {' | '.join(head)} |\n(not measured yet)"
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def page(tables: list[str], found: dict[Cell, Result]) -> str:
    """The page in docs/figures."""
    planned = len(SHOTS) * len(SEEDS) * len(DATASETS) * len(SYSTEMS)
    return f"""# Understanding, side by side

Written by `make bench-nlu`; do not edit. {len(found)} of {planned} cells were run. {machine()}

This project's pipeline (the NLU part of `config.yml`, without the college's knowledge base: its spelling bridge takes its words from
the training rows) and Rasa 3.6.21's default one (what `rasa init` comes to: DIET, 100 epochs, in an environment of its own with
Rasa's published pins), trained on the same rows: so many examples of each intent, drawn at random by the seed from the
publisher's training set. All rows of the publisher's test set; CLINC150 without its out-of-scope rows. Right is the likeliest
intent being the right one; "asked back" is the share for which the pipeline's own fallback would have asked, which does not count
against either. Every system runs on one thread. Training seconds and model size are means over seeds; the load is the machine's load
average when a cell was done: on 2 cores, training under a load of 8 takes four times its own time.

![accuracy of both systems](bench-nlu.svg)

{tables[0]}

Time per message: the whole pipeline, warm, one message at a time, one thread, {timing.MESSAGES} messages, the quicker of {timing.ROUNDS}
rounds taken in turn. "{timing.ADVISOR}" is the assistant's own model with the college's knowledge base to link. The load is the
machine's load average then: above 1 another program took its time, and the figures are too high.

{tables[1]}
"""


def draw(found: dict[Cell, Result], file: Path) -> None:
    """Bars of the mean accuracy, a dot for each seed, a line at what was aimed at."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "bench-nlu"  # the same figures give the same file
    from matplotlib import pyplot

    groups = [(dataset, shots) for dataset in DATASETS for shots in SHOTS]
    figure, axes = pyplot.subplots(figsize=(8, 4), layout="constrained")
    for side, (system, colour) in enumerate(zip(SYSTEMS, ("#00627a", "#b0b7bd"), strict=True)):
        for place, (dataset, shots) in enumerate(groups):
            run = [found[cell].accuracy for seed in SEEDS if (cell := Cell(dataset, shots, seed, system)) in found]
            x = place + (side - 0.5) * 0.38
            if run:
                bar = axes.bar(x, mean(run), 0.36, color=colour, label=NAMES[system])
                axes.bar_label(bar, fmt="%.3f", label_type="center", color="white" if system == OURS else "black")
                axes.plot([x] * len(run), run, ".", color="black", markersize=4)
            else:
                axes.text(x, 0.02, NOT_RUN, rotation=90, ha="center", va="bottom", color="#666666")
    for place, group in enumerate(groups):
        if group in AIMS:
            axes.hlines(AIMS[group], place - 0.4, place + 0.4, colors="#c0392b", linestyles="dashed", label="aim")
    handles = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    figure.legend(handles.values(), handles.keys(), loc="outside upper center", ncols=3, frameon=False)
    axes.set_xticks(range(len(groups)), [f"{dataset}\n{shots} examples per intent" for dataset, shots in groups])
    axes.set_xlim(-0.5, len(groups) - 0.5)
    axes.set_ylim(0, 1)
    axes.set_ylabel("accuracy on the full test set")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def machine() -> str:
    """Processor, cores and software that the figures hold for."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}."
