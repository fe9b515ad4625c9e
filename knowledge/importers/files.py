"""The files of one import: a folder, a zip archive or a single file, read without unpacking and line by line."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.importers.lines import AGAIN, Line, Rows, cells, delimited, header_of, plain, read_table
from knowledge.importers.problems import ImportProblem

Reading = Callable[[str, int, int], None]  # what is read, how much of it is done, of how much
TABLES = {".txt": "\t", ".tsv": "\t", ".csv": ","}
SPREADSHEETS = {".xlsx", ".xlsm"}
STEP = 256 * 1024  # bytes between two words about progress


def unheard(what: str, done: int, total: int) -> None:
    """Nobody listens to the progress."""


class Files:
    """What stands at a path. Names are compared without case, spaces and dashes; ``*`` in a wanted name stands for anything.

    Raises:
        ImportProblem: from every method, when a file is absent or can't be read.
    """

    def __init__(self, path: Path, reading: Reading = unheard) -> None:
        self.path, self.name, self._reading = path, path.name or str(path), reading
        if not path.exists():
            raise ImportProblem(str(path), None, None, "there is no such file or folder", "Check the path")
        self._zip = _archive(path) if path.suffix.lower() == ".zip" else None
        self.alone = path.is_file() and self._zip is None
        self._sheets: dict[str, list[str]] = {}

    def names(self) -> tuple[str, ...]:
        """Every file, as its path within the folder or archive."""
        if self._zip:
            found = [i.filename for i in self._zip.infolist() if not i.is_dir()]
        elif self.alone:
            found = [self.path.name]
        else:
            found = [p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if p.is_file()]
        return tuple(sorted(n for n in found if not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(n).parts)))

    def has(self, *stems: str) -> bool:
        """Whether a file, or a sheet of a workbook, goes by one of these names."""
        return bool(self._tables(stems))

    def table(self, *stems: str, required: Sequence[str], optional: Sequence[str] = (), loose: bool = False) -> Iterator[Line]:
        """Lines of the table that goes by one of these names: a ``.txt`` (tabs), a ``.csv`` or a sheet of an ``.xlsx``.

        A path to a single file is that table whatever its name. ``loose``: its publisher leaves quotes within quoted cells as they are.
        """
        file, sheet = self._one(stems, required)
        with self._rows(file, sheet, loose) as rows:
            yield from read_table(_shown(file, sheet), rows, required, optional, padded=sheet is not None)

    def columns(self, *stems: str, required: Sequence[str] = ()) -> list[str]:
        """The column names of a table, as they stand there."""
        file, sheet = self._one(stems, required)
        with self._rows(file, sheet) as rows:
            return header_of(rows, required)[1]

    def json(self, *stems: str) -> Any:
        """The JSON document that goes by one of these names (``.json`` or ``.jsonld``)."""
        found = [n for n in self.names() if n.lower().endswith((".json", ".jsonld")) and (self.alone or _matches(n, stems))]
        name = self._only(found, stems)
        try:
            return json.loads(self.content(name))
        except json.JSONDecodeError as error:
            raise ImportProblem(name, error.lineno, f"column {error.colno}", f"this is not JSON ({error.msg})", AGAIN) from None
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(error.encoding, "replace").split("\n")
            what = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
            mend = "Save the file as UTF-8 and import it again"
            raise ImportProblem(name, len(before), f"column {len(before[-1]) + 1}", what, mend) from None

    def text(self, stem: str) -> str | None:
        """A text file, or None where there is none of that name."""
        name = next((n for n in self.names() if _matches(n, (stem,))), None)
        return None if name is None else self.content(name).decode("utf-8", "replace")

    def content(self, name: str) -> bytes:
        """A whole file by its name in :meth:`names`."""
        with self._open(name) as handle:
            return handle.read()

    def digest(self) -> str:
        """SHA-256 over the names and contents of all files, in hex."""
        whole = hashlib.sha256()
        for name in self.names():
            with self._open(name) as handle:
                whole.update(f"{name}\n".encode() + hashlib.file_digest(handle, "sha256").digest())  # type: ignore[arg-type]
        return whole.hexdigest()

    def _tables(self, stems: Sequence[str]) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for name in self.names():
            suffix = PurePosixPath(name).suffix.lower()
            if suffix in TABLES and _matches(name, stems):
                found.append((name, None))
            elif suffix in SPREADSHEETS:
                sheets = self._sheets_of(name)
                named = [sheet for sheet in sheets if _matches(sheet + ".sheet", stems)]
                found += [(name, sheet) for sheet in (named or (sheets if _matches(name, stems) else []))]
        return found

    def _one(self, stems: Sequence[str], required: Sequence[str]) -> tuple[str, str | None]:
        found = self._tables(stems) or (self._tables(["*"]) if self.alone else [])
        if len(found) > 1 and len({file for file, _ in found}) == 1:  # sheets of one workbook: the one with the columns
            found = [place for place in found if self._has_columns(place, required)][:1] or found[:1]
        file = self._only([file for file, _ in found], stems)
        return next(place for place in found if place[0] == file)

    def _only(self, found: list[str], stems: Sequence[str]) -> str:
        wanted = " or ".join(f"'{stem}'" for stem in stems)
        if not found:
            mend = "Give the folder or zip as its publisher gives it, or the file itself"
            raise ImportProblem(self.name, None, None, f"there is no file {wanted} in it", mend)
        if len(found) > 1:
            mend = "Leave one of them there, or give the file itself"
            raise ImportProblem(self.name, None, None, f"several files could be {wanted}: {', '.join(found)}", mend)
        return found[0]

    def _has_columns(self, place: tuple[str, str | None], required: Sequence[str]) -> bool:
        with self._rows(*place) as rows:
            names = {plain(name) for name in header_of(rows, required)[1]}
        return all(any(plain(option) in names for option in wanted.split("|")) for wanted in required)

    @contextmanager
    def _rows(self, file: str, sheet: str | None, loose: bool = False) -> Iterator[Rows]:
        if sheet is None:
            with self._open(file) as handle:
                yield delimited(file, self._told(file, handle), TABLES[PurePosixPath(file).suffix.lower()], loose)
            return
        with self._workbook(file) as book:
            table = book[sheet]
            height = table.max_row or 0
            yield ((n, cells(row)) for n, row in self._told_rows(_shown(file, sheet), table.iter_rows(values_only=True), height))

    def _told(self, file: str, handle: IO[bytes]) -> Iterator[bytes]:
        total, done, told = self._size(file), 0, 0
        for line in handle:
            done += len(line)
            if done - told >= STEP:
                told = done
                self._reading(file, done, total)
            yield line

    def _told_rows(self, name: str, rows: Iterator[Any], total: int) -> Iterator[tuple[int, Any]]:
        for number, row in enumerate(rows, 1):
            if number % 1000 == 0:
                self._reading(name, number, total)
            yield number, row

    def _sheets_of(self, file: str) -> list[str]:
        if file not in self._sheets:
            with self._workbook(file) as book:
                self._sheets[file] = [sheet.title for sheet in book.worksheets]
        return self._sheets[file]

    @contextmanager
    def _workbook(self, file: str) -> Iterator[Any]:
        try:
            book = load_workbook(BytesIO(self.content(file)), read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise ImportProblem(file, None, None, f"this is no Excel workbook ({error})", AGAIN) from None
        try:
            yield book
        finally:
            book.close()

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) if self._zip else (self.path if self.alone else self.path / name).open("rb") as handle:
                yield handle
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:  # the last two: a password, a method
            raise ImportProblem(name, None, None, f"the file can't be read ({error})", AGAIN) from None

    def _size(self, name: str) -> int:
        return self._zip.getinfo(name).file_size if self._zip else (self.path if self.alone else self.path / name).stat().st_size


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ImportProblem(path.name, None, None, f"this is no zip archive ({error})", AGAIN) from None


def _matches(name: str, stems: Sequence[str]) -> bool:
    own = plain(PurePosixPath(name).stem)
    return any(fnmatchcase(own, re.sub(r"[^\w*]+|_", "", stem.casefold())) for stem in stems)


def _shown(file: str, sheet: str | None) -> str:
    return file if sheet is None else f"{file}[{sheet}]"
