"""Is it Slack? Asked of the raw bytes of a request, before anything reads them.

Bolt asks too, as the second lock. It is not the first because it reads a body before it checks it, logs the whole body of what it
refuses, and fails with an error at a timestamp that is no number (docs/decisions/0033).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from time import time

from slack_sdk.signature import Clock, SignatureVerifier

TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
OLDEST = 60 * 5  # seconds, as Slack advises; the verifier holds to it


class Gate:
    """Signatures of one app. ``now`` gives Unix time."""

    def __init__(self, secret: str, now: Callable[[], float] = time) -> None:
        clock = Clock()
        clock.now = now  # type: ignore[method-assign]
        self._verifier = SignatureVerifier(secret, clock)

    def refusal(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Why a request is not let in, in one word for the log; None where it is Slack's."""
        timestamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
        if not re.fullmatch(r"[0-9]{1,12}", timestamp):
            return "timestamp"
        if not re.fullmatch(r"v0=[0-9a-f]{64}", signature):
            return "signature"
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return "encoding"
        return None if self._verifier.is_valid(body, timestamp, signature) else "signature"
