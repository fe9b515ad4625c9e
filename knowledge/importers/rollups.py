"""Occupations that BLS publishes together under one code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

ROLLUPS = Path(__file__).with_name("rollups.yml")


@cache
def _rollups() -> dict[str, tuple[str, ...]]:
    return {code: tuple(parts) for code, parts in yaml.safe_load(ROLLUPS.read_text(encoding="utf-8")).items()}


def stands_for(code: str) -> tuple[str, ...]:
    """The SOC codes that a published code stands for: itself, or the occupations rolled up in it."""
    return _rollups().get(code, (code,))
