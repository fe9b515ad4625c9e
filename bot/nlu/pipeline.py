"""The one spaCy pipeline: tokens, spelling bridge, entities by name, clauses, sentence vector, entities by description."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import spacy
import yaml
from spacy.language import Language

import bot.nlu.clauses
import bot.nlu.encoder.component
import bot.nlu.linking.described
import bot.nlu.linking.linker
import bot.nlu.linking.open_titles  # noqa: F401  registers the factories
from bot.nlu.dictionaries import words as dictionary
from bot.nlu.kept import files, kept
from bot.nlu.linking.military import military_words
from bot.nlu.linking.names import descriptions, names, not_here
from bot.nlu.linking.values import PHRASES
from bot.nlu.spelling import warm
from bot.nlu.words import plain
from knowledge.catalog import Catalog

_WORD = re.compile(r"[^\W\d_]{3,}")
TRAINING = Path("data") / "nlu"
HERE = Path(__file__).parent


def build(catalog: Catalog, cache: Path, quantized: bool = True, database: str = "") -> Language:
    """The pipeline for a catalog. ``cache`` is the folder in which the encoder's runtime form is built once; ``database`` the URL of the
    open data, whose titles are found too where there are any.

    The vocabulary is kept in the cache folder for as long as the names, the training data and the code of this package are
    the same; the dictionaries and the encoder are kept there too, each for its own inputs.
    """
    nlp = spacy.blank("en")
    known = list(names(catalog))
    known += not_here(known)
    inputs: list[str | bytes] = [*(name.text for name in known), *files(HERE, TRAINING)]
    vocabulary = kept("vocabulary", inputs, lambda: dict(_vocabulary(name.text for name in known)))
    nlp.add_pipe("spelling", config={"vocabulary": vocabulary})
    nlp.add_pipe("linker", config={"names": [(name.label, name.id, name.text) for name in known]})
    own: dict[str, list[str]] = {}
    for occupation in catalog.occupations.values():
        own.setdefault(occupation.onet_code, []).append(occupation.id)
    nlp.add_pipe("open_titles", config={"database": database, "cache": str(cache), "own": own})
    nlp.add_pipe("clauses")
    warm()
    nlp.add_pipe("sentence_encoder", config={"cache": str(cache), "quantized": quantized})
    texts = [(text.label, text.id, text.text) for text in descriptions(catalog)]
    describer = nlp.add_pipe("describer", config={"texts": texts, "cache": str(cache), "quantized": quantized})
    describer.open_titles = nlp.get_pipe("open_titles")
    return nlp


def _vocabulary(texts: Iterable[str]) -> Counter[str]:
    """The words of our content and how often each stands there: names of records, phrases of values, training data.

    A word of the training data counts only if a dictionary knows it, since students' typing mistakes stand there too.
    """
    words: Counter[str] = Counter()
    for text in texts:
        words.update(_WORD.findall(plain(text)))
    words.update(military_words())
    for values in yaml.safe_load(PHRASES.read_text(encoding="utf-8")).values():
        words.update(word for phrases in values.values() for phrase in phrases for word in _WORD.findall(plain(phrase)))
    trained = Counter(
        word for path in sorted(TRAINING.glob("*.yml")) for word in _WORD.findall(plain(path.read_text(encoding="utf-8")))
    )
    words.update({word: n for word, n in trained.items() if n > 1 and (word in dictionary("en") or word in dictionary("es"))})
    return words
