"""What a queue is narrowed to, as it stands in the address; what no filter knows is passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from bot.cases.model import Priority
from bot.cases.queues import CaseQuery, Queue, Viewer

PAGE = 50  # rows
LONGEST = 200  # characters searched for
LAST_PAGE = 10_000
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Filters:
    """Empty fields filter nothing. ``holder`` is an account's number, ``page`` counts from 1."""

    q: str = ""
    team: str = ""
    language: str = ""
    topic: str = ""
    priority: str = ""
    holder: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str], teams: Collection[str], topics: Collection[str], holders: Collection[int]) -> Filters:
        """From the address of a page."""
        known: dict[str, Collection[str]] = {
            "team": teams,
            "language": LANGUAGES,
            "topic": topics,
            "priority": list(Priority),
            "holder": [str(number) for number in holders],
        }
        chosen = {name: asked[name] for name, values in known.items() if asked.get(name) in values}
        page = asked.get("page", "")
        number = min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1
        text = "".join(c for c in asked.get("q", "") if c.isprintable())
        return cls(q=" ".join(text.split())[:LONGEST], page=number, **chosen)

    @property
    def narrowing(self) -> int:
        """How many filters narrow the queue, the search not counted."""
        return sum(bool(getattr(self, f.name)) for f in fields(self) if f.name not in ("q", "page"))

    def query(self, queue: Queue, viewer: Viewer) -> CaseQuery:
        """One case more than a page holds, so that it shows whether there is another page."""
        return CaseQuery(
            viewer=viewer,
            queue=queue,
            text=self.q,
            team=self.team or None,
            language=self.language or None,
            topic=self.topic or None,
            priority=Priority(self.priority) if self.priority else None,
            holder=int(self.holder) if self.holder else None,
            limit=PAGE + 1,
            offset=(self.page - 1) * PAGE,
        )

    def address(self, page: int = 1) -> str:
        """The filters as the part of an address after its path; empty where nothing is filtered."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "page" and getattr(self, f.name)}
        told = urlencode({**values, **({"page": page} if page > 1 else {})})
        return f"?{told}" if told else ""
