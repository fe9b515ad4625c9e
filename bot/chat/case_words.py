"""What advisors read of cases in chat rooms, from ``templates/cases.txt`` and the desk's own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from jinja2 import FileSystemLoader, StrictUndefined

from bot.desk.view import templates
from bot.web import WEB

FOLDERS = (Path(__file__).parent / "templates", WEB / "templates")


@cache
def _words() -> Any:
    plain = templates.env.overlay(  # nothing is to be escaped here: each platform does it as it draws
        loader=FileSystemLoader(FOLDERS), autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return plain.get_template("cases.txt").module


def say(line: str, *values: object) -> str:
    """One line, by the name of its macro."""
    return str(getattr(_words(), line)(*values)).strip()


def labels(table: str) -> dict[str, str]:
    """A table of labels, such as those of the buttons."""
    return cast("dict[str, str]", getattr(_words(), table))
