"""The dialogs that a card opens: an answer, a moment to put the case off until, how it ended."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.cases.model import Case
from bot.chat.case_words import labels, say
from bot.chat.document import Choose, Form, Input
from bot.desk.pages.case_times import offered
from bot.desk.view import clock

LONGEST_ANSWER = 3000  # characters; what a field of Slack takes


def form_of(move: str, case: Case, zone: tzinfo, now: datetime) -> Form:
    """The dialog of a move: ``reply``, ``snooze`` or ``resolve``. ``zone`` is the clock of the case's team.

    Raises:
        KeyError: for any other move.
    """
    fields: dict[str, Input | Choose] = {
        "reply": Input("text", say("field_reply", case), most=LONGEST_ANSWER),
        "snooze": Choose("until", say("field_snooze"), _moments(zone, now)),
        "resolve": Choose("resolution", say("field_resolve"), tuple(labels("RESOLUTIONS").items())),
    }
    submit = say("send") if move == "reply" else labels("BUTTONS")[move]
    return Form(say(f"form_{move}", case), submit, say("cancel"), (fields[move],), f"case_{move}", {"case": str(case.id)})


def _moments(zone: tzinfo, now: datetime) -> tuple[tuple[str, str], ...]:
    names = labels("SNOOZES")
    return tuple((one.key, f"{names[one.key]} ({clock(one.until, zone, now)})") for one in offered(now, zone))
