"""The O*NET database, any release of the 2x.x series: as text (tabs, never quoted) or as spreadsheets, a folder or a zip.

Columns are read by name: the text edition has codes and ids alone, others repeat the titles beside them. What is needed is ``Occupation Data``;
every other table is read where it is there, and what it would tell stays unknown where it is not.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.onet_tables import occupations, ratings, words
from knowledge.model import Source, SourceKind

ATTRIBUTION = (
    "This product includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA). Used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA."
)
_RELEASE = re.compile(r"(?:O\*NET|db)[ _]?(2\d)[._](\d)", re.IGNORECASE)
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


class Onet:
    name = "onet"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        known = occupations(files, out)
        words(files, known, out)
        ratings(files, known, out)
        release, published = _edition(files)
        out.edition(release)
        return Source(
            id=options.import_id(self.name),
            title=f"O*NET {release} Database" if release else "O*NET Database",
            publisher="U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)",
            kind=SourceKind.STATISTICS,
            published=options.published or published or date.today(),
            url="https://www.onetcenter.org/database.html",
            terms="CC BY 4.0",
            note=ATTRIBUTION,
        )


def _edition(files: Files) -> tuple[str, date | None]:
    """The release and its day, from the Read Me or the name of the folder or archive."""
    told = f"{files.text('Read Me') or ''}\n{files.path.resolve().name}"
    release, month = _RELEASE.search(told), _MONTH.search(told)
    day = date(int(month[2]), _MONTHS.index(month[1]) + 1, 1) if month else None
    return (f"{release[1]}.{release[2]}" if release else ""), day
