"""Durations, credits and prices in CTDL's profiles."""

from __future__ import annotations

import re
from typing import Any

from knowledge.importers.ctdl.exchange import JsonObject
from knowledge.importers.ctdl.graph import Graph, Node

_ISO = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:[\d.]+M)?(?:[\d.]+S)?)?$")
WEEKS_A_MONTH, WEEKS_A_YEAR = 52 / 12, 52

# the field of a Cost, and CTDL's type of direct cost that says it
COSTS = {
    "tuition": "costType:Tuition",
    "fees": "costType:MixedFees",
    "books": "costType:LearningResource",
    "tools": "costType:ProgramSpecificFee",
    "exams": "costType:StandaloneAssessment",
}
_EXAMS = {"costType:StandaloneAssessment", "costType:AssessmentFee", "costType:ExaminationFee"}
TOTAL = "costType:AggregateCost"


def weeks(text: str | None) -> int | None:
    """An ISO 8601 duration in whole weeks, at least one where it is more than nothing; None where it is none."""
    found = _ISO.match((text or "").strip().upper())
    if not found or not any(found.groups()):
        return None
    years, months, whole, days, _ = (float(part or 0) for part in found.groups())
    exact = years * WEEKS_A_YEAR + months * WEEKS_A_MONTH + whole + days / 7
    return max(1, round(exact)) if exact or found.group(5) else 0


def months(text: str | None) -> int | None:
    """An ISO 8601 duration in whole months."""
    found = _ISO.match((text or "").strip().upper())
    if not found or not any(found.groups()):
        return None
    years, whole, in_weeks, days, _ = (float(part or 0) for part in found.groups())
    return round(years * 12 + whole + in_weeks / WEEKS_A_MONTH + days / 30.4)


def write_duration(low: int | None, high: int | None) -> list[JsonObject]:
    """Weeks as a duration profile; none where nothing is known."""
    if low is None and high is None:
        return []
    if low == high:
        return [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": f"P{low}W"}]
    bounds = {"ceterms:minimumDuration": low, "ceterms:maximumDuration": high}
    return [{"@type": "ceterms:DurationProfile"} | {name: f"P{n}W" for name, n in bounds.items() if n is not None}]


def read_duration(nodes: list[Node]) -> tuple[int | None, int | None]:
    """The fewest and the most weeks that duration profiles tell."""
    lows, highs = [], []
    for node in nodes:
        exact = weeks(node.text("ceterms:exactDuration"))
        lows.append(exact if exact is not None else weeks(node.text("ceterms:minimumDuration")))
        highs.append(exact if exact is not None else weeks(node.text("ceterms:maximumDuration")))
    return min((n for n in lows if n is not None), default=None), max((n for n in highs if n is not None), default=None)


def alignment(node: str | None, name: JsonObject, **more: Any) -> JsonObject:
    """A concept of a vocabulary, as CTDL points at one."""
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        **({"ceterms:targetNode": node} if node else {}),
        "ceterms:targetNodeName": name,
        **more,
    }


def concept(node: Node, graph: Graph, name: str) -> list[str]:
    """The concepts that a term points at: their address where given, else their name."""
    found = []
    for target in graph.many(node, name):
        target.taken |= {
            "ceterms:framework",
            "ceterms:frameworkName",
            "ceterms:targetNodeName",
            "ceterms:targetNodeDescription",
            "ceterms:alignmentType",
        }
        found.append(target.text("ceterms:targetNode") or target.said("ceterms:targetNodeName"))
    return found or [str(value) for value in node.literals(name)]


def write_price(kind: str, price: int, name: str, details: str | None) -> JsonObject:
    """One direct cost in US dollars."""
    about = {"ceterms:costDetails": details} if details else {}
    return {"@type": "ceterms:CostProfile", "ceterms:description": {"en": name}, "ceterms:currency": "USD", "ceterms:price": price,
            "ceterms:directCostType": [alignment(kind, {"en": kind.split(":")[1]})], **about}  # fmt: skip


def read_prices(nodes: list[Node], graph: Graph) -> dict[str, int]:
    """US dollars by the field of a Cost, and ``total`` where only that is said. The first price of a kind counts; others stay unread."""
    found: dict[str, int] = {}
    for node in nodes:
        currency, price = node.text("ceterms:currency") or "USD", node.number("ceterms:price")
        kind = next(iter(concept(node, graph, "ceterms:directCostType")), "")
        field = next(
            (f for f, k in COSTS.items() if k == kind), "exams" if kind in _EXAMS else "total" if kind in (TOTAL, "") else "fees"
        )
        if price is None or currency != "USD" or (field in found and kind == COSTS.get(field)):
            node.taken -= {"ceterms:price", "ceterms:currency", "ceterms:directCostType"}
            continue
        node.taken |= {"ceterms:description", "ceterms:costDetails", "ceterms:name"}
        found[field] = found.get(field, 0) + round(price) if field == "fees" else round(price)
    return found


def write_credits(credits: float | None, clock_hours: int | None) -> list[JsonObject]:
    """Semester hours of credit and clock hours as quantities."""
    units = (("creditUnit:SemesterHour", credits), ("creditUnit:ClockHour", clock_hours))
    return [{"@type": "schema:QuantitativeValue", "schema:value": n, "ceterms:creditUnitType": [alignment(unit, {"en": unit.split(":")[1]})]}
            for unit, n in units if n is not None]  # fmt: skip


def read_credits(node: Node, graph: Graph) -> tuple[float | None, int | None]:
    """Credits and clock hours, of this year's terms or the earlier ones."""
    credits, hours = node.number("ceterms:creditUnitValue"), node.number("ceterms:creditHourValue")
    for value in graph.many(node, "ceterms:creditValue"):
        amount = value.number("schema:value")
        unit = " ".join(concept(value, graph, "ceterms:creditUnitType")).lower()
        if "clock" in unit or "contact" in unit:
            hours = amount
        else:
            credits = amount
    return credits, None if hours is None else round(hours)
