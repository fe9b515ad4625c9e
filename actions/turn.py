"""One turn as a topic sees it: what was said, what is known, and ways to answer. No wording stands here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge_base import catalog, index, wording
from actions.which import QUESTION
from knowledge.catalog import Catalog
from knowledge.model import Education, English, Modality, Need, TimeOfDay
from knowledge.planner import Index, Student

MOST_REPEATED = 2  # times that an open question is put again after side questions


class Turn:
    """Collects the answer to one message and gives it to Rasa as events."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.dispatcher = dispatcher
        self.tracker = tracker
        self.catalog = catalog()
        self.index = index()
        self.language: str = tracker.get_slot("language") or "en"
        self.today = date.today()
        self.topic = ""
        self._slots: dict[str, Any] = {}
        self._buttons: list[dict[str, str]] = []
        self._cards: list[dict[str, Any]] = []
        self._sources: dict[str, dict[str, Any]] = {}
        self._handoff: dict[str, Any] | None = None
        self._question: str | None = None
        self._spans: list[list[int]] = []
        self._said: list[tuple[str, dict[str, Any]]] = []
        self._before_next: str | None = None  # said before the first words of the next need's answer
        self.needs: list[str] = []  # topics of the message's needs, where it has two
        self.explained: set[str] = set()  # ids of rules that this reply has told of

    @contextmanager
    def speaking_of(self, there: Catalog) -> Iterator[None]:
        """Speak of the records of another catalog for a while: what another college teaches."""
        own = self.catalog, self.index
        self.catalog, self.index = there, Index(there)
        try:
            yield
        finally:
            self.catalog, self.index = own

    # what was said and is known

    @property
    def text(self) -> str:
        return self.tracker.latest_message.get("text") or ""

    @property
    def said(self) -> str:
        """The message as the student sees it: of a pressed button its label, not its payload."""
        return (self.tracker.latest_message.get("metadata") or {}).get("said") or self.text

    @property
    def case(self) -> dict[str, Any] | None:
        """What is known of the student's case at the desk: team, reason, resolved, and whether it has a name and a contact."""
        return (self.tracker.latest_message.get("metadata") or {}).get("case")

    def words_of_team(self) -> str | None:
        """The name of the team that has the student's open case; None where there is none."""
        if self.case is None or self.case["resolved"]:
            return None
        team = self.catalog.teams.get(self.case["team"])
        return self.name(team) if team else self.words("utter_desk_someone")

    def said_lately(self, last: int) -> list[dict[str, Any]]:
        """The newest messages of the student as they were read, this one first."""
        told = [e.get("parse_data") or {} for e in reversed(self.tracker.events) if e.get("event") == "user"]
        return told[:last]

    def about_content(self, topic: str) -> bool:
        """Whether a topic is one that is answered from the knowledge base."""
        return topic != "talk_to_advisor" and wording().knows(f"utter_topic_{topic}")

    @property
    def intent(self) -> str:
        return (self.tracker.latest_message.get("intent") or {}).get("name") or ""

    def slot(self, name: str) -> Any:
        return self._slots.get(name, self.tracker.get_slot(name))

    @property
    def entities(self) -> list[dict[str, Any]]:
        """What is named in the message: in the part that holds the need in hand, else anywhere for kinds not named there."""
        found: list[dict[str, Any]] = self.tracker.latest_message.get("entities") or []
        if not self._spans:
            return found
        here = [e for e in found if any(start <= e["start"] and e["end"] <= end for start, end in self._spans)]
        kinds = {e["entity"] for e in here}
        return [e for e in found if e in here or e["entity"] not in kinds]

    def read_only(self, spans: list[list[int]]) -> None:
        """Read only these parts of the message (starts and ends in characters), where one of its needs stands."""
        self._spans = spans

    def next_need(self, spans: list[list[int]]) -> None:
        """The first need is answered; go on with the one that stands in these parts of the message.

        What it is about, where the message does not say, is what was spoken of before the help that the first one got.
        """
        self._before_next = "utter_second_need"
        if (self._slots.get("focus") or {}).get("kind") == "service":
            del self._slots["focus"]
        self.read_only(spans)

    def named(self, label: str, *roles: str | None) -> list[str]:
        """Ids named in this message or picked of those asked about, without those ruled out."""
        asked = self.tracker.get_slot("asked") or {}
        if asked.get("picked") and asked["label"] == label:
            return [asked["picked"]]
        wanted = roles or (None, "goal", "held", "now")
        found = [e for e in self.entities if e["entity"] == label and e.get("role") in wanted]
        longest = max((e["end"] - e["start"] for e in found if e.get("end")), default=0)
        found.sort(key=lambda e: (e.get("start") or 0, -((e.get("end") or 0) - (e.get("start") or 0))))
        return list(dict.fromkeys(e["value"] for e in found if not longest or not within_longer(e, found)))

    def student(self, **changes: Any) -> Student:
        """What is known of the student, as the planner takes it."""
        known = {
            "goals": tuple(self.slot("goals") or ()),
            "education": Education(self.slot("education")) if self.slot("education") else None,
            "english": English(self.slot("english")) if self.slot("english") else None,
            "credentials": frozenset(self.slot("credentials") or ()),
            "prior_learning": tuple(self.slot("prior_learning") or ()),
            "experience_years": self.slot("experience_years"),
            "occupation": self.slot("occupation_now"),
            "pay_now": self.slot("pay_now"),
            "hours_per_week": self.slot("hours_per_week"),
            "times": frozenset(TimeOfDay(t) for t in self.slot("times") or ()),
            "modalities": frozenset(Modality(m) for m in self.slot("modalities") or ()),
            "campuses": frozenset(self.slot("campuses") or ()),
            "budget": self.slot("budget"),
            "age": self.slot("age"),
            "in_high_school": (self.slot("age") or 99) < 18,
            "needs": frozenset(Need(n) for n in self.slot("needs") or () if n in Need._value2member_map_),
        }
        return Student(**{**known, **changes})

    # ways to answer

    def words(self, response: str, /, **values: object) -> str:
        """A label or a piece of card text in the student's language."""
        return wording().say(response, self.language, **values)

    def words_or(self, response: str, otherwise: str) -> str:
        """The same, or the text given where the domain has no such response."""
        return self.words(response) if wording().knows(response) else otherwise

    def in_language(self, record: Any, field: str) -> str:
        """A record's text in the student's language, in English where there is no other."""
        spanish = getattr(record, f"{field}_es", None) if self.language == "es" else None
        return str(spanish or getattr(record, field))

    def name(self, record: Any) -> str:
        return self.in_language(record, "name")

    def say(self, response: str, **values: object) -> None:
        """Say a response of the domain; what this reply has said already is not said again."""
        if (response, values) in self._said:
            return
        if opening := self._before_next:
            self._before_next = None
            self.say(opening)
        self._said.append((response, values))
        self.dispatcher.utter_message(response=response, **values)

    def choice(self, payload: str, response: str | None = None, label: str | None = None, **values: object) -> None:
        """Offer a button: its label is a response of the domain or a record's name."""
        self._buttons.append({"title": label or self.words(response or "", **values), "payload": payload})

    def offers(self, payload: str) -> bool:
        """Whether a button with this payload is offered already."""
        return any(button["payload"] == payload for button in self._buttons)

    def card(self, card: dict[str, Any]) -> None:
        """Show a card, once."""
        if card not in self._cards:
            self._cards.append(card)

    def cite(self, *records: Any) -> list[str]:
        """Name the sources of records or facts under the reply; their ids, for a card's rows."""
        ids = []
        for record in records:
            if record is None:  # what is not known has no source
                continue
            source = self.catalog.sources[record.source]
            key = f"{source.id}@{record.as_of.isoformat()}"
            self._sources.setdefault(
                key,
                {
                    "id": key,
                    "title": source.title,
                    "publisher": source.publisher,
                    "as_of": record.as_of.isoformat(),
                    "url": source.url,
                    "demonstration": source.invented,
                },
            )
            ids.append(key)
        return list(dict.fromkeys(ids))

    def set(self, **slots: Any) -> None:
        self._slots.update(slots)

    def focus(self, kind: str, key: str | None = None) -> None:
        """Remember what was last spoken of, for "how much is it" and "why"; a list that it is one of stays in mind."""
        listed = (self.slot("focus") or {}).get("listed") or {}
        kept = {"listed": listed} if listed.get("kind") == kind and key in listed["ids"] else {}
        self.set(focus={"kind": kind, "id": key, **kept})

    def ask(self, question: str, by: str) -> None:
        """Ask one question with its choices when all else is said, and remember that it is open.

        Of two needs in one message the first one's question is put; the other need can be taken up again.
        """
        if self._question:
            return
        self.set(asked={"question": question, "by": by})
        self.put_question(question)

    def put_question(self, question: str) -> None:
        """Put the open question, with its choices, when all else is said."""
        self._question = question

    def hand_off(self, handoff: dict[str, Any]) -> None:
        """Ask for a person. ``handoff`` as ``bot.cases.model.Handoff`` has it; who gets it and how urgent it is, is not decided here."""
        self._handoff = {**handoff, "language": self.language}

    def end(self, topic: str, outcome: str = "answered") -> list[dict[str, Any]]:
        """The turn is answered: buttons, cards and sources go out, slots are set."""
        from actions.questions import put

        if outcome.startswith("unanswerable"):
            self.missed(topic, "unanswered")
        elif "unanswered" not in self._slots and self.tracker.get_slot("unanswered"):
            self.set(unanswered=None)
        if outcome != "clarification":
            self._resume_question(topic)
        if self._question:
            others, self._buttons = self._buttons, []
            put(self, self._question)
            self._buttons += others[-1:] if others and others[-1]["payload"] == "/talk_to_advisor" else []
        if self._buttons:
            self.dispatcher.utter_message(buttons=self._buttons)
        custom: dict[str, Any] = {
            "cards": self._cards,
            "sources": list(self._sources.values()),
            "topic": topic,
            "outcome": outcome,
            "language": self.language,
        }
        if self._handoff:
            custom["handoff"] = self._handoff
        self.dispatcher.utter_message(json_message=custom)
        if outcome == "answered":
            self.set(unclear=0)
        return [SlotSet(name, value) for name, value in self._slots.items()]

    def missed(self, topic: str, reason: str) -> None:
        """This message was not answered: offer to pass it on, as it stands."""
        self._buttons = [button for button in self._buttons if button["payload"] != "/talk_to_advisor"]
        self.choice("/talk_to_advisor", "utter_choice_pass_on")
        self.set(unanswered={"text": self.said, "topic": topic, "reason": reason})

    def _resume_question(self, topic: str) -> None:
        """After a side question, put the open question again; after its answer, close it."""
        open_question = self.tracker.get_slot("asked")
        if not open_question or "asked" in self._slots:
            return
        side = topic not in ("crisis", "goodbye", "talk_to_advisor") and open_question["by"] != f"action_{topic}"
        if self.tracker.get_slot("answered") or not side:
            self.set(asked=None)
        elif open_question["question"] in ("reason", "more"):
            return
        elif (repeated := open_question.get("repeated", 0)) < MOST_REPEATED:
            self.set(asked={**open_question, "repeated": repeated + 1})
            self.say("utter_back_to_question")
            self._question = open_question["question"]
        elif open_question["question"] == QUESTION:
            self.set(asked=None)
        elif self._buttons:  # whoever let it lie twice is not asked a third time; the way back is a button
            self.choice("/" + open_question["by"].removeprefix("action_"), "utter_choice_go_on")


def within_longer(entity: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether a longer name among the others covers this one."""
    return any(
        o is not entity
        and o["start"] <= entity["start"]
        and entity["end"] <= o["end"]
        and o["end"] - o["start"] > entity["end"] - entity["start"]
        for o in others
        if o.get("end") and entity.get("end")
    )
