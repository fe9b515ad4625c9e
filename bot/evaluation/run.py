"""Let the assistant understand each message of a file, as it would as the first one of a conversation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

from bot.conversation.agent import PathwayAgent, Understood
from bot.evaluation.measures import CRISIS, Judged
from bot.evaluation.rows import Row
from bot.guard import Guard, Heard


def judge(
    rows: Sequence[Row],
    agent: PathwayAgent,
    guard: Guard,
    answered_as: Mapping[str, str],
    step: Callable[[], None] = lambda: None,
) -> tuple[list[Judged], list[float]]:
    """What is understood of each row, and the milliseconds it took. ``step`` is called after each row.

    A dialogue topic with nothing in hand to work on counts as the topic that then answers (``answered_as``), unless the row
    means the dialogue topic itself.
    """
    return asyncio.run(_judge(rows, agent, guard, answered_as, step))


async def _judge(
    rows: Sequence[Row], agent: PathwayAgent, guard: Guard, answered_as: Mapping[str, str], step: Callable[[], None]
) -> tuple[list[Judged], list[float]]:
    await agent.warm()
    judged, times = [], []
    for row in rows:
        begun = time.perf_counter()
        heard = guard.hear(row.text)
        understood = await agent.understand(row.text)
        times.append((time.perf_counter() - begun) * 1000)
        judged.append(_judged(row, heard, understood, answered_as))
        step()
    return judged, times


def _judged(row: Row, heard: Heard, understood: Understood, answered_as: Mapping[str, str]) -> Judged:
    topics = tuple(name if name in row.fair else answered_as.get(name, name) for name in understood.topics)
    if heard.kind:
        return Judged(row, (CRISIS, *(name for name in topics if name != CRISIS)), 1.0)
    if topics[0] == CRISIS and heard.calm:  # the classifier alone: it asks again and gives the numbers
        others = tuple(name for name in understood.ranking if name != CRISIS)
        return Judged(row, others[:1], understood.confidence, asked=True, checked_in=True)
    return Judged(row, topics, understood.confidence, understood.asked, heard.unsure)
