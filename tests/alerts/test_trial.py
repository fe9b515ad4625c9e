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
    lines = done.stdout.splitlines()
    assert lines[:3] + lines[-3:] == [
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
    assert done.stdout.splitlines()[-3:] == [
        "webhook at 127.0.0.1: no connection to the webhook: ConnectError",
        "mail to gone@college.edu: the mail server refuses the recipient (550 5.1.1)",
        "webhook at 127.0.0.1: taken",
    ]
    assert "Traceback" not in done.stderr


def test_without_any_way_it_says_so(root: Path) -> None:
    done = alerts(root, "--test")
    assert done.returncode == 1
    assert "Nobody is told of a new or urgent case for Advising, " in done.stdout


def test_without_the_option_nothing_is_sent_and_what_is_missing_is_said_once(root: Path) -> None:
    with hook() as told:
        done = alerts(root, ALERTS=f"*=webhook:{told.url}", PUBLIC_URL="https://advisor.college.edu")
    assert done.returncode == 0
    first, *gaps = done.stdout.splitlines()
    assert first == "other teams: webhook at 127.0.0.1"
    assert [gap.split(" for ")[0] for gap in gaps] == ["Only one way tells people of an urgent case"]
    assert done.stderr == ""
    assert told.calls == []


def test_a_team_that_does_not_exist_is_named(root: Path) -> None:
    done = alerts(root, "--test", ALERTS="advizing=webhook:https://chat.college.edu/x")
    assert done.returncode == 2
    assert "ALERTS names advizing, which the content pack does not have. Its teams are: advising, " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_content_pack_that_cannot_be_read_is_said_without_a_traceback(root: Path, tmp_path: Path) -> None:
    done = alerts(root, PACK=str(tmp_path))
    assert done.returncode == 2
    assert "holds no YAML file" in done.stderr
    assert "Traceback" not in done.stderr
