"""A measured process is told its own peak of memory, whoever started it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.memory import STATUS, peak_megabytes

HELD = 200_000_000  # bytes


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells the peak of the program that runs")
def test_a_child_does_not_take_over_the_peak_of_a_big_parent() -> None:
    assert len(bytes(b"x" * HELD)) == HELD
    assert peak_megabytes() > HELD / 1024 / 1024
    told = subprocess.run(
        [sys.executable, "-c", "from tests.bench.memory import peak_megabytes; print(peak_megabytes())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert 1 < float(told.stdout) < HELD / 1024 / 1024 / 2
