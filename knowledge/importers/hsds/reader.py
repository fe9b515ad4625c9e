"""A directory's services as records of the house."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale

from knowledge.importers.contract import Options, Sink
from knowledge.importers.files import Files
from knowledge.importers.hsds import hours, mapping
from knowledge.importers.hsds.tables import Tables
from knowledge.importers.lines import Line
from knowledge.model import Contact, Source, SourceKind, SupportService

CLOSED = ("inactive", "defunct", "temporarily closed")
KEPT = ("interpretation_services", "wait_time", "accreditations", "licenses", "alert", "alternate_name")
MANY = 3  # places whose hours are listed; those of more are asked for by phone


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A service that fits no category here, kept so that nothing of a directory is lost; no student is shown it."""

    id: str
    as_of: date
    name: str
    description: str


class Hsds:
    name = "hsds"

    def read(self, files: Files, options: Options, out: Sink) -> Source:
        tables = Tables(files, out)
        source = _source(files, tables, options)
        times = Counter(line["name"] for line in tables.services)
        for done, line in enumerate(tables.services, 1):
            out.read("services")
            _service(line, tables, source, times, out)
            out.progress(done, len(tables.services))
        return source


def _source(files: Files, tables: Tables, options: Options) -> Source:
    told = [day for line in tables.services if (day := _day(line))]
    names = {line["name"] for line in tables.organizations.values()}
    title = options.name or files.path.stem
    return Source(
        id=options.import_id(Hsds.name),
        title=f"Directory of services: {title.replace('_', ' ').replace('-', ' ')}",
        publisher=next(iter(names)) if len(names) == 1 else title.replace("_", " "),
        kind=SourceKind.ISSUER,
        published=options.published or max(told, default=date.today()),
        note=None if options.published or told else "The directory tells no date; this is the day it was read.",
    )


def _service(line: Line, tables: Tables, source: Source, times: Counter[str], out: Sink) -> None:
    if not line["name"] or not line["id"]:
        out.skip("services", "has no name or id")
        return
    if line["status"].casefold() in CLOSED:
        out.skip("services", "closed or inactive")
        return
    key = re.sub(r"[^a-z0-9]+", "-", f"{source.id}-{line['id']}".casefold()).strip("-")
    as_of = _day(line) or source.published
    terms = tables.terms(line)
    place = mapping.place(terms, line["name"], line["description"])
    kept = {name: line[name] for name in KEPT if line[name]} | (
        {"terms": [term.name or term.code for term in terms]} if terms else {}
    )
    if place is None:
        out.skip("services", "fits no category here (kept aside)")
        out.record("services_unplaced", Unplaced(id=key, as_of=as_of, name=line["name"], description=line["description"]), kept)
        return
    organization = tables.organizations.get(line["organization_id"])
    contact = _contact(line, tables, organization)
    if contact is None:
        out.skip("services", "tells no way to reach it")
        return
    name = _tidy(line["name"])
    own = f"{name} ({organization['name']})" if organization and times[line["name"]] > 1 else name
    week, horario = _hours(line, tables)
    who, quien = _eligibility(line, tables)
    out.record(
        "services",
        SupportService(
            id=key, source=source.id, as_of=as_of, name=own, name_es=own, category=place.category, needs=place.needs,
            description=_tidy(line["description"]), description_es="", eligibility=who, eligibility_es=quien, hours=week, hours_es=horario,
            contact=contact, how=_tidy(line["application_process"]), how_es="", cost=_cost(line, tables), cost_es="",
            bring=tuple(row["document"] for row in tables.of("documents", line)), languages=_languages(line, tables),
            taxonomy=tuple(term.code for term in terms if mapping.is_open_eligibility(term)),
            aliases=(line["alternate_name"],) if line["alternate_name"] else (),
        ),
        kept,
    )  # fmt: skip


