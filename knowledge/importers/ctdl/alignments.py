"""Fields that point into a published list of codes: occupations (O*NET-SOC) and programs of study (CIP)."""

from __future__ import annotations

import re
from typing import Any

from knowledge.importers.ctdl.codecs import Codec
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.quantities import alignment
from knowledge.importers.ctdl.terms import own

ONET_CODE = re.compile(r"\b(\d\d-\d{4})(\.\d\d)?\b")
CIP_CODE = re.compile(r"\b(\d\d?)\.(\d{4})\b")
ONET_PAGE = "https://www.onetonline.org/link/summary/"
_CIP = "https://nces.ed.gov/ipeds/cipcode/cipdetail.aspx?y=56&cip="


def occupations(field: str) -> Codec:
    """Occupations, by their O*NET-SOC code."""

    def write(record: Any, to: Writing) -> JsonObject:
        told = []
        for key in getattr(record, field):
            job = to.catalog.occupations.get(key)
            code = getattr(job, "onet_code", key)
            name = {"en": job.name, "es": job.name_es} if job else {"en": key}
            told.append(alignment(ONET_PAGE + code, name, **{
                "ceterms:codedNotation": code, "ceterms:frameworkName": {"en": "O*NET-SOC"}, own("record"): [to.link("occupation", key)]}))  # fmt: skip
        return {"ceterms:occupationType": told} if told else {}

    def read(node: Node, of: Reading) -> JsonObject:
        found = [key for target in of.graph.many(node, "ceterms:occupationType") if (key := _occupation(target, of))]
        if not found and node.values.get("ceterms:occupationType"):
            node.taken.discard("ceterms:occupationType")
        return {field: found} if found else {}

    return Codec((field,), write, read)


def _occupation(target: Node, of: Reading) -> str | None:
    """An occupation's id: the record that is named, else its O*NET-SOC code; a SOC code alone is its first occupation."""
    if own("record") in target.values:
        named = next(iter(of.refs(target, own("record"), "occupation")), None)
    else:
        said = (
            f"{target.text('ceterms:codedNotation')} {target.text('ceterms:targetNode')} {target.said('ceterms:targetNodeName')}"
        )
        code = ONET_CODE.search(said)
        named = f"{code.group(1)}{code.group(2) or '.00'}" if code else None
    target.taken.clear()  # one that names nothing known is kept as it stands
    if named:
        target.taken |= set(target.values)
    return named


def occupation_code(node: Node) -> str | None:
    """The O*NET-SOC code that a node of an occupation or a job gives itself."""
    if node.ours or not {"ceterms:Occupation", "ceterms:Job"} & set(node.types):
        return None
    code = ONET_CODE.search(node.text("ceterms:codedNotation") or "")
    return f"{code.group(1)}{code.group(2) or '.00'}" if code else None


def _write_cip(record: Any, to: Writing) -> JsonObject:
    return {"ceterms:instructionalProgramType": [alignment(_CIP + record.cip, {"en": record.cip}, **{
        "ceterms:codedNotation": record.cip, "ceterms:frameworkName": {"en": "Classification of Instructional Programs"}})]} if record.cip else {}  # fmt: skip


def _read_cip(node: Node, of: Reading) -> JsonObject:
    for target in of.graph.many(node, "ceterms:instructionalProgramType"):
        code = CIP_CODE.search(f"{target.text('ceterms:codedNotation')} {target.text('ceterms:targetNode')}")
        if code:
            target.taken |= set(target.values)
            return {"cip": f"{int(code.group(1)):02}.{code.group(2)}"}
    return {}


CIP = Codec(("cip",), _write_cip, _read_cip)
