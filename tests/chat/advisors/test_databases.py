"""On both databases: what comes from a room acts once, also where it comes twice at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.chat.advisors.college import College, Student


def test_a_case_is_claimed_answered_and_quoted_from_a_room(database: Any) -> None:
    college = College(database)
    ana, student = college.hire(), Student(college)
    case = student.asks()
    college.sends()
    college.presses(ana, "Claim")
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(college.writes, ana, "Come by at 3.", event="1.1") for _ in range(4)]:
            done.result()
    assert student.reads() == ["Ana Ruiz: Come by at 3."]
    student.says("ok")
    college.sends()
    assert college.thread() == ["The student wrote:\n\nok"]
    assert college.chats.cards(case.id)[0].version == college.now(case).version
    college.desk.students.deleted(student.conversation)
    college.sends()
    assert college.thread() == []
