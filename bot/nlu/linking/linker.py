"""spaCy component that finds records by name (PhraseMatcher on folded norms) and typed values (rules)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.nlu.linking.found import Found
from bot.nlu.linking.language import find_language
from bot.nlu.linking.military import Service
from bot.nlu.linking.names import Name
from bot.nlu.linking.negation import spread
from bot.nlu.linking.overlap import in_own_right
from bot.nlu.linking.roles import role_of
from bot.nlu.linking.values import find_values
from bot.nlu.words import plain, stem

NOT_NAMES = Path(__file__).parent / "not_names.yml"
Doc.set_extension("found", default=(), force=True)


class Linker:
    """Finds the longest name of each entity type; a name may stand for records of several types, and for several of a type.

    ``today`` gives the day that "next fall" is counted from.
    """

    def __init__(self, nlp: Language, names: list[Name], today: Callable[[], date] = date.today) -> None:
        self.nlp = nlp
        self.today = today
        self.matchers: dict[str, PhraseMatcher] = {}
        self.ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.fields = frozenset(plain(n.text) for n in names if n.label == "cluster")
        self.service = Service(names)
        self.not_names = PhraseMatcher(nlp.vocab, attr="NORM")
        self.not_names.add("not a name", [self._folded(text) for text in yaml.safe_load(NOT_NAMES.read_text(encoding="utf-8"))])
        by_label: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_label[name.label].append(name)
        for label, items in by_label.items():
            matcher = PhraseMatcher(nlp.vocab, attr="NORM")
            for name in items:
                doc = self._folded(name.text)
                key = " ".join(token.norm_ for token in doc)
                if name.id not in self.ids[(label, key)]:
                    self.ids[(label, key)].append(name.id)
                    matcher.add(key, [doc])
            self.matchers[label] = matcher

    def _folded(self, text: str) -> Doc:
        doc = self.nlp.make_doc(text)
        for token in doc:
            token.norm_ = stem(token.text)
        return doc

    def __call__(self, doc: Doc) -> Doc:
        named = in_own_right(list(self._names(doc)), plain(doc.text))
        found = list({(f.label, f.value, f.start): f for f in [*named, *find_values(doc, self.today())]}.values())
        doc._.found = (*spread(found, plain(doc.text)), *find_language(doc))
        return doc

    def _names(self, doc: Doc) -> Iterator[Found]:
        text = plain(doc.text)
        served = list(self.service.find(text))
        yield from served
        covered = [*((f.start, f.end) for f in served), *self.service.branches(text)]
        covered += [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for _, start, end in self.not_names(doc)]
        for label, matcher in sorted(self.matchers.items(), key=lambda item: item[0] != "prior_learning"):
            for span in filter_spans(Span(doc, start, end, label=key) for key, start, end in matcher(doc)):
                if _plain_word(span) or (label == "cluster" and self._one_thing(span)):
                    continue
                if any(start <= span.start_char and span.end_char <= end for start, end in covered):
                    continue  # the medic of "army medic" is no paramedic
                role = role_of(doc, span.start, span.end, label)
                for key in self.ids[(label, span.label_)]:
                    yield Found(label, key, span.start_char, span.end_char, span.text, role)
                    if label == "prior_learning" and _named_by_branch(key):
                        covered.append((span.start_char, span.end_char))

    def _one_thing(self, span: Span) -> bool:
        """Whether one thing is meant where only many of it name a field: "cars" is a field, "no car" is not."""
        return (
            len(span) == 1
            and len(span.text) > 2
            and plain(span.text) not in self.fields
            and plain(span.text) + "s" in self.fields
        )


def _named_by_branch(key: str) -> bool:
    """Whether a record of prior learning is a job in the service, by the shape of its id."""
    return key.startswith(("mos-", "afsc-", "navy-", "usmc-", "uscg-"))


def _plain_word(span: Span) -> bool:
    """Whether a short name is just a word here: "it" names a field only where it is written IT."""
    return all(token.is_stop for token in span) and not span.text.isupper() and not any(c.isdigit() for c in span.text)


@Language.factory("linker", default_config={"names": []})
def make_linker(nlp: Language, name: str, names: list[tuple[str, str, str]]) -> Linker:
    return Linker(nlp, [Name(*item) for item in names])
