"""Alerts by mail: one letter to one address, the same for an office's mailbox and an advisor's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.alerts.letters import render
from bot.alerts.model import Alert
from bot.mail.address import digest, is_address


@dataclass(frozen=True)
class MailWay:
    """The mailbox of an address; ValueError where it is not one."""

    address: str
    kind = channel = "mail"

    def __post_init__(self) -> None:
        if not is_address(self.address):
            raise ValueError(f"has {self.address!r}, which is not one e-mail address such as advising@college.edu")

    @property
    def name(self) -> str:
        return f"mail-{digest(self.address.lower())}"

    @property
    def shown(self) -> str:
        return f"mail to {self.address}"

    def payload(self, alert: Alert) -> dict[str, Any]:
        """A letter that says which case, how urgent, and where to look. What it is about stands behind the sign-in."""
        return self._letter(render("alert_subject.txt", alert=alert), render("alert.txt", alert=alert), f"case:{alert.case}")

    def trial(self, now: datetime, site: str) -> dict[str, Any]:
        return self._letter(render("test_subject.txt"), render("test.txt", site=site), f"test:{now.isoformat()}")

    def _letter(self, subject: str, text: str, thread: str) -> dict[str, Any]:
        return {"to": self.address, "subject": subject, "text": text, "reply_to": None, "thread": thread}
