"""Bridge typing mistakes and text-speak to the words the knowledge base and the training data know.

A word is touched only if neither an English nor a Spanish dictionary (pyspellchecker's) nor our own vocabulary knows it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.tokens import Doc, Token

from bot.nlu.dictionaries import spanish_verb, words
from bot.nlu.words import plain, stem
from knowledge.search.sound import sound

TEXTSPEAK = Path(__file__).parent / "textspeak.yml"
MENDED = "mended"  # key in Doc.user_data: the Mended text
# 2 for "to" and 4 for "for": only where no number of things can be meant
_COUNTED = frozenset(
    [
        "year",
        "yr",
        "month",
        "week",
        "wk",
        "day",
        "hour",
        "hr",
        "minute",
        "time",
        "kid",
        "credit",
        "hundred",
        "thousand",
        "more",
        "or",
        "of",
        "and",
        "to",
        "am",
        "pm",
        "bedroom",
        "semester",
    ]
)
_AFTER_TO = frozenset(
    [
        "want",
        "wanna",
        "wana",
        "need",
        "have",
        "going",
        "goin",
        "how",
        "like",
        "trying",
        "try",
        "used",
        "back",
        "talk",
        "ready",
        "go",
        "get",
        "able",
    ]
)
_NOT_FOR = frozenset(
    [
        "at",
        "have",
        "i",
        "got",
        "my",
        "the",
        "of",
        "about",
        "or",
        "and",
        "under",
        "is",
        "are",
        "level",
        "need",
        "take",
        "took",
        "only",
        "last",
        "next",
        "first",
        "grade",
        "type",
        "chapter",
        "to",
        "a",
        "part",
    ]
)
_BEFORE_UNIT = frozenset(["a", "an", "per", "each", "every", "/", "la", "por"])


@cache
def textspeak(section: str = "always") -> dict[str, str]:
    """Short forms as students type them, and what they stand for: ``always``, ``after_number`` or ``alone``."""
    return {str(key): str(value) for key, value in yaml.safe_load(TEXTSPEAK.read_text(encoding="utf-8"))[section].items()}


@dataclass(frozen=True)
class Mended:
    """A message with its spelling mended, and where each of its words stood as typed (all places in characters)."""

    text: str
    words: tuple[tuple[int, int, int, int], ...]  # start and end in ``text``, start and end as typed

    def as_typed(self, start: int, end: int) -> tuple[int, int]:
        """The place, as typed, of the words that ``start`` to ``end`` of the mended text touch."""
        touched = [word for word in self.words if word[0] < end and start < word[1]]
        return (touched[0][2], touched[-1][3]) if touched else (start, end)


class Speller:
    """Corrects one word at a time towards ``vocabulary``: the words our content is written in, with how often."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._seen = {plain(word): n for word, n in vocabulary.items() if word.isalpha() and len(word) > 2}
        self.vocabulary = sorted(self._seen)
        self._known = frozenset(self.vocabulary)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self.vocabulary:
            if len(word) > 4:
                self._by_sound[sound(word)].append(word)
        self.correct = lru_cache(maxsize=16384)(self._correct)

    def knows(self, folded: str) -> bool:
        """Whether a folded word is a word of the content or of a dictionary."""
        return spanish_verb(folded) or any(
            w in self._known or w in words("en") or w in words("es") for w in (folded, stem(folded))
        )

    def _correct(self, word: str) -> str:
        """The word itself, or the word of the vocabulary that it was meant for.

        Meant is the nearest word within one edit (two from seven letters on), else one of about the same length that
        sounds the same: "fleebotomy".
        """
        folded = plain(word)
        if folded in textspeak():
            return textspeak()[folded]
        if len(folded) < 4 or not folded.isalpha() or self.knows(folded):
            return word
        if folded.endswith("in") and self.knows(folded + "g"):
            return folded + "g"
        allowed = 1 if len(folded) < 7 else 2
        same_start = [w for w in self.vocabulary if w[0] == folded[0] and abs(len(w) - len(folded)) <= allowed]
        near = process.extract(folded, same_start, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        if not near and len(folded) > 6:
            same_sound = [w for w in self._by_sound.get(sound(folded), ()) if abs(len(w) - len(folded)) <= 2]
            near = process.extract(folded, same_sound, scorer=OSA.distance, score_cutoff=len(folded) // 2, limit=5)
        if not near:
            return word
        heard = sound(folded)  # of words equally near: by sound, by length, then the one our content uses most
        return min(near, key=lambda m: (m[1], sound(m[0]) != heard, _length_order(m[0], folded), -self._seen.get(m[0], 0)))[0]


_NUMERALS = frozenset(["2", "4", "b", "w"])


def _word_for(sign: str, before: str, after: str) -> str | None:
    """The word that a sign between two others stands for: "want 2 b", "help w math", "classes 4 hvac"."""
    if sign == "b":
        return "be" if before in ("2", "to", "wanna", "wana", "want", "ill", "gonna") else None
    if not after.isalpha():
        return None
    if sign == "w":
        return "with" if before.isalpha() and before != "a" else None
    if stem(after) in _COUNTED or (after.endswith("s") and not after.endswith("ss")):
        return None
    if sign == "2":
        return "to" if before in _AFTER_TO else None
    return "for" if before.isalpha() and before not in _NOT_FOR else None


def _length_order(word: str, typed: str) -> int:
    """Words as long as what was typed come first, then longer ones: letters are dropped more often than added."""
    return 0 if len(word) == len(typed) else 1 if len(word) > len(typed) else 2


class Spelling:
    """spaCy component: sets each token's norm, the text that the sentence encoder reads, and the :class:`Mended` text."""

    def __init__(self, speller: Speller) -> None:
        self.speller = speller

    def __call__(self, doc: Doc) -> Doc:
        text, places = "", []
        for token in doc:
            corrected = self._in_place(token) or self.speller.correct(token.text)
            token.norm_ = stem(corrected)
            places.append((len(text), len(text) + len(corrected), token.idx, token.idx + len(token)))
            text += corrected + token.whitespace_
        doc.user_data["encode_text"] = text
        doc.user_data[MENDED] = Mended(text, tuple(places))
        return doc

    def _in_place(self, token: Token) -> str | None:
        """What a form stands for that means something only in its place."""
        folded = plain(token.text)
        if folded in textspeak("after_number") and token.i > 0:
            before = token.nbor(-1)
            if before.like_num or before.lower_ in _BEFORE_UNIT:
                return textspeak("after_number")[folded]
        if folded in _NUMERALS and 0 < token.i < len(token.doc) - 1:
            return _word_for(folded, plain(token.nbor(-1).text), plain(token.nbor(1).text))
        if folded in textspeak("alone") and sum(not t.is_punct for t in token.doc) == 1:
            return textspeak("alone")[folded]
        return None


@Language.factory("spelling", default_config={"vocabulary": {}})
def make_spelling(nlp: Language, name: str, vocabulary: dict[str, int]) -> Spelling:
    return Spelling(Speller(vocabulary))


def warm() -> None:
    """Read the dictionaries now rather than at the first unknown word."""
    words("en"), words("es")
    textspeak()
