"""spaCy component that cuts a message where one need may end and another begin.

It sets ``doc._.clauses``: documents of their own, in order, which together hold all the message's words; none for a message
of one piece. Whether two clauses really are two needs is decided elsewhere (:mod:`bot.nlu.needs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.spelling import MENDED, Mended
from bot.nlu.words import plain

SHORTEST = 3  # words: fewer go with the next clause ("ok so", "hi there", "broke af")

_CUT = re.compile(
    r"[.?!;\n]+(?:\s+|$)"
    r"|,?\s*\b(?:and then|and also|oh and|and|also|plus|but|btw|by the way|on top of that"
    r"|y tambien|y ademas|ademas|tambien|pero|otra cosa|y|e|n|nd)\b[,:]?\s+"
    r"|\s*[&+]\s+|,\s+|\s+[-–—]+\s+"
)
_WORD = re.compile(r"\w+")

Doc.set_extension("clauses", default=(), force=True)


def pieces(text: str) -> list[tuple[int, int]]:
    """Where each clause begins and ends in ``text``; ends include the mark or the word that closes it."""
    folded = plain(text)
    found: list[tuple[int, int]] = []
    begun = 0
    for end in [*(cut.end() for cut in _CUT.finditer(folded)), len(text)]:
        if len(_WORD.findall(folded[begun:end])) >= SHORTEST:
            found.append((begun, end))
            begun = end
    if found and begun < len(text):
        found[-1] = (found[-1][0], len(text))
    return found


@Language.component("clauses")
def cut(doc: Doc) -> Doc:
    """Cut ``doc``; needs the spelling bridge's mended text, which the sentence encoder reads."""
    doc._.clauses = tuple(_documents(doc))
    return doc


def _documents(doc: Doc) -> Iterator[Doc]:
    places = pieces(doc.text)
    if len(places) < 2:
        return
    for begun, end in places:
        span = doc.char_span(begun, end, alignment_mode="contract")
        if span is None or not len(span):
            continue
        clause = span.as_doc()
        clause.user_data["start"], clause.user_data["end"] = begun, end
        mended: Mended = doc.user_data[MENDED]
        clause.user_data["encode_text"] = mended.text[mended.words[span.start][0] : mended.words[span.end - 1][1]]
        yield clause
