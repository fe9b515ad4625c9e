"""A real mail server on this machine that takes letters, or does what mail servers do on a bad day."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.alerts.ports import free_port


@dataclass
class Mailbox:
    """What the server took, and how it is to behave: an answer to give instead of taking, or where to hang up."""

    port: int = 0
    says: dict[str, str] = field(default_factory=dict)  # by command: RCPT, MAIL, DATA, QUIT
    hangs_up: str = ""  # at this command, without a word
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    @property
    def letters(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(raw, policy=policy.default)) for raw in self.raw]

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if "MAIL" not in self.says:
            envelope.mail_from = address
        return self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        answer = self._answer("RCPT", server)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._answer("DATA", server)
        if not answer:
            self.raw.append(cast(bytes, envelope.content))
            self.envelopes.append((cast(str, envelope.mail_from), list(envelope.rcpt_tos)))
        return answer or "250 taken"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._answer("QUIT", server) or "221 bye"

    def _answer(self, command: str, server: SMTP) -> str:
        if self.hangs_up == command:
            cast(Any, server.transport).abort()
            return "421 gone"
        return self.says.get(command, "")

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
        user, password = given.login.decode(), given.password.decode()
        self.signed_in.append(user)
        return AuthResult(success=(user, password) == ("advisor", "open sesame"))


@contextmanager
def mailbox(
    tls: ssl.SSLContext | None = None, *, implicit: bool = False, login: bool = False, **behaviour: Any
) -> Iterator[Mailbox]:
    """A running mail server; with ``tls`` it offers STARTTLS, or with ``implicit`` speaks TLS from the first byte."""
    box = Mailbox(port=free_port(), **behaviour)
    wants: dict[str, Any] = (
        {"authenticator": box.check, "auth_required": login, "auth_require_tls": not implicit} if login else {}
    )
    if tls and not implicit:
        wants |= {"tls_context": tls, "require_starttls": True}
    controller = Controller(box, "127.0.0.1", box.port, ssl_context=tls if implicit else None, **wants)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def certificate(folder: Path, days: int = 2) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for 127.0.0.1: what a server shows, and what a client needs to trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail server of a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now - timedelta(days=1), now + timedelta(days=days)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, secret)
    return server, ssl.create_default_context(cafile=str(pem))
