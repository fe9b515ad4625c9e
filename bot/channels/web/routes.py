"""Routes of the page and of the JSON API. A translator: every answer comes from the conversation service."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.channels.web import events, visitor
from bot.channels.web.schema import Accepted, DeskOut, History, NewMessage, Problem, ReplyOut
from bot.channels.web.story import Story
from bot.conversation.messages import Message, Reply
from bot.conversation.service import ConversationService, Refused
from bot.desk.desk import Desk
from bot.desk.presence import Presence
from bot.settings import Settings
from bot.store import StoredTurn, StoreUnavailable
from bot.web import WEB
from bot.web.guardrails import Pace, address, same_origin

logger = logging.getLogger(__name__)

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body is not readable JSON of the right shape, or the text is empty."},
    403: {"model": Problem, "description": "The request comes from another site's page."},
    413: {"model": Problem, "description": "The message is too long."},
    415: {"model": Problem, "description": "The body is not sent as application/json."},
    429: {"model": Problem, "description": "Too many messages; `Retry-After` says how many seconds to wait."},
    503: {"model": Problem, "description": "The message could not be stored. Nothing was accepted; send it again."},
}
LATER: dict[int | str, dict[str, Any]] = {
    202: {
        "model": Accepted,
        "description": "The message is stored and will be answered, whatever happens. Its reply stands in `GET /api/messages` once it is there. "
        "Sent at once where the request prefers so (`Prefer: respond-async`), else where the reply takes long or can't be stored now.",
    }
}
PATIENCE = 15.0  # seconds that a request waits for its reply


def build(service: ConversationService, desk: Desk, settings: Settings) -> APIRouter:
    """The web channel's routes over the conversation service and the desk."""
    router = APIRouter()
    story = Story(service.store, desk)
    pace = Pace(settings.rate_limit)
    templates = Jinja2Templates(WEB / "templates")
    say = service.wording.say

    def problem(status: int, name: str, retry_after: int | None = None, **values: object) -> JSONResponse:
        headers = {"Retry-After": str(retry_after)} if retry_after else None
        return JSONResponse({"error": say(name, "en", **values)}, status, headers)

    def known(request: Request) -> str | None:
        return visitor.known(request, service.store)

    def refusal(request: Request) -> tuple[int, str, int | None] | None:
        if not same_origin(request):
            return 403, "utter_refused_origin", None
        wait = pace.wait(address(request, settings))
        return (429, "utter_refused_too_fast", wait) if wait else None

    async def accept(request: Request, text: str, choice: str | None, event_id: str | None) -> tuple[StoredTurn, str | None]:
        """The stored message, and the secret of a new cookie if the visitor had none."""
        text = service.clean(text)
        conversation, secret = known(request), None
        if conversation is None:
            secret, conversation = visitor.new_conversation()
        offered = choice if choice and service.offered(conversation, choice) else None
        message = Message(conversation, event_id or uuid.uuid4().hex, "web", text, offered)
        return await service.accept(message, begins=secret is not None), secret

    async def answer(turn: StoredTurn, patience: float = PATIENCE) -> Reply | None:
        """The reply; None where it comes later."""
        answering = service.answer_soon(turn)
        await asyncio.wait([answering], timeout=patience)
        return answering.result() if answering.done() else None

    @router.post("/api/messages", response_model=ReplyOut, responses=LATER | PROBLEMS, summary="Send a message, get the reply")
    async def post_message(request: Request, body: NewMessage, response: Response) -> Any:
        if refused := refusal(request):
            return problem(refused[0], refused[1], refused[2])
        try:
            turn, secret = await accept(request, body.text, body.choice, body.event_id)
        except Refused as error:
            return JSONResponse({"error": str(error)}, 413 if len(body.text) > settings.max_message_chars else 400)
        later = "respond-async" in request.headers.get("prefer", "").lower()
        reply = await answer(turn, 0 if later else PATIENCE)
        if reply is None:
            response = JSONResponse({"event_id": turn.event_id}, 202)
        if secret:
            visitor.set_cookie(response, secret, settings)
        return response if reply is None else reply.as_dict()

    @router.get("/api/messages", response_model=History, responses={503: PROBLEMS[503]}, summary="The conversation so far")
    async def get_messages(request: Request) -> Any:
        conversation = known(request)
        if conversation is None:
            return History(turns=[], said=[], desk=DeskOut.of(Presence()))
        present = DeskOut.of(story.desk(conversation))
        return {"turns": story.turns(conversation), "said": story.said(conversation), "desk": present}

    @router.post(
        "/api/resume",
        response_model=DeskOut,
        responses={status: PROBLEMS[status] for status in (403, 429, 503)},
        summary="Go on with the assistant while an advisor holds the conversation",
    )
    async def post_resume(request: Request) -> Any:
        if refused := refusal(request):
            return problem(refused[0], refused[1], refused[2])
        conversation = known(request)
        if conversation is None:
            return DeskOut.of(Presence())
        desk.students.resume_assistant(conversation)
        return DeskOut.of(story.desk(conversation))

    @router.delete(
        "/api/messages",
        status_code=204,
        responses={403: PROBLEMS[403], 503: PROBLEMS[503]},
        summary="Delete the conversation for good",
    )
    async def delete_messages(request: Request) -> Response:
        if not same_origin(request):
            return problem(403, "utter_refused_origin")
        if conversation := known(request):
            service.forget(conversation)
        response = Response(status_code=204)
        visitor.clear_cookie(response, settings)
        return response

    def page(
        request: Request, error: str | None = None, draft: str = "", status: int = 200, retry_after: int | None = None
    ) -> Response:
        try:
            conversation = known(request)
            shown = story.shown(conversation) if conversation else []
            present = story.desk(conversation) if conversation else Presence()
        except StoreUnavailable as failure:
            logger.error("the page without its conversation: %s", failure)
            shown, present, error, status, retry_after = [], Presence(), say("utter_refused_unavailable"), 503, 5
        catalog = desk.parts.catalog
        own = next(iter(catalog.providers.values()), None)
        college = own.name if own else ""
        language = next((item.turn.reply.language for item in reversed(shown) if item.turn.reply), "en")
        context = {
            "shown": shown,
            "desk": present,
            "desk_json": asdict(present),
            "say": lambda name, /, in_language=language, **values: say(name, in_language, college=college, **values),
            "college": college,
            "demonstration": own is not None and catalog.sources[own.source].invented,
            "language": language,
            "error": error,
            "draft": draft,
            "max_chars": settings.max_message_chars,
        }
        headers = {"Retry-After": str(retry_after)} if retry_after else None
        return templates.TemplateResponse(request, "page.html", context, status_code=status, headers=headers)

    @router.get("/", include_in_schema=False)
    async def get_page(request: Request) -> Response:
        return page(request)

    @router.post("/", include_in_schema=False)
    async def post_page(
        request: Request,
        text: Annotated[str, Form()] = "",
        choice: Annotated[str | None, Form()] = None,
        do: Annotated[str, Form()] = "send",
    ) -> Response:
        """The form without JavaScript: send, pick a choice (its label comes behind a tab), go on with the program, delete."""
        if refused := refusal(request):
            return page(request, say(refused[1]), text, refused[0], refused[2])
        try:
            if do == "delete":
                if conversation := known(request):
                    service.forget(conversation)
                response = RedirectResponse("/", 303)
                visitor.clear_cookie(response, settings)
                return response
            if do == "resume":
                if conversation := known(request):
                    desk.students.resume_assistant(conversation)
                return page(request, draft=text) if text.strip() else RedirectResponse("/#latest", 303)
            if choice:
                choice, _, label = choice.partition("\t")
                text = label or text
            turn, secret = await accept(request, text, choice, None)
            await answer(turn)
        except Refused as error:
            return page(request, str(error), text, 413 if len(text) > settings.max_message_chars else 400)
        except StoreUnavailable as failure:
            logger.error("a message could not be taken: %s", failure)
            return page(request, say("utter_refused_unavailable"), text, 503, 5)
        response = RedirectResponse("/#latest", 303)
        if secret:
            visitor.set_cookie(response, secret, settings)
        return response

    router.include_router(events.build(service, story))
    return router
