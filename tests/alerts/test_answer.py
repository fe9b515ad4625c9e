"""A student who left an address gets the advisor's answer by mail, with its sources and the way back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.messages import SourceNote
from bot.delivery.senders import OutboxRow
from bot.mail import answer
from knowledge.wording import Wording

CATALOG = SourceNote("catalog", "Catalog 2026-27", "Millbrook", "2026-11-01", "https://millbrook.example/catalog")


def letter(**more: Any) -> OutboxRow:
    known: dict[str, Any] = {
        "said": 31,
        "case": 7,
        "to": "student@home.example",
        "language": "en",
        "college": "Millbrook Valley Community College",
        "team": "Advising",
        "advisor": "Ana Ruiz",
        "text": "Yes, {you} can start in January.\n\nBring your ID.",
    }
    return answer(Wording(), **known | more)


def test_it_reads_like_a_letter_from_a_person() -> None:
    row = letter(sources=[CATALOG], chat="https://advisor.college.edu", reply_to="advising@millbrook.example")
    assert row.payload["text"] == "\n\n".join(
        [
            "Hello,",
            "You left a question with Millbrook Valley Community College. Ana, a person on our team, answers:",
            "Yes, {you} can start in January.",
            "Bring your ID.",
            "Where this comes from:\n- Catalog 2026-27, Millbrook, as of November 1, 2026\n  https://millbrook.example/catalog",
            "To write back, use the same chat as before. If that was on our page, open it on the same phone or computer:\nhttps://advisor.college.edu",
            "You can also reply to this e-mail. Your reply goes to Advising.",
            "Didn't ask us anything? Someone may have typed your address by mistake. You can delete this e-mail.",
        ]
    )
    assert row.payload["reply_to"] == "advising@millbrook.example"
    assert row.payload["to"] == "student@home.example"


def test_it_is_in_the_students_language() -> None:
    row = letter(language="es", team="Asesoría", sources=[CATALOG], chat="https://advisor.college.edu", reply_to="a@b.example")
    assert row.payload["subject"] == "Un mensaje de Millbrook Valley Community College"
    assert "Te responde Ana, una persona de nuestro equipo:" in row.payload["text"]
    assert "al 1 de noviembre de 2026" in row.payload["text"]
    assert "Hello" not in row.payload["text"]
    assert "e-mail" not in row.payload["text"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_subject_has_nothing_personal(language: str) -> None:
    subject = letter(language=language).payload["subject"]
    for personal in ("Ana", "7", "Advising", "January", "student"):
        assert personal not in subject


def test_it_offers_only_the_ways_back_that_there_are() -> None:
    """A student who has deleted the chat is not sent back to it; without a mailbox of the team nobody reads a reply."""
    text = letter().payload["text"]
    assert "chat" not in text
    assert "reply" not in text.lower()
    assert "Where this comes from" not in text


@pytest.mark.parametrize("mailbox", ["advising at millbrook", "a@b.example, c@d.example", ""])
def test_a_mailbox_of_the_team_that_is_none_does_not_keep_the_answer_from_its_reader(mailbox: str) -> None:
    row = letter(reply_to=mailbox)
    assert row.payload["reply_to"] is None
    assert "reply" not in row.payload["text"].lower()


def test_what_was_said_is_mailed_once_and_in_order() -> None:
    first, same, next_one = letter(), letter(), letter(said=32)
    assert first.key == same.key == "mail:said:31"
    assert next_one.key == "mail:said:32"
    assert first.lane == next_one.lane == "mail:case:7"
    assert first.payload["thread"] == next_one.payload["thread"]


def test_it_goes_with_the_conversation_when_the_student_deletes_it() -> None:
    assert letter(conversation="c1").conversation == "c1"
    assert letter().conversation is None


@pytest.mark.parametrize(("name", "shown"), [("Ana Ruiz", "Ana,"), ("Dr. Ruiz", "Dr. Ruiz,"), ("Ana", "Ana,")])
def test_the_advisor_goes_by_the_first_name(name: str, shown: str) -> None:
    assert f"College. {shown} a person" in letter(advisor=name).payload["text"]
