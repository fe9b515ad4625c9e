"""The advisors' pages: each module makes the routes of one, ``install`` puts them all into the application."""

from __future__ import annotations

from fastapi import FastAPI

from bot.desk.desk import Desk
from bot.desk.pages import begin, case, drafts, inbox


def install(app: FastAPI, desk: Desk) -> None:
    """The pages over the desk; the gate (``bot.desk.signin``) is installed before."""
    for page in (inbox, begin, drafts, case):
        app.include_router(page.build(desk))
