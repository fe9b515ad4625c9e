"""What a case loses when the student deletes the conversation, and what it loses when its time is over."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.model import Case, Reason

_ASKED_A_PERSON = frozenset({Reason.REQUESTED, Reason.UNANSWERED})


def stripped(case: Case) -> Case:
    """Without the conversation and all that was told in it.

    What the student expressly left for a person stays: the name, the contact, and what it is about where they asked for a
    person or left a contact with it. A cry for help without a contact keeps nothing. Where nothing can reach the student any
    more, no answer is due.
    """
    keeps = case.reason in _ASKED_A_PERSON or bool(case.contact)
    about = case.about if keeps else ""
    return replace(case, conversation=None, brief={}, about=about, due=case.due if case.contact else None)


def without_content(case: Case) -> Case:
    """Without anything personal: what it was about, the name, the contact and the brief."""
    return replace(case, about="", name=None, contact=None, brief={})
