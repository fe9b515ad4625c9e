"""The ASGI application: the channels and the desk over the wired parts, and what every failure is answered with."""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, cast

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.channels.web import routes
from bot.conversation.service import ConversationService
from bot.desk import pages, signin
from bot.desk.desk import Desk
from bot.settings import Settings, settings
from bot.store import StoreUnavailable
from bot.web import WEB
from bot.web.guardrails import BodyLimit, SecurityHeaders, Unbroken
from bot.wiring import Parts, create_parts
from knowledge.wording import Wording

TITLE, VERSION = "Career pathway advisor", "1"
ABOUT = "Talk to the assistant. A cookie that the server sets holds the conversation; without it each message begins a new one."

WORKER_SILENT = 60  # seconds until a worker that gives no sign is replaced; loading the model on a busy machine takes a while

logger = logging.getLogger(__name__)


def describe() -> dict[str, Any]:
    """The OpenAPI description of the JSON API."""
    settings = Settings.model_construct()
    app = FastAPI(title=TITLE, version=VERSION, description=ABOUT)
    app.include_router(routes.build(cast(ConversationService, _Undescribed()), cast(Desk, _Undescribed()), settings))
    description = app.openapi()
    for operation in description["paths"].values():  # what FastAPI adds to every body, and we answer with 400
        for method in operation.values():
            method["responses"].pop("422", None)
    for name in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(name, None)
    return description


class _Undescribed:
    """Stands for the service and the desk while only the shapes of the routes are asked for."""

    wording = Wording()
    store = None


def create_app(parts: Parts, settings: Settings | None = None) -> FastAPI:
    """The application over the parts; ``settings`` other than theirs where only the limits of requests differ."""
    settings = settings or parts.settings
    service = parts.service

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.resume()
        jobs = parts.at_work()
        yield
        for job in jobs:
            job.cancel()
        for channel in parts.channels:
            await channel.close()

    app = FastAPI(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.include_router(routes.build(service, parts.desk, settings))
    for channel in parts.channels:
        app.include_router(channel.router)
    teams = {team.id: team.name for team in parts.desk.parts.catalog.teams.values()}
    signin.install(app, parts.database, settings, teams)
    pages.install(app, parts.desk)
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    app.openapi = cache(describe)  # type: ignore[method-assign]
    app.add_middleware(BodyLimit)
    app.add_middleware(Unbroken, sentence=service.sorry)
    app.add_middleware(SecurityHeaders)
    say = service.wording.say

    @app.get("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        service.store.exists("health")
        return {"status": "ok"}

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.url.path.startswith("/api") and not re.fullmatch(r"application/(.+\+)?json", kind):
            return JSONResponse({"error": say("utter_refused_unreadable")}, 415)
        if any(e["type"] == "string_too_long" and e["loc"] == ("body", "text") for e in error.errors()):
            return JSONResponse({"error": say("utter_refused_too_long", limit=f"{settings.max_message_chars:,}")}, 413)
        return JSONResponse({"error": say("utter_refused_unreadable")}, 400)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        sentence = say("utter_refused_unreadable") if error.status_code == 400 else str(error.detail)
        return JSONResponse({"error": sentence}, error.status_code, error.headers)

    @app.exception_handler(StoreUnavailable)
    async def unavailable(request: Request, error: StoreUnavailable) -> JSONResponse:
        logger.error("%s %s: %s", request.method, request.url.path, error)
        return JSONResponse({"error": say("utter_refused_unavailable")}, 503, {"Retry-After": "5"})

    return app


def served() -> FastAPI:
    """The application of one worker process, from the environment: what uvicorn starts."""
    chosen = settings()
    logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if chosen.workers > 1:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return create_app(create_parts(chosen))


def _end_with(parent: int) -> None:
    """End this worker once the process that began it is gone: killed, it could not say so, and the port would stay taken."""
    while os.getppid() == parent:
        time.sleep(1)
    logger.error("the server's first process is gone; this worker ends")
    os._exit(1)


def serve(chosen: Settings, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until stopped: in this process, or with ``WORKERS`` in several."""
    options: dict[str, Any] = {
        "host": chosen.host,
        "port": chosen.port,
        "log_level": chosen.log_level.lower(),
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "ws": "none",
    }
    if chosen.workers > 1:
        ready()
        uvicorn.run(
            "bot.server:served", factory=True, workers=chosen.workers, timeout_worker_healthcheck=WORKER_SILENT, **options
        )
        return
    asgi = served()
    ready()
    uvicorn.run(asgi, **options)
