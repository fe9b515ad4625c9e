"""BLS Employment Projections, in either shape it is published: table 1.2, or the download of the data finder.

Table 1.2 (``ep_table_1_2_...``) has summary lines and footnotes; ``Employment Projections ...`` has lay titles after the occupation's own,
each behind a ``*``, and thousands commas. ``—`` and ``N/A`` mark what is not published. Employment and openings are in thousands.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.importers.codes import SOC
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import AGAIN, Line, plain
from knowledge.importers.problems import ImportProblem
from knowledge.importers.rollups import stands_for
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import PROJECTIONS

NOT_PUBLISHED = ("—", "-", "N/A")
TABLE, FINDER = "*table_1_2*", "*Employment Projections*"
# what is kept -> the beginning of its column, without the years that change with every edition
COLUMNS = {
    TABLE: {
        "title": r"20\d\dnationalemploymentmatrixtitle",
        "code": r"20\d\dnationalemploymentmatrixcode",
        "type": r"occupationtype",
        "employment": r"employment20\d\d",
        "employment_then": r"employment20\d\d",
        "change_percent": r"employmentchangepercent.*",
        "openings": r"occupationalopenings.*annualaverage",
        "education": r"typicaleducationneededforentry",
        "experience": r"workexperienceinarelatedoccupation",
        "training": r"typicalonthejobtraining.*",
    },
    FINDER: {
        "title": r"occupationtitle",
        "code": r"occupationcode",
        "employment": r"employment20\d\d",
        "employment_then": r"employment20\d\d",
        "change_percent": r"employmentpercentchange.*",
        "openings": r"occupationalopenings.*annualaverage",
        "education": r"typicalentryleveleducation",
        "experience": r"workexperienceinarelatedoccupation",
        "training": r"typicalonthejobtraining",
    },
}
HEADER = ["Typical education needed for entry|Typical Entry-Level Education"]  # a column of both, by which the header is known
_YEARS = re.compile(r"(20\d\d)")


class Projections:
    name = "projections"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        shape, stem = _shape(files)
        columns = _columns(files, shape, stem)
        for line in files.table(stem, required=list(columns.values())):
            values = {name: line[column] for name, column in columns.items()}
            if not SOC.fullmatch(values["code"].strip('="')):
                if any(values[name] for name in values if name != "title"):
                    raise line.problem(columns["code"], f"'{values['code']}' is no SOC code", "A SOC code looks like 29-1141")
                continue  # a footnote
            out.read("projections")
            if values.get("type", "Line item") != "Line item":
                out.skip("projections", "a total or group of occupations")
                continue
            _keep(line, columns, values, out)
        years = _years(columns)
        out.edition(f"{years[0]}-{years[1] % 100}")
        return Source(
            id=options.import_id(self.name),
            title=f"Employment Projections {years[0]}-{years[1] % 100}",
            publisher="U.S. Bureau of Labor Statistics",
            kind=SourceKind.STATISTICS,
            published=options.published or date(years[0] + 1, 8, 28),  # BLS publishes at the end of August of the next year
            url="https://www.bls.gov/emp/",
            terms="US public domain",
        )


def _shape(files: Files) -> tuple[str, str]:
    """Which of the two shapes it is, and the name that its table goes by; a single file is told by its columns."""
    if not files.alone:
        found = next((shape for shape in (TABLE, FINDER) if files.has(shape)), TABLE)
        return found, found
    header = {plain(name) for name in files.columns("*", required=HEADER)}
    return (FINDER if "occupationcode" in header else TABLE), "*"


def _columns(files: Files, shape: str, stem: str) -> dict[str, str]:
    """The column of this edition for each thing kept; of two years the earlier comes first."""
    header = files.columns(stem, required=HEADER)
    chosen: dict[str, str] = {}
    for name, pattern in COLUMNS[shape].items():
        fitting = sorted((column for column in header if re.fullmatch(pattern, plain(column))), key=plain)
        if not fitting or (name.startswith("employment") and len(fitting) < 2):
            words = name.replace("_", " ")
            raise ImportProblem(files.name, 1, words, f"there is no column with the {words}", AGAIN)
        chosen[name] = fitting[-1] if name == "employment_then" else fitting[0]
    return chosen


def _years(columns: dict[str, str]) -> tuple[int, int]:
    first, last = _YEARS.search(columns["employment"]), _YEARS.search(columns["employment_then"])
    assert first is not None  # by the patterns above
    assert last is not None
    return int(first[1]), int(last[1])


def _keep(line: Line, columns: dict[str, str], values: dict[str, str], out: Sink) -> None:
    code = values["code"].strip('="')
    title = values["title"].split("*")[0].strip()  # lay titles follow
    numbers = {
        name: line.decimal(columns[name], missing=NOT_PUBLISHED)
        for name in ("employment", "employment_then", "change_percent", "openings")
    }
    words = {name: _told(values[name]) for name in ("education", "experience", "training")}
    for soc in stands_for(code):
        out.row(PROJECTIONS, {"soc": soc, "title": title, **numbers, **words, "published_as": code})


def _told(value: str) -> str | None:
    return None if value in ("", *NOT_PUBLISHED) else value
