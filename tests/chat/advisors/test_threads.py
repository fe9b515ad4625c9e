"""The thread under a card: what its holder writes there reaches the student, and what the student says stands there."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.cases.model import Case, IllegalMove, State
from bot.desk.account import Account
from bot.desk.advisors import NoSuchCase
from bot.store.tables import outbox
from tests.chat.advisors.college import ADVISING, COUNSELING, DEAN, College, Student


@pytest.fixture
def held(college: College, case: Case, ana: Account) -> Case:
    """The case, claimed by Ana in the room."""
    claimed = college.presses(ana, "Claim")
    college.sends()
    assert isinstance(claimed, Case)
    return claimed


def letters(college: College) -> list[str]:
    with college.database.transaction() as connection:
        mails = connection.scalars(select(outbox.c.payload).where(outbox.c.channel == "mail"))
        return [payload["to"] for payload in mails]


def test_what_the_holder_writes_reaches_the_student_in_the_chat_and_by_mail(
    college: College, held: Case, student: Student, ana: Account
) -> None:
    college.writes(ana, "Yes, evenings work. Come by?")
    assert student.reads() == ["Ana Ruiz: Yes, evenings work. Come by?"]
    assert letters(college) == ["maya@students.example"]
    college.sends()
    assert college.card().facts["State"] == "Waiting on the student"
    assert college.thread() == [], "it stands there already, as they wrote it"


def test_a_line_that_comes_twice_is_said_once(college: College, held: Case, student: Student, ana: Account) -> None:
    for _ in range(2):
        college.writes(ana, "Yes, evenings work.", event="1795400000.000100")
    assert student.reads() == ["Ana Ruiz: Yes, evenings work."]


def test_the_same_words_in_another_line_are_said_again(college: College, held: Case, student: Student, ana: Account) -> None:
    for _ in range(2):
        college.writes(ana, "Yes!")
    assert student.reads() == ["Ana Ruiz: Yes!"] * 2


def test_a_line_after_two_slashes_stays_in_the_room(college: College, held: Case, student: Student, ana: Account) -> None:
    assert college.writes(ana, " // shall i call her?") is None
    assert student.reads() == []
    assert college.now(held).state is State.CLAIMED


def test_what_anybody_else_writes_stays_in_the_room_and_they_are_told_why(college: College, held: Case, student: Student) -> None:
    with pytest.raises(IllegalMove, match="Ana Ruiz holds this since"):
        college.writes(college.hire("Ben Ode"), "i know her")
    assert student.reads() == []


def test_before_the_claim_nobody_is_the_holder(college: College, case: Case, student: Student, ana: Account) -> None:
    with pytest.raises(IllegalMove, match=r"nobody holds it.* Claim it first"):
        college.writes(ana, "hello")
    assert student.reads() == []


def test_a_refused_line_may_be_sent_again_once_the_case_is_claimed(
    college: College, case: Case, student: Student, ana: Account
) -> None:
    with pytest.raises(IllegalMove):
        college.writes(ana, "hello", event="1.1")
    college.presses(ana, "Claim")
    college.writes(ana, "hello", event="1.1")
    assert student.reads() == ["Ana Ruiz: hello"]


def test_a_thread_of_another_teams_case_is_not_theirs(college: College, student: Student) -> None:
    student.asks("i cant go on", reason="crisis", team="counseling", topic="crisis")
    college.sends()
    with pytest.raises(NoSuchCase):
        college.writes(college.hire("Ben Ode"), "hello", COUNSELING)


def test_the_students_next_words_stand_in_the_thread_literally(college: College, held: Case, student: Student) -> None:
    student.says("<!channel> *thanks* & see you")
    college.sends()
    [line] = [one for one in college.standing(ADVISING) if one.head]
    assert line.quotes == ["<!channel> *thanks* & see you"]
    assert line.text.startswith("The student wrote:")


def test_they_stand_there_also_while_the_assistant_answers(college: College, case: Case, student: Student) -> None:
    student.says("and on weekends?")
    student.says("Evenings", choice="/inform")
    college.sends()
    assert college.thread() == ["The student wrote:\n\nand on weekends?", "The student pressed a button:\n\nEvenings"]


def test_words_wait_in_their_order_while_the_platform_is_away(college: College, held: Case, student: Student) -> None:
    wire = college.wires[ADVISING.platform]
    student.says("one")
    student.says("two")
    wire.away = 2
    for _ in range(4):
        college.later()
        college.sends()
    assert college.thread() == ["The student wrote:\n\none", "The student wrote:\n\ntwo"]


def test_an_answer_of_the_page_stands_in_the_thread(college: College, held: Case, ana: Account) -> None:
    college.desk.advisors.reply(ana, held.id, "Come by at 3.")
    college.sends()
    assert college.thread() == ["Ana Ruiz answered:\n\nCome by at 3."]


def test_an_answer_by_dialog_stands_in_the_thread_and_reaches_the_student(
    college: College, held: Case, student: Student, ana: Account
) -> None:
    college.fills_in(ana, college.presses(ana, "Answer"), text="Come by at 3.")
    college.sends()
    assert student.reads() == ["Ana Ruiz: Come by at 3."]
    assert college.thread() == ["Ana Ruiz answered:\n\nCome by at 3."]


def test_a_line_in_one_room_stands_in_the_other_room_of_the_case(college: College, student: Student) -> None:
    cora = college.hire("Cora Diaz", teams=("counseling",))
    student.asks("i cant go on", reason="crisis", team="counseling", topic="crisis")
    college.sends()
    college.presses(cora, "Claim", COUNSELING)
    college.sends()
    college.writes(cora, "I'm Cora. Are you safe right now?", COUNSELING)
    college.sends()
    assert college.thread(COUNSELING) == []
    assert college.thread(DEAN) == ["Cora Diaz answered:\n\nI'm Cora. Are you safe right now?"]


def test_words_of_crisis_again_are_told_under_the_card(college: College, student: Student) -> None:
    student.asks("i cant go on", reason="crisis", team="counseling", topic="crisis")
    college.sends()
    student.asks("i mean it", reason="crisis", team="counseling", topic="crisis")
    college.sends()
    assert sorted(college.thread(COUNSELING)) == [
        "The student wrote:\n\ni mean it",
        "Urgent: the student may need someone right now.",
    ]
