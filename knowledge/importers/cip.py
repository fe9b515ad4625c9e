"""The Classification of Instructional Programs of NCES: ``CIPCode2020`` with ``CIPCode``, ``CIPTitle`` and ``CIPDefinition``.

Codes come wrapped for spreadsheets, ``="01.0102"``. Families (``01``) and groups (``01.01``) are headings and no programs of study;
``Action`` marks codes that this edition no longer has.
"""

from __future__ import annotations

from datetime import date

from knowledge.importers.codes import cip_code
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import CIPS

PROGRAM = len("01.0102")
GONE = {"Moved from": "moved to another code", "Deleted": "deleted in this edition"}


class Cip:
    name = "cip"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        for line in files.table("CIPCode20*", required=["CIPCode", "CIPTitle"], optional=["CIPDefinition", "Action"], loose=True):
            out.read("cips")
            if len(line["CIPCode"].removeprefix("=").strip('"')) < PROGRAM:
                out.skip("cips", "a heading, not a program of study")
                continue
            if why := GONE.get(line["Action"]):
                out.skip("cips", why)
                continue
            title = line.need("CIPTitle").removesuffix(".")
            out.row(CIPS, {"cip": cip_code(line, "CIPCode"), "title": title, "definition": line["CIPDefinition"]})
        out.edition("CIP 2020")
        return Source(
            id=options.import_id(self.name),
            title="Classification of Instructional Programs, 2020",
            publisher="National Center for Education Statistics",
            kind=SourceKind.STANDARD,
            published=options.published or date(2020, 1, 1),
            url="https://nces.ed.gov/ipeds/cipcode/",
            terms="US public domain",
        )
