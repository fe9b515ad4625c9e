"""What comes to a page by itself, each thing once, also after the connection was lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import Queue

import pytest

from bot.cases.model import Resolution
from bot.channels.web import events
from bot.conversation.messages import Message
from tests.app import Student, parts, visitor
from tests.people import advisor, asks, case_of, conversation_of, desk
from tests.web.stream import stream


def test_without_a_conversation_nothing_will_come(student: Student) -> None:
    assert student.client.get("/api/events").status_code == 204


def test_claim_answer_and_end_come_as_they_happen(student: Student) -> None:
    case, by = asks(student), advisor()
    with stream(student) as page:
        assert page.next("desk")["state"] == "waiting"
        desk().advisors.claim(by, case.id)
        assert "is here now" in page.next("said")["messages"][0]
        assert page.next("desk")["name"] == "Ana Ruiz"
        desk().advisors.reply(by, case.id, "Yes, from January on.")
        words = page.next("said")
        assert (words["kind"], words["messages"]) == ("advisor", ["Yes, from January on."])
        desk().advisors.resolve(by, case.id, Resolution.ANSWERED)
        assert page.next("said")["kind"] == "notice"
        assert page.next("desk")["state"] == "none"


@pytest.mark.parametrize("by_header", [True, False])
def test_after_a_lost_connection_it_goes_on_where_it_was(student: Student, by_header: bool) -> None:
    case, by = asks(student), advisor()
    desk().advisors.claim(by, case.id)
    seen = desk().parts.cases.said(conversation_of(student))[-1].id
    desk().advisors.reply(by, case.id, "first")
    desk().advisors.reply(by, case.id, "second")
    options = {"headers": {"last-event-id": str(seen)}} if by_header else {"params": {"after": seen}}
    with stream(student, **options) as page:
        assert [page.next("said")["messages"] for _ in range(2)] == [["first"], ["second"]]


def test_an_id_that_is_none_is_passed_over(student: Student) -> None:
    desk().advisors.claim(advisor(), asks(student).id)
    with stream(student, headers={"last-event-id": "1 OR 1=1"}) as page:
        assert page.next("said")["kind"] == "notice"


def test_an_answer_that_took_long_comes_by_the_stream(student: Student) -> None:
    student.says("hi")
    left = Message(conversation_of(student), "late-answer-1", "web", "what does a welder make")  # stored by a worker that died
    parts().service.store.accept(left)
    with stream(student) as page:
        while (late := page.next("reply"))["event_id"] != "late-answer-1":
            pass  # of messages that were answered before; a page passes over what it has
        assert late["reply"]["topic"] == "occupation_info"


def test_an_answer_that_came_just_before_the_stream_is_not_missed(student: Student) -> None:
    """The page looked a moment before, and the answer was not there yet."""
    asked = student.client.post("/api/messages", json={"text": "what does a welder make", "event_id": "just-before-1"})
    assert asked.status_code == 200
    with stream(student) as page:
        late = page.next("reply")
        assert (late["event_id"], late["reply"]["topic"]) == ("just-before-1", "occupation_info")


def test_the_stream_ends_when_the_chat_is_deleted(student: Student) -> None:
    asks(student)
    with stream(student) as page:
        page.next("desk")
        assert student.client.delete("/api/messages").status_code == 204
        assert page.next("deleted") == {}
        assert page.ends()


def test_another_visitors_words_do_not_come(student: Student, another: Student) -> None:
    asks(student)
    theirs, by = asks(another), advisor()
    with stream(student) as page:
        page.next("desk")
        desk().advisors.claim(by, theirs.id)
        desk().advisors.claim(by, case_of(student).id)
        assert page.next("said")["id"] == desk().parts.cases.said(conversation_of(student))[-1].id


def test_the_oldest_of_too_many_streams_ends(student: Student) -> None:
    asks(student)
    with stream(student) as oldest:
        oldest.next("desk")
        with ExitStack() as others:
            pages = [others.enter_context(stream(student)) for _ in range(events.MOST)]
            for page in pages:
                page.next("desk")
            assert oldest.next("full") == {}
            assert oldest.ends()


def test_many_pages_hear_of_the_same_words(student: Student) -> None:
    case, by = asks(student), advisor()
    cookies = dict(student.client.cookies)

    def page(_: int) -> list[str]:
        with visitor(student.client.base_url, cookies=cookies) as client, stream(Student(client)) as events:
            ready.put(events.next("desk"))
            return list(events.next("said")["messages"])

    ready: Queue[object] = Queue()
    with ThreadPoolExecutor(3) as pool:
        pages = [pool.submit(page, n) for n in range(3)]
        for _ in pages:
            ready.get(timeout=20)
        desk().advisors.claim(by, case.id)
        assert all("is here now" in p.result(timeout=20)[0] for p in pages)
