"""Which field of which kind of record is which term of CTDL. Fields that stand in no list here are written in our own terms."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from knowledge.importers.ctdl import quantities
from knowledge.importers.ctdl.alignments import CIP, occupations
from knowledge.importers.ctdl.codecs import Codec, lists, reference, references, requirement, targets, text, words
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.kinds import KINDS


def _write_issuer(record: Any, to: Writing) -> JsonObject:
    if not record.issuer:
        return {}
    home = to.provider_named(record.issuer)
    return {
        "ceterms:ownedBy": [
            {"@id": home} if home else {"@type": "ceterms:CredentialOrganization", "ceterms:name": {"en": record.issuer}}
        ]
    }


def _read_issuer(node: Node, of: Reading) -> JsonObject:
    for term in ("ceterms:ownedBy", "ceterms:offeredBy"):
        for address in node.links(term) if term in node.values else ():
            if owner := of.graph.get(address):
                return {"issuer": owner.said("ceterms:name")}
            of.lose(node, term)
    return {}


def _write_weeks(record: Any, to: Writing) -> JsonObject:
    return {"ceterms:estimatedDuration": quantities.write_duration(record.weeks, record.weeks)}


def _read_weeks(node: Node, of: Reading) -> JsonObject:
    low, high = quantities.read_duration(of.graph.many(node, "ceterms:estimatedDuration"))
    weeks = low if high is None else high
    return {} if weeks is None else {"weeks": weeks}


def _write_range(record: Any, to: Writing) -> JsonObject:
    told = quantities.write_duration(record.weeks_min, record.weeks_max)
    return {"ceterms:estimatedDuration": told} if told else {}


def _read_range(node: Node, of: Reading) -> JsonObject:
    low, high = quantities.read_duration(of.graph.many(node, "ceterms:estimatedDuration"))
    return {"weeks_min": low, "weeks_max": high}


def _write_cost(record: Any, to: Writing) -> JsonObject:
    if record.cost is None:
        return {}
    told = {field: getattr(record.cost, field) for field in quantities.COSTS}
    return {"ceterms:estimatedCost": [quantities.write_price(quantities.COSTS[field], price, field, record.url)
                                      for field, price in told.items() if price or field == "tuition"]}  # fmt: skip


def _read_cost(node: Node, of: Reading) -> JsonObject:
    found = quantities.read_prices(of.graph.many(node, "ceterms:estimatedCost"), of.graph)
    total = found.pop("total", None)
    if not found and total is not None:  # only a sum is told: all that a student is charged
        return {"cost": {"tuition": total}}
    return {"cost": {"tuition": 0, **found}} if found else {}


def _write_exam(record: Any, to: Writing) -> JsonObject:
    fee = record.exam_cost
    return (
        {}
        if fee is None
        else {"ceterms:estimatedCost": [quantities.write_price(quantities.COSTS["exams"], fee, "exams", record.url)]}
    )


def _read_exam(node: Node, of: Reading) -> JsonObject:
    found = quantities.read_prices(of.graph.many(node, "ceterms:estimatedCost"), of.graph)
    return {"exam_cost": found["exams"]} if "exams" in found else {}


def _credits(none: float | None) -> Codec:
    def write(record: Any, to: Writing) -> JsonObject:
        told = quantities.write_credits(None if record.credits == none else record.credits, record.clock_hours)
        return {"ceterms:creditValue": told} if told else {}

    def read(node: Node, of: Reading) -> JsonObject:
        credits, hours = quantities.read_credits(node, of.graph)
        return {name: value for name, value in (("credits", credits), ("clock_hours", hours)) if value is not None}

    return Codec(("credits", "clock_hours"), write, read)


def _described(field: str, term: str) -> Codec:
    """A text of a condition profile that has nothing else."""
    inner = words(field, "ceterms:description")

    def write(record: Any, to: Writing) -> JsonObject:
        told = inner.write(record, to)
        return {term: [{"@type": "ceterms:ConditionProfile", **told}]} if told else {}

    def read(node: Node, of: Reading) -> JsonObject:
        return next((inner.read(profile, of) for profile in of.graph.many(node, term)), {})

    return Codec(inner.fields, write, read)


def _write_valid(record: Any, to: Writing) -> JsonObject:
    return {} if record.valid_months is None else {"ceterms:renewalFrequency": f"P{record.valid_months}M"}


def _read_valid(node: Node, of: Reading) -> JsonObject:
    found = quantities.months(node.text("ceterms:renewalFrequency"))
    return {} if found is None else {"valid_months": found}


NAMED = (words("name", "ceterms:name"), words("description", "ceterms:description"), lists("aliases", "ceterms:alternateName"),
         text("url", "ceterms:subjectWebpage"))  # fmt: skip
REQUIRES = requirement("requires", "ceterms:requires", "ceterms:recommends",
                       also=("ceterms:entryCondition", "ceterms:corequisite", "ceterms:coPrerequisite"))  # fmt: skip

CODECS: dict[str, tuple[Codec, ...]] = {
    "credentials": (
        *NAMED,
        Codec(("issuer",), _write_issuer, _read_issuer),
        Codec(("weeks_min", "weeks_max"), _write_range, _read_range),
        Codec(("exam_cost",), _write_exam, _read_exam),
        Codec(("valid_months",), _write_valid, _read_valid),
        _described("renewal", "ceterms:renewal"),
        REQUIRES,
        targets("stacks_into", "credential", "ceterms:isAdvancedStandingFor", "ceterms:targetCredential"),
        occupations("prepares_for"),
    ),
    "programs": (
        *NAMED,
        reference("provider", "provider", "ceterms:offeredBy", "ceterms:ownedBy"),
        CIP,
        Codec(("weeks",), _write_weeks, _read_weeks),
        Codec(("cost",), _write_cost, _read_cost),
        _credits(None),
        REQUIRES,
        targets("awards", "credential", "ceterms:isRequiredFor", "ceterms:targetCredential"),
        targets("prepares_for", "credential", "ceterms:isPreparationFor", "ceterms:targetCredential"),
        occupations("occupations"),
        references("courses", "course", "ceterms:hasPart"),
        references("aid", "service", "ceterms:hasSupportService"),
    ),
    "courses": (
        words("name", "ceterms:name", spanish=False),
        words("description", "ceterms:description", spanish=False),
        text("code", "ceterms:codedNotation"),
        _credits(0),
        REQUIRES,
    ),
    "services": (
        *NAMED,
        reference("provider", "provider", "ceterms:offeredBy", "ceterms:ownedBy"),
        _described("eligibility", "ceterms:supportServiceCondition"),
        Codec(("languages",), lambda record, to: {"ceterms:inLanguage": list(record.languages)},
              lambda node, of: {"languages": [str(v).split("-")[0] for v in node.literals("ceterms:inLanguage")]} if node.values.get("ceterms:inLanguage") else {}),
    ),
    "occupations": (*NAMED, text("onet_code", "ceterms:codedNotation")),
    "pathways": (*NAMED, references("services", "service", "ceterms:hasSupportService")),
}  # fmt: skip


def codecs(plural: str) -> tuple[Codec, ...]:
    """The codecs of a kind: its list, else those of the names that it has."""
    have = {f.name for f in fields(KINDS[plural])}
    pairs = CODECS.get(plural) or tuple(c if c.fields[-1] in have else words(c.fields[0], f"ceterms:{c.fields[0]}", spanish=False)
                                        for c in NAMED if c.fields[0] in have and c.fields[0] != "aliases")  # fmt: skip
    return tuple(codec for codec in pairs if codec.fields[0] in have)
