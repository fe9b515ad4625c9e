"""The confusion matrix as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def draw(names: Sequence[str], counts: Sequence[Sequence[int]], title: str, path: Path) -> None:
    """Write a PNG: a row per topic meant, a column per topic understood, shaded by the share of the row."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    shares = [[n / max(1, sum(row)) for n in row] for row in counts]
    side = 2.5 + 0.34 * len(names)
    figure = Figure(figsize=(side, side), dpi=120, layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    axes.set_title(title, fontsize=10)
    for down, row in enumerate(counts):
        for across, n in enumerate(row):
            if n:
                shade = "white" if shares[down][across] > 0.5 else "black" if down == across else "#b00020"
                axes.text(across, down, str(n), ha="center", va="center", fontsize=7, color=shade)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
