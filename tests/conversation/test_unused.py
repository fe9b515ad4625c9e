"""What Rasa imports in vain is left out while it is imported, and only then."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

CHECK = """
import sys
import bot.conversation.agent
assert "rasa.core.processor" in sys.modules
assert "pymongo" not in sys.modules and "sanic" not in sys.modules
import redis, slack_sdk
assert redis.Redis.__module__.startswith("redis")
assert slack_sdk.WebClient.__module__.startswith("slack_sdk")
import sklearn.utils
assert len(sklearn.utils.all_estimators()) > 100
"""


def test_the_libraries_themselves_are_there_for_whoever_imports_them() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
