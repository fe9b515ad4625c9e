"""The O*NET database, any release of the 2x.x series and later: as text (tabs, never quoted) or as spreadsheets, a folder or a zip.

Columns are read by name: the text edition has codes and ids alone, others repeat the titles beside them. What is needed is ``Occupation Data``;
every other table is read where it is there, and what it would tell stays unknown where it is not.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.onet_tables import occupations, ratings, words
from knowledge.importers.problems import ImportProblem
from knowledge.model import Source, SourceKind

ATTRIBUTION = (
    "This product includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA). Used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA."
)
_RELEASE = re.compile(r"(?:O\*NET|db)[ _]?([23]\d)[._](\d)", re.IGNORECASE)
_MONTH = re.compile(r"(January|February|March|April|May|June|July|August|September|October|November|December) (20\d\d)")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_RELEASED = ((0, 8), (0, 11), (1, 2), (1, 5))  # release N.0 to N.3: years after 1995 + N, month; so since 20.0 of August 2015


class Onet:
    name = "onet"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        known = occupations(files, out)
        words(files, known, out)
        ratings(files, known, out)
        release, published = _edition(files, options)
        out.edition(release)
        return Source(
            id=options.import_id(self.name),
            title=f"O*NET {release} Database" if release else "O*NET Database",
            publisher="U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)",
            kind=SourceKind.STATISTICS,
            published=published,
            url="https://www.onetcenter.org/database.html",
            terms="CC BY 4.0",
            note=ATTRIBUTION,
        )


def _edition(files: Files, options: Options) -> tuple[str, date]:
    """The release and its day: from the Read Me, the name of the folder or archive, or as the person who imports says."""
    told = f"{files.text('Read Me') or ''}\n{files.path.resolve().name}\n{' '.join(files.names())}"
    release, month = _RELEASE.search(told), _MONTH.search(told)
    name = f"{release[1]}.{release[2]}" if release else ""
    if options.published:
        return name, options.published
    if month:
        return name, date(int(month[2]), _MONTHS.index(month[1]) + 1, 1)
    if release:
        years, at = _RELEASED[min(int(release[2]), 3)]
        return name, date(1995 + int(release[1]) + years, at, 1)
    what = "nothing tells which release this is"
    raise ImportProblem(files.name, None, None, what, "Put its 'Read Me.txt' beside the tables, or give --published YYYY-MM-DD")
