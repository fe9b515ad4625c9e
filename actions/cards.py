"""Cards: a record's facts as labelled rows, each with its source. One function per kind."""

from __future__ import annotations

from typing import Any

from actions import figures
from actions.turn import Turn
from knowledge.model import (
    Contact,
    Credential,
    Deadline,
    Delivery,
    Employer,
    Occupation,
    Program,
    Record,
    Requirement,
    Staff,
    SupportService,
)

Row = dict[str, Any]


def row(turn: Turn, label: str, value: str, sources: list[str]) -> list[Row]:
    """A row, or none where there is no value."""
    return [{"label": turn.words(label), "value": value, "sources": sources}] if value else []


def _card(turn: Turn, kind: str, title: str, record: Record, **rest: Any) -> dict[str, Any]:
    invented = turn.catalog.sources[record.source].invented
    return {"kind": kind, "title": title, "label": turn.words("utter_label_demo") if invented else None, **rest}


def _described(turn: Turn, kind: str, item: Record, rows: list[Row], **rest: Any) -> dict[str, Any]:
    """The card of a record that has a name and a description."""
    return _card(turn, kind, turn.name(item), item, text=turn.in_language(item, "description"), rows=rows, **rest)


def occupation(turn: Turn, job: Occupation) -> dict[str, Any]:
    own, pay, outlook = turn.cite(job), turn.cite(job.pay), turn.cite(job.outlook)
    entry = turn.words(f"utter_label_entry_{figures.slug(job.entry_education)}") if job.entry_education else ""
    rows = [
        *row(turn, "utter_label_pay", figures.pay_range(job.pay, turn), pay or own),
        *row(turn, "utter_label_outlook", figures.outlook(job.outlook, turn), outlook),
        *row(turn, "utter_label_entry", entry, outlook or own),
        *row(
            turn,
            "utter_label_skills",
            ", ".join(
                turn.name(turn.catalog.skills[s])
                if turn.language == "en"
                else (turn.catalog.skills[s].name_es or turn.catalog.skills[s].name)
                for s in job.skills[:4]
            ),
            own,
        ),
        *row(
            turn,
            "utter_label_leads_to",
            figures.listed([turn.name(turn.catalog.occupations[k]) for k in job.advances_to[:3]], turn),
            own,
        ),
    ]
    return _described(turn, "occupation", job, rows, subtitle=f"O*NET {job.onet_code}")


def program(turn: Turn, item: Program, deliveries: list[Delivery] | None = None) -> dict[str, Any]:
    cited = turn.cite(item)
    shown = deliveries or list(item.deliveries)
    times = "; ".join(dict.fromkeys(when(turn, d) for d in shown)) or turn.words("utter_label_times_unknown")
    usual = "_usual" if "weeks" in item.inferred else ""
    starts = sorted({d for delivery in shown for d in delivery.starts if d >= turn.today})
    start = (
        turn.words("utter_label_any_week")
        if any(d.rolling for d in shown)
        else figures.day(starts[0], turn)
        if starts
        else turn.words("utter_label_no_date")
    )
    rows = [
        *row(turn, "utter_label_when", times, cited),
        *row(turn, "utter_label_starts", start, cited),
        *row(
            turn,
            "utter_label_length",
            turn.words(f"utter_label_length_value{usual}", weeks=figures.weeks(item.weeks, turn), hours=item.hours_per_week),
            cited,
        ),
        *row(
            turn,
            "utter_label_cost",
            figures.cost(item.cost.total if item.cost else None, turn),
            cited,
        ),
        *row(
            turn,
            "utter_label_gives",
            figures.listed([turn.name(turn.catalog.credentials[k]) for k in (*item.awards, *item.prepares_for)][:4], turn),
            cited,
        ),
        *row(
            turn,
            "utter_label_needs",
            figures.requirements(item.requires.all_of or (item.requires,), turn) if item.requires else "",
            cited,
        ),
    ]
    return _described(turn, "program", item, rows, subtitle=turn.words(f"utter_label_award_{item.award_level.value}"))


def whom_to_ask(turn: Turn, item: Program) -> str:
    """Who knows what is not in the list: the program's own contact, else its college."""
    provider = turn.catalog.providers[item.provider]
    if item.contact:
        return item.contact
    return ", ".join(part for part in (provider.name, reach(provider.contact) if provider.contact else "") if part)


def when(turn: Turn, delivery: Delivery) -> str:
    """A delivery in words: evening, in person, Main Campus (Tue and Thu, 6:00-9:00 pm)."""
    campus = turn.catalog.campuses[delivery.campus].name if delivery.campus else ""
    parts = [
        turn.words(f"utter_label_time_{delivery.time.value}"),
        turn.words(f"utter_label_modality_{delivery.modality.value}"),
        campus,
    ]
    meets = turn.in_language(delivery, "meets")
    return ", ".join(part for part in parts if part) + (f" ({meets})" if meets else "")


def _length(turn: Turn, item: Credential) -> str:
    """How long it takes; empty where nobody says."""
    low, high = (figures.weeks(n, turn) if n is not None else "" for n in (item.weeks_min, item.weeks_max))
    return turn.words("utter_label_from_to", low=low, high=high) if low and high and low != high else low or high


