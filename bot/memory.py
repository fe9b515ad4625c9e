"""What glibc is asked for, so that the process holds less memory. Elsewhere these do nothing."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def few_arenas() -> None:
    """To be called before threads begin: else each gets a part of memory of its own, which is never given back."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


def settle() -> None:
    """To be called when all is loaded: what the start used and freed goes back, what is there now is taken to stay.

    Garbage collection leaves out what stays: looking through half a million objects again and again would hold up turns.
    """
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
