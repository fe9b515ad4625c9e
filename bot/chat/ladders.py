"""A ladder of steps as pieces, from where the student stands to the goal."""

from __future__ import annotations

from typing import Any

from bot.chat.document import Facts, Heading, Piece, Prose
from bot.chat.sources import Order, facts, marked
from knowledge.wording import Wording


def ladder(path: dict[str, Any], order: Order, language: str, wording: Wording) -> list[Piece]:
    """Where the student stands, the goal and what it takes in all; then the steps with all their facts and the jobs they open."""
    start = " · ".join(part for part in (path["start_title"], path["start_pay_text"]) if part)
    ends = ((wording.say("utter_page_now", language), start), (wording.say("utter_page_goal", language), path["goal"]))
    pieces: list[Piece] = [Facts((*ends, *facts(path["totals"], order)))]
    for step in path["steps"]:
        pieces += _step(step, path["exits_label"], order, language, wording)
    return pieces


def _step(step: dict[str, Any], opens: str, order: Order, language: str, wording: Wording) -> list[Piece]:
    number = wording.say("utter_page_step", language, number=step["number"])
    pay = f"{wording.say('utter_page_pay_after', language)} {step['pay_text']}" if step["pay_text"] else ""
    note = " · ".join(part for part in (step["weeks_text"], pay) if part)
    pieces: list[Piece] = [Heading(f"{number}: {step['title']}", level=2, note=note)]
    if step["why"]:
        pieces.append(Prose(step["why"]))
    if step["rows"]:
        pieces.append(Facts(facts(step["rows"], order)))
    if step["exits"]:
        jobs = "\n".join(f"- {_job(one, order)}" for one in step["exits"])
        pieces.append(Prose(f"{opens}:\n{jobs}"))
    return pieces


def _job(one: dict[str, Any], order: Order) -> str:
    job = marked(" ".join(part for part in (one["title"], one["pay"]) if part), one.get("sources"), order)
    return f"{job} ({one['needs']})" if one.get("needs") else job