def credential(turn: Turn, item: Credential) -> dict[str, Any]:
    cited = turn.cite(item)
    rows = [
        *row(turn, "utter_label_issuer", item.issuer, cited),
        *row(turn, "utter_label_takes", turn.in_language(item, "takes"), cited),
        *row(turn, "utter_label_length", _length(turn, item), cited),
        *row(
            turn,
            "utter_label_exam_cost",
            figures.money(item.exam_cost, turn)
            if item.exam_cost is not None
            else turn.words("utter_label_cost_of_program")
            if _awarded_here(turn, item)
            else turn.words("utter_label_cost_ask", issuer=item.issuer),
            cited,
        ),
        *row(turn, "utter_label_renewal", turn.in_language(item, "renewal"), cited),
        *row(
            turn,
            "utter_label_counts_toward",
            figures.listed([turn.name(turn.catalog.credentials[k]) for k in item.stacks_into[:3]], turn),
            cited,
        ),
        *row(
            turn,
            "utter_label_level",
            turn.words("utter_label_level_value", level=item.level.level, framework=item.level.framework) if item.level else "",
            turn.cite(item.level),
        ),
    ]
    link = {"label": item.issuer, "url": item.url} if item.url else None
    return _described(turn, "credential", item, rows, subtitle=turn.words(f"utter_label_type_{item.type.value}"), link=link)


def _awarded_here(turn: Turn, item: Credential) -> bool:
    return any(item.id in program.awards for program in turn.index.programs_giving.get(item.id, ()))


def service(turn: Turn, item: SupportService) -> dict[str, Any]:
    cited = turn.cite(item)
    bring = item.bring_es if turn.language == "es" and item.bring_es else item.bring
    rows = [
        *row(turn, "utter_label_who", turn.in_language(item, "eligibility"), cited),
        *row(turn, "utter_label_hours", turn.in_language(item, "hours"), cited),
        *row(turn, "utter_label_how", turn.in_language(item, "how"), cited),
        *row(turn, "utter_label_reach", reach(item.contact), cited),
        *row(turn, "utter_label_bring", ", ".join(bring), cited),
        *row(turn, "utter_label_cost", turn.in_language(item, "cost"), cited),
    ]
    link = {"label": turn.name(item), "url": item.contact.url} if item.contact.url else None
    return _described(turn, "service", item, rows, link=link)


def reach(contact: Contact) -> str:
    return ", ".join(part for part in (contact.phone, contact.text, contact.email, contact.place) if part)


def employer(turn: Turn, item: Employer, wanted: set[str] | None = None) -> dict[str, Any]:
    """An employer with what it offers, for the wanted occupations where any offer is for one."""
    cited = turn.cite(item)
    offers = [o for o in item.offers if wanted and wanted & set(o.occupations)] or list(item.offers)
    rows = []
    for offer in offers[:3]:
        pay = (
            turn.words("utter_label_hourly", pay=f"${offer.hourly_pay:,.2f}")
            if offer.hourly_pay
            else turn.words("utter_label_paid" if offer.paid else "utter_label_unpaid")
        )
        text = f"{turn.in_language(offer, 'title')}. {turn.in_language(offer, 'detail')} {pay} {offer.how_to_apply}".strip()
        rows += [{"label": turn.words(f"utter_label_offer_{offer.kind.value}"), "value": text, "sources": cited}]
    return _card(turn, "employer", item.name, item, subtitle=f"{item.industry}, {item.city}", rows=rows)


def deadline(turn: Turn, item: Deadline, said: bool = False) -> dict[str, Any]:
    """A date; ``said``: its words stand in the reply already."""
    cited = turn.cite(item)
    rows = []
    if item.day:
        value = figures.day(item.day, turn)
        if item.end and item.end != item.day:
            value = turn.words("utter_label_from_to", low=value, high=figures.day(item.end, turn))
        if (item.end or item.day) < turn.today:
            value = turn.words("utter_label_passed", day=value)
        rows = row(turn, "utter_label_date", value, cited)
    link = {"label": turn.name(item), "url": item.url} if item.url else None
    text = None if said else turn.in_language(item, "what")
    return _card(turn, "deadline", turn.name(item), item, text=text, rows=rows, link=link)


def person(turn: Turn, item: Staff) -> dict[str, Any]:
    cited = turn.cite(item)
    rows = [
        *row(turn, "utter_label_reach", reach(item.contact), cited),
        *row(turn, "utter_label_hours", turn.in_language(item, "hours"), cited),
    ]
    return _card(turn, "person", item.name, item, subtitle=turn.in_language(item, "role"), rows=rows)


def model(turn: Turn, item: Any, points: list[Any], title: str | None = None) -> dict[str, Any]:
    cited = turn.cite(item)
    rows = [{"label": turn.in_language(p, "name"), "value": turn.in_language(p, "text"), "sources": cited} for p in points]
    return _card(turn, "model", title or turn.name(item), item, rows=rows)


def required(turn: Turn, conditions: tuple[Requirement, ...]) -> str:
    return figures.requirements(conditions, turn)
