"""docs/your-college.md, followed to the letter with one college of IPEDS, from an empty database to a conversation."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

COLLEGE = {"unitid": "144944", "name": "Elgin Community College"}
ASKED = ["how do i become a registered nurse", "what does an anesthesiologist make", "where do your classes come from"]


def commands(page: Path) -> list[str]:
    """The lines of every shell block of a page, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


class Afternoon:
    """Somebody who follows the page in a folder of their own; what the page keeps in ``var`` is kept there."""

    def __init__(self, root: Path, home: Path, data: Path) -> None:
        self.root = root
        self.home = home
        self.environment = {
            **os.environ,
            "DATA": str(data),
            "UNITID": COLLEGE["unitid"],
            "PROVIDER": f"ipeds-{COLLEGE['unitid']}",
            "PACK": str(home / "pack"),
            "COLUMNS": "200",
        }
        self.said: dict[str, str] = {}

    def do(self, line: str) -> None:
        """Run one line of the page as a shell would, with the same Python."""
        line = line.replace(".venv/bin/python", shlex.quote(sys.executable)).replace("var/", f"{self.home}/")
        if exported := re.fullmatch(r"export (\w+)=(\S+)", line):
            self.environment[exported[1]] = exported[2]
            return
        done = subprocess.run(line, shell=True, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        self.said[line] = done.stdout

    def ask(self, *questions: str) -> str:
        """What a student reads in the terminal."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot", "chat"],
            cwd=self.root,
            env=self.environment,
            input="\n".join([*questions, "quit"]),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def afternoon(root: Path, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    if not list((root / "models").glob("*.tar.gz")):
        pytest.fail("there is no trained model: run 'make build' first ('make test' does)")
    person = Afternoon(root, tmp_path_factory.mktemp("college"), shared_data)
    for line in commands(root / "docs" / "your-college.md"):
        if not line.startswith("make "):  # whoever runs this test has built it
            person.do(line)
    return person


@pytest.fixture(scope="module")
def answers(afternoon: Afternoon) -> str:
    return afternoon.ask(*ASKED)


def test_the_new_pack_is_whole(afternoon: Afternoon) -> None:
    checked = next(out for line, out in afternoon.said.items() if " check " in line)
    assert "occupations" in checked


def test_the_review_says_what_the_college_has_to_fill_in(afternoon: Afternoon) -> None:
    page = (afternoon.home / "review.html").read_text(encoding="utf-8")
    assert COLLEGE["name"] in page
    assert "diploma" in page


def test_a_student_hears_of_the_colleges_own_program(answers: str) -> None:
    first = answers.split(ASKED[1])[0]
    assert "Registered Nursing/Registered Nurse" in first
    assert f"Sources: Catalog of {COLLEGE['name']}" in first, "the registrar's workbook, imported last, is the nearer source"


def test_what_nobody_told_is_not_made_up(answers: str) -> None:
    assert "$0" not in answers
    assert "Millbrook" not in answers


def test_work_that_no_pack_holds_is_known(answers: str) -> None:
    second = answers.split(ASKED[1])[1].split(ASKED[2])[0]
    assert "Anesthesiologist" in second
    assert "Bureau of Labor Statistics" in second
