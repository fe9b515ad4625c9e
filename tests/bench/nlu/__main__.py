"""The command: measure the cells that are missing, then show all there is."""

from __future__ import annotations

import argparse
import sys
import time

from tests.bench import peer
from tests.bench.nlu import report, rows, systems, timing
from tests.bench.nlu.cells import OURS, PEER, SHOTS, SYSTEMS, Cell, all_cells, store, stored


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.nlu", description=__doc__)
    asked.add_argument("--only", choices=["all", "time", "ours", "peer", "table"], default="all")
    asked.add_argument("--shots", type=int, choices=SHOTS, action="append")
    options = asked.parse_args()
    try:
        rows.folder()
        systems.prepare()
        if options.only != "table":
            print(f"{report.machine()}", flush=True)
        if options.only in ("all", "ours", "peer"):
            chosen = {"ours": (OURS,), "peer": (PEER,)}.get(options.only, SYSTEMS)
            for cell in all_cells(tuple(options.shots or SHOTS), chosen):
                fill(cell)
        if options.only in ("all", "time"):
            timing.measure()
        report.write()
    except (rows.DataError, peer.PeerError, systems.WorkerError) as error:
        sys.exit(str(error))


def fill(cell: Cell) -> None:
    """Measure a cell unless that has been done."""
    if stored(cell, systems.version(cell.system)):
        return
    print(f"{time.strftime('%H:%M:%S')} {cell.name} ...", end=" ", flush=True)
    result = systems.measure(cell, keep_model=timing.keeps(cell))
    store(cell, result)
    print(f"{result.accuracy:.4f}, trained in {result.train_seconds:.0f} s, {result.p50_ms:.1f} ms a message", flush=True)


if __name__ == "__main__":
    main()
