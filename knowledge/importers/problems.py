"""What is wrong with a file that was to be imported, in one line that says where and what to do."""

from __future__ import annotations


class ImportProblem(ValueError):
    """A file that may not be imported: which, at what line and column, what is wrong, and how to mend it.

    ``line`` counts from 1; it and ``column`` are None where the fault is of the whole file.
    """

    def __init__(self, file: str, line: int | None, column: str | None, what: str, mend: str) -> None:
        self.file, self.line, self.column, self.what, self.mend = file, line, column, what, mend
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {column}: {what}. {mend}" if column else f"{place}: {what}. {mend}")


class ImportProblems(ImportProblem):
    """Several of them, each on a line of its own; ``all`` holds them in the order in which they were found."""

    def __init__(self, problems: list[ImportProblem]) -> None:
        first = problems[0]
        super().__init__(first.file, first.line, first.column, first.what, first.mend)
        self.all = tuple(problems)
        self.args = ("\n".join([f"{len(problems)} things to mend; nothing was imported.", *map(str, problems)]),)
