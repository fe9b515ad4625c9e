"""CTDL (Credential Transparency Description Language) in JSON-LD: credentials, programs, courses, services and pathways.

What is read is any graph of CTDL, of the Registry or a publisher's own, and what ``python -m knowledge export ctdl`` writes, which
comes back equal. See ``docs/ctdl.md``.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from knowledge.importers.contract import Options, Sink
from knowledge.importers.ctdl.exchange import NotThere
from knowledge.importers.ctdl.graph import MARK, Graph
from knowledge.importers.ctdl.reader import Reader
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem
from knowledge.model import Source, SourceKind


class Ctdl:
    """Reads one JSON-LD document."""

    name = "ctdl"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        document = files.json("*")
        if not isinstance(document, (dict, list)):
            raise ImportProblem(
                files.name, None, None, "this is no JSON-LD document", "Give a file with an '@graph', or one node, of CTDL"
            )
        graph = Graph(document)
        if not any(name.startswith(("ceterms:", "advisor:")) for node in graph for name in node.types):
            mend = "Give a JSON-LD file with nodes such as ceterms:Pathway, ceterms:Certificate or ceterms:Course"
            raise ImportProblem(files.name, None, None, "no node in it is of a class of CTDL", mend)
        told = options.published or _newest(graph)
        published = told or date.today()
        source = options.import_id(self.name)
        try:
            Reader(graph, source, published, options).run(out)
        except ImportProblem:
            raise
        except (NotThere, ValueError) as error:
            mend = "Correct the node that says so, or export the file again"
            raise ImportProblem(files.name, None, None, f"what it says does not fit together: {error}", mend) from None
        titled = [node for node in graph if "ceterms:Pathway" in node.types]
        pathway = titled[0] if len(titled) == 1 else None
        url = pathway.text("ceterms:subjectWebpage") if pathway else None
        return Source(
            id=source, title=(pathway.said("ceterms:name") if pathway else "") or files.name,
            publisher=_publisher(graph) or urlsplit(url or "").hostname or files.name, kind=SourceKind.ISSUER, published=published, url=url,
            note=None if told else "The file names no day; the day of the import stands for it.",
        )  # fmt: skip


def _newest(graph: Graph) -> date | None:
    """The last day on which anything in the file is said to have been true, not after today."""
    found = []
    for node in graph:
        for name in ("advisor:asOf", "schema:dateModified"):
            for value in node.literals(name) if name in node.values else ():
                try:
                    found.append(date.fromisoformat(str(value)[:10]))
                except ValueError:
                    continue
    return max((day for day in found if day <= date.today()), default=None)


def _publisher(graph: Graph) -> str:
    organizations = [node for node in graph if any(name.endswith("Organization") for name in node.types)]
    organizations.sort(key=lambda node: "provider" not in (node.raw.get(MARK) or ""))
    return next((name for node in organizations if (name := node.said("ceterms:name"))), "")
