"""Draw a page of the desk: every one knows who is signed in and carries the token its forms need."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from bot.store.sessions import Session
from bot.web import WEB

templates = Jinja2Templates(WEB / "templates")


def render(request: Request, page: str, status: int = 200, /, **context: object) -> Response:
    """The page ``desk/<page>.html`` with ``me`` (the account, or None), ``csrf`` and what is given."""
    session: Session | None = getattr(request.state, "session", None)
    known = {"me": session.account if session else None, "csrf": session.csrf if session else "", "here": request.url.path}
    return templates.TemplateResponse(request, f"desk/{page}.html", {**known, **context}, status_code=status)
