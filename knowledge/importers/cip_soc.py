"""CIP to SOC crosswalk of NCES and BLS: ``CIP2020_SOC2018_Crosswalk`` with ``CIP2020Code``, ``SOC2018Code`` and their titles.

Which occupations a program of study leads to, many to many. ``99-9999`` and ``99.9999`` mark what has no match.
"""

from __future__ import annotations

from datetime import date

from knowledge.importers.codes import cip_code, soc_code
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import CIP_SOC


class CipSoc:
    name = "cip-soc"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        for line in files.table("CIP2020*SOC2018*", required=["CIP2020Code", "SOC2018Code"]):
            out.read("cip_soc")
            cip, soc = cip_code(line, "CIP2020Code"), soc_code(line, "SOC2018Code")
            if cip == "99.9999" or soc == "99-9999":
                out.skip("cip_soc", "marked NO MATCH by the publisher")
                continue
            out.row(CIP_SOC, {"cip": cip, "soc": soc})
        out.edition("2020 CIP to 2018 SOC")
        return Source(
            id=options.import_id(self.name),
            title="CIP 2020 to SOC 2018 Crosswalk",
            publisher="National Center for Education Statistics and Bureau of Labor Statistics",
            kind=SourceKind.STANDARD,
            published=options.published or date(2020, 7, 1),
            url="https://nces.ed.gov/ipeds/cipcode/resources.aspx?y=56",
            terms="US public domain",
        )
