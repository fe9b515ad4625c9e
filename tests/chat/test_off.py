"""Slack and Teams cost nothing where they are off."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ASKS = """
import sys
import bot.server, bot.wiring
from bot.settings import Settings
from types import SimpleNamespace
assert list(bot.wiring._channels(SimpleNamespace(settings=Settings()))) == []
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"slack_bolt", "slack_sdk", "microsoft_agents", "msal"}))
"""


def test_none_of_their_libraries_is_imported_and_no_address_is_served(root: Path) -> None:
    told = subprocess.run([sys.executable, "-c", ASKS], cwd=root, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == ""
