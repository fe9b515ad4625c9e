"""Mail reaches its one reader whole, and a letter that was not taken is tried again or given up for a reason."""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.senders import NotNow, Outgoing, Undeliverable
from bot.mail import MailSender, address_in, is_address, sender_of
from bot.settings import Settings
from tests.alerts.mailbox import Mailbox, certificate, mailbox
from tests.alerts.ports import free_port

SENDER = "Millbrook Advising <advising@millbrook.example>"


def row(key: str = "mail:said:7", **payload: Any) -> Outgoing:
    """A letter in the outbox."""
    letter = {"to": "ana@students.example", "subject": "A message", "text": "Hello", "reply_to": None, "thread": "answers:3"}
    return Outgoing(id=1, lane="mail:case:3", channel="mail", key=key, payload=letter | payload, created=datetime.now(UTC))


def settings(port: int, **more: Any) -> Settings:
    known = {"smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": SENDER, "alert_timeout": 5, "smtp_security": "none"}
    return Settings(**known | more)


def send(box: Mailbox, item: Outgoing | None = None, tls: ssl.SSLContext | None = None, **more: Any) -> None:
    asyncio.run(MailSender(settings(box.port, **more), tls).send(item or row()))


def test_a_letter_arrives_whole() -> None:
    text = "¿Cuándo empieza? El 11 de enero.\n.\nA line of one dot stays, and a long one too: " + "niño " * 400
    with mailbox() as box:
        send(box, row(text=text, subject="Un mensaje de Millbrook, año 2026", reply_to="advising@millbrook.example"))
    (letter,) = box.letters
    assert box.envelopes == [("advising@millbrook.example", ["ana@students.example"])]
    assert letter["From"] == SENDER
    assert letter["To"] == "ana@students.example"
    assert letter["Reply-To"] == "advising@millbrook.example"
    assert letter["Subject"] == "Un mensaje de Millbrook, año 2026"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert abs((datetime.now(UTC) - parsedate_to_datetime(letter["Date"])).total_seconds()) < 3600
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content_charset() == "utf-8"
    assert letter.get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert box.raw[0].isascii()
    assert max(map(len, box.raw[0].splitlines())) <= 998


def test_a_letter_sent_twice_is_seen_as_one_and_two_letters_as_two() -> None:
    with mailbox() as box:
        for item in (row(), row(), row("mail:said:8")):
            send(box, item)
    first, again, other = box.letters
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Message-ID"].endswith("@millbrook.example>")
    assert first["References"] == other["References"]


@pytest.mark.parametrize(
    "payload",
    [
        {"subject": "Hello\r\nBcc: all@students.example"},
        {"to": "ana@students.example\nBcc: all@students.example"},
        {"to": "ana@students.example, all@students.example"},
        {"to": "Ana <ana@students.example>"},
        {"to": ""},
        {"reply_to": "a@b.example\r\nX-Other: 1"},
    ],
)
def test_nothing_can_be_slipped_into_the_headers(payload: dict[str, str]) -> None:
    with mailbox() as box, pytest.raises(Undeliverable) as caught:
        send(box, row(**payload))
    assert box.raw == []
    assert "students.example" not in caught.value.why


def test_control_characters_do_not_reach_the_reader() -> None:
    with mailbox() as box:
        send(box, row(text="one\x00two\x1b[31m\rthree\u2028four"))
    assert box.letters[0].get_content().split() == ["one", "two", "[31m", "three", "four"]


LATER = [
    ("RCPT", "451 4.7.1 ana@students.example is greylisted"),
    ("RCPT", "452 4.2.2 mailbox full"),
    ("MAIL", "451 4.3.0 try later"),
    ("MAIL", "550 5.7.1 we do not know you"),  # the college can mend its sender: the letter waits
    ("DATA", "451 4.3.0 try later"),
    ("DATA", "421 4.3.2 going down"),
]
NEVER = [("RCPT", "550 5.1.1 <ana@students.example> unknown"), ("RCPT", "553 5.1.3 no"), ("DATA", "554 5.6.0 refused")]


@pytest.mark.parametrize(("command", "answer"), LATER)
def test_what_the_server_may_take_later_is_tried_again(command: str, answer: str) -> None:
    with mailbox(says={command: answer}) as box, pytest.raises(NotNow) as caught:
        send(box)
    assert answer[:9] in caught.value.why
    assert "students.example" not in caught.value.why
    assert box.raw == []


@pytest.mark.parametrize(("command", "answer"), NEVER)
def test_what_the_server_will_never_take_is_given_up(command: str, answer: str) -> None:
    with mailbox(says={command: answer}) as box, pytest.raises(Undeliverable) as caught:
        send(box)
    assert answer[:9] in caught.value.why
    assert "students.example" not in caught.value.why


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_midway_is_tried_again(command: str) -> None:
    with mailbox(hangs_up=command) as box, pytest.raises(NotNow):
        send(box)
    assert box.raw == []


