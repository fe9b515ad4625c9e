"""The app package that a college uploads to Teams: its manifest for this college's app and host, and two icons."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = ("color.png", "outline.png")
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def manifest(app: str, host: str) -> dict[str, Any]:
    """The manifest; ``app`` is the application's id, ``host`` the name of the site that Teams reaches.

    Raises:
        ValueError: when ``host`` is an address or no name of a host, or ``app`` is missing.
    """
    if not app:
        raise ValueError("TEAMS_APP_ID is empty; set it to the Application (client) ID first")
    if not HOST.fullmatch(host.lower()):
        raise ValueError(f"{host!r} is not the name of a host such as advisor.college.edu, without https:// and without a port")
    text = (HERE / "manifest.json").read_text(encoding="utf-8")
    return dict(json.loads(text.replace("{{APP_ID}}", app).replace("{{HOST}}", host.lower())))


def package(app: str, host: str) -> bytes:
    """The zip file, with what ``manifest`` gives."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", json.dumps(manifest(app, host), indent=2, ensure_ascii=False))
        for name in FILES:
            file.write(HERE / name, name)
    return packed.getvalue()
