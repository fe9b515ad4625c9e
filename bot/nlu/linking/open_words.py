"""Words of a message as titles are written, and which of O*NET's titles are no job by themselves."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.tokens import Doc, Token

from bot.nlu.dictionaries import spanish_verb
from bot.nlu.dictionaries import words as dictionary
from bot.nlu.linking import open_frames as frames
from bot.nlu.linking.found import Found
from bot.nlu.spelling import MENDED, Mended
from bot.nlu.words import plain
from knowledge.search.folding import fold, fold_words

NOT_NAMES = Path(__file__).parent / "open_not_names.yml"


@dataclass(frozen=True)
class Word:
    """A folded word and the token it stands in."""

    text: str
    token: int


@cache
def not_names() -> dict[str, frozenset[str]]:
    """Folded titles that are no job by themselves: ``too_general``, the words of ``ranks``, ``dealt_with``."""
    content: dict[str, list[str]] = yaml.safe_load(NOT_NAMES.read_text(encoding="utf-8"))
    return {kind: frozenset(fold(text) for text in texts) for kind, texts in content.items()}


def too_general(title: str) -> bool:
    """Whether a folded title names a rank rather than a job."""
    return title in not_names()["too_general"] or all(word in not_names()["ranks"] for word in title.split())


def part_of_a_name(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether a word beside makes a title of one word a part of something else: "suicide hotline operator", "a former student"."""
    if span[0] and not _ordinary(doc[span[0] - 1]):
        return True
    after = plain(doc[span[1] :].text)
    return span[1] < len(doc) and not _ordinary(doc[span[1]]) and not frames.is_meant("", " " + after)


def _ordinary(token: Token) -> bool:
    return token.is_stop or token.is_punct or token.is_space or len(token) == 1


def place_of(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    """Where tokens begin and end, in characters."""
    return doc[span[0]].idx, doc[span[1] - 1].idx + len(doc[span[1] - 1])


def words_of(doc: Doc) -> list[Word]:
    """The words of the message with their spelling mended, folded as titles are."""
    mended: Mended | None = doc.user_data.get(MENDED)
    texts = [mended.text[start:end] for start, end, _, _ in mended.words] if mended else [token.text for token in doc]
    return [Word(word, place) for place, text in enumerate(texts) for word in fold_words(text)]


def within(found: Found, start: int, end: int) -> bool:
    return start <= found.start and found.end <= end


def is_a_word(word: str) -> bool:
    return word in dictionary("en") or word in dictionary("es") or spanish_verb(word)
