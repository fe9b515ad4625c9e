"""What was measured of one system, the table of two beside the aims, and the picture."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass
from pathlib import Path

from tests.bench.talks import LONG
from tests.bench.users import Crowd

WINDOW = 10  # turns: the long talks repeat the same ten


@dataclass(frozen=True)
class Measured:
    """One system: starts in seconds, resident memory in MB, crowds by number of users, seconds of each turn of long talks."""

    first_start: float
    start: float
    idle: float
    memory: float
    crowds: dict[int, Crowd]
    long: tuple[tuple[float, ...], ...]

    def at(self, turn: int) -> float:
        """The median seconds of the ten turns up to a turn (of the first ten for a turn among them)."""
        last = max(turn, WINDOW)
        return statistics.median(seconds for talk in self.long for seconds in talk[last - WINDOW : last])


@dataclass(frozen=True)
class Row:
    """A line of the table. ``ratio`` is ours to the peer's, or what the line itself compares."""

    name: str
    ours: str
    peer: str
    ratio: str
    aim: str


def table(ours: Measured | None, peer: Measured | None) -> list[Row]:
    """All figures of both; what was not measured stays empty."""
    rows = [
        _row("start to first answer (s)", ours, peer, lambda m: m.start, 1, "<= 1/4", 1 / 4),
        _row("memory after all turns (MB)", ours, peer, lambda m: m.memory, 0, "<= 1/3", 1 / 3),
    ]
    for n in sorted((ours or peer).crowds):  # type: ignore[union-attr]
        who = "1 user" if n == 1 else f"{n} users"
        aim, least = ("<= 1/7", 1 / 7) if n == 1 else ("", 0.0)
        rows += [
            _row(f"{who}: p50 of a turn (ms)", ours, peer, lambda m, n=n: m.crowds[n].quantile(0.5) * 1000, 1, aim, least),
            _row(f"{who}: p95 of a turn (ms)", ours, peer, lambda m, n=n: m.crowds[n].quantile(0.95) * 1000, 1),
            _row(f"{who}: turns a second", ours, peer, lambda m, n=n: m.crowds[n].rate, 0, ">= 8", -8.0),
        ]
    rows += [_row(f"one long talk: p50 at turn {n} (ms)", ours, peer, lambda m, n=n: m.at(n) * 1000, 1) for n in (5, 50, LONG)]
    grown = [f"{m.at(LONG) / m.at(5):.2f}" if m else "" for m in (ours, peer)]
    kept = _held(ours.at(LONG) / ours.at(5) <= 1.3) if ours else ""
    rows.append(Row(f"turn {LONG} to turn 5", *grown, "", f"<= 1.3{kept}"))
    rows += [
        _row("first start of all (s)", ours, peer, lambda m: m.first_start, 1),
        _row("memory after start (MB)", ours, peer, lambda m: m.idle, 0),
    ]
    return rows


def _row(
    name: str, ours: Measured | None, peer: Measured | None, of: object, digits: int, aim: str = "", least: float = 0.0
) -> Row:
    """``least`` is the most that the ratio may be, or with a minus sign the least."""
    values = [of(m) if m else None for m in (ours, peer)]  # type: ignore[operator]
    shown = ["" if v is None else f"{v:.{digits}f}" for v in values]
    if None in values or not values[0] or not values[1]:
        return Row(name, *shown, "", aim)
    ratio = values[0] / values[1]
    held = _held(ratio <= least if least > 0 else ratio >= -least) if aim else ""
    return Row(name, *shown, f"{ratio:.1f} x" if ratio >= 1 else f"1/{1 / ratio:.1f}", aim + held)


def _held(kept: bool) -> str:
    return " yes" if kept else " NO"


def text(rows: list[Row]) -> str:
    """The table for the terminal."""
    lines = [("", "ours", "rasa init", "ratio", "aim"), *((r.name, r.ours, r.peer, r.ratio, r.aim) for r in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    return "\n".join(
        f"{line[0]:<{widths[0]}}  "
        + "  ".join(f"{cell:>{w}}" for cell, w in zip(line[1:4], widths[1:4], strict=True))
        + f"  {line[4]}"
        for line in lines
    )


def markdown(rows: list[Row], about: list[str]) -> str:
    """The page with the table and the picture."""
    head = [
        "# Whole turns, beside Rasa's own default",
        "",
        *about,
        "",
        "| | ours | `rasa init` | ratio | aim |",
        "|---|---:|---:|---:|---|",
    ]
    body = [f"| {r.name} | {r.ours} | {r.peer} | {r.ratio} | {r.aim} |" for r in rows]
    return "\n".join([*head, *body, "", "![p50 over turn number](bench-turns.png)", ""])


def picture(ours: Measured, peer: Measured, path: Path) -> None:
    """p50 of each ten turns over the turn number."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    turns = range(WINDOW, LONG + 1, WINDOW)
    for name, measured, style in (("rasa init", peer, "--"), ("ours", ours, "-")):
        axes.plot(turns, [measured.at(n) * 1000 for n in turns], style, label=name, color="#1f4e79")
    axes.set(yscale="log", xlabel="turn of one conversation", ylabel="p50 (ms)")
    axes.yaxis.set_major_formatter(matplotlib.ticker.ScalarFormatter())
    axes.grid(True, which="both", alpha=0.25)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def machine() -> str:
    """The processor, its load now, the system and our Python."""
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), cpu)
    load = os.getloadavg()[0]
    return f"{cpu}, {os.cpu_count()} cores, load {load:.1f} before; {platform.system()} {platform.release()}, Python {platform.python_version()}"
