"""Students who write to a server that may die at any moment, and remember what it acknowledged."""

from __future__ import annotations

import hashlib
import random
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx

# What is said, and the topic of the reply: a plan, side questions, a cry that opens an urgent case, words that it grows by.
TALK = (
    ("i want to be a welder and have my ged", "next_step"),
    ("whats a phlebotomist make", "occupation_info"),
    ("do you have welding at night", "program_search"),
    ("i dont want to be alive anymore", "crisis"),
    ("show my plan", "show_plan"),
    ("what even is a career pathway", "define_career_pathway"),
)
AGAIN = 0.3  # chance that an acknowledged message is delivered once more
LATER = 0.5  # chance that the acknowledgement is wanted at once and the reply later


@dataclass
class Acknowledged:
    """A message that the server has said it has: where, its own id, its text."""

    conversation: str
    event_id: str
    text: str
    topic: str


@dataclass
class Load:
    """Several students at once, until told to stop. Each talk is a new conversation."""

    address: str
    seed: int
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: int = 0  # answers that were no acknowledgement, such as "try again in a moment"
    broken: int = 0  # connections that broke before one
    repeated: int = 0  # deliveries of what had been acknowledged
    wrong: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, students: int) -> None:
        for number in range(students):
            thread = threading.Thread(target=self._student, args=(random.Random(f"{self.seed}:{number}"),), daemon=True)
            thread.start()
            self._threads.append(thread)

    def end(self) -> None:
        """Let each student have the message in hand acknowledged, then stop."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _student(self, chance: random.Random) -> None:
        while not self._stop.is_set():
            with httpx.Client(base_url=self.address, verify=False, timeout=60) as client:
                for text, topic in TALK:
                    if self._stop.is_set():
                        return
                    self._say(client, text, topic, chance)

    def _say(self, client: httpx.Client, text: str, topic: str, chance: random.Random) -> None:
        event_id = uuid.UUID(int=chance.getrandbits(128)).hex
        self._deliver(client, text, event_id, chance)
        conversation = hashlib.sha256(client.cookies["conversation"].encode()).hexdigest()
        with self._lock:
            self.acknowledged.append(Acknowledged(conversation, event_id, text, topic))
        while chance.random() < AGAIN:
            self._deliver(client, text, event_id, chance)
            with self._lock:
                self.repeated += 1

    def _deliver(self, client: httpx.Client, text: str, event_id: str, chance: random.Random) -> None:
        """Send a message until it is acknowledged, as a channel that never gives up."""
        while True:
            prefer = {"prefer": "respond-async"} if chance.random() < LATER else {}
            try:
                answer = client.post("/api/messages", json={"text": text, "event_id": event_id}, headers=prefer)
            except httpx.HTTPError as error:
                with self._lock:
                    self.broken += not isinstance(error, httpx.ConnectError)  # it got through, and then no answer came
                time.sleep(0.05)  # a server that is away is not asked a thousand times a second
                continue
            if answer.status_code in (200, 202):
                return
            with self._lock:
                self.refused += 1
                if answer.status_code != 503:
                    self.wrong.append(f"{answer.status_code} {answer.text[:200]}")
                    return
            time.sleep(0.05)
