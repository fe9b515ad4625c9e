"""Messages that come at once: each answered once, in the order they came, and never in another's conversation."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation.messages import Message, Outcome, Reply
from bot.conversation.service import ConversationService
from bot.delivery.bell import Bell
from bot.delivery.locks import TurnLocks
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.store.tables import turns
from tests.app import Student, application, visitor
from tests.web.conftest import conversation_of, failing, history

TEXTS = [
    "whats a phlebotomist make",
    "do you have welding at night",
    "when is fafsa due",
    "what even is a career pathway",
    "thanks",
]


def test_thirty_messages_of_one_conversation_at_once(student: Student, store: ConversationStore) -> None:
    student.says("hi")
    messages = [{"text": TEXTS[n % 5], "event_id": f"at-once-{n:02}"} for n in range(30)]
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda m: student.client.post("/api/messages", json=m), messages))
    assert [answer.status_code for answer in answers] == [200] * 30
    with store.engine.connect() as connection:
        rows = (
            connection.execute(select(turns).where(turns.c.conversation == conversation_of(student)).order_by(turns.c.id))
            .mappings()
            .all()[1:]
        )
    assert sorted(row["event_id"] for row in rows) == [m["event_id"] for m in messages], "each is stored once"
    answered = [row["answered"] for row in rows]
    assert None not in answered
    assert answered == sorted(answered), "they are answered in the order they were accepted"
    given = {row["event_id"]: row["reply"] for row in rows}
    for message, answer in zip(messages, answers, strict=True):
        reply = answer.json()
        assert (reply["topic"], reply["messages"]) == (
            given[message["event_id"]]["topic"],
            given[message["event_id"]]["messages"],
        ), "it is the reply to this message"
    assert [turn["reply"]["topic"] for turn in history(student) if turn["text"] == "when is fafsa due"] == [
        "deadlines_enrollment"
    ] * 6


def test_the_dialogue_goes_on_from_the_last_of_them(student: Student) -> None:
    student.says("i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings")
    with ThreadPoolExecutor(10) as pool:
        list(
            pool.map(
                lambda text: student.client.post("/api/messages", json={"text": text}), ["thanks", "whats a welder make"] * 5
            )
        )
    shown = student.says("show my plan")
    assert "robot" in str(shown["cards"]).lower()


def test_the_same_event_many_times_at_once_is_one_turn(student: Student) -> None:
    student.says("hi")
    with ThreadPoolExecutor(10) as pool:
        answers = list(
            pool.map(
                lambda _: student.client.post("/api/messages", json={"text": TEXTS[0], "event_id": "again-and-again"}), range(10)
            )
        )
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert len(history(student)) == 2


def test_many_conversations_at_once_stay_apart(base_url: str) -> None:
    fields = {
        "i want to be a welder": "weld",
        "i want to be a nurse": "nurs",
        "i want to fix cars": "automotive",
        "i want to be a paramedic": "paramedic",
    }

    def talk(want: str) -> tuple[list[str], str]:
        with visitor(base_url) as client:
            one = Student(client)
            one.says(want)
            one.says("whats a phlebotomist make")
            shown = one.says("show my plan")
            return [turn["text"] for turn in history(one)], str(shown["cards"]).lower() + str(shown["messages"]).lower()

    wants = list(fields) * 3
    with ThreadPoolExecutor(len(wants)) as pool:
        talks = list(pool.map(talk, wants))
    for want, (texts, shown) in zip(wants, talks, strict=True):
        assert texts == [want, "whats a phlebotomist make", "show my plan"]
        assert fields[want] in shown


# ---- the same with an agent that takes its time, so that what may go wrong would


class SlowAgent:
    """Answers after a while, and notes when two turns of a conversation overlap."""

    def __init__(self) -> None:
        self.busy: set[str] = set()
        self.order: list[str] = []
        self.overlapped = False
        self.trackers = self

    async def answer(self, conversation: str, text: str, about: object = None) -> list[dict[str, Any]]:
        self.overlapped |= conversation in self.busy
        self.busy.add(conversation)
        await asyncio.sleep(random.Random(text).random() / 200)
        self.busy.discard(conversation)
        self.order.append(text)
        return [{"text": f"re: {text}"}, {"custom": {"topic": "greet", "outcome": "answered", "cards": [], "sources": []}}]

    def take(self, conversation: str) -> str:
        return "[]"

    def forget(self, conversation: str) -> None: ...


class Nobody:
    """A desk at which nobody sits."""

    def __init__(self, store: ConversationStore) -> None:
        self.deleted = store.delete

    def case(self, conversation: str) -> None: ...

    def after_turn(self, *_: Any) -> None: ...

    def after_commit(self, conversation: str) -> None: ...


@pytest.fixture
def slow(tmp_path: Path) -> tuple[ConversationService, SlowAgent]:
    store = ConversationStore(Database(f"sqlite:///{tmp_path}/slow.db"))
    store.database.migrate()
    store.open("one", "web")
    agent = SlowAgent()
    shared = application()
    service = ConversationService(store, agent, shared.guard, shared.wording, Nobody(store), TurnLocks(), Bell(), 4000)  # type: ignore[arg-type]
    return service, agent


def message(n: int, conversation: str = "one") -> Message:
    return Message(conversation, f"event-{n:04}", "web", f"hi {n}")


def test_turns_of_a_conversation_never_overlap(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, agent = slow

    async def all_at_once() -> list[Reply]:
        async def one(n: int) -> Reply:
            await asyncio.sleep(n / 500)  # while others are answered and wait
            return await service.receive(message(n))

        return await asyncio.gather(*(one(n) for n in range(60)))

    replies = asyncio.run(all_at_once())
    assert [reply.messages for reply in replies] == [(f"re: hi {n}",) for n in range(60)]
    assert not agent.overlapped
    assert agent.order == [turn.text for turn in service.store.turns("one")]
    assert not service.locks._local, "no lock is kept for a conversation at rest"


def test_conversations_do_not_wait_for_each_other(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, agent = slow
    service.store.open("two", "web")

    async def both() -> None:
        await asyncio.gather(service.receive(message(1)), service.receive(message(2, "two")))

    asyncio.run(both())
    assert not agent.overlapped
    assert len(agent.order) == 2


def test_a_message_left_unanswered_is_answered_before_the_next(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, agent = slow
    with failing(service.store.engine, "UPDATE turns"), pytest.raises(StoreUnavailable):
        asyncio.run(service.receive(message(1)))
    asyncio.run(service.receive(message(2)))
    assert agent.order == ["hi 1", "hi 1", "hi 2"]
    assert [turn.reply.messages for turn in service.store.turns("one") if turn.reply] == [("re: hi 1",), ("re: hi 2",)]


def test_a_conversation_deleted_while_it_waits_is_not_answered(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, agent = slow
    turn = service.store.accept(message(1))
    service.forget("one")
    with pytest.raises(StoreUnavailable, match="deleted"):
        asyncio.run(service.answer(turn))
    assert agent.order == []


def test_a_conversation_deleted_while_it_is_answered_leaves_nothing(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, _ = slow
    turn = service.store.accept(message(1))
    service.forget("one")
    assert not service.store.finish(turn, Reply(("re: hi 1",), "greet", Outcome.ANSWERED), "[]")
    assert service.store.turns("one") == []
    assert not service.store.exists("one")


# ---- what is accepted is answered, also where nobody waits for it


def test_what_another_worker_left_is_answered(slow: tuple[ConversationService, SlowAgent]) -> None:
    """It died between the acknowledgement and the answer; those that live look after it."""
    service, agent = slow
    for n in range(3):
        service.store.accept(message(n))

    async def look_after() -> None:
        working = asyncio.create_task(service.work(every=0.01, left_alone=0.0))
        while service.store.unanswered():
            await asyncio.sleep(0.01)
        working.cancel()

    asyncio.run(asyncio.wait_for(look_after(), 30))
    assert agent.order == ["hi 0", "hi 1", "hi 2"]


def test_a_database_that_comes_back_finds_all_that_was_accepted(slow: tuple[ConversationService, SlowAgent]) -> None:
    service, agent = slow

    async def away_and_back() -> None:
        working = asyncio.create_task(service.work(every=0.01, left_alone=0.0))
        turn = await service.accept(message(1))
        with failing(service.store.engine, "UPDATE turns"):
            assert await service.answer_soon(turn) is None
            await asyncio.sleep(0.05)
            assert service.store.unanswered() == [turn]
        while service.store.unanswered():
            await asyncio.sleep(0.01)
        assert not working.done()
        working.cancel()

    asyncio.run(asyncio.wait_for(away_and_back(), 30))
    assert set(agent.order) == {"hi 1"}
    assert [turn.reply.messages for turn in service.store.turns("one") if turn.reply] == [("re: hi 1",)]


def test_two_workers_that_both_think_give_one_answer(slow: tuple[ConversationService, SlowAgent]) -> None:
    """As where the connection that held the lock was lost: the first reply counts, for both."""
    service, _ = slow
    shared = application()
    other = ConversationService(
        service.store,
        SlowAgent(),
        shared.guard,
        shared.wording,
        Nobody(service.store),
        TurnLocks(),
        Bell(),
        4000,  # type: ignore[arg-type]
    )
    turn = service.store.accept(message(1))

    async def both() -> list[Reply]:
        return await asyncio.gather(service.answer(turn), other.answer(turn))

    one, two = asyncio.run(both())
    assert one == two
    assert len(service.store.turns("one")) == 1
