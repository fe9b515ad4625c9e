"""The numbered sources of a reply, and the marks that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.chat.document import Piece, Source, Sources
from bot.conversation.messages import SourceNote
from knowledge.wording import Wording

Order = dict[str, int]  # the number of each source by its id


def order_of(notes: Sequence[SourceNote]) -> Order:
    return {note.id: number for number, note in enumerate(notes, start=1)}


def marked(text: str, ids: Sequence[str] | None, order: Order) -> str:
    """A text with the numbers of its sources behind it."""
    return text + "".join(f" [{order[one]}]" for one in ids or () if one in order)


def facts(rows: Sequence[dict[str, Any]], order: Order) -> tuple[tuple[str, str], ...]:
    """A card's rows as labels and values with marks."""
    return tuple((str(row["label"]), marked(str(row["value"]), row.get("sources"), order)) for row in rows)


def sources(notes: Sequence[SourceNote], language: str, wording: Wording) -> list[Piece]:
    """The list under a reply: title, publisher, the day its facts hold for, and whether it is invented."""
    if not notes:
        return []
    items = tuple(_source(number, note, language, wording) for number, note in enumerate(notes, start=1))
    return [Sources(wording.say("utter_page_sources", language, count=len(notes)), items)]


def _source(number: int, note: SourceNote, language: str, wording: Wording) -> Source:
    about = f"{note.publisher}. {wording.say('utter_page_as_of', language, date=_day(note.as_of, language, wording))}"
    if note.demonstration:
        about += f" ({wording.say('utter_page_source_invented', language)})"
    return Source(number, note.title, about, note.url if (note.url or "").startswith("https:") else None)


def _day(iso: str, language: str, wording: Wording) -> str:
    """An ISO 8601 date written out."""
    year, month, day = (int(part) for part in iso[:10].split("-"))
    months = wording.say("utter_page_months", language).split(", ")
    return wording.say("utter_page_date", language, year=year, month=months[month - 1], day=day)
