"""The manifest that a college makes its Slack app from, for its own host."""

from __future__ import annotations

import re
from pathlib import Path

HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def manifest(host: str) -> str:
    """The manifest as YAML; ``host`` is the name of the site that Slack reaches.

    Raises:
        ValueError: when ``host`` is an address or no name of a host.
    """
    if not HOST.fullmatch(host.lower()):
        raise ValueError(f"{host!r} is not the name of a host such as advisor.college.edu, without https:// and without a port")
    return (Path(__file__).parent / "manifest.yml").read_text(encoding="utf-8").replace("{{HOST}}", host.lower())
