"""spaCy component after the linker: work of the nation's open data, by any of its titles, where the college's own names found none.

What is linked has the id of the college's own occupation where it has that code, else the O*NET-SOC code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.linking import open_frames as frames
from bot.nlu.linking.found import Found
from bot.nlu.linking.open_words import is_a_word, not_names, part_of_a_name, place_of, too_general, within, words_of
from bot.nlu.linking.roles import role_of
from bot.nlu.words import plain
from knowledge.search.folding import fold_words
from knowledge.search.titles import Hit, TitleSearch, title_search

SHORT = 3  # letters of a title that is somebody's initials, and an everyday word as often ("DO", "HIS")
LONG = 9  # letters from which on a message may be one mistyped title
LONGEST = 6  # words of a title looked for
MOST_TITLES = 6  # of one message that are linked
MOST_ALIKE = 3  # occupations that one title may mean and be asked about
CLEARLY = 0.06  # what is so much less like the title than the likeliest is not meant
# Likeness, measured on the development half of tests/bench/search_queries.jsonl and on the training messages: docs/decisions/0026
LEAST = 0.48  # from which on a description is meant
LEAST_CALLED = 0.6  # the same for words in which a wish is said: "become a surgery tech"
LEAST_IN_DOUBT = 0.5  # the same where the college's own occupation would be put aside
MUCH_NEARER = 0.07  # and by how much others have to be nearer
LOOKED_AT = 20  # occupations near a description
NEAR = 0.03  # occupations this close to the likeliest are as likely
_GIVES_WAY = frozenset(["occupation", "cluster", "not_here", "trait"])  # names that may be a part of a longer title
_HELP = frozenset(["service", "need"])
_NAMES = frozenset(["credential", "program", "service", "employer", "prior_learning", "deadline", "model", "campus"])
_BREAK = re.compile(r"[.,;!?]")


class OpenTitles:
    """Adds occupations to ``doc._.found``. ``own``: ids of the college's occupations by O*NET-SOC code."""

    def __init__(self, search: TitleSearch | None, own: Mapping[str, list[str]]) -> None:
        self.search = search
        self.own = own

    def __call__(self, doc: Doc) -> Doc:
        if self.search is not None and len(doc):
            titled = list(islice(self._titled(doc, self.search), MOST_TITLES)) or list(self._mistyped(doc, self.search))
            for span, title in titled:
                self._link(doc, span, title, self.search)
            if not titled:
                self._call(doc)
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
        return self._near(self.search.described(whole, LOOKED_AT), LEAST)

    def doubted(self, key: str, what: str, whole: str) -> list[tuple[str, float]]:
        """The same, where a description seemed to be of the college's occupation ``key``: none unless others are much nearer."""
        if self.search is None or not frames.tells_of_work(what):
            return []
        hits = self.search.described(whole, LOOKED_AT)
        likeness = max((hit.score for hit in hits if key in self.own.get(hit.code, ())), default=hits[-1].score if hits else 0.0)
        return self._near([hit for hit in hits if hit.score >= likeness + MUCH_NEARER], LEAST_IN_DOUBT)

    def _near(self, hits: Sequence[Hit], least: float) -> list[tuple[str, float]]:
        """The best of some hits and those about as good, as ids."""
        near = [hit for hit in hits if hit.score >= max(least, hits[0].score - NEAR)]
        return [(key, hit.score) for hit in near[:MOST_ALIKE] for key in self.ids([hit.code])[:1]]

    def _titled(self, doc: Doc, search: TitleSearch) -> Iterator[tuple[tuple[int, int], str]]:
        """The longest titles in the message that mean a job, as tokens and folded title."""
        words = words_of(doc)
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
        start, end = place_of(doc, span)
        text = plain(doc.text)
        before, after = text[:start], text[end:]
        if too_general(title) or frames.owns(after) or not self._free(doc, start, end, title, search):
            return False
        single = " " not in title
        if single and len(title) <= SHORT and not (doc.text[start:end].isupper() or frames.is_certain(before)):
            return False
        beside = any(f.label == "occupation" and f.end <= start for f in doc._.found)
        if frames.is_meant(before, after, beside=beside) and not (single and part_of_a_name(doc, span)):
            return True
        if self._is_help(doc, title):
            return False
        return frames.is_all(before, after) or not (single or doc[span[1] - 1].is_stop or frames.is_a_person(before))

    def _free(self, doc: Doc, start: int, end: int, title: str, search: TitleSearch) -> bool:
        """Whether the college's own names leave the place to a title: what they found there is a part of it, and means another job."""
        touched = [f for f in doc._.found if f.start < end and start < f.end]
        if any(f.label in _NAMES for f in touched):
            return False
        own = [f for f in touched if f.label == "occupation"]
        if any(not within(f, start, end) or (f.start, f.end) == (start, end) for f in own):
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
                if not certain and any(is_a_word(word) for word in fold_words(typed) if word not in search.words):
                    continue
                if (title := search.bridged(typed)) and not too_general(title) and (certain or not self._is_help(doc, title)):
                    yield (token.i, end), title
                    return

    def _call(self, doc: Doc) -> None:
        """Link what a student calls the work they want in their own words: "become a surgery tech"."""
        if any(f.label in _GIVES_WAY or f.label in _NAMES for f in doc._.found) or self.search is None:
            return
        text = plain(doc.text)
        for token in doc:
            what = frames.phrase(text[token.idx :]) if token.i and frames.is_certain(text[: token.idx]) else ""
            words = fold_words(what)
            if not words or words[-1] in not_names()["too_general"] | not_names()["ranks"]:
                continue
            near = self._near(self.search.described(what, LOOKED_AT), LEAST_CALLED)
            if span := near and doc.char_span(token.idx, token.idx + len(what), alignment_mode="expand"):
                role = role_of(doc, span.start, span.end, "occupation")
                new = (Found("occupation", key, span.start_char, span.end_char, span.text, role, score) for key, score in near)
                doc._.found = (*doc._.found, *new)
                return

    @staticmethod
    def _is_help(doc: Doc, title: str) -> bool:
        """Whether somebody is asked for who helps, rather than a job."""
        return title in not_names()["dealt_with"] or any(f.label in _HELP and f.role != "not" for f in doc._.found)

    def _link(self, doc: Doc, span: tuple[int, int], title: str, search: TitleSearch) -> None:
        start, end = place_of(doc, span)
        codes = search.meant(title)
        ids = self.ids(codes if len(codes) == 1 else self._likeliest(codes, title, search))[:MOST_ALIKE]
        role = role_of(doc, *span, "occupation")
        if role in (None, "goal") and frames.is_left(plain(doc.text[:start])):
            role = "now"
        new = [Found("occupation", key, start, end, doc.text[start:end], role) for key in ids]
        kept = (f for f in doc._.found if not (f.label in ("occupation", "cluster") and within(f, start, end)))
        doc._.found = (*kept, *new)

    @staticmethod
    def _likeliest(codes: Sequence[str], title: str, search: TitleSearch) -> Sequence[str]:
        """Of several occupations with one title those that it describes best; all of them where nothing tells them apart."""
        likeness = {hit.code: hit.score for hit in search.described(title, 20) if hit.code in codes}
        best = max(likeness.values(), default=0.0)
        return [code for code in codes if code in likeness and likeness[code] >= best - CLEARLY] or codes


@Language.factory("open_titles", default_config={"database": "", "cache": "", "own": {}})
def make_open_titles(nlp: Language, name: str, database: str, cache: str, own: dict[str, list[str]]) -> OpenTitles:
    return OpenTitles(title_search(database, Path(cache)) if database else None, own)