@pytest.mark.parametrize("behaviour", [{"hangs_up": "QUIT"}, {"says": {"QUIT": "500 what"}}])
def test_a_letter_that_was_taken_is_not_sent_again_because_the_farewell_failed(behaviour: dict[str, Any]) -> None:
    with mailbox(**behaviour) as box:
        send(box)
    assert len(box.raw) == 1


def test_no_server_is_tried_again() -> None:
    with pytest.raises(NotNow, match="no connection to the mail server"):
        send(Mailbox(port=free_port()))


def test_a_server_that_never_speaks_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotNow, match="hung up or did not answer in time"):
        send(Mailbox(port=silent.getsockname()[1]), alert_timeout=1)


def test_a_slow_mail_server_does_not_stop_the_others() -> None:
    """Letters go out in threads: while one server keeps silent the loop serves students."""

    async def both() -> str:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            letter = asyncio.create_task(MailSender(settings(silent.getsockname()[1], alert_timeout=1)).send(row()))
            student = asyncio.create_task(asyncio.sleep(0, "answered"))
            await asyncio.wait([letter, student], return_when=asyncio.FIRST_COMPLETED)
            assert not letter.done()
            with pytest.raises(NotNow):
                await letter
            return await student

    assert asyncio.run(both()) == "answered"


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_mail_goes_over_tls_with_sign_in(tmp_path: Path, security: str, implicit: bool) -> None:
    shown, trusted = certificate(tmp_path)
    with mailbox(shown, implicit=implicit, login=True) as box:
        send(box, tls=trusted, smtp_security=security, smtp_user="advisor", smtp_password="open sesame")
    assert box.signed_in == ["advisor"]
    assert len(box.raw) == 1


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_a_server_whose_certificate_is_not_trusted_gets_neither_letter_nor_password(
    tmp_path: Path, security: str, implicit: bool
) -> None:
    shown, _ = certificate(tmp_path)
    with (
        mailbox(shown, implicit=implicit, login=True) as box,
        pytest.raises(NotNow, match="certificate is not trusted"),
    ):
        send(box, smtp_security=security, smtp_user="advisor", smtp_password="open sesame")
    assert (box.raw, box.signed_in) == ([], [])


def test_a_server_without_starttls_gets_nothing_in_the_open() -> None:
    with mailbox() as box, pytest.raises(NotNow, match="STARTTLS"):
        send(box, smtp_security="starttls")
    assert box.raw == []


def test_a_wrong_password_waits_for_the_college_to_mend_it(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    with mailbox(shown, login=True) as box, pytest.raises(NotNow, match="refuses SMTP_USER and SMTP_PASSWORD") as caught:
        send(box, tls=trusted, smtp_security="starttls", smtp_user="advisor", smtp_password="sesame closed")
    assert "sesame" not in caught.value.why


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("ana@students.example", "ana@students.example"),
        ("  my email is Ana.Ruiz+school@students.example. or 555-0101", "Ana.Ruiz+school@students.example"),
        ("<ana@students.example>", "ana@students.example"),
        ("mailto:ana@students.example", "ana@students.example"),
        ("ana@students.example, ben@students.example", None),
        ("ana@students.example;ben@students.example", None),
        ("ana@students.example\nBcc: ben@students.example", None),
        ("ana@@students.example", None),
        ("ana@localhost", None),
        ("ana..ruiz@students.example", None),
        (".ana@students.example", None),
        ("ana@-students.example", None),
        ("aña@students.example", None),
        ("@ana on the app", None),
        ("a" * 65 + "@students.example", None),
        ("a@" + "b." * 130 + "example", None),
        ("555-0101", None),
        ("", None),
        (None, None),
    ],
)
def test_one_address_is_found_in_what_a_student_left_and_never_a_list(contact: str | None, address: str | None) -> None:
    assert address_in(contact) == address
    assert address is None or is_address(address)


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("advising@college.edu", "", "advising@college.edu"),
        ("<advising@college.edu>", "", "advising@college.edu"),
        ("College Advising <advising@college.edu>", "College Advising", "advising@college.edu"),
        ('"Advising, Main Campus" <advising@college.edu>', "Advising, Main Campus", "advising@college.edu"),
        ("Asesoría <advising@college.edu>", "Asesoría", "advising@college.edu"),
    ],
)
def test_a_sender_may_have_a_name(text: str, name: str, address: str) -> None:
    sender = sender_of(text)
    assert (sender.display_name, sender.addr_spec) == (name, address)


@pytest.mark.parametrize(
    "text", ["college", "a@b.edu, c@d.edu", "a@b.edu c@d.edu", "A <a@b.edu> <c@d.edu>", "A\n<a@b.edu>", "<a@b>", ""]
)
def test_what_is_no_sender_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a sender such as"):
        sender_of(text)
