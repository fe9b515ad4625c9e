"""The tables of a directory by the names they have had from HSDS 1.0 to 3, gathered by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from knowledge.importers.contract import Sink
from knowledge.importers.files import Files
from knowledge.importers.hsds.mapping import Term
from knowledge.importers.lines import Line, plain

Rows = dict[str, list[Line]]  # by id of what they are about

# what a table is called here -> its names, the columns it can't do without and the others that are read; "a|b" are names of one column
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "services": (("services", "service"), ("id", "name"), (
        "organization_id", "description|short_description", "alternate_name", "url", "email", "status", "application_process|how_to_apply",
        "fees|fees_description", "eligibility|eligibility_description", "minimum_age", "maximum_age", "last_modified", "assured_date",
        "taxonomy_ids|taxonomy_id", "location_id", "interpretation_services", "wait_time", "accreditations", "licenses", "alert",
    )),
    "organizations": (("organizations", "organization"), ("id", "name"), ("url|website", "email")),
    "locations": (("locations", "location"), ("id",), ("name", "organization_id")),
    "places": (
        ("services_at_location", "service_at_locations", "service_at_location", "services_at_locations"), ("service_id", "location_id"), ("id",)
    ),
    "phones": (("phones", "phone"), ("number",), ("service_id", "location_id", "organization_id", "service_at_location_id", "extension", "type")),
    "addresses": (("addresses", "address", "physical_addresses", "physical_address"), ("address_1", "city"), (
        "location_id", "organization_id", "state_province", "postal_code", "address_type"
    )),
    "schedules": (("schedules", "schedule", "regular_schedules", "regular_schedule"), ("opens_at", "closes_at"), (
        "weekday|byday", "freq", "service_id", "location_id", "service_at_location_id", "description", "valid_to|until"
    )),
    "eligibility": (("eligibility", "eligibilities"), ("eligibility",), ("service_id",)),
    "languages": (("languages", "language"), ("language|name",), ("service_id", "location_id", "code")),
    "documents": (("required_documents", "required_document"), ("document",), ("service_id",)),
    "costs": (("cost_options", "cost_option"), ("service_id",), ("option", "currency", "amount", "amount_description")),
    "terms": (("taxonomy_terms", "taxonomy_term", "taxonomy"), ("id", "name|term"), ("code", "parent_id", "taxonomy|vocabulary")),
    "links": (("services_taxonomy", "service_taxonomies", "service_taxonomy", "services_taxonomies"), ("service_id",), (
        "taxonomy_id|taxonomy_term_id",
    )),
    "attributes": (("attributes", "attribute", "service_attributes", "service_attribute"), ("taxonomy_term_id",), ("link_id|service_id", "link_entity")),
}  # fmt: skip


class Tables:
    """A directory's tables in memory: directories have thousands of rows, and a service's parts lie all over them."""

    def __init__(self, files: Files, out: Sink) -> None:
        self._files = files
        self._taken: set[str] = set()
        found = {name: list(self._lines(name)) for name in TABLES}
        self.services = found["services"]
        self.organizations = {line["id"]: line for line in found["organizations"]}
        self.locations = {line["id"]: line for line in found["locations"] if line["id"]}
        self._places: dict[str, list[str]] = defaultdict(list)
        self._at_place: dict[str, list[str]] = defaultdict(list)
        for line in found["places"]:
            self._places[line["service_id"]].append(line["location_id"])
            self._at_place[line["service_id"]].append(line["id"])
        self.linked = bool(found["places"]) or any(line["location_id"] for line in self.services)
        self._by: dict[str, dict[str, Rows]] = {}
        for name in ("phones", "addresses", "schedules", "eligibility", "languages", "documents", "costs"):
            self._by[name] = {}
            for about in ("service_id", "location_id", "organization_id", "service_at_location_id"):
                rows: Rows = defaultdict(list)
                for line in found[name]:
                    if key := line.values.get(about, ""):
                        rows[key].append(line)
                self._by[name][about] = rows
        self._terms = {line["id"]: line for line in found["terms"]}
        self._linked_terms: dict[str, list[str]] = defaultdict(list)
        for line in found["links"]:
            self._linked_terms[line["service_id"]].append(line["taxonomy_id"])
        for line in found["attributes"]:
            if line["link_entity"].casefold() in ("", "service", "services"):
                self._linked_terms[line["link_id"]].append(line["taxonomy_term_id"])
        for name in files.names():
            if name.endswith(".csv") and plain(PurePosixPath(name).stem) not in self._taken:
                out.unknown(f"table {PurePosixPath(name).stem}")

    def places(self, service: Line) -> list[str]:
        """Ids of the locations where a service is; where the directory links none at all, the only one of its organization."""
        if self.linked:
            return [*self._places[service["id"]], *([service["location_id"]] if service["location_id"] else [])]
        home = [
            key
            for key, line in self.locations.items()
            if service["organization_id"] and line["organization_id"] == service["organization_id"]
        ]
        return home if len(home) == 1 else []

    def of(self, table: str, service: Line) -> list[Line]:
        """Rows about a service itself: by its id or by its being at a place."""
        by = self._by[table]
        return [
            *by["service_id"][service["id"]],
            *(line for key in self._at_place[service["id"]] for line in by["service_at_location_id"][key]),
        ]

    def at(self, table: str, location: str) -> list[Line]:
        """Rows about a location."""
        return self._by[table]["location_id"][location]

    def run_by(self, table: str, service: Line) -> list[Line]:
        """Rows about the organization of a service."""
        return self._by[table]["organization_id"][service["organization_id"]]

    def terms(self, service: Line) -> list[Term]:
        """The taxonomy terms of a service."""
        ids = [
            *self._linked_terms[service["id"]],
            *(part.strip() for part in service["taxonomy_ids"].replace(";", ",").split(",")),
        ]
        return [self._term(key) for key in dict.fromkeys(ids) if key]

    def _term(self, key: str) -> Term:
        line = self._terms.get(key)
        if line is None:
            return Term(key, "")
        above: list[str] = []
        parent, seen = line["parent_id"], {key}
        while parent in self._terms and parent not in seen:
            seen.add(parent)
            above.append(self._terms[parent]["name"])
            parent = self._terms[parent]["parent_id"]
        return Term(line["code"] or key, line["name"], tuple(above))

    def _lines(self, name: str) -> Iterator[Line]:
        stems, required, optional = TABLES[name]
        there = [stem for stem in stems if self._files.has(stem)]
        if name == "services" and not there:
            there = ["services"]  # says that it is missing
        for stem in there[: 2 if name in ("schedules", "addresses") else 1]:
            self._taken.add(plain(stem))
            yield from self._files.table(stem, required=required, optional=optional)
