"""spaCy component after the linker: work of the nation's open data, by any of its titles, where the college's own names found none.

What is linked has the id of the college's own occupation where it has that code, else the O*NET-SOC code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.language import Language
from spacy.tokens import Doc, Token

from bot.nlu.dictionaries import words as dictionary
from bot.nlu.linking.found import Found
from bot.nlu.linking import open_frames as frames
from bot.nlu.linking.roles import role_of
from bot.nlu.spelling import MENDED, Mended
from bot.nlu.words import plain
from knowledge.search.folding import fold, fold_words
from knowledge.search.titles import TitleSearch, title_search

NOT_NAMES = Path(__file__).parent / "open_not_names.yml"
SHORT = 3  # letters of a title that is somebody's initials, and an everyday word as often ("DO", "HIS")
LONG = 9  # letters from which on a message may be one mistyped title
LONGEST = 6  # words of a title looked for
MOST_ALIKE = 3  # occupations that one title may mean and be asked about
CLEARLY = 0.06  # what is so much less like the title than the likeliest is not meant
LEAST = 0.45  # likeness of a description from which on it is meant
NEAR = 0.03  # occupations this close to the likeliest are as likely
_GIVES_WAY = frozenset(["occupation", "cluster", "not_here", "trait"])  # names that may be a part of a longer title
_HELP = frozenset(["service", "need"])
_NAMES = frozenset(["credential", "program", "service", "employer", "prior_learning", "deadline", "model", "campus"])
_BREAK = re.compile(r"[.,;!?]")


@dataclass(frozen=True)
class Word:
    """A folded word and the token it stands in."""

    text: str
    token: int


class OpenTitles:
    """Adds occupations to ``doc._.found``. ``own``: ids of the college's occupations by O*NET-SOC code."""

    def __init__(self, search: TitleSearch | None, own: Mapping[str, list[str]]) -> None:
        self.search = search
        self.own = own

    def __call__(self, doc: Doc) -> Doc:
        if self.search is not None and len(doc):
            for span, title in list(self._titled(doc, self.search)) or list(self._mistyped(doc, self.search)):
                self._link(doc, span, title, self.search)
        return doc

    def ids(self, codes: Iterable[str]) -> list[str]:
        """The ids of occupations by code: of several codes the college's own alone, where it has any of them."""
        codes = list(codes)
        own = [key for code in codes for key in self.own.get(code, ())]
        return list(dict.fromkeys(own or codes))

    def described(self, what: str, whole: str) -> list[tuple[str, float]]:
        """Ids of the occupations that a description (``what``; in its frame ``whole``) is near enough to, with their likeness: one, or a
        few where none leads clearly."""
        if self.search is None or not frames.tells_of_work(what):
            return []
        hits = self.search.described(whole, MOST_ALIKE + 1)
        near = [hit for hit in hits if hit.score >= max(LEAST, hits[0].score - NEAR)]
        return [(key, hit.score) for hit in near[:MOST_ALIKE] for key in self.ids([hit.code])[:1]]

    def _titled(self, doc: Doc, search: TitleSearch) -> Iterator[tuple[tuple[int, int], str]]:
        """The longest titles in the message that mean a job, as tokens and folded title."""
        words = _words(doc)
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST), at, -1):
                title = " ".join(word.text for word in words[at:end])
                span = (words[at].token, words[end - 1].token + 1)
                if search.meant(title) and self._counts(doc, span, title, search):
                    yield span, title
                    at = end - 1
                    break
            at += 1

    def _counts(self, doc: Doc, span: tuple[int, int], title: str, search: TitleSearch) -> bool:
        """Whether a title at these tokens means a job, and nothing that is linked already."""
        start, end = _place(doc, span)
        text = plain(doc.text)
        before, after = text[:start], text[end:]
        if too_general(title) or frames.owns(after) or not self._free(doc, start, end, title, search):
            return False
        single = " " not in title
        if single and len(title) <= SHORT and not (doc.text[start:end].isupper() or frames.is_certain(before)):
            return False
        if frames.is_meant(before, after) and not (single and _part_of_a_name(doc, span)):
            return True
        if title in not_names()["dealt_with"] or any(f.label in _HELP and f.role != "not" for f in doc._.found):
            return False
        return frames.is_all(before, after) or (not single and not frames.is_a_person(before))

    def _free(self, doc: Doc, start: int, end: int, title: str, search: TitleSearch) -> bool:
        """Whether the college's own names leave the place to a title: what they found there is a part of it, and means another job."""
        touched = [f for f in doc._.found if f.start < end and start < f.end]
        if any(f.label in _NAMES for f in touched):
            return False
        own = [f for f in touched if f.label == "occupation"]
        if any(not _within(f, start, end) or (f.start, f.end) == (start, end) for f in own):
            return False
        return not {f.value for f in own} & set(self.ids(search.meant(title)))

    def _mistyped(self, doc: Doc, search: TitleSearch) -> Iterator[tuple[tuple[int, int], str]]:
        """A title with mistakes, where the words before say that a job stands there or it is all that the message says."""
        if any(f.label in _GIVES_WAY or f.label in _NAMES for f in doc._.found):
            return
        text = plain(doc.text)
        for token in doc:
            if token.i and not frames.is_wanted(text[: token.idx]):
                continue
            certain = frames.is_certain(text[: token.idx])
            for end in range(min(len(doc), token.i + LONGEST), token.i, -1):
                typed = doc[token.i : end].text
                alone = not token.i and len(typed) >= LONG and frames.is_all("", text[token.idx + len(typed) :])
                if _BREAK.search(typed) or not (token.i or alone):
                    continue
                if not certain and any(_is_a_word(word) for word in fold_words(typed) if word not in search.words):
                    continue
                if (title := search.bridged(typed)) and not too_general(title):
                    yield (token.i, end), title
                    return

    def _link(self, doc: Doc, span: tuple[int, int], title: str, search: TitleSearch) -> None:
        start, end = _place(doc, span)
        codes = search.meant(title)
        ids = self.ids(codes if len(codes) == 1 else self._likeliest(codes, title, search))[:MOST_ALIKE]
        role = role_of(doc, *span, "occupation")
        if role in (None, "goal") and frames.is_left(plain(doc.text[:start])):
            role = "now"
        new = [Found("occupation", key, start, end, doc.text[start:end], role) for key in ids]
        kept = (f for f in doc._.found if not (f.label in ("occupation", "cluster") and _within(f, start, end)))
        doc._.found = (*kept, *new)

    @staticmethod
    def _likeliest(codes: Sequence[str], title: str, search: TitleSearch) -> Sequence[str]:
        """Of several occupations with one title those that it describes best; all of them where nothing tells them apart."""
        likeness = {hit.code: hit.score for hit in search.described(title, 20) if hit.code in codes}
        best = max(likeness.values(), default=0.0)
        return [code for code in codes if code in likeness and likeness[code] >= best - CLEARLY] or codes


