"""An advisor's answer as a letter to a student who left an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.conversation.messages import SourceNote
from bot.delivery.senders import OutboxRow
from bot.mail.address import is_address
from knowledge.wording import Wording


def answer(
    wording: Wording,
    *,
    said: int | str,
    case: int,
    to: str,
    language: str,
    college: str,
    team: str,
    advisor: str,
    text: str,
    sources: Sequence[SourceNote] = (),
    chat: str | None = None,
    reply_to: str | None = None,
    conversation: str | None = None,
) -> OutboxRow:
    """The row of the outbox that brings what an advisor said to a mailbox. Nothing personal stands in its subject.

    ``said`` is the row of what was said: it is mailed once. ``advisor`` is the name as students see it, of which the first is
    used. ``chat`` is the address of the chat, None where the student has deleted it; ``reply_to`` the team's mailbox.
    A row that names the ``conversation`` goes with it when the student deletes it.
    """

    def say(name: str, /, **values: object) -> str:
        return wording.say(name, language, **values)

    parts = [say("utter_mail_hello", advisor=_first(advisor), college=college), text.strip()]
    if sources:
        parts.append("\n".join([say("utter_mail_sources"), *(_source(wording, source, language) for source in sources)]))
    if chat:
        parts.append(say("utter_mail_chat", link=chat))
    mailbox = reply_to if reply_to and is_address(reply_to) else None
    if mailbox:
        parts.append(say("utter_mail_reply", team=team))
    parts.append(say("utter_mail_mistake"))
    return OutboxRow(
        lane=f"mail:case:{case}",
        channel="mail",
        key=f"mail:said:{said}",
        conversation=conversation,
        payload={
            "to": to,
            "subject": say("utter_mail_subject", college=college),
            "text": "\n\n".join(parts),
            "reply_to": mailbox,
            "thread": f"answers:{case}",
        },
    )


def _first(name: str) -> str:
    """The first name; all of a name that begins with a title."""
    first = name.split()[0] if name.split() else name
    return name if first.endswith(".") else first


def _source(wording: Wording, source: SourceNote, language: str) -> str:
    day = format_date(date.fromisoformat(source.as_of), "long", locale=language)
    line = wording.say("utter_mail_source", language, title=source.title, publisher=source.publisher, date=day)
    return f"- {line}" + (f"\n  {source.url}" if source.url else "")
