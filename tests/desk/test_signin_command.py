"""``make advisor``: accounts from a terminal, with clear words where something can't be."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.account import Role
from bot.desk.signin.passwords import Passwords
from bot.store import Database
from bot.store.accounts import AccountStore
from tests.app import ROOT

Advisor = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/advisor.db"


@pytest.fixture
def accounts(url: str) -> AccountStore:
    database = Database(url)
    database.migrate()
    return AccountStore(database)


@pytest.fixture
def advisor(url: str) -> Advisor:
    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """The command, as a script runs it: without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "bot", "advisor", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_a_terminal_a_password_is_made_shown_once_and_to_be_changed(advisor: Advisor, accounts: AccountStore) -> None:
    done = advisor(
        "Ana@College.edu", "--name", "Ana Ruiz", "--role", "lead", "--teams", "advising,financial_aid", "--languages", "en,es"
    )
    assert done.returncode == 0, done.stderr
    password = re.search(r"first sign-in: (\S+)", done.stdout)
    assert password
    account = accounts.of_username("ana@college.edu")
    assert account
    assert (account.name, account.role, account.teams, account.languages) == (
        "Ana Ruiz",
        Role.LEAD,
        ("advising", "financial_aid"),
        ("en", "es"),
    )
    assert account.password_given
    tried = accounts.try_password("ana@college.edu", account.created)
    assert tried
    assert Passwords().matches(tried[1], password[1])
    again = advisor("ana@college.edu", "--name", "Ana M. Ruiz")
    assert "first sign-in" not in again.stdout
    assert "Ana M. Ruiz" in again.stdout


def test_in_a_terminal_the_password_is_asked_for_twice_and_never_shown(url: str, accounts: AccountStore) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "advisor", "ana@college.edu", "--name", "Ana Ruiz"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = ""
    answers = ("too short", "too short", "seven green heavy trees", "seven green heavy trees")
    for prompts, answer in enumerate(answers, start=1):
        while (
            len(re.findall(r"(?:Password for Ana Ruiz|Repeat for confirmation): ", seen)) < prompts
        ):  # what is typed earlier is thrown away
            assert select.select([ours], [], [], 60)[0], seen
            seen += os.read(ours, 1000).decode()
        os.write(ours, f"{answer}\n".encode())
    try:
        while more := os.read(ours, 1000):
            seen += more.decode()
    except OSError:  # the terminal is closed
        pass
    assert running.wait() == 0, seen
    os.close(ours)
    assert "12 characters or more" in seen
    assert "green" not in seen
    account = accounts.of_username("ana@college.edu")
    assert account
    assert not account.password_given
    assert (account.role, account.has_password) == (Role.ADVISOR, True)


def test_all_are_listed_and_told_when_nobody_looks_after_them(advisor: Advisor, accounts: AccountStore) -> None:
    assert "ROLE=admin" in advisor().stdout
    accounts.create("ben@college.edu", "Ben Ochoa", Role.ADMIN, [], ["en"])
    accounts.create("ana@college.edu", "Ana Ruiz", Role.ADVISOR, ["veterans"], ["en", "es"], password_hash="x")
    listed = advisor().stdout.splitlines()
    assert listed == [
        "ana@college.edu  Ana Ruiz  advisor  veterans  en, es  password",
        "ben@college.edu  Ben Ochoa  admin  no team  en  no way in",
    ]


def test_an_account_is_switched_off_and_on(advisor: Advisor, accounts: AccountStore) -> None:
    ana = accounts.create("ana@college.edu", "Ana Ruiz", Role.ADVISOR, [], ["en"])
    for option, active in (("--deactivate", False), ("--activate", True)):
        assert advisor("ana@college.edu", option).returncode == 0
        now = accounts.get(ana.id)
        assert now
        assert now.active is active


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nobody@college.edu"], "There is no account of nobody@college.edu. To make one, say the name"),
        (["nobody@college.edu", "--deactivate"], "There is no account of nobody@college.edu"),
        (["not an address", "--name", "A"], "'not an address' is not an e-mail address"),
        (["ben@college.edu", "--name", " "], "' ' is not a name of 1 to 80 characters"),
        (["ben@college.edu", "--teams", "advising,sports"], "TEAMS=sports is not known. There are: advising,"),
        (["ben@college.edu", "--languages", "fr"], "LANGUAGES=fr is not known. There are: en, es."),
        (["ben@college.edu", "--role", "king"], "'king' is not one of"),
        (["ben@college.edu", "--role", "lead"], "Nobody would be left to look after the accounts"),
        (["ben@college.edu", "--deactivate"], "Nobody would be left to look after the accounts"),
    ],
)
def test_what_can_not_be_is_said_and_changes_nothing(
    advisor: Advisor, accounts: AccountStore, arguments: list[str], why: str
) -> None:
    ben = accounts.create("ben@college.edu", "Ben Ochoa", Role.ADMIN, ["veterans"], ["en"])
    done = advisor(*arguments)
    assert done.returncode != 0
    assert why in " ".join(re.sub("[│╭╮╰╯─]", " ", done.stderr).split())
    assert "Traceback" not in done.stderr
    assert accounts.all() == [ben]


def test_make_passes_everything_on_as_it_was_written(url: str, accounts: AccountStore) -> None:
    name = """Ana "Anita" O'Neil $HOME `id`"""
    done = subprocess.run(
        ["make", "--no-print-directory", "-o", "env", "advisor", "EMAIL=ana@college.edu", f"NAME={name.replace('$', '$$')}", "TEAMS=veterans"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    account = accounts.of_username("ana@college.edu")
    assert account
    assert (account.name, account.teams) == (name, ("veterans",))