def _contact(line: Line, tables: Tables, organization: Line | None) -> Contact | None:
    places = tables.places(line)
    phones = [
        *tables.of("phones", line),
        *(row for at in places for row in tables.at("phones", at)),
        *tables.run_by("phones", line),
    ]
    phone = next((row for row in phones if row["number"] and row["type"].casefold() not in ("fax", "tty")), None)
    addresses = [*(row for at in places for row in tables.at("addresses", at)), *tables.run_by("addresses", line)]
    address = next((row for row in addresses if row["address_type"].casefold() in ("", "physical")), None)
    where = [organization["name"] if organization else "", *([address["address_1"], address["city"]] if address else [])]
    known = {
        "phone": f"{phone['number']}{f' x{phone["extension"]}' if phone['extension'] else ''}" if phone else None,
        "email": line["email"] or (organization["email"] if organization else ""),
        "url": line["url"] or (organization["url"] if organization else ""),
        "place": ", ".join(part for part in where if part) if address or phone or line["email"] or line["url"] else "",
    }
    return Contact(**given) if (given := {name: value for name, value in known.items() if value}) else None


def _hours(line: Line, tables: Tables) -> tuple[str, str]:
    """In English and Spanish; by place where they differ between a few."""
    if own := tables.of("schedules", line):
        return _week(own, "en"), _week(own, "es")
    by_place = {at: rows for at in tables.places(line) if (rows := tables.at("schedules", at)) and at in tables.locations}
    weeks = {at: (_week(rows, "en"), _week(rows, "es")) for at, rows in by_place.items()}
    if len(set(weeks.values())) <= 1:
        return next(iter(weeks.values()), ("", ""))
    if len(weeks) > MANY:
        return "", ""
    named = [(tables.locations[at]["name"], told) for at, told in weeks.items() if any(told)]
    return "; ".join(f"{name}: {week}" for name, (week, _) in named), "; ".join(f"{name}: {week}" for name, (_, week) in named)


def _week(rows: Iterable[Line], language: str) -> str:
    current = [row for row in rows if not (ends := _iso(row["valid_to"])) or ends >= date.today()]
    weekly = [row for row in current if row["freq"].casefold() in ("", "weekly")]
    told = hours.in_words(
        (span for row in weekly for span in hours.spans(row["weekday"], row["opens_at"], row["closes_at"])), language
    )
    return told or "; ".join(dict.fromkeys(row["description"] for row in current if row["description"]))


def _eligibility(line: Line, tables: Tables) -> tuple[str, str]:
    told = line["eligibility"] or "; ".join(row["eligibility"] for row in tables.of("eligibility", line))
    low, high = line["minimum_age"].removesuffix(".0"), line["maximum_age"].removesuffix(".0")
    if not (low or high):
        return told, ""
    said: dict[str, str] = mapping.rules()["age"]["between" if low and high else "from" if low else "to"]
    age, edad = (said[language].format(low=low, high=high) for language in ("en", "es"))
    return (f"{told} ({age})", "") if told else (age, edad)


def _cost(line: Line, tables: Tables) -> str:
    if line["fees"]:
        return line["fees"]
    told = []
    for row in tables.of("costs", line):
        amount = (
            f"{'$' if row['currency'].upper() in ('', 'USD') else row['currency'] + ' '}{row['amount']}" if row["amount"] else ""
        )
        told.append(", ".join(part for part in (row["option"], amount, row["amount_description"]) if part))
    return "; ".join(part for part in told if part)


def _languages(line: Line, tables: Tables) -> tuple[str, ...]:
    rows = tables.of("languages", line) or [row for at in tables.places(line) for row in tables.at("languages", at)]
    codes = {name.casefold(): code for code, name in Locale("en").languages.items() if len(code) == 2}
    found = [row["code"][:2].casefold() or codes.get(row["language"].casefold(), row["language"][:2].casefold() if len(row["language"]) <= 3 else "") for row in rows]  # fmt: skip
    return tuple(dict.fromkeys(code for code in found if code)) or ("en",)


def _tidy(text: str) -> str:
    """Text of a web page's field on one line; a sentence whose line break was lost begins after a space again."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z][.!?])(?=[A-Z])", " ", text)).strip()


def _day(line: Line) -> date | None:
    return _iso(line["last_modified"]) or _iso(line["assured_date"])


def _iso(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
