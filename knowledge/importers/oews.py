"""National wages of BLS's Occupational Employment and Wage Statistics: ``oews_national_M2025`` (``national_M2024_dl`` in a spreadsheet).

Detailed occupations only. ``*`` and ``**`` mark what is not published, ``#`` a wage at or above the highest that is. Where BLS
publishes several occupations under one code, each of them gets its figures and says under which code they stand.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.importers.codes import soc_code
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.lines import Line
from knowledge.importers.problems import ImportProblem
from knowledge.importers.rollups import stands_for
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import WAGES

NOT_PUBLISHED = ("*", "**", "~")
AT_LEAST = "#"
TOP, TOP_BEFORE_2022 = 239_200, 208_000  # US dollars a year: $115 and $100 an hour, as the notes of the tables say of "#"
WAGE_COLUMNS = {"pct10": "A_PCT10", "pct25": "A_PCT25", "median": "A_MEDIAN", "pct75": "A_PCT75", "pct90": "A_PCT90"}
_EDITION = re.compile(r"M(20\d\d)", re.IGNORECASE)


class Oews:
    name = "oews"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        required = ["OCC_CODE", "O_GROUP|OCC_GROUP", "TOT_EMP", *WAGE_COLUMNS.values()]
        day = options.published or _day(files)
        top = TOP if day.year >= 2022 else TOP_BEFORE_2022
        for line in files.table("*national*M20*", required=required, optional=["AREA_TYPE", "I_GROUP"]):
            out.read("wages")
            if line["O_GROUP"] != "detailed":
                out.skip("wages", "a total or group of occupations")
                continue
            if line["AREA_TYPE"] not in ("", "1"):
                out.skip("wages", "not the nation as a whole")
                continue
            if line["I_GROUP"] not in ("", "cross-industry"):
                out.skip("wages", "of one industry")
                continue
            _keep(line, top, out)
        out.edition(f"May {day.year}")
        return Source(
            id=options.import_id(self.name),
            title=f"Occupational Employment and Wage Statistics, May {day.year} (national)",
            publisher="U.S. Bureau of Labor Statistics",
            kind=SourceKind.STATISTICS,
            published=day,
            url="https://www.bls.gov/oes/",
            terms="US public domain",
        )


def _keep(line: Line, top: int, out: Sink) -> None:
    code = soc_code(line, "OCC_CODE")
    at_least = [name for name, column in WAGE_COLUMNS.items() if line[column] == AT_LEAST]
    wages = {
        name: top if name in at_least else line.whole(column, missing=NOT_PUBLISHED) for name, column in WAGE_COLUMNS.items()
    }
    if wages["median"] is None:
        out.skip("wages", "no yearly wage is published")
        return
    employment = line.whole("TOT_EMP", missing=NOT_PUBLISHED)
    for soc in stands_for(code):
        out.row(WAGES, {"soc": soc, "employment": employment, **wages, "at_least": at_least, "published_as": code})


def _day(files: Files) -> date:
    found = next((found for name in (files.name, *files.names()) if (found := _EDITION.search(name))), None)
    if found is None:
        mend = "Keep the name BLS gives the file (national_M2025_dl), or give --published 2025-05-01"
        raise ImportProblem(files.name, None, None, "no name tells which May these wages are of", mend)
    return date(int(found[1]), 5, 1)
