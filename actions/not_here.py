"""What students ask for and the college does not teach: said plainly, with the nearest field and a person."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn

RECORDS = ("occupation", "credential", "program")


def told(turn: Turn) -> bool:
    """Say so where the message names only what is not taught here; whether it did."""
    asked = _asked(turn)
    if not asked or any(turn.named(label) for label in RECORDS):
        return False
    turn.say("utter_not_here", name=name(turn))
    if near := turn.catalog.clusters.get(asked[0]["value"]):
        turn.say("utter_not_here_nearest", field=turn.name(near))
        turn.choice(f'/program_search{{"cluster": "{near.id}"}}', "utter_choice_classes_in", field=turn.name(near))
        turn.choice(f'/occupation_info{{"cluster": "{near.id}"}}', "utter_choice_jobs_in", field=turn.name(near))
    else:
        turn.say("utter_not_here_elsewhere")
    turn.choice("/explore_interests", "utter_choice_not_sure")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return True


def name(turn: Turn) -> str | None:
    """The first thing asked about that is not taught here, as it was typed."""
    return next((turn.text[e["start"] : e["end"]] for e in _asked(turn)), None)


def _asked(turn: Turn) -> list[dict[str, Any]]:
    return [e for e in turn.entities if e["entity"] == "not_here" and e.get("role") in (None, "goal")]
