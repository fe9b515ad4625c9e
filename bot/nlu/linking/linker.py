"""spaCy component that finds records by name (PhraseMatcher on folded norms) and typed values (rules)."""

from collections import defaultdict

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.nlu.linking.found import Found
from bot.nlu.linking.language import find_language
from bot.nlu.linking.names import Name
from bot.nlu.linking.roles import role_of
from bot.nlu.linking.values import find_values
from bot.nlu.words import stem

Doc.set_extension("found", default=(), force=True)


class Linker:
    """Finds the longest name of each entity type; a name may stand for records of several types at once."""

    def __init__(self, nlp: Language, names: list[Name]) -> None:
        self.nlp = nlp
        self.matchers: dict[str, PhraseMatcher] = {}
        self.ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        by_label: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_label[name.label].append(name)
        for label, items in by_label.items():
            matcher = PhraseMatcher(nlp.vocab, attr="NORM")
            for name in items:
                doc = nlp.make_doc(name.text)
                for token in doc:
                    token.norm_ = stem(token.text)
                key = " ".join(token.norm_ for token in doc)
                if name.id not in self.ids[(label, key)]:
                    self.ids[(label, key)].append(name.id)
                    matcher.add(key, [doc])
            self.matchers[label] = matcher

    def __call__(self, doc: Doc) -> Doc:
        found: list[Found] = []
        for label, matcher in self.matchers.items():
            for span in filter_spans(Span(doc, start, end, label=key) for key, start, end in matcher(doc)):
                if _plain_word(span):
                    continue
                role = role_of(doc, span.start, span.end, label)
                for key in self.ids[(label, span.label_)]:
                    found.append(Found(label, key, span.start_char, span.end_char, span.text, role))
        found += find_values(doc)
        found += find_language(doc)
        doc._.found = tuple(sorted(found, key=lambda f: (f.start, f.label, str(f.value))))
        return doc


def _plain_word(span: Span) -> bool:
    """Whether a short name is just a word here: "it" names a field only where it is written IT."""
    return all(token.is_stop for token in span) and not span.text.isupper() and not any(c.isdigit() for c in span.text)


@Language.factory("linker", default_config={"names": []})
def make_linker(nlp: Language, name: str, names: list[tuple[str, str, str]]) -> Linker:
    return Linker(nlp, [Name(*item) for item in names])
