"""What our records need and another's CTDL does not say: not known, or worked out by a rule that ``inferred`` names.

Nothing is made up: a text that is not given is empty, a Spanish name is the English one, a figure that no rule gives is None.
"""

from __future__ import annotations

from knowledge.importers.ctdl.exchange import JsonObject, Reading
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.quantities import concept
from knowledge.importers.ctdl.terms import CREDENTIALS
from knowledge.model import CredentialType, Need, ProgramKind, ServiceCategory
from knowledge.opendata.awards import USUAL

HOURS_A_CREDIT = 45  # of class and study, as knowledge.opendata.awards counts them
_LEVEL_OF = {CredentialType.ASSOCIATE_DEGREE: 3, CredentialType.BACHELOR_DEGREE: 5}

# a word in the type or the name of a service -> our category; the first that fits
_CATEGORIES: tuple[tuple[str, ServiceCategory], ...] = (
    ("child", ServiceCategory.CHILD_CARE), ("transport", ServiceCategory.TRANSPORT), ("food", ServiceCategory.FOOD), ("meal", ServiceCategory.FOOD),
    ("housing", ServiceCategory.HOUSING), ("emergency", ServiceCategory.EMERGENCY_MONEY), ("tutor", ServiceCategory.TUTORING),
    ("mental", ServiceCategory.COUNSELING), ("career", ServiceCategory.CAREER_SERVICES), ("job", ServiceCategory.CAREER_SERVICES),
    ("employment", ServiceCategory.CAREER_SERVICES), ("counsel", ServiceCategory.COUNSELING), ("health", ServiceCategory.HEALTH),
    ("disab", ServiceCategory.DISABILITY), ("accommodation", ServiceCategory.DISABILITY), ("veteran", ServiceCategory.VETERANS),
    ("military", ServiceCategory.VETERANS), ("language", ServiceCategory.LANGUAGE), ("english", ServiceCategory.LANGUAGE),
    ("laptop", ServiceCategory.TECHNOLOGY), ("technology", ServiceCategory.TECHNOLOGY), ("legal", ServiceCategory.LEGAL),
    ("reentry", ServiceCategory.REENTRY), ("justice", ServiceCategory.REENTRY), ("basiceducation", ServiceCategory.BASIC_EDUCATION),
    ("financial", ServiceCategory.FINANCIAL_AID), ("scholarship", ServiceCategory.FINANCIAL_AID), ("tuition", ServiceCategory.FINANCIAL_AID),
    ("advis", ServiceCategory.ADVISING), ("mentor", ServiceCategory.ADVISING), ("coach", ServiceCategory.ADVISING),
)  # fmt: skip
_NEED_OF = {ServiceCategory.LANGUAGE: Need.ENGLISH, ServiceCategory.CAREER_SERVICES: Need.CAREER, ServiceCategory.FINANCIAL_AID: Need.PAYING_FOR_COLLEGE}  # fmt: skip


class Unfit(ValueError):
    """A node that no record can be made of; says why."""


def fill(plural: str, values: JsonObject, node: Node, of: Reading) -> None:
    """Add to a record's fields what it can't do without.

    Raises:
        Unfit: when it can't be made.
    """
    if not values.get("name"):
        raise Unfit("it has no name")
    if plural != "courses":
        values.setdefault("description", "")
        values.setdefault("name_es", values["name"])
        values.setdefault("description_es", values["description"])
    match plural:
        case "credentials":
            values["type"] = next(CREDENTIALS[name] for name in node.types if name in CREDENTIALS)
            for name, empty in (("issuer", ""), ("weeks_min", None), ("weeks_max", None)):
                values.setdefault(name, empty)
        case "courses":
            values.setdefault("code", "")
        case "providers":
            values.pop("name_es"), values.pop("description"), values.pop("description_es")
        case "services":
            _service(values, node, of)


def program(values: JsonObject, awards: list[CredentialType]) -> None:
    """The same for a program, by the credentials it ends in."""
    inferred = [*(("weeks",) if "weeks" not in values else ()), "hours_per_week", "min_hours_per_week", "kind", "award_level"]
    level = next((_LEVEL_OF[kind] for kind in awards if kind in _LEVEL_OF), None)
    credits, hours = values.get("credits"), values.get("clock_hours")
    if level is None:  # by its length, as IPEDS draws the lines between certificates
        size = credits if credits is not None else (hours or 0) / 30 or (values.get("weeks") or 0) / 52 * 30
        level = 20 if size < 9 else 21 if size < 30 else 2 if size <= 60 else 4
    usual = USUAL[level]
    effort = credits * HOURS_A_CREDIT if credits else hours or usual.weeks * usual.hours
    values.setdefault("weeks", max(1, round(effort / usual.hours)))
    per_week = max(1, min(40, round(effort / values["weeks"]))) if credits or hours else usual.hours
    kind = ProgramKind.CREDIT if credits or level in (3, 5) else ProgramKind.NONCREDIT
    values |= {
        "award_level": usual.level,
        "kind": kind,
        "hours_per_week": per_week,
        "min_hours_per_week": min(per_week, 6),
        "inferred": inferred,
    }
    for name, empty in (("cluster", None), ("cip", ""), ("cost", None), ("deliveries", ())):
        values.setdefault(name, empty)


def _service(values: JsonObject, node: Node, of: Reading) -> None:
    said = [
        *concept(node, of.graph, "ceterms:supportServiceType"),
        *concept(node, of.graph, "ceterms:accommodationType"),
        values["name"],
    ]
    plain = ["".join(c for c in text.lower() if c.isalpha()) for text in said]
    category = next((kind for text in plain for word, kind in _CATEGORIES if word in text), None)
    if category is None:
        raise Unfit(f"'{values['name']}' names no kind of service known here")
    contact = _contact(node, of)
    if not contact:
        raise Unfit("it tells no way to reach it")
    texts = {name: "" for base in ("eligibility", "hours", "how") for name in (base, f"{base}_es")}
    for name, empty in {**texts, "category": category, "needs": [_NEED_OF.get(category) or Need(category.value)], "contact": contact,
                        "cost": "", "cost_es": ""}.items():  # fmt: skip
        values.setdefault(name, empty)


def _contact(node: Node, of: Reading) -> JsonObject:
    """The first of each way to reach a service that is told."""
    places = of.graph.many(node, "ceterms:availableAt")
    points = [point for place in places for point in of.graph.many(place, "ceterms:targetContactPoint")]
    address = ("name", "streetAddress", "addressLocality", "addressRegion", "postalCode")
    pages = ("ceterms:subjectWebpage", "ceterms:availableOnlineAt", "ceterms:availabilityListing")
    told: dict[str, list[str | None]] = {
        "phone": [point.text("ceterms:telephone") for point in points],
        "email": [point.text("ceterms:email") for point in points],
        "place": [", ".join(part for name in address if (part := place.said(f"ceterms:{name}"))) for place in places],
        "url": [node.text(term) for term in pages if term in node.values],
    }
    return {name: value for name, values in told.items() if (value := next(filter(None, values), None))}
