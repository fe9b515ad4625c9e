"""Draw a page of the desk: every one knows who is signed in and carries the token its forms need."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from babel.dates import format_datetime
from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from bot.store.sessions import Session
from bot.topics import topics
from bot.web import WEB

templates = Jinja2Templates(WEB / "templates")


def render(request: Request, page: str, status: int = 200, /, **context: object) -> Response:
    """The page ``desk/<page>.html`` with ``me`` (the account, or None), ``csrf``, ``now`` and what is given."""
    session: Session | None = getattr(request.state, "session", None)
    known = {"me": session.account if session else None, "csrf": session.csrf if session else "", "here": request.url.path}
    return templates.TemplateResponse(request, f"desk/{page}.html", {**known, "now": datetime.now(UTC), **context}, status)


def clock(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment as a clock of that zone shows it: the time today, with the day otherwise."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    near = abs((local.date() - today).days) < 7
    form = (
        "h:mm a"
        if local.date() == today
        else "EEE h:mm a"
        if near
        else "MMM d, h:mm a"
        if local.year == today.year
        else "MMM d, y"
    )
    return str(format_datetime(local, form, tzinfo=zone, locale="en"))


def span(time: timedelta) -> str:
    """A span of time, short; the same as in static/desk/live.js."""
    minutes = int(abs(time).total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest and hours < 6 else f"{hours} h"
    return f"{hours // 24} d"


def topic(name: str) -> str:
    """A topic as people call it."""
    return next((t.label for t in topics() if t.name == name and t.label), "") or name.replace("_", " ")


templates.env.filters.update(clock=clock, span=span, topic=topic)
