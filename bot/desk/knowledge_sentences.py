"""What an advisor can insert about a record: its facts in words, in the student's language. The wording is the domain's."""

from __future__ import annotations

from datetime import date
from functools import singledispatchmethod

from babel.dates import format_date
from babel.numbers import format_currency

from knowledge.catalog import Catalog
from knowledge.model import Contact, Cost, Credential, Deadline, Occupation, Program, Record, Staff, SupportService
from knowledge.wording import Wording

LOCALES = {"en": "en_US", "es": "es_US"}
HALF_A_YEAR, WEEKS_A_MONTH = 26, 4.345  # weeks


class Sentences:
    """A record's facts in one or two sentences."""

    def __init__(self, catalog: Catalog, wording: Wording) -> None:
        self._catalog = catalog
        self._wording = wording

    def source_of(self, record: Record) -> str:
        """The id of the source that the sentence rests on: for an occupation that of its pay."""
        return record.pay.source if isinstance(record, Occupation) and record.pay else record.source

    def as_of(self, record: Record) -> date:
        return record.pay.as_of if isinstance(record, Occupation) and record.pay else record.as_of

    @singledispatchmethod
    def about(self, record: Record, language: str, today: date) -> str:
        """The sentences; ``today`` decides which of its dates is next."""
        raise TypeError(f"there is no sentence for a {record.KIND}")

    @about.register
    def _(self, item: Program, language: str, today: date) -> str:
        starts = sorted({day for delivery in item.deliveries for day in delivery.starts if day >= today})
        if any(delivery.rolling for delivery in item.deliveries):
            start = self._say("start_any_week", language)
        else:
            start = (
                self._say("start", language, day=_day(starts[0], language)) if starts else self._say("start_unknown", language)
            )
        cost = self._cost(item.cost, language)
        length = self._length(item.weeks, language)
        first = self._say("program", language, name=_in(item, "name", language), length=length, hours=item.hours_per_week)
        return _joined(first, cost, start, self._asking(item.contact, language))

    @about.register
    def _(self, item: Credential, language: str, today: date) -> str:
        first = self._say("credential", language, name=_in(item, "name", language), issuer=item.issuer)
        fee = None
        if item.exam_cost:
            fee = self._say("exam", language, cost=_money(item.exam_cost, language))
        return _joined(first, _in(item, "takes", language), fee, _in(item, "renewal", language))

    @about.register
    def _(self, item: SupportService, language: str, today: date) -> str:
        name, text = _in(item, "name", language), _in(item, "description", language)
        hours = self._say("hours", language, hours=_in(item, "hours", language))
        cost = self._say("service_cost", language, cost=_in(item, "cost", language))
        return _joined(f"{name}: {text}", _in(item, "how", language), cost, hours, self._asking(_reach(item.contact), language))

    @about.register
    def _(self, item: Deadline, language: str, today: date) -> str:
        name, what = _in(item, "name", language), _in(item, "what", language)
        if item.day is None:
            return _joined(name, what)
        day = _day(item.day, language)
        if item.end and item.end != item.day:
            day = self._say("span", language, first=day, last=_day(item.end, language))
        passed = (item.end or item.day) < today
        return _joined(f"{name}: {day}", self._say("passed", language) if passed else None, what)

    @about.register
    def _(self, item: Occupation, language: str, today: date) -> str:
        name = _in(item, "name", language)
        if item.pay is None:
            return self._say("occupation_no_pay", language, name=name)
        return self._say("occupation", language, name=name, pay=_money(item.pay.median, language))

    @about.register
    def _(self, item: Staff, language: str, today: date) -> str:
        hours = self._say("hours", language, hours=_in(item, "hours", language))
        return _joined(f"{item.name}: {_in(item, 'role', language)}", self._asking(_reach(item.contact), language), hours)

    def _cost(self, cost: Cost | None, language: str) -> str:
        if cost is None:
            return self._say("cost_unknown", language)
        return self._say("cost", language, cost=_money(cost.total, language)) if cost.total else self._say("free", language)

    def _asking(self, contact: str | None, language: str) -> str | None:
        return self._say("contact", language, contact=contact) if contact else None

    def _length(self, weeks: int, language: str) -> str:
        if weeks <= HALF_A_YEAR:
            return self._wording.say("utter_label_week" if weeks == 1 else "utter_label_weeks", language, n=weeks)
        return self._wording.say("utter_label_months", language, n=round(weeks / WEEKS_A_MONTH))

    def _say(self, what: str, language: str, /, **values: object) -> str:
        return self._wording.say(f"utter_desk_found_{what}", language, **values)


def _in(record: Record, field: str, language: str) -> str:
    """A record's text in a language, in English where there is no other."""
    return str((getattr(record, f"{field}_es", None) if language == "es" else None) or getattr(record, field))


def _money(amount: int, language: str) -> str:
    return format_currency(amount, "USD", "$#,##0", locale=LOCALES[language], currency_digits=False)


def _day(value: date, language: str) -> str:
    return format_date(value, "long", locale=LOCALES[language])


def _reach(contact: Contact) -> str:
    return ", ".join(part for part in (contact.phone, contact.email, contact.place) if part)


def _joined(*parts: str | None) -> str:
    """Sentences in a row, each with its full stop."""
    return " ".join(part if part.endswith((".", "!", "?", ":")) else f"{part}." for part in parts if part)
