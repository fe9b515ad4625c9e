"""What comes to a page by itself: advisors' words, notices, answers that took long, and who is there. Server-sent events."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.channels.web import visitor
from bot.channels.web.schema import Deleted, DeskOut, LateReply, Problem, ReplyOut, SaidOut
from bot.channels.web.story import Story
from bot.conversation.service import ConversationService
from bot.desk.presence import Presence
from bot.store import StoreUnavailable

logger = logging.getLogger(__name__)

MOST = 4  # streams of one visitor; a browser opens six connections to a server, and messages need one
PING = 15  # seconds between two signs of life
LOOK_AGAIN = 20.0  # seconds until a stream looks for itself: hours pass, and a bell may go unheard
NEWEST = 3  # turns whose answers a new stream brings again
LATE = 20  # turns among which one that was answered late is looked for

WHAT = (
    "Server-sent events: `said` (SaidOut; its id is the event's, and `Last-Event-ID` or `after` goes on from there), `reply` (LateReply: "
    "a message that was accepted is answered), `desk` (DeskOut: who is there; first of all, then when it changes), `deleted` (the chat is gone; "
    "the stream ends), `full` (the visitor has opened more streams than are kept; the oldest ends). 204 where there is no conversation."
)


class Streams:
    """The open streams of each visitor. A new one ends the oldest of too many: it may be of a phone that is gone."""

    def __init__(self) -> None:
        self._open: defaultdict[str, list[asyncio.Event]] = defaultdict(list)

    @contextmanager
    def one(self, conversation: str) -> Iterator[asyncio.Event]:
        """Count one stream; the event says that it has to end."""
        leave = asyncio.Event()
        streams = self._open[conversation]
        streams.append(leave)
        for oldest in streams[:-MOST]:
            oldest.set()
        try:
            yield leave
        finally:
            streams.remove(leave)
            if not streams:
                self._open.pop(conversation, None)


@dataclass
class Follower:
    """One page's stream: what it has shown, and what is new."""

    service: ConversationService
    story: Story
    conversation: str
    after: int
    pending: set[str] | None = None
    present: Presence | None = None

    async def events(self, streams: Streams) -> AsyncIterator[ServerSentEvent]:
        topic = f"conversation:{self.conversation}"
        with streams.one(self.conversation) as leave:
            async with self.service.bell.listen(topic) as ear:
                while not leave.is_set():
                    try:
                        news = await asyncio.to_thread(self._news)
                    except StoreUnavailable as error:
                        logger.warning("a stream waits: %s", error)
                        news = []
                    for event in news:
                        yield event
                        if event.event == "deleted":
                            return
                    await _first_of(ear.wait(LOOK_AGAIN), leave.wait())
                yield ServerSentEvent("{}", event="full")

    def _news(self) -> list[ServerSentEvent]:
        store = self.service.store
        if not store.exists(self.conversation):
            return [_event("deleted", Deleted())]
        found = []
        waiting = {turn.event_id for turn in store.unanswered(self.conversation)}
        if self.pending is None:  # the page may have looked just before the answer came: what it has, it passes over
            self.pending = {turn.event_id for turn in store.turns(self.conversation, last=NEWEST)}
        if late := self.pending - waiting:
            turns = [turn for turn in store.turns(self.conversation, last=LATE) if turn.event_id in late and turn.reply]
            found += [
                _event("reply", LateReply(event_id=t.event_id, reply=ReplyOut(**t.reply.as_dict()))) for t in turns if t.reply
            ]
        self.pending = waiting
        for said in self.story.said(self.conversation, self.after):
            found.append(_event("said", SaidOut(**said), str(said["id"])))
            self.after = said["id"]
        present = self.story.desk(self.conversation)
        if present != self.present:
            self.present = present
            found.append(_event("desk", DeskOut.of(present)))
        return found


async def _first_of(*waits: Coroutine[Any, Any, Any]) -> None:
    """Wait until one of them is over; the others are given up."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _event(name: str, shape: Any, key: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(shape.model_dump_json(), event=name, id=key)


def build(service: ConversationService, story: Story) -> APIRouter:
    """The stream of a conversation."""
    router = APIRouter()
    streams = Streams()

    @router.get(
        "/api/events",
        summary="What comes by itself",
        description=WHAT,
        response_class=EventSourceResponse,
        responses={
            200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
            204: {"description": "There is no conversation: nothing will come."},
            503: {"model": Problem, "description": "The conversation can't be read now."},
        },
    )
    async def get_events(request: Request, after: int = 0) -> Response:
        conversation = visitor.known(request, service.store)
        if conversation is None:
            return Response(status_code=204)
        last = request.headers.get("last-event-id", "")
        newest = max(after, int(last)) if re.fullmatch(r"\d{1,15}", last) else after
        follower = Follower(service, story, conversation, newest)
        return EventSourceResponse(follower.events(streams), ping=PING)

    return router
