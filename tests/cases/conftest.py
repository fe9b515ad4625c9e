"""The demonstration college, for its teams and names."""

from __future__ import annotations

from tests.knowledge.conftest import millbrook

__all__ = ["millbrook"]
