"""What an advisor does with a case from a chat room: a pressed button, a sent dialog, a line in the thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.cases.model import Case, IllegalMove, Resolution
from bot.cases.moves import check
from bot.chat.case_forms import form_of
from bot.chat.case_words import say
from bot.chat.document import Form
from bot.chat.model import Room
from bot.chat.rooms import name_of
from bot.desk.account import Account
from bot.desk.advisors import Advisors
from bot.desk.desk import Desk
from bot.desk.pages.case_moves import said_just_now
from bot.desk.pages.case_times import chosen, zone_of
from bot.desk.parts import actor_of, now_utc
from bot.store.chat import ChatStore

KEPT_HERE = "//"  # begins a line that the student does not get

_PRESSED: dict[str, Callable[[Advisors], Callable[[Account, int], Case]]] = {
    "claim": lambda advisors: advisors.claim,
    "take_over": lambda advisors: advisors.take_over,
    "release": lambda advisors: advisors.release,
    "wake": lambda advisors: advisors.wake,
    "reopen": lambda advisors: advisors.reopen,
}
_DIALOGS = frozenset({"reply", "snooze", "resolve"})


@dataclass(frozen=True)
class Asked:
    """A button that was pressed in a room (``do`` and ``value`` of it), or a dialog that was sent (its ``do``, and in ``values``
    what it carried and what was filled in). ``event`` is the platform's own name of it, the same if it comes again."""

    room: Room
    event: str
    do: str
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class CaseMoves:
    """Presses, dialogs and lines of advisors, whom ``Who`` has found. What the same event did before is not done again.

    Raises, each of them: ``NoSuchCase``; ``IllegalMove`` with a sentence for the advisor; ``StoreUnavailable``.
    """

    def __init__(self, desk: Desk, chats: ChatStore) -> None:
        self._desk = desk
        self._chats = chats

    def press(self, asked: Asked, account: Account) -> Case | Form:
        """The case as it is then, or the dialog to open."""
        number, move = _button(asked.value)
        case = self._desk.advisors.case(account, number)
        if asked.do == "case_dialog" and move in _DIALOGS:
            parts, now = self._desk.parts, now_utc()
            check(move, case, actor_of(account), now, parts.holding(case))
            return form_of(move, case, zone_of(parts.team(case.team)), now)
        if asked.do != "case" or move not in _PRESSED:
            raise IllegalMove(say("not_a_choice"))
        return self._once(asked, account, number, lambda: _PRESSED[move](self._desk.advisors)(account, number))

    def submit(self, asked: Asked, account: Account) -> Case:
        """What a dialog asks for. An answer is shown in every room of the case: nobody there has seen it yet."""
        number = _number(asked.values.get("case", ""))
        case, advisors = self._desk.advisors.case(account, number), self._desk.advisors
        match asked.do:
            case "case_reply":
                text = asked.values.get("text", "").replace("\r\n", "\n").strip()
                if said_just_now(self._desk, account, case, text):
                    return case
                return advisors.reply(account, number, text, key=key_of(asked.room, asked.event))
            case "case_snooze":
                zone = zone_of(self._desk.parts.team(case.team))
                until = chosen(asked.values.get("until", ""), "", now_utc(), zone)
                return self._once(asked, account, number, lambda: advisors.snooze(account, number, until))
            case "case_resolve":
                ended = _resolution(asked.values.get("resolution", ""))
                return self._once(asked, account, number, lambda: advisors.resolve(account, number, ended))
        raise IllegalMove(say("not_a_choice"))

    def line(self, case: int, account: Account, text: str, room: Room, event: str) -> Case | None:
        """What was written in the thread of a case's card: to the student, where its holder wrote it. None: it stays here."""
        if text.lstrip().startswith(KEPT_HERE):
            return None
        return self._desk.advisors.reply(account, case, text, key=key_of(room, event), origin=name_of(room))

    def _once(self, asked: Asked, account: Account, number: int, do: Callable[[], Case]) -> Case:
        """A move that its own second time would only be refused: noted after it, so that a repeated delivery hears no refusal."""
        key = key_of(asked.room, asked.event)
        if self._chats.seen_at(*key):
            return self._desk.advisors.case(account, number)
        after = do()
        self._chats.note(*key)
        return after


def key_of(room: Room, event: str) -> tuple[str, str, str]:
    """Under what an event of a room is noted once it was taken."""
    return room.platform.value, room.tenant, f"case:{event}"


def _button(value: str) -> tuple[int, str]:
    number, _, move = value.partition(".")
    return _number(number), move


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise IllegalMove(say("not_a_choice"))
    return int(text)


def _resolution(text: str) -> Resolution:
    try:
        return Resolution(text)
    except ValueError:
        raise IllegalMove(say("not_a_choice")) from None
