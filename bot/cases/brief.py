"""The brief: what an advisor should know before the first word, on no more than a screen, by rule from the conversation.

Nothing in it is guessed: facts are what the student told, with the catalog's names; what was proposed is what the replies showed;
the student's words are their own, in their language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Protocol

from bot.cases.brief_facts import BLOCKED, facts, names, needs
from bot.conversation.messages import Reply
from knowledge.catalog import Catalog

SHOWN = {"goal": 3, "where": 4, "told": 8, "needs": 6, "proposed": 5, "blocked": 3, "last_words": 3}  # entries of each list
CUT = 300  # characters of the student's words
_PROPOSED = ("ladder", "program", "credential", "service", "occupation", "employer")


class Turn(Protocol):
    """What the brief reads of a stored turn."""

    @property
    def text(self) -> str: ...
    @property
    def choice(self) -> str | None: ...
    @property
    def reply(self) -> Reply | None: ...


@dataclass(frozen=True)
class Brief:
    """As kept in ``Case.brief``, all plain values.

    ``where`` and ``told`` hold ``{"fact", "label", "value"}``; ``proposed`` ``{"kind", "title"}``, newest first; ``blocked``
    ``{"kind", "label", "words"}``, newest first; ``next_step`` ``{"title", "source"}`` with the source's title, publisher, as_of,
    url and whether it is a demonstration, or None; ``more`` how many entries of a list did not find room.
    """

    asked: str = ""
    language: str = "en"
    goal: list[str] = field(default_factory=list)
    where: list[dict[str, str]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    proposed: list[dict[str, str]] = field(default_factory=list)
    blocked: list[dict[str, str]] = field(default_factory=list)
    next_step: dict[str, Any] | None = None
    last_words: list[str] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Brief:
        """Any brief that was ever kept: empty after the student deleted the chat, and those of hand-offs before there were cases."""
        known = {f.name: value[f.name] for f in fields(cls) if f.name in value}
        if isinstance(known.get("told"), dict):
            known["told"] = [{"fact": k, "label": k, "value": _plain(v)} for k, v in known["told"].items()]
        if isinstance(known.get("last_words"), str):
            known["last_words"] = [known["last_words"]]
        return cls(**known)


def write_brief(slots: Mapping[str, Any], turns: Sequence[Turn], catalog: Catalog, asked: str = "") -> dict[str, Any]:
    """The brief of a conversation: ``slots`` as Rasa keeps them, ``turns`` oldest first, ``asked`` what a person is wanted for."""
    turns = _since_the_start(turns)
    language = str(slots.get("language") or "en")
    english = _in_english(catalog) if language != "en" else {}
    lists: dict[str, list[Any]] = {
        "goal": names("goals", slots, catalog) or names("goal_clusters", slots, catalog),
        "where": facts("where", slots, catalog),
        "told": facts("facts", slots, catalog),
        "needs": needs(slots),
        "proposed": _proposed(turns, english),
        "blocked": _blocked(turns),
        "last_words": _last_words(turns),
    }
    more = {name: len(found) - SHOWN[name] for name, found in lists.items() if len(found) > SHOWN[name] and name != "last_words"}
    shown = {name: found[-SHOWN[name] :] if name == "last_words" else found[: SHOWN[name]] for name, found in lists.items()}
    return Brief(asked=_cut(asked), language=language, next_step=_next_step(turns, english), more=more, **shown).as_dict()


def _since_the_start(turns: Sequence[Turn]) -> Sequence[Turn]:
    """Without what came before the student started over."""
    starts = [n for n, turn in enumerate(turns) if turn.reply and turn.reply.topic == "start_over"]
    return turns[starts[-1] + 1 :] if starts else turns


def _proposed(turns: Sequence[Turn], english: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    found = []
    for turn in reversed(turns):
        for card in turn.reply.cards if turn.reply else ():
            if card.get("kind") in _PROPOSED:
                title = (card.get("ladder") or {}).get("goal") or card.get("title") or ""
                found.append((card["kind"], english.get(card["kind"], {}).get(title, title)))
    return [{"kind": kind, "title": title} for kind, title in dict.fromkeys(found)]


def _blocked(turns: Sequence[Turn]) -> list[dict[str, str]]:
    found = []
    for turn in reversed(turns):
        if turn.reply:
            kind = "clarify" if turn.reply.topic == "clarify" else turn.reply.outcome.value
            if label := BLOCKED.get(kind):
                found.append({"kind": kind, "label": label, "words": _cut(turn.text)})
    return found


def _next_step(turns: Sequence[Turn], english: Mapping[str, Mapping[str, str]]) -> dict[str, Any] | None:
    """The first step of the newest plan that was shown, with the source it was shown with."""
    for turn in reversed(turns):
        for card in turn.reply.cards if turn.reply else ():
            if card.get("kind") == "ladder" and (steps := card["ladder"].get("steps")):
                cited = next((key for row in steps[0].get("rows", ()) for key in row.get("sources", ())), None)
                note = next((s for s in turn.reply.sources if s.id == cited), None) if turn.reply else None
                source = {k: v for k, v in asdict(note).items() if k != "id"} if note else None
                title = steps[0]["title"]
                return {"title": english.get("program", {}).get(title, title), "source": source}
    return None


def _last_words(turns: Sequence[Turn]) -> list[str]:
    """What the student typed; a pressed button is not their own words."""
    return [_cut(turn.text) for turn in turns if turn.text and not turn.choice and not turn.text.startswith("/")]


def _cut(text: str) -> str:
    return text if len(text) <= CUT else text[: CUT - 1].rstrip() + "…"


def _in_english(catalog: Catalog) -> dict[str, dict[str, str]]:
    """By kind of card, from the Spanish names on them to the English ones; a plan is named by its goal."""
    kinds: dict[str, Mapping[str, Any]] = {
        "ladder": catalog.occupations,
        "occupation": catalog.occupations,
        "program": catalog.programs,
        "credential": catalog.credentials,
        "service": catalog.services,
    }
    return {kind: {record.name_es: record.name for record in records.values()} for kind, records in kinds.items()}


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
