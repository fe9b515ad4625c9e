"""Let the assistant understand each message of a file, as it would as the first one of a conversation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

from bot.conversation.agent import PathwayAgent
from bot.evaluation.measures import CRISIS, Judged
from bot.evaluation.rows import Row
from bot.guard import Guard


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
        danger = guard.check(row.text)
        understood = await agent.understand(row.text)
        times.append((time.perf_counter() - begun) * 1000)
        topics = tuple(t if t in row.fair else answered_as.get(t, t) for t in understood.topics)
        topics = (CRISIS, *(t for t in topics if t != CRISIS)) if danger else topics
        judged.append(Judged(row, topics, 1.0 if danger else understood.confidence, understood.asked and not danger))
        step()
    return judged, times
