"""Routes of the inbox: the queues, and the stream that keeps them live."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.queues import CaseQuery, Queue
from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.pages.filters import PAGE, Filters
from bot.desk.pages.queues import first, rows, tabs, viewer_of
from bot.desk.pages.room import DeskRoute
from bot.desk.pages.stream import news
from bot.desk.signin.gate import HOME, SignedIn
from bot.desk.view import render
from bot.topics import topics

LIVE = f"{HOME}/live"
URGENT_TOLD = 100  # urgent cases that a page knows of, to tell of a new one


def build(desk: Desk) -> APIRouter:
    """/desk, /desk/queues/..., /desk/live."""
    router = APIRouter(include_in_schema=False, route_class=DeskRoute)
    names = {t.name: t.label or t.name.replace("_", " ") for t in topics() if t.kind in ("content", "guard")}

    @router.get(HOME)
    def home(account: SignedIn) -> Response:
        return RedirectResponse(f"{HOME}/queues/{first(tabs(desk, account))}", 303)

    @router.get(f"{HOME}/queues/{{queue}}")
    def show(request: Request, account: SignedIn, queue: Queue) -> Response:
        found, viewer = tabs(desk, account), viewer_of(account, desk)
        teams = {t.id: t.name for t in desk.parts.catalog.teams.values() if viewer.sees(t.id, None)}
        holders = {a.id: a.name for a in desk.parts.accounts.all() if a.active}
        filters = Filters.read(request.query_params, teams, names, holders)
        cases = desk.parts.cases.find(filters.query(queue, viewer))
        return render(
            request,
            "inbox",
            queues=found,
            queue=queue,
            tab=next(tab for tab in found if tab.queue is queue),
            filters=filters,
            teams=teams,
            topics=names,
            holders=holders,
            rows=rows(desk, account, cases[:PAGE]),
            more=len(cases) > PAGE,
            urgent=_urgent(desk, account),
            gaps=desk.parts.alerts.gaps() if account.sees_all else [],
            all_teams=len(desk.parts.catalog.teams),
            unheard=desk.parts.alerts.unheard(),
            live=LIVE,
        )

    @router.get(LIVE)
    async def live(request: Request, account: SignedIn) -> Response:
        return news(request, desk.parts.bell, "desk")

    def _urgent(desk: Desk, account: Account) -> list[tuple[int, str, str]]:
        """Number, reason and team of each urgent case that nobody holds."""
        query = CaseQuery(viewer=viewer_of(account, desk), queue=Queue.URGENT, limit=URGENT_TOLD)
        teams = {team.id: team.name for team in desk.parts.catalog.teams.values()}
        return [(c.id, c.reason.value, teams.get(c.team, c.team)) for c in desk.parts.cases.find(query) if not c.held]

    return router
