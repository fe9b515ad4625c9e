"""Bridge typing mistakes and text-speak to the words the knowledge base and the training data know.

A word is touched only if neither an English nor a Spanish dictionary (pyspellchecker's) nor our own vocabulary knows it.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.dictionaries import words
from bot.nlu.words import plain, stem

TEXTSPEAK = Path(__file__).parent / "textspeak.yml"


@cache
def textspeak() -> dict[str, str]:
    """Short forms as students type them, and what they stand for."""
    return {str(key): str(value) for key, value in yaml.safe_load(TEXTSPEAK.read_text(encoding="utf-8")).items()}


class Speller:
    """Corrects one word at a time towards ``vocabulary``: the words our content is written in, with how often."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._seen = {plain(word): n for word, n in vocabulary.items() if word.isalpha() and len(word) > 2}
        self.vocabulary = sorted(self._seen)
        self._known = frozenset(self.vocabulary)
        self.correct = lru_cache(maxsize=16384)(self._correct)

    def _correct(self, word: str) -> str:
        """The word itself, or the nearest word of the vocabulary within one edit (two from seven letters on)."""
        folded = plain(word)
        if folded in textspeak():
            return textspeak()[folded]
        if (
            len(folded) < 4
            or not folded.isalpha()
            or folded in self._known
            or stem(folded) in self._known
            or folded in words("en")
            or folded in words("es")
        ):
            return word
        allowed = 1 if len(folded) < 7 else 2
        same_start = [w for w in self.vocabulary if w[0] == folded[0] and abs(len(w) - len(folded)) <= allowed]
        near = process.extract(folded, same_start, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        return min(near, key=lambda m: (m[1], -self._seen.get(m[0], 0)))[0] if near else word


class Spelling:
    """spaCy component: sets each token's norm, the mended words, and the text that the sentence encoder reads."""

    def __init__(self, speller: Speller) -> None:
        self.speller = speller

    def __call__(self, doc: Doc) -> Doc:
        mended = []
        for token in doc:
            corrected = self.speller.correct(token.text)
            token.norm_ = stem(corrected)
            mended.append(corrected + token.whitespace_)
        doc.user_data["mended"] = mended
        doc.user_data["encode_text"] = "".join(mended)
        return doc


@Language.factory("spelling", default_config={"vocabulary": {}})
def make_spelling(nlp: Language, name: str, vocabulary: dict[str, int]) -> Spelling:
    return Spelling(Speller(vocabulary))


def warm() -> None:
    """Read the dictionaries now rather than at the first unknown word."""
    words("en"), words("es")
    textspeak()
