"""The spaCy component `sentence_encoder`: documents, spans and tokens whose vector is the sentence's.

Rasa's stock SpacyFeaturizer averages the vectors of a document's tokens into the sentence feature, and does nothing unless
the vocabulary says it has vectors. So every token answers with the sentence vector, whose average is itself, and the
vocabulary is told its width.

Import this module before `spacy.load`ing a pipeline that has the component.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from knowledge.search.encoder.encoder import WIDTH, SentenceEncoder, Vectors, shared

NAME = "sentence_encoder"
ENCODE_TEXT = "encode_text"  # key in Doc.user_data: the text to encode where it is not the document's own
DEFAULT_CACHE = "~/.cache/career-pathway-advisor"


class SentenceVectors:
    """Hangs a promise of its vector on each document it is given. Nothing is built, loaded or encoded until one is asked for.

    It has no state but its configuration, which spaCy saves with the pipeline, so it needs no serialisation of its own.
    """

    def __init__(self, cache: Path, quantized: bool) -> None:
        self.cache = cache
        self.quantized = quantized

    def __call__(self, doc: Doc) -> Doc:
        """Attach to one document."""
        _attach((doc, *clauses_of(doc)), self)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Attach to many: the first vector asked for of a batch encodes the whole batch."""
        for batch in batched(docs, batch_size):
            _attach(batch, self)  # without the clauses, which training does not ask for
            yield from batch

    @property
    def encoder(self) -> SentenceEncoder:
        """The process's encoder for this configuration; builds the model if the cache has none.

        `.encoder.load()` at start-up spares the first message the wait. Raises WeightsError or BuildError.
        """
        return shared(self.cache, quantized=self.quantized)


@Language.factory(NAME, default_config={"cache": DEFAULT_CACHE, "quantized": True})
def make(nlp: Language, name: str, cache: str, quantized: bool) -> SentenceVectors:
    """Make the component, as spaCy does, and give the vocabulary its width unless it has vectors already.

    `cache` is the folder of the built model: `~` is allowed, and a relative one is taken from the working directory.
    """
    if nlp.vocab.vectors_length == 0:
        nlp.vocab.reset_vectors(width=WIDTH)
    return SentenceVectors(Path(cache), quantized)


def clauses_of(doc: Doc) -> Sequence[Doc]:
    """The clauses that an earlier component cut the document into (`doc._.clauses`), if the pipeline has such a component."""
    return doc._.clauses if Doc.has_extension("clauses") else ()


class _Batch:
    """Texts that are encoded together, once, when the first of their vectors is asked for. Safe between threads."""

    def __init__(self, source: SentenceVectors, texts: list[str]) -> None:
        self.source = source
        self.texts = texts
        self._vectors: Vectors | None = None
        self._encoding = threading.Lock()

    def vector(self, row: int) -> Vectors:
        """The vector of text `row`: float32, shape (384,), read-only, the same object's memory on every call."""
        if self._vectors is None:
            with self._encoding:
                if self._vectors is None:
                    vectors = self.source.encoder.encode(self.texts)
                    vectors.flags.writeable = False
                    self._vectors = vectors
        result: Vectors = self._vectors[row]
        return result


class _Vector:
    """The hook: whatever part of the document asks, the answer is its sentence's vector."""

    def __init__(self, batch: _Batch, row: int) -> None:
        self._batch = batch
        self._row = row

    def __call__(self, _: Doc | Span | Token) -> Vectors:
        return self._batch.vector(self._row)

    def __reduce__(self) -> tuple[Callable[[SentenceVectors, str], "_Vector"], tuple[SentenceVectors, str]]:
        """A pickled document takes its own text along, not its neighbours' nor the lock."""
        return _promise, (self._batch.source, self._batch.texts[self._row])


def _promise(source: SentenceVectors, text: str) -> _Vector:
    return _Vector(_Batch(source, [text]), 0)


def _has_vector(_: Doc | Span | Token) -> bool:
    return True


def _attach(docs: Sequence[Doc], source: SentenceVectors) -> None:
    batch = _Batch(source, [doc.user_data.get(ENCODE_TEXT, doc.text) for doc in docs])
    for row, doc in enumerate(docs):
        vector = _Vector(batch, row)
        hooks = {"vector": vector, "has_vector": _has_vector}
        # New dictionaries, since a clause made by Span.as_doc shares those of its document: the last one would answer for all.
        doc.user_hooks = {**doc.user_hooks, **hooks}
        doc.user_span_hooks = {**doc.user_span_hooks, **hooks}
        doc.user_token_hooks = {**doc.user_token_hooks, **hooks}
