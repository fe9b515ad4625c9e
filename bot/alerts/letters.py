"""What advisors read of alerts, from the templates under ``bot/web/templates/mail``."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from babel.dates import format_datetime, format_timedelta
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.topics import topics

TEMPLATES = Path(__file__).parents[1] / "web" / "templates" / "mail"


@cache
def _environment() -> Environment:
    templates = Environment(  # plain text: nothing is to be escaped
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    labels = {topic.name: topic.label for topic in topics()}
    templates.filters["topic"] = lambda name: labels.get(name) or name.replace("_", " ")
    templates.filters["moment"] = _moment
    templates.filters["span"] = _span
    return templates


def render(template: str, **values: object) -> str:
    """The text of a template, without blank lines around it."""
    return _environment().get_template(template).render(**values).strip()


def _moment(moment: datetime, zone: object) -> str:
    return str(format_datetime(moment, "EEEE, MMMM d, h:mm a zzz", tzinfo=zone, locale="en"))


def _span(span: timedelta) -> str:
    return str(format_timedelta(max(span, timedelta(0)), granularity="minute", threshold=1.5, locale="en"))
