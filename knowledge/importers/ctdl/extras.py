"""What a record says in CTDL's own words besides what our terms say whole: for readers who do not know our terms.

A node of ours is read back by our terms, and these are passed over.
"""

from __future__ import annotations

from typing import Any

from knowledge.importers.ctdl.exchange import JsonObject, Reading
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.quantities import alignment
from knowledge.model import Modality, TimeOfDay

_TIMES = {TimeOfDay.DAY: "Daytime", TimeOfDay.EVENING: "Evening", TimeOfDay.WEEKEND: "Weekends"}
_WAYS = {Modality.IN_PERSON: "InPerson", Modality.HYBRID: "BlendedLearning", Modality.ONLINE: "OnlineOnly"}
TERMS = ("ceterms:scheduleTimingType", "ceterms:deliveryType", "ceterms:credentialStatusType", "ceterms:supportServiceType", "ceterms:availableAt",
         "ceterms:availableOnlineAt")  # fmt: skip


def write(plural: str, record: Any) -> JsonObject:
    """The terms to add to a record's node."""
    match plural:
        case "credentials":  # every credential of the knowledge base is one that is given today
            told: JsonObject = {"ceterms:credentialStatusType": alignment("credentialStat:Active", {"en": "Active"})}
        case "programs":
            times = dict.fromkeys(_TIMES[d.time] for d in record.deliveries if d.time in _TIMES)
            ways = dict.fromkeys(_WAYS[d.modality] for d in record.deliveries)
            told = {
                "ceterms:scheduleTimingType": [alignment(f"scheduleTiming:{name}", {"en": name}) for name in times],
                "ceterms:deliveryType": [alignment(f"deliver:{name}", {"en": name}) for name in ways],
            }
        case "services":
            told = _service(record)
        case _:
            told = {}
    return {term: value for term, value in told.items() if value}


def _service(record: Any) -> JsonObject:
    contact = record.contact
    ways = {"ceterms:telephone": contact.phone or contact.text, "ceterms:email": contact.email}
    point = {term: [value] for term, value in ways.items() if value}
    place: JsonObject = {"ceterms:name": {"en": contact.place}} if contact.place else {}
    place |= {"ceterms:targetContactPoint": [{"@type": "ceterms:ContactPoint", **point}]} if point else {}
    return {
        "ceterms:supportServiceType": [alignment(None, {"en": record.category.value.replace("_", " ")})],
        "ceterms:availableAt": [{"@type": "ceterms:Place", **place}] if place else [],
        "ceterms:availableOnlineAt": [contact.url] if contact.url else [],
    }


def pass_over(node: Node, of: Reading) -> None:
    """Count them as read, with all that stands within them."""
    for term in TERMS:
        within = of.graph.many(node, term) if term in node.values else []
        while within:
            inner = within.pop()
            within += [n for name in inner.values for n in of.graph.many(inner, name) if n.inside]
