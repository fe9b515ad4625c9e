"""What Rasa replays on every turn stays short, however long the talk, and nothing the student told is forgotten."""

from __future__ import annotations

import asyncio
import json

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.messages import Message, Outcome, Reply
from bot.conversation.tracker_store import LAST_WORDS, LONGEST_SESSION, TurnTrackerStore
from bot.store import ConversationStore, Database, StoreUnavailable
from tests.app import Student, application, base_url, reads, student
from tests.web.conftest import conversation_of, failing

__all__ = ["base_url", "student"]

ASIDES = [
    "whats a phlebotomist make",
    "thanks",
    "do you have welding at night",
    "when is fafsa due",
    "what even is a career pathway",
    "who won the world series",
]


def test_sixty_turns_leave_a_short_session_that_knows_all(student: Student) -> None:
    student.says("i work in a warehouse and want to fix robots. have hs diploma, can study 10 hrs a week evenings")
    goal = reads(student.says("show my plan"))
    assert "robot" in goal
    store, sizes, bytes_ = application().store, [], []
    for n in range(60):
        student.says(ASIDES[n % len(ASIDES)])
        stored = store.tracker(conversation_of(student))
        sizes.append(len(json.loads(stored)))
        bytes_.append(len(stored))
    assert max(sizes) <= LONGEST_SESSION
    assert min(sizes[10:]) < LONGEST_SESSION / 2, "it begins anew now and then"
    assert max(bytes_[30:]) < 1.5 * max(bytes_[:30]), "it does not grow"
    after = student.says("show my plan")
    assert "robot" in reads(after)
    assert "10 hours" in reads(after)
    assert "evening" in reads(after)


@pytest.mark.parametrize("asides", range(10, 15))
def test_an_open_question_outlives_a_new_session(student: Student, asides: int) -> None:
    """Wherever the session begins anew, the answer is still taken as one."""
    student.says("i want to be a welder, i have my ged")
    for n in range(asides):
        student.says(ASIDES[n % 2])
    reply = student.says("15 hours a week")
    assert reply["outcome"] in ("answered", "clarification")
    assert "15 hours" in reads(student.says("show my plan"))


# ---- the store that Rasa is given


@pytest.fixture
def trackers(tmp_path_factory: pytest.TempPathFactory) -> TurnTrackerStore:
    store = ConversationStore(Database(f"sqlite:///{tmp_path_factory.mktemp('trackers')}/advisor.db"))
    store.database.migrate()
    store.open("one", "web")
    made = TurnTrackerStore(store)
    made.domain = Domain.from_yaml(
        'version: "3.1"\nslots:\n  goal: {type: any, mappings: [{type: custom}]}\n  note: {type: any, mappings: [{type: custom}]}\n'
    )
    return made


def tracker(events: int) -> DialogueStateTracker:
    made = DialogueStateTracker("one", [AnySlot("goal", mappings=[{}]), AnySlot("note", mappings=[{}])])
    made.update(SlotSet("goal", {"id": "welder"}))
    for _ in range(events):
        made.update(UserUttered("hi"))
        made.update(ActionExecuted("action_listen"))
    return made


def test_nothing_is_stored_before_the_turn_is(trackers: TurnTrackerStore) -> None:
    asyncio.run(trackers.save(tracker(1)))
    assert trackers._store.tracker("one") is None
    assert trackers.take("one")
    assert trackers.take("one") is None, "it is handed over once"


def test_a_new_session_has_the_slots_and_waits_for_the_student(trackers: TurnTrackerStore) -> None:
    asyncio.run(trackers.save(tracker(LONGEST_SESSION)))
    left = trackers.take("one")
    assert left
    words = [event["text"] for event in json.loads(left) if event["event"] == "user"]
    assert words == ["hi"] * LAST_WORDS, "the person to whom the student is handed reads them"
    assert len(json.loads(left)) == LAST_WORDS + 3
    turn = trackers._store.accept(Message("one", "event-1", "web", "hi"))
    trackers._store.finish(turn, Reply(("hi",), "greet", Outcome.ANSWERED), left)
    again = asyncio.run(trackers.retrieve("one"))
    assert again
    assert again.get_slot("goal") == {"id": "welder"}
    assert again.get_slot("note") is None
    assert again.latest_action_name == "action_listen"


def test_a_short_session_is_kept_whole(trackers: TurnTrackerStore) -> None:
    kept = tracker(5)
    asyncio.run(trackers.save(kept))
    assert len(json.loads(trackers.take("one") or "")) == len(kept.events)


def test_a_conversation_not_seen_yet_has_no_tracker(trackers: TurnTrackerStore) -> None:
    assert asyncio.run(trackers.retrieve("nobody")) is None


def test_a_database_that_fails_is_not_a_new_conversation(trackers: TurnTrackerStore) -> None:
    """Rasa's own store would begin anew and forget the student."""
    with failing(trackers._store.engine, "SELECT"), pytest.raises(StoreUnavailable):
        asyncio.run(trackers.retrieve("one"))


def test_a_turn_that_failed_leaves_nothing_behind(trackers: TurnTrackerStore) -> None:
    asyncio.run(trackers.save(tracker(1)))
    turn = trackers._store.accept(Message("one", "event-1", "web", "hi"))
    trackers._store.finish(turn, Reply(("hi",), "greet", Outcome.ANSWERED), trackers.take("one"))
    begun = asyncio.run(trackers.retrieve("one"))
    assert begun
    begun.update(SlotSet("note", "of the turn that fails"))
    again = asyncio.run(trackers.retrieve("one"))
    assert again
    assert again.get_slot("note") is None
