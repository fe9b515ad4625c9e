"""Find facts of the knowledge base by words and near spellings, each as a sentence with its source, ready for an answer."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from bot.conversation.messages import SourceNote
from bot.desk.knowledge_sentences import Sentences
from bot.store.folded import folded
from knowledge.catalog import Catalog
from knowledge.model import Record
from knowledge.wording import Wording

KINDS = ("programs", "credentials", "services", "deadlines", "occupations", "staff")  # of two that fit as well, the first
NEAR = 80  # of 100: how alike two spellings of a word have to be
FITS = 0.45  # how much of what is looked for a record has to hold, of 1
_WEIGHTS = (  # what a word tells by where it stands, the least first
    (0.5, ("description", "description_es", "what", "what_es", "role", "role_es", "needs")),
    (0.9, ("short_name", "aliases", "aliases_es", "KIND")),
    (1.0, ("name", "name_es")),
)


@dataclass(frozen=True)
class Hit:
    """A record that was found: ``key`` such as "program:welding-basics", and the sentence that would be inserted."""

    key: str
    kind: str
    title: str
    text: str
    source: SourceNote


class KnowledgeSearch:
    """Looks in the programs, credentials, services, deadlines, occupations and staff of a catalog."""

    def __init__(self, catalog: Catalog, wording: Wording) -> None:
        self._catalog = catalog
        self._sentences = Sentences(catalog, wording)
        self._records: dict[str, Record] = {}
        self._holds: dict[str, dict[str, float]] = defaultdict(dict)  # word -> records that hold it, and how well
        for plural in KINDS:
            for record in getattr(catalog, plural).values():
                key = f"{record.KIND}:{record.id}"
                self._records[key] = record
                for weight, fields in _WEIGHTS:
                    for word in _words_of(record, fields):
                        self._holds[word][key] = weight
        self._vocabulary = list(self._holds)
        self._place = {key: place for place, key in enumerate(self._records)}

    def find(self, words: str, language: str, today: date, limit: int = 8) -> list[Hit]:
        """The records that fit best, best first; none where nothing is alike."""
        wanted = {word: self._near(word) for word in dict.fromkeys(_split(words))}
        rare = {word: self._rareness(found) for word, found in wanted.items()}
        scores: dict[str, float] = defaultdict(float)
        for word, found in wanted.items():
            for key, fit in found.items():
                scores[key] += rare[word] * fit
        enough = FITS * sum(rare.values())
        best = sorted(
            (key for key in scores if scores[key] >= enough), key=lambda key: (-round(scores[key], 3), *self._beside(key, words))
        )
        return [self._hit(key, language, today) for key in best[:limit]]

    def hit(self, key: str, language: str, today: date) -> Hit | None:
        """One record by its key; None where there is none (any more)."""
        return self._hit(key, language, today) if key in self._records else None

    def _near(self, word: str) -> dict[str, float]:
        """Records that hold the word, one that begins with it, or one spelled nearly so; how well, from 0 to 1."""
        alike = {
            w: score for w, score, _ in process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=NEAR, limit=40)
        }
        if len(word) > 2:
            alike |= {w: max(95.0, alike.get(w, 0)) for w in self._vocabulary if w.startswith(word)}
        found: dict[str, float] = {}
        for like, score in alike.items():
            for key, weight in self._holds[like].items():
                found[key] = max(found.get(key, 0.0), weight * score / 100)
        return found

    def _rareness(self, found: dict[str, float]) -> float:
        """What a word tells: much where few records hold it. One that none holds is asked for all the same."""
        return math.log(1 + len(self._records) / (1 + len(found))) if found else 0.5

    def _beside(self, key: str, asked: str) -> tuple[int, float, int]:
        """Of records that hold the same words, the one whose name holds least else comes first."""
        title = folded(self._title(key, "en"))
        return len(set(_split(title)) - set(_split(asked))), -fuzz.token_sort_ratio(folded(asked), title), self._place[key]

    def _title(self, key: str, language: str) -> str:
        record = self._records[key]
        return str((getattr(record, "name_es", None) if language == "es" else None) or record.name)  # type: ignore[attr-defined]

    def _hit(self, key: str, language: str, today: date) -> Hit:
        record = self._records[key]
        source = self._catalog.sources[self._sentences.source_of(record)]
        as_of = self._sentences.as_of(record).isoformat()
        note = SourceNote(f"{source.id}@{as_of}", source.title, source.publisher, as_of, source.url, source.invented)
        text = self._sentences.about(record, language, today)
        return Hit(key, record.KIND, self._title(key, language), text, note)


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _words_of(record: Record, fields: tuple[str, ...]) -> set[str]:
    words: set[str] = set()
    for name in fields:
        value = getattr(record, name, None) or ()
        for text in (value,) if isinstance(value, str) else value:
            words.update(_split(str(text).replace("_", " ")))
    return words
