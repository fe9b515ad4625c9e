"""From the raw messages of a Rasa turn to the one reply a student gets."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.compose import compose
from bot.conversation.messages import Choice, Outcome, Reply, SourceNote

SOURCE = {"id": "a@2026-01-01", "title": "A", "publisher": "B", "as_of": "2026-01-01", "url": None, "demonstration": False}


def custom(**what: Any) -> dict[str, Any]:
    return {"custom": {"topic": "next_step", "outcome": "answered", "cards": [], "sources": [], "language": "en", **what}}


def test_texts_keep_their_order_without_blanks_around_them() -> None:
    reply, handoff = compose([{"text": " one\n"}, {"text": ""}, custom(), {"text": "two"}])
    assert reply.messages == ("one", "two")
    assert handoff is None


def test_a_choice_offered_twice_is_one_button() -> None:
    skip, more = {"title": "Skip", "payload": "/skip"}, {"title": "More", "payload": "/more"}
    reply, _ = compose(
        [{"buttons": [skip]}, {"text": "hi", "buttons": [more, {"title": "Skip it", "payload": "/skip"}]}, {"buttons": None}]
    )
    assert {choice.send for choice in reply.choices} == {"/skip", "/more"}
    assert len(reply.choices) == 2
    assert Choice("More", "/more") in reply.choices


def test_cards_and_sources_of_all_messages_come_together() -> None:
    first = custom(cards=[{"kind": "program", "title": "Welding"}], sources=[SOURCE])
    second = custom(
        cards=[{"kind": "service", "title": "Bus"}], sources=[{**SOURCE, "title": "again"}, {**SOURCE, "id": "c@2026-01-01"}]
    )
    reply, _ = compose([first, second])
    assert [card["title"] for card in reply.cards] == ["Welding", "Bus"]
    assert reply.sources == (SourceNote(**SOURCE), SourceNote(**{**SOURCE, "id": "c@2026-01-01"})), "each source once"


def test_the_last_word_on_topic_outcome_and_language_counts() -> None:
    reply, _ = compose([custom(), custom(topic="crisis", outcome="crisis", language="es")])
    assert (reply.topic, reply.outcome, reply.language) == ("crisis", Outcome.CRISIS, "es")


def test_a_hand_off_is_not_lost_to_a_later_message() -> None:
    _, handoff = compose([custom(handoff={"reason": "requested"}), custom(), {"text": "more"}])
    assert handoff == {"reason": "requested"}


def test_a_turn_in_which_no_action_spoke_counts_as_unanswered() -> None:
    assert compose([])[0] == Reply((), "unknown", Outcome.UNANSWERABLE_UNKNOWN)


def test_an_outcome_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="splendid"):
        compose([custom(outcome="splendid")])


def test_a_reply_is_the_same_after_it_was_stored() -> None:
    reply, _ = compose(
        [
            {"text": "hi", "buttons": [{"title": "Skip", "payload": "/skip"}]},
            custom(cards=[{"kind": "program", "title": "W"}], sources=[SOURCE], language="es"),
        ]
    )
    assert Reply.from_dict(reply.as_dict()) == reply