@cache
def not_names() -> dict[str, frozenset[str]]:
    """Folded titles that are no job by themselves: ``too_general``, the words of ``ranks``, ``dealt_with``."""
    content: dict[str, list[str]] = yaml.safe_load(NOT_NAMES.read_text(encoding="utf-8"))
    return {kind: frozenset(fold(text) for text in texts) for kind, texts in content.items()}


def too_general(title: str) -> bool:
    """Whether a folded title names a rank rather than a job."""
    return title in not_names()["too_general"] or all(word in not_names()["ranks"] for word in title.split())


def _part_of_a_name(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether a word beside makes a title of one word a part of something else: "suicide hotline operator", "a former student"."""
    if span[0] and not _ordinary(doc[span[0] - 1]):
        return True
    after = plain(doc[span[1] :].text)
    return span[1] < len(doc) and not _ordinary(doc[span[1]]) and not frames.is_meant("", " " + after)


def _ordinary(token: Token) -> bool:
    return token.is_stop or token.is_punct or token.is_space or len(token) == 1


def _place(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    """Where tokens begin and end, in characters."""
    return doc[span[0]].idx, doc[span[1] - 1].idx + len(doc[span[1] - 1])


def _words(doc: Doc) -> list[Word]:
    """The words of the message with their spelling mended, folded as titles are."""
    mended: Mended | None = doc.user_data.get(MENDED)
    texts = [mended.text[start:end] for start, end, _, _ in mended.words] if mended else [token.text for token in doc]
    return [Word(word, place) for place, text in enumerate(texts) for word in fold_words(text)]


def _within(found: Found, start: int, end: int) -> bool:
    return start <= found.start and found.end <= end


def _is_a_word(word: str) -> bool:
    return word in dictionary("en") or word in dictionary("es")


@Language.factory("open_titles", default_config={"database": "", "cache": "", "own": {}})
def make_open_titles(nlp: Language, name: str, database: str, cache: str, own: dict[str, list[str]]) -> OpenTitles:
    return OpenTitles(title_search(database, Path(cache)) if database else None, own)
