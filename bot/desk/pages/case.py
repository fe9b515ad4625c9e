"""Routes of one case: its page, what is done with it, facts for an answer, and its news."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from bot.cases.model import Case, IllegalMove
from bot.desk.account import Account
from bot.desk.advisors import NoSuchCase, viewer_of
from bot.desk.desk import Desk
from bot.desk.knowledge_search import Hit, KnowledgeSearch
from bot.desk.pages.case_draft import Drafted, drafted
from bot.desk.pages.case_moves import DO, Sent
from bot.desk.pages.case_times import zone_of
from bot.desk.pages.case_view import begin_to_look, see, seen_now
from bot.desk.pages.queues import tabs
from bot.desk.pages.room import DeskRoute
from bot.desk.pages.stream import news
from bot.desk.parts import now_utc
from bot.desk.signin import SignedIn
from bot.desk.signin.gate import HOME, LIVE_HEADER
from bot.desk.view import render

LARGEST_NUMBER = 2**31 - 1  # a case of a larger number is none, on every database


@dataclass(frozen=True)
class CasePages:
    """The pages over the desk; ``search`` finds facts for answers."""

    desk: Desk
    search: KnowledgeSearch

    def case(self, me: Account, number: int) -> Case:
        if not 0 < number <= LARGEST_NUMBER:
            raise NoSuchCase(number)
        return self.desk.advisors.case(me, number)

    def page(self, request: Request, me: Account, case: Case, draft: Drafted, problem: str = "", **more: Any) -> Response:
        """The page, with what was typed and, where something could not be done, the sentence that says so."""
        now, say = now_utc(), self.desk.parts.wording.say
        context = {
            "view": see(self.desk, me, case, now),
            "draft": draft,
            "problem": problem,
            "now": now,
            "queues": tabs(self.desk, me),
            "settings": request.app.state.gate.settings,
            "say": lambda name, in_language="en", **values: say(name, in_language, **values),
        }
        return render(request, "case", 409 if problem else 200, **context, **more)

    def today(self, case: Case) -> date:
        return now_utc().astimezone(zone_of(self.desk.parts.team(case.team))).date()

    def hits(self, case: Case, words: str) -> list[Hit]:
        return self.search.find(words[:200], case.language, self.today(case)) if words.strip() else []

    def draft(self, case: Case, form: FormData) -> Drafted:
        return drafted(case, form, self.search, self.today(case), self.desk.parts.catalog)


def build(desk: Desk) -> APIRouter:
    """The routes over the desk."""
    router = APIRouter(prefix="/desk/cases", route_class=DeskRoute, include_in_schema=False)
    pages = CasePages(desk, KnowledgeSearch(desk.parts.catalog, desk.parts.wording))

    @router.get("/{number}")
    def show(request: Request, me: SignedIn, number: int, find: str = "", done: str = "") -> Response:
        case = pages.case(me, number)
        if LIVE_HEADER not in request.headers:
            begin_to_look(desk, me, number, now_utc())
            case = pages.case(me, number)
        return pages.page(request, me, case, Drafted(find=find, hits=pages.hits(case, find)), done=done)

    @router.get("/{number}/facts")
    def facts(request: Request, me: SignedIn, number: int, find: str = "") -> Response:
        """What a search finds, as a piece of the page."""
        case = pages.case(me, number)
        return render(
            request, "case_facts", language=case.language, number=number, draft=Drafted(find=find, hits=pages.hits(case, find))
        )

    @router.get("/{number}/news")
    def stream(request: Request, me: SignedIn, number: int) -> Response:
        pages.case(me, number)
        known: list[Any] = [None]

        def beat() -> None:
            desk.parts.cases.look(number, me.id, now_utc())
            if (here := seen_now(desk, number, now_utc())) != known[0]:
                known[0] = here
                desk.parts.bell.ring(f"case:{number}")

        return news(request, desk.parts.bell, f"case:{number}", beat=beat)

    @router.post("/{number}/writing")
    def writing(me: SignedIn, number: int) -> Response:
        """A sign that an answer is being typed."""
        pages.case(me, number)
        now = now_utc()
        begun = me.id not in desk.parts.cases.writers(number, now)
        desk.parts.cases.write(number, me.id, now)
        if begun:
            desk.parts.bell.ring(f"case:{number}")
        return Response(status_code=204)

    @router.post("/{number}/draft")
    async def change_draft(request: Request, me: SignedIn, number: int) -> Response:
        """The page with the draft of an answer changed: a search, a ready answer or a fact put in. Nothing is stored or lost."""
        form = await request.form()

        def changed() -> Response:
            case = pages.case(me, number)
            return pages.page(request, me, case, pages.draft(case, form))

        return await asyncio.to_thread(changed)

    @router.post("/{number}/{move}")
    async def act(request: Request, me: SignedIn, number: int, move: str) -> Response:
        form = await request.form()
        return await asyncio.to_thread(make, request, me, number, move, form)

    def make(request: Request, me: Account, number: int, move: str, form: FormData) -> Response:
        if move not in DO:
            raise NoSuchCase(number)
        case = pages.case(me, number)
        draft = pages.draft(case, form)
        try:
            DO[move](Sent(desk, me, case, form, [hit.source for hit in draft.sources]))
        except IllegalMove as refused:
            return pages.page(request, me, pages.case(me, number), draft, str(refused), refused_move=move)
        after = desk.parts.cases.get(number)
        if after is None or not viewer_of(me).sees(after.team, after.holder):
            return RedirectResponse(HOME, 303)
        return RedirectResponse(f"/desk/cases/{number}?done={move}", 303)

    return router
