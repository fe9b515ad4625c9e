"""What a student can find in a reply, by the names a student would use for it."""

from __future__ import annotations

from functools import cache
from typing import Any

from knowledge.catalog import Catalog
from knowledge.pack import read_pack
from tests.app import ROOT, reads

__all__ = ["reads"]

Reply = dict[str, Any]


@cache
def pack() -> Catalog:
    return read_pack(ROOT / "knowledge" / "packs" / "millbrook")


def said(reply: Reply) -> str:
    """The sentences of a reply, without its cards."""
    return "\n".join(reply["messages"]).lower()


def pay(occupation: str) -> str:
    """The median pay of an occupation as it is written: $45,230."""
    return f"${pack().occupations[occupation].pay.median:,}"


def cost(program: str) -> str:
    return f"${pack().programs[program].cost.total:,}"


def ladder(reply: Reply) -> dict[str, Any]:
    """The plan that is drawn."""
    drawn = [card["ladder"] for card in reply["cards"] if card["ladder"]]
    assert drawn, f"no plan is drawn; it says: {reply['messages']}"
    return dict(drawn[0])


def goal(reply: Reply) -> str:
    return str(ladder(reply)["goal"]).lower()


def steps(reply: Reply) -> list[str]:
    """The programs of the plan, in order."""
    return [step["title"] for step in ladder(reply)["steps"]]


def step_rows(reply: Reply, label: str) -> list[str]:
    """A row of every step: when, cost before aid."""
    return [row["value"] for step in ladder(reply)["steps"] for row in step["rows"] if row["label"].lower() == label.lower()]


def plan_cost(reply: Reply) -> int:
    return sum(step["cost_before"] for step in ladder(reply)["steps"])


def plan_weeks(reply: Reply) -> int:
    return sum(step["weeks"] for step in ladder(reply)["steps"])


def cards(reply: Reply, kind: str) -> list[str]:
    """Titles of the cards of a kind."""
    return [card["title"] for card in reply["cards"] if card["kind"] == kind]


def labels(reply: Reply) -> list[str]:
    return [choice["label"] for choice in reply["choices"]]


def offers(reply: Reply, label: str) -> bool:
    return any(label.lower() in offered.lower() for offered in labels(reply))


def questions(reply: Reply) -> list[str]:
    """The sentences that ask the student for something."""
    return [message for message in reply["messages"] if message.rstrip().endswith("?")]


def a_person_is_near(reply: Reply) -> bool:
    """A choice that brings in a person, or a person to call."""
    return (
        any(choice["send"] == "/talk_to_advisor" for choice in reply["choices"])
        or bool(cards(reply, "person"))
        or reply["topic"] == "talk_to_advisor"
    )


def publishers(reply: Reply) -> set[str]:
    return {source["publisher"] for source in reply["sources"]}
