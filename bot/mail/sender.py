"""Mail goes out by SMTP: one letter to one person, taken or not taken."""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from bot.delivery.senders import NotNow, Outgoing, Undeliverable
from bot.mail.address import digest, is_address, sender_of

if TYPE_CHECKING:
    from bot.settings import Settings

AT_ONCE = 4  # letters on their way; each takes a thread while the mail server answers


class MailSender:
    """The sender of the outbox channel "mail".

    A payload holds ``to`` (one address), ``subject``, ``text``, ``reply_to`` (one address or None) and ``thread`` (letters of
    one thread are shown together).
    """

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._from = sender_of(settings.mail_from)
        self._tls = tls or ssl.create_default_context()
        self._threads = ThreadPoolExecutor(AT_ONCE, "mail")

    async def send(self, item: Outgoing) -> None:
        """As ``Sender.send``. What the server says is kept as its codes only: its words may hold the address."""
        letter = self.letter(item)
        await asyncio.get_running_loop().run_in_executor(self._threads, self._deliver, letter)

    def letter(self, item: Outgoing) -> EmailMessage:
        """The letter of a row. Its Message-ID comes from the row's key, so that one sent twice is seen as one.

        Raises:
            Undeliverable: when the row holds something that can't stand in a header.
        """
        payload = item.payload
        letter = EmailMessage(SMTP)
        try:
            if not is_address(payload["to"]) or not is_address(payload["reply_to"] or payload["to"]):
                raise ValueError("not an address")
            letter["From"] = self._from
            letter["To"] = Address(addr_spec=payload["to"])
            letter["Subject"] = payload["subject"]
            if payload["reply_to"]:
                letter["Reply-To"] = Address(addr_spec=payload["reply_to"])
        except ValueError as error:
            raise Undeliverable(f"the letter's headers can't be written: {type(error).__name__}") from None
        letter["Date"] = datetime.now(UTC)
        letter["Message-ID"] = f"<{digest(item.key, 32)}@{self._from.domain}>"
        letter["References"] = f"<{digest(payload['thread'], 32)}@{self._from.domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        lines = "".join(c if c.isprintable() or c in "\n\t" else " " for c in "\n".join(payload["text"].splitlines()))
        letter.set_content(f"{lines}\n", charset="utf-8", cte="quoted-printable")
        return letter

    def _deliver(self, letter: EmailMessage) -> None:
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError as refused:
            raise NotNow(None, f"the mail server refuses SMTP_USER and SMTP_PASSWORD ({_codes(refused)})") from None
        except smtplib.SMTPNotSupportedError as error:  # the library's words, not the server's
            raise NotNow(None, f"the mail server can't do what SMTP_SECURITY and SMTP_USER ask for: {error}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotNow(None, f"no connection to the mail server: {_told(error)}") from None
        try:
            server.send_message(letter, self._from.addr_spec, [letter["To"].addresses[0].addr_spec])
        except smtplib.SMTPRecipientsRefused as refused:
            ((code, text),) = refused.recipients.values()
            raise _refused("the recipient", smtplib.SMTPResponseException(code, text)) from None
        except smtplib.SMTPDataError as refused:
            raise _refused("the letter", refused) from None
        except (smtplib.SMTPException, OSError) as error:  # a refused sender too: the college can mend that
            raise NotNow(None, f"the mail server did not take the letter: {_told(error)}") from None
        finally:
            _leave(server)

    def _connect(self) -> smtplib.SMTP:
        chosen = self._settings
        where, seconds = (chosen.smtp_host, chosen.smtp_port, self._from.domain), chosen.alert_timeout
        server: smtplib.SMTP
        if chosen.smtp_security == "tls":
            server = smtplib.SMTP_SSL(*where, timeout=seconds, context=self._tls)
        else:
            server = smtplib.SMTP(*where, timeout=seconds)
        try:
            if chosen.smtp_security == "starttls":
                server.starttls(context=self._tls)
            if chosen.smtp_user:
                _sign_in(server, chosen.smtp_user, chosen.smtp_password)
        except BaseException:
            server.close()
            raise
        return server


def _sign_in(server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except smtplib.SMTPServerDisconnected:  # some hang up at a wrong password
        raise smtplib.SMTPAuthenticationError(535, b"it hung up") from None


def _leave(server: smtplib.SMTP) -> None:
    """Take leave. The letter is taken or not by now: a server that is gone without a word changes nothing."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _refused(what: str, error: smtplib.SMTPResponseException) -> NotNow | Undeliverable:
    why = f"the mail server refuses {what} ({_codes(error)})"
    return Undeliverable(why) if 500 <= error.smtp_code < 600 else NotNow(None, why)


def _told(error: Exception) -> str:
    """What went wrong, without the server's own words."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return f"it refuses the address of MAIL_FROM ({_codes(error)})"
    if isinstance(error, smtplib.SMTPResponseException):
        return _codes(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):  # the library makes the second of the first
        return "it hung up or did not answer in time"
    return getattr(error, "strerror", None) or type(error).__name__


def _codes(error: smtplib.SMTPResponseException) -> str:
    """The answer's number, and its enhanced status code where it has one: ``550 5.1.1``."""
    text = error.smtp_error.decode("ascii", "replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
    finer = re.match(r"[245]\.\d{1,3}\.\d{1,3}", text)
    return f"{error.smtp_code} {finer[0]}" if finer else str(error.smtp_code)
