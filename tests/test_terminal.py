"""The terminal channel: all that the page shows, as text; a number picks a choice; nothing is kept afterwards."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from rich.console import Console
from sqlalchemy import func, select

from bot.cases.queues import CaseQuery
from bot.channels.terminal import converse, show
from bot.conversation.messages import Choice, Outcome, Reply, SourceNote
from bot.store.tables import conversations
from tests.app import application

LADDER: dict[str, Any] = {
    "names": ["fastest to a better job"],
    "goal": "Welder",
    "start_title": "Stocker",
    "start_pay_text": "$37,000 a year",
    "totals": [{"label": "Cost", "value": "$900"}, {"label": "Weeks", "value": "12"}],
    "exits_label": "Jobs after this step",
    "steps": [
        {
            "number": 1,
            "title": "Welding [basic]",
            "why": "It opens the door.",
            "weeks_text": "12 weeks",
            "pay_text": "$51,000 a year",
            "rows": [{"label": "When", "value": "evenings"}],
            "exits": [
                {"title": "Helper", "pay": "$40,000", "needs": "be 18"},
                {"title": "Welder", "pay": "$51,000", "needs": ""},
            ],
        }
    ],
}
REPLY = Reply(
    ("Here's a path [to Welder].",),
    "next_step",
    Outcome.ANSWERED,
    (Choice("Cheaper", "/cheaper"), Choice("Skip", "/skip")),
    (
        {
            "kind": "ladder",
            "title": "Path",
            "subtitle": "in 1 step",
            "label": "demonstration college",
            "text": "A text.",
            "rows": [{"label": "Campus", "value": "North"}],
            "ladder": LADDER,
        },
    ),
    (SourceNote("a", "Wages", "BLS", "2025-05-01"),),
)


def shown(reply: Reply) -> str:
    out = io.StringIO()
    show(reply, Console(file=out, width=200, no_color=True, highlight=False))
    return out.getvalue()


def test_a_reply_is_shown_whole() -> None:
    text = shown(REPLY)
    for part in (
        "Here's a path [to Welder].",
        "Path · in 1 step · demonstration college",
        "A text.",
        "Campus: North",
        "Sources: Wages, BLS (2025-05-01)",
        "[1] Cheaper",
        "[2] Skip",
    ):
        assert part in text


def test_a_ladder_is_shown_step_by_step() -> None:
    text = shown(REPLY)
    for part in (
        "Stocker $37,000 a year",
        "1. Welding [basic] (12 weeks) -> $51,000 a year",
        "It opens the door.",
        "When: evenings",
        "Jobs after this step: Helper $40,000 (be 18), Welder $51,000",
        "Cost: $900; Weeks: 12",
    ):
        assert part in text


def test_a_bare_reply_is_shown_without_empty_parts() -> None:
    assert (
        shown(replace(REPLY, cards=({"kind": "person", "title": "Ana"},), sources=(), choices=()))
        == "Here's a path [to Welder].\n+ Ana\n"
    )


def talk(*lines: str) -> str:
    out = io.StringIO()
    converse(
        application(),
        Console(file=out, width=200, no_color=True, highlight=False),
        io.StringIO("".join(f"{line}\n" for line in lines)),
    )
    return out.getvalue()


def test_a_student_can_talk_and_pick_a_choice_by_its_number() -> None:
    text = talk("i want to be a welder, i have my ged", "2", "show my plan", "quit")
    assert "Welder" in text
    assert "[1]" in text
    assert "15 hours" in text.split("\n> 2")[1]


def test_a_number_that_is_no_choice_is_only_words() -> None:
    assert "I couldn't" not in talk("99", "quit")


def test_nothing_typed_is_answered_kindly() -> None:
    assert "Please type a few words first." in talk("", "   ", "quit")


def test_the_talk_is_deleted_at_the_end() -> None:
    def kept() -> int:
        with application().store.engine.connect() as connection:
            return (
                connection.scalar(select(func.count()).select_from(conversations).where(conversations.c.channel == "terminal"))
                or 0
            )

    before = kept()
    talk("hi")  # the input ends
    talk("hi", "exit")
    assert kept() == before


def test_a_cry_for_help_is_heard_here_too() -> None:
    assert "988" in talk("i dont want to be alive anymore", "quit")


def test_what_an_advisor_says_is_shown_before_the_next_question() -> None:
    """And that it is a person who says it."""
    from tests.people import advisor, desk

    by = advisor("Ana Ruiz")
    lines = ["can i talk to a real person\n", "my transfer credits look wrong\n", "skip\n", "skip\n", "thanks\n", "quit\n"]

    class Lines(io.StringIO):
        """A student who waits until the advisor has answered."""

        def readline(self, size: int = -1, /) -> str:
            line = lines.pop(0)
            if line == "thanks\n":
                newest = desk().parts.cases.find(CaseQuery(text="transfer credits look wrong", limit=1))[0]
                desk().advisors.claim(by, newest.id)
                desk().advisors.reply(by, newest.id, "Bring your transcript to room 120.")
            return line

    out = io.StringIO()
    converse(application(), Console(file=out, width=200, no_color=True), Lines())
    text = out.getvalue()
    assert "Ana Ruiz" in text
    assert "Bring your transcript to room 120." in text
