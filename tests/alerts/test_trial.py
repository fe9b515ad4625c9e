"""``python -m bot alerts --test`` tries every way and says what became of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.alerts.hook import hook
from tests.alerts.mailbox import mailbox
from tests.alerts.ports import free_port


def alerts(root: Path, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    known = {"MAIL_FROM": "advisor@college.edu", "SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": "none", "ALERT_TIMEOUT": "5"}
    return subprocess.run(
        [sys.executable, "-m", "bot", "alerts", *options],
        cwd=root,
        env=os.environ | known | {"WEBHOOK_SECRET": "a secret of the college"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_way_is_tried_once(root: Path) -> None:
    with mailbox() as box, hook() as told:
        ways = f"advising=mail:advising@college.edu;counseling=mail:on-call@college.edu,webhook:{told.url}"
        done = alerts(root, "--test", ALERTS=ways, URGENT_ALERTS="mail:advising@college.edu", SMTP_PORT=str(box.port))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "advising: mail to advising@college.edu",
        "counseling: mail to on-call@college.edu, webhook at 127.0.0.1",
        "every urgent case: mail to advising@college.edu",
        "mail to advising@college.edu: taken",
        "mail to on-call@college.edu: taken",
        "webhook at 127.0.0.1: taken",
    ]
    assert [letter["To"] for letter in box.letters] == ["advising@college.edu", "on-call@college.edu"]
    assert box.letters[0]["Subject"] == "Test of the alerts"
    assert "http://127.0.0.1:8000" in box.letters[0].get_content()
    assert b'"type":"test"' in told.calls[0][2]


def test_one_that_fails_is_named_and_the_others_are_tried(root: Path) -> None:
    with mailbox(says={"RCPT": "550 5.1.1 no such user"}) as box, hook() as told:
        nobody = f"http://127.0.0.1:{free_port()}/x"
        ways = f"*=webhook:{nobody},mail:gone@college.edu,webhook:{told.url}"
        done = alerts(root, "--test", ALERTS=ways, SMTP_PORT=str(box.port))
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        "webhook at 127.0.0.1: no connection to the webhook: ConnectError",
        "mail to gone@college.edu: the mail server refuses the recipient (550 5.1.1)",
        "webhook at 127.0.0.1: taken",
    ]
    assert "Traceback" not in done.stderr


def test_without_any_way_it_says_so(root: Path) -> None:
    done = alerts(root, "--test")
    assert done.returncode == 1
    assert "Nobody is told of anything: ALERTS and URGENT_ALERTS are empty" in done.stdout


def test_without_the_option_nothing_is_sent(root: Path) -> None:
    with hook() as told:
        done = alerts(root, ALERTS=f"advising=webhook:{told.url}")
    assert done.returncode == 0
    assert done.stdout == "advising: webhook at 127.0.0.1\n"
    assert told.calls == []
