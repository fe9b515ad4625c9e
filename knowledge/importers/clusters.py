"""Career clusters of O*NET OnLine: ``All_Career_Clusters`` with ``Career Cluster``, ``Career Pathway`` and ``Code``.

An occupation of several has them in one row, ``; `` between, the first cluster with the first pathway and so on.
"""

from __future__ import annotations

from datetime import date

from knowledge.importers.codes import onet_code
from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.onet import ATTRIBUTION
from knowledge.model import Source, SourceKind
from knowledge.opendata.tables import CLUSTERS

BETWEEN = "; "


class Clusters:
    name = "clusters"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        for line in files.table("*Career*Clusters*", required=["Career Cluster", "Career Pathway", "Code"]):
            clusters, pathways = line.need("Career Cluster").split(BETWEEN), line.need("Career Pathway").split(BETWEEN)
            if len(clusters) != len(pathways):
                what = f"{len(clusters)} clusters stand beside {len(pathways)} pathways"
                raise line.problem("Career Pathway", what, "Each cluster has one pathway, with '; ' between them")
            code = onet_code(line, "Code")
            for cluster, pathway in zip(clusters, pathways, strict=True):
                out.read("clusters")
                out.row(CLUSTERS, {"code": code, "cluster": cluster, "pathway": pathway})
        out.edition("O*NET OnLine")
        return Source(
            id=options.import_id(self.name),
            title="Career clusters and pathways of occupations",
            publisher="O*NET OnLine, U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)",
            kind=SourceKind.STANDARD,
            published=options.published or date(2025, 5, 1),
            url="https://www.onetonline.org/find/career",
            terms="CC BY 4.0",
            note=ATTRIBUTION,
        )
