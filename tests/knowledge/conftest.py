"""The real pack, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.pack import read_pack
from knowledge.planner import Index


@pytest.fixture(scope="session")
def millbrook(root: Path) -> Catalog:
    """Everything the demonstration college's pack holds."""
    return read_pack(root / "knowledge" / "packs" / "millbrook")


@pytest.fixture(scope="session")
def index(millbrook: Catalog) -> Index:
    return Index(millbrook)
