"""The most memory that this process held."""

from __future__ import annotations

import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The peak of this process's resident memory, in MB, its libraries among it.

    Linux tells it of the program that runs (``VmHWM``); ``ru_maxrss`` there is no less than what the process that started this one
    held at that moment. Elsewhere there is ``ru_maxrss`` only, in bytes.
    """
    if STATUS.exists() and (told := re.search(r"^VmHWM:\s*(\d+) kB$", STATUS.read_text(encoding="ascii"), re.MULTILINE)):
        return int(told[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)
