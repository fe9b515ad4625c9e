"""What an activity of Teams means to us. Read field by field: what has not the shape we know is nothing, and never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.channels.teams.gate import LONGEST_MESSAGE, Admitted
from bot.channels.teams.text import mentions, typed
from bot.chat.model import Address, Kind, Platform
from bot.chat.rows import digest

# Where the app can be, by the names of its manifest, and what Teams calls a conversation there.
SCOPES = {"personal": "personal", "team": "channel"}
CARD_ACTION = "adaptiveCard/action"
THREAD = ";messageid="


class What(StrEnum):
    """What happened."""

    SAID = "said"
    PRESSED = "pressed"  # a button under a message to a student
    ACTED = "acted"  # a button or form of a card that wants an answer at once
    EDITED = "edited"
    RESTORED = "restored"  # taken back, and then not
    DELETED = "deleted"
    ADDED = "added"  # the app is there now
    REMOVED = "removed"


@dataclass(frozen=True)
class Incoming:
    """One thing that happened in Teams.

    ``event`` is Teams' id of the message it is about, the same each time it is delivered; ``at`` when it happened, and ``edit``
    tells one change of a message from the next. ``values`` are those of a button or a filled form, ``verb`` what the form is for,
    ``under`` the message that it belongs to.
    """

    what: What
    address: Address
    event: str
    at: datetime
    text: str = ""
    mentioned: bool = False
    files: bool = False
    verb: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    under: str = ""
    edit: str = ""
    spanish: bool = False


def read(admitted: Admitted) -> Incoming | None:
    """What happened, None where it is nothing to us."""
    activity = admitted.activity
    address = _address(admitted)
    what = _what(activity)
    if address is None or what is None or address.person.startswith("28:"):  # bots, ourselves among them
        return None
    us = str(activity["recipient"]["id"])
    value = activity.get("value")
    verb, values = _form(value) if what is What.ACTED else ("", value if isinstance(value, dict) else {})
    if what is What.ACTED and not verb:
        return None
    return Incoming(
        what=what,
        address=address,
        event=str(activity.get("id") or ""),
        at=_moment(activity.get("timestamp")),
        text=typed(activity, us),
        mentioned=any(mention["id"].lower() == us.lower() for mention in mentions(activity)),
        files=_files(activity),
        verb=verb,
        values=values,
        under=str(activity.get("replyToId") or ""),
        edit=digest(str(activity.get("timestamp")), str(activity.get("text"))),
        spanish=str(activity.get("locale") or "").lower().startswith("es"),
    )


def _address(admitted: Admitted) -> Address | None:
    conversation = admitted.activity["conversation"]
    place, _, thread = str(conversation["id"]).partition(THREAD)
    kind = conversation.get("conversationType") or ("channel" if conversation.get("isGroup") else "personal")
    if kind not in SCOPES.values() or len(thread) > LONGEST_MESSAGE:
        return None
    public = kind == SCOPES["team"]
    return Address(
        platform=Platform.TEAMS,
        tenant=admitted.tenant,
        place=place,
        person=str(admitted.activity["from"]["id"]),
        kind=Kind.PUBLIC if public else Kind.DIRECT,
        thread=(thread or str(admitted.activity.get("id") or "")) if public else "",
        service_url=admitted.service_url,
    )


def _what(activity: dict[str, Any]) -> What | None:
    data = activity.get("channelData")
    event = data.get("eventType") if isinstance(data, dict) else None
    match activity.get("type"), activity.get("name"), activity.get("action"):
        case "message", _, _ if activity.get("id"):
            return What.PRESSED if isinstance(activity.get("value"), dict) else What.SAID
        case "messageUpdate", _, _ if activity.get("id"):
            return What.RESTORED if event == "undeleteMessage" else What.EDITED
        case "messageDelete", _, _ if activity.get("id"):
            return What.DELETED
        case "invoke", name, _ if name == CARD_ACTION and activity.get("id"):
            return What.ACTED
        case "installationUpdate", _, ("add" | "add-upgrade"):
            return What.ADDED
        case "installationUpdate", _, ("remove" | "remove-upgrade"):
            return What.REMOVED
        case "conversationUpdate", _, _ if _joined(activity):
            return What.ADDED
    return None


def _joined(activity: dict[str, Any]) -> bool:
    """Whether we are among those who came."""
    added, us = activity.get("membersAdded"), str(activity["recipient"]["id"]).lower()
    return isinstance(added, list) and any(isinstance(who, dict) and str(who.get("id", "")).lower() == us for who in added)


def _form(value: Any) -> tuple[str, dict[str, Any]]:
    """Verb and values of a pressed Action.Execute."""
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict) or not isinstance(action.get("verb"), str):
        return "", {}
    data = action.get("data")
    return action["verb"], data if isinstance(data, dict) else {}


def _files(activity: dict[str, Any]) -> bool:
    """Whether something other than text came along: a file, a picture, a voice message."""
    attachments = activity.get("attachments")
    return isinstance(attachments, list) and any(
        isinstance(one, dict) and one.get("contentType") != "text/html" for one in attachments
    )


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
