"""What is wrong with a pack, said so that an advisor who edits content can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it stands, what it is, and how to mend it."""

    file: str
    line: int
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.what}. {self.mend}"


class PackError(ValueError):
    """A pack that may not be loaded; ``problems`` holds all that was found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__("\n".join([f"{len(problems)} {noun} in the pack; nothing was loaded.", *map(str, self.problems)]))
