"""What the student gets, as documents: a reply of the assistant, an advisor's words, a notice."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.cards import card
from bot.chat.document import Button, Buttons, Document, Heading, Link, Note, Piece, Prose
from bot.chat.plain import plain
from bot.chat.sources import Order, order_of, sources
from bot.conversation.messages import Reply
from bot.store.case_rows import Said
from knowledge.wording import Wording

CRISIS = "crisis"
_EMERGENCY = ("988", "911")


def documents(reply: Reply, key: str, wording: Wording, extra: Sequence[Button] = ()) -> list[Document]:
    """A reply in the order of the page: messages, cards, sources, choices. None for one that says nothing: a person is there.

    ``key`` is "c.<turn>" or "s.<said>"; the button of choice n has the value "<key>.<n>". ``extra`` stands behind the choices.
    A cry is answered with its text alone; cards come in a message of their own behind it.
    """
    shown = _shown(reply, wording)
    buttons = _choices(reply, key, wording) + ([Buttons(tuple(extra))] if extra else [])
    if reply.topic == CRISIS:
        parts = [[*_crisis(reply, wording), *([] if shown else buttons)], [*shown, *buttons] if shown else []]
    else:
        parts = [[*(Prose(message) for message in reply.messages), *shown, *buttons]]
    return [document(pieces, reply.language) for pieces in parts if pieces]


def said_document(said: Said, team: str | None, wording: Wording, resume: bool) -> Document:
    """An advisor's words under their name, or a notice; with ``resume`` a button brings the assistant back."""
    reply, language = said.reply, said.language
    person = said.kind == "advisor"
    pieces: list[Piece] = []
    if person:
        name = f"{said.name}, {team}" if team else said.name
        pieces.append(Heading(name, level=2, note=wording.say("utter_page_person", language)))
    pieces += [Prose(message, dial=person) for message in reply.messages]
    pieces += [*_shown(reply, wording), *_choices(reply, f"s.{said.id}", wording)]
    if resume:
        pieces.append(Buttons((Button(wording.say("utter_page_resume", language), f"s.{said.id}", "resume"),)))
    return document(pieces, language)


def chosen(shown: Document, label: str, wording: Wording) -> Document:
    """A document once one of its choices was pressed: in place of the choices stands which. Other buttons stay."""
    which = Note(wording.say("utter_chat_you_chose", shown.language, label=label))
    pieces: list[Piece] = []
    others: list[Piece] = []
    for piece in shown.pieces:
        if isinstance(piece, Buttons) and all(button.do != "choice" for button in piece.items):
            others.append(piece)
        elif not isinstance(piece, Buttons) and piece != _choose(shown.language, wording):
            pieces.append(piece)
    return document([*pieces, which, *others], shown.language)


def document(pieces: Sequence[Piece], language: str = "en") -> Document:
    """Pieces as a document, with its plain version."""
    return Document(tuple(pieces), plain(pieces), language)


def _shown(reply: Reply, wording: Wording) -> list[Piece]:
    order: Order = order_of(reply.sources)
    pieces = [piece for one in reply.cards for piece in card(one, order, reply.language, wording)]
    return pieces + sources(reply.sources, reply.language, wording)


def _crisis(reply: Reply, wording: Wording) -> list[Piece]:
    """The text in both languages, with the numbers to call first behind the one in the student's."""
    pieces: list[Piece] = []
    for index, message in enumerate(reply.messages):
        pieces.append(Prose(message, dial=True))
        numbers = [number for number in _EMERGENCY if index == 0 and number in message]
        pieces += [Link(wording.say("utter_page_call", reply.language, number=number), f"tel:{number}") for number in numbers]
    return pieces


def _choices(reply: Reply, key: str, wording: Wording) -> list[Piece]:
    if not reply.choices:
        return []
    buttons = tuple(Button(choice.label, f"{key}.{number}") for number, choice in enumerate(reply.choices))
    return [*_asked_again(reply), _choose(reply.language, wording), Buttons(buttons)]


def _asked_again(reply: Reply) -> list[Piece]:
    """What the choices answer, once more: between the question and its buttons may stand a ladder that fills the screen."""
    asked = [line for message in reply.messages for line in message.splitlines() if "?" in line]
    return [Prose(asked[-1].removeprefix("- "))] if reply.cards and asked else []


def _choose(language: str, wording: Wording) -> Note:
    return Note(wording.say("utter_page_choices", language))
