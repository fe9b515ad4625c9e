"""Read a pack folder into checked records, or say everything that is wrong with it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS, SINGULAR, references
from knowledge.pack import cycles, teams
from knowledge.pack.problems import PackError, Problem
from knowledge.pack.yaml_lines import Keys, line_of, load

DEFAULTS = ("source", "as_of", "review_by")


@dataclass(frozen=True)
class Place:
    """Where a record stands: file, and its path and the lines in it."""

    file: str
    at: Keys
    lines: dict[Keys, int]

    def problem(self, inner: Keys, what: str, mend: str) -> Problem:
        field = ".".join(str(k) for k in (*self.at, *inner))
        return Problem(self.file, line_of(self.lines, (*self.at, *inner)), field, what, mend)


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read_pack(folder: Path) -> Catalog:
    """All records of the YAML files below ``folder``.

    Raises:
        PackError: with every problem found: unknown keys, wrong types, ids that stand twice or point nowhere, cycles
            in prerequisites, dates in no format, facts with no source.
    """
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {plural: {} for plural in KINDS}
    places: dict[tuple[str, str], Place] = {}
    files = sorted(p for p in folder.rglob("*.y*ml") if p.suffix in (".yml", ".yaml"))
    if not files:
        raise PackError([Problem(str(folder), 1, "(folder)", "holds no YAML file", "Name the folder of a pack")])
    for path in files:
        _read_file(path, str(path.relative_to(folder.parent)), records, places, problems)
    problems += _dangling(records, places)
    problems += [
        places[key].problem(inner, what, mend) for check in (cycles, teams) for key, inner, what, mend in check.find(records)
    ]
    if problems:
        raise PackError(problems)
    ordered: dict[str, Any] = {plural: {key: items[key] for key in sorted(items)} for plural, items in records.items()}
    return Catalog(**ordered)


def _read_file(
    path: Path, name: str, records: dict[str, dict[str, Any]], places: dict[tuple[str, str], Place], problems: list[Problem]
) -> None:
    value, lines, faults = load(path, name)
    problems += faults
    if value is None:
        return
    if not isinstance(value, dict):
        problems.append(Problem(name, 1, "(file)", "is not a mapping", f"Begin with one of: {', '.join(KINDS)}"))
        return
    defaults = {key: value[key] for key in DEFAULTS if key in value}
    for plural, items in value.items():
        if plural in DEFAULTS:
            continue
        here = Place(name, (plural,), lines)
        if plural not in KINDS:
            problems.append(here.problem((), "is not a kind of record", _did_you_mean(plural, [*KINDS, *DEFAULTS])))
        elif not isinstance(items, list):
            problems.append(here.problem((), "is not a list", "Begin each record with '- id: ...'"))
        else:
            for i, item in enumerate(items):
                _read_record(item, KINDS[plural], plural, Place(name, (plural, i), lines), defaults, records, places, problems)


def _read_record(item: Any, cls: type, plural: str, place: Place, defaults: dict[str, Any], records: dict[str, dict[str, Any]],
                 places: dict[tuple[str, str], Place], problems: list[Problem]) -> None:  # fmt: skip
    if not isinstance(item, dict):
        problems.append(place.problem((), "is not a record", "Begin it with '- id: ...'"))
        return
    known = {f.name for f in fields(cls)}
    full = {**{k: v for k, v in defaults.items() if k in known}, **item}
    try:
        record = _adapter(cls).validate_python(full)
    except ValidationError as error:
        problems += [_explain(place, detail, cls) for detail in error.errors()]
        return
    if record.id in records[plural]:
        first = places[(plural, record.id)]
        where = f"{first.file}:{line_of(first.lines, first.at)}"
        problems.append(place.problem(("id",), f"{record.id!r} already stands at {where}", "Give this record another id"))
        return
    records[plural][record.id] = record
    places[(plural, record.id)] = place


def _explain(place: Place, detail: Any, cls: type) -> Problem:
    inner: Keys = tuple(k for k in detail["loc"] if isinstance(k, int) or not k.startswith(("function-", "tuple[", "nullable")))
    kind, given = detail["type"], detail.get("input")
    last = str(inner[-1]) if inner else ""
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return place.problem(inner, "is not a known key", _did_you_mean(last, [f.name for f in fields(cls)]))
    if kind in ("missing", "missing_argument"):
        if last == "source":
            return place.problem(
                inner[:-1], "is a fact with no source", "Add 'source: <id of a source>' here or at the top of the file"
            )
        if last == "as_of":
            return place.problem(inner[:-1], "is a fact with no date", "Add 'as_of: YYYY-MM-DD' here or at the top of the file")
        return place.problem(inner, "is missing", f"Add '{last}: ...'")
    if kind.startswith("date"):
        return place.problem(inner, f"{given!r} is not a date", "Write it as YYYY-MM-DD")
    if kind == "enum":
        allowed = str(detail["ctx"]["expected"]).replace("'", "")
        return place.problem(inner, f"{given!r} is not one of the allowed words", f"Use {allowed}")
    message = detail["msg"][0].lower() + detail["msg"][1:]
    return place.problem(inner, f"{_short(given)}: {message}", "Correct the value")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _did_you_mean(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known here: {', '.join(sorted(known))}"


def _dangling(records: dict[str, dict[str, Any]], places: dict[tuple[str, str], Place]) -> list[Problem]:
    problems = []
    for plural, items in records.items():
        for key, record in items.items():
            for path, kind, target in references(record):
                known = records[SINGULAR[kind]]
                if target not in known:
                    # a defaulted source stands at the top of the file, which line_of finds by itself
                    problems.append(
                        places[(plural, key)].problem(
                            path, f"{target!r} is the id of no {kind}", _did_you_mean(target, list(known))
                        )
                    )
    return problems
