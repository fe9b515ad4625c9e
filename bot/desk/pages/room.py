"""What every page of the desk does where it can't do what was asked: a page that says so, and nothing typed is lost."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile

from bot.desk.advisors import NoSuchCase
from bot.desk.signin.gate import CSRF_FIELD, SAFE_METHODS, wants_page
from bot.desk.view import render
from bot.store import StoreUnavailable

logger = logging.getLogger(__name__)

RETRY = "5"  # seconds


class DeskRoute(APIRoute):
    """A route whose failures are pages: give it to a router as ``route_class``."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle: Callable[[Request], Awaitable[Any]] = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except NoSuchCase:
                return render(request, "missing", 404)
            except RequestValidationError:  # an address or a form that no page of ours has
                return render(request, "missing", 404 if request.method in SAFE_METHODS else 400)
            except StoreUnavailable as error:
                if not wants_page(request):
                    raise
                logger.error("%s %s: %s", request.method, request.url.path, error)
                response = render(request, "away", 503, sent=await typed(request))
                response.headers["Retry-After"] = RETRY
                return response

        return handled


async def typed(request: Request) -> list[tuple[str, str]]:
    """What the form held that was sent, to be sent again; without the token where the page has its own."""
    if request.method in SAFE_METHODS:
        return []
    own = getattr(request.state, "session", None) is not None
    form = await request.form()
    return [(k, v) for k, v in form.multi_items() if not isinstance(v, UploadFile) and not (own and k == CSRF_FIELD)]
