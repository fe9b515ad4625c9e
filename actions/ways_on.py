"""Something to press where nothing is in hand to speak of."""

from __future__ import annotations

from actions.turn import Turn


def ways_on(turn: Turn) -> None:
    """Classes, the next step, help with paying, a person."""
    turn.choice("/program_search", "utter_choice_programs")
    turn.choice("/next_step", "utter_choice_next_step")
    turn.choice("/financial_aid", "utter_choice_aid")
    turn.choice("/talk_to_advisor", "utter_choice_person")
