"""The tables of an O*NET release, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.importers.codes import onet_code
from knowledge.importers.contract import Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import Line
from knowledge.opendata.tables import EDUCATION, ELEMENTS, OCCUPATIONS, RATINGS, RELATED, TASKS, TECHNOLOGY, TITLES
from knowledge.search.folding import fold

CODE = "O*NET-SOC Code"
MISSING = ("n/a",)
# Elements of the content model: the six interests, and the three places of the strongest ones.
INTERESTS = {
    "1.B.1.a": "realistic",
    "1.B.1.b": "investigative",
    "1.B.1.c": "artistic",
    "1.B.1.d": "social",
    "1.B.1.e": "enterprising",
    "1.B.1.f": "conventional",
}
HIGH_POINTS = ("1.B.1.g", "1.B.1.h", "1.B.1.i")
LETTERS = "RIASEC"  # a high-point's value is the number of the interest, 0 where there is none
REQUIRED_EDUCATION = "2.D.1"
DOUBTFUL = "too few answers: the publisher advises against it"
STRANGER = "of an occupation that this release does not list"


def occupations(files: Files, out: Sink) -> frozenset[str]:
    """Occupations with their job zones and interests; the codes of all of them."""
    zones = {code: line.whole("Job Zone", MISSING) for code, line in _lines(files, "Job Zones", ["Job Zone"])}
    scores: dict[str, dict[str, Any]] = {}
    for code, line in _lines(files, "Interests", ["Element ID", "Scale ID", "Data Value"]):
        _interest(scores.setdefault(code, {}), line)
    codes = set()
    for line in files.table("Occupation Data", required=[CODE, "Title", "Description"]):
        out.read("occupations")
        code = onet_code(line, CODE)
        codes.add(code)
        told = scores.get(code, {})
        row = {"code": code, "soc": code.split(".")[0], "title": line.need("Title"), "description": line["Description"]}
        row |= {"job_zone": zones.get(code)} | {name: told.get(name) for name in INTERESTS.values()}
        out.row(OCCUPATIONS, row | {"letters": "".join(told.get(place, "") for place in HIGH_POINTS) or None})
        out.read("titles")
        _title(out, code, "own", line["Title"])
    return frozenset(codes)


def _interest(told: dict[str, Any], line: Line) -> None:
    element, value = line["Element ID"], line.decimal("Data Value", MISSING)
    if line["Scale ID"] == "OI" and element in INTERESTS:
        told[INTERESTS[element]] = value
    elif line["Scale ID"] == "IH" and element in HIGH_POINTS and value:
        if not 1 <= value <= len(LETTERS):
            raise line.problem("Data Value", f"'{line['Data Value']}' is the number of no interest")
        told[element] = LETTERS[int(value) - 1]


def words(files: Files, known: frozenset[str], out: Sink) -> None:
    """Titles, tasks, related occupations and technology."""
    for code, line in _of(files, known, out, "titles", "Alternate Titles", ["Alternate Title"], ["Short Title"]):
        _title(out, code, "alternate", line.need("Alternate Title"))
        if line["Short Title"] not in ("", *MISSING):
            out.read("titles")
            _title(out, code, "alternate", line["Short Title"])
    for code, line in _of(files, known, out, "titles", "Sample of Reported Titles", ["Reported Job Title"]):
        _title(out, code, "reported", line.need("Reported Job Title"))
    place: dict[str, int] = {}
    for code, line in _of(files, known, out, "tasks", "Task Statements", ["Task ID", "Task"], ["Task Type"]):
        place[code] = place.get(code, 0) + 1
        row = {"code": code, "task_id": _number(line, "Task ID"), "task": line.need("Task"), "position": place[code]}
        out.row(TASKS, row | {"core": line["Task Type"] == "Core"})
    asked = ["Related O*NET-SOC Code", "Relatedness Tier", "Index|Related Index"]
    for code, line in _of(files, known, out, "related", "Related Occupations", asked):
        row = {"code": code, "related": onet_code(line, "Related O*NET-SOC Code"), "tier": line["Relatedness Tier"]}
        if row["related"] in known:
            out.row(RELATED, row | {"rank": _number(line, "Index")})
        else:
            out.skip("related", STRANGER)
    asked = ["Example|T2 Example", "Commodity Title"]
    for code, line in _of(files, known, out, "technology", "Technology Skills", asked, ["Hot Technology", "In Demand"]):
        row = {"code": code, "example": line.need("Example"), "commodity": line["Commodity Title"]}
        out.row(TECHNOLOGY, row | {"hot": line["Hot Technology"] == "Y", "in_demand": line["In Demand"] == "Y"})


def ratings(files: Files, known: frozenset[str], out: Sink) -> None:
    """Skills and knowledge by importance and level, and what schooling workers say the work requires."""
    named: set[str] = set()
    elements = _names(files)
    for kind in ("skill", "knowledge"):
        _rate(files, known, out, kind, elements, named)
    category = ["Element ID", "Scale ID", "Category", "Data Value"]
    asked = _of(files, known, out, "education", "Education, Training, and Experience", category, ["Recommend Suppress"])
    for code, line in asked:
        if (line["Element ID"], line["Scale ID"]) != (REQUIRED_EDUCATION, "RL"):
            out.skip("education", "not about schooling")
        elif line["Recommend Suppress"] == "Y":
            out.skip("education", DOUBTFUL)
        elif percent := line.decimal("Data Value", MISSING):
            out.row(EDUCATION, {"code": code, "category": _number(line, "Category"), "percent": percent})
        else:
            out.skip("education", "chosen by no one")


def _rate(files: Files, known: frozenset[str], out: Sink, kind: str, elements: dict[str, str], named: set[str]) -> None:
    """Importance and level of an element stand in two lines, one under the other."""
    open_row: dict[str, Any] = {}
    table, asked = {"skill": "Skills", "knowledge": "Knowledge"}[kind], ["Element ID", "Scale ID", "Data Value"]
    for code, line in _of(files, known, out, "ratings", table, asked, ["Element Name", "Recommend Suppress", "Not Relevant"]):
        element = line.need("Element ID")
        if element not in named:
            named.add(element)
            out.read("elements")
            out.row(ELEMENTS, {"id": element, "kind": kind, "name": line["Element Name"] or elements.get(element, element)})
        if (open_row.get("code"), open_row.get("element")) != (code, element):
            _keep_rating(out, open_row)
            open_row = {"code": code, "element": element, "importance": None, "level": None}
        scale = {"IM": "importance", "LV": "level"}.get(line["Scale ID"])
        if scale is None:
            out.skip("ratings", "of another scale")
        elif line["Recommend Suppress"] == "Y":
            out.skip("ratings", DOUBTFUL)
        else:
            if open_row["importance"] is not None or open_row["level"] is not None:
                out.skip("ratings", "no row of its own: importance and level of one thing stand together")
            open_row[scale] = 0.0 if line["Not Relevant"] == "Y" else line.decimal("Data Value", MISSING)
    _keep_rating(out, open_row)


def _keep_rating(out: Sink, row: dict[str, Any]) -> None:
    if row and (row["importance"] is not None or row["level"] is not None):
        out.row(RATINGS, row)


def _names(files: Files) -> dict[str, str]:
    """Names of the content model's elements, which the text edition keeps apart."""
    if not files.has("Content Model Reference"):
        return {}
    return {
        line["Element ID"]: line["Element Name"]
        for line in files.table("Content Model Reference", required=["Element ID", "Element Name"])
    }


def _title(out: Sink, code: str, kind: str, title: str) -> None:
    out.row(TITLES, {"code": code, "kind": kind, "title": title, "folded": fold(title)})


def _number(line: Line, column: str) -> int:
    line.need(column)
    number = line.whole(column)
    assert number is not None  # there is a value, and it was read
    return number


def _lines(files: Files, table: str, required: list[str], optional: list[str] | None = None) -> Iterator[tuple[str, Line]]:
    """The lines of a table that a release may lack, by their occupation's code."""
    if files.has(table):
        for line in files.table(table, required=[CODE, *required], optional=optional or []):
            yield onet_code(line, CODE), line


def _of(
    files: Files, known: frozenset[str], out: Sink, what: str, table: str, required: list[str], optional: list[str] | None = None
) -> Iterator[tuple[str, Line]]:
    """The same, counted as read; what is of no occupation of this release is skipped."""
    for code, line in _lines(files, table, required, optional):
        out.read(what)
        if code in known:
            yield code, line
        else:
            out.skip(what, STRANGER)
