"""Which language a message is in, by words that only one of the two dictionaries knows."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from bot.nlu.dictionaries import words
from bot.nlu.linking.found import Found
from bot.nlu.words import plain

# Spanish words that an English dictionary lists too, yet that an English-writing student does not use, and the reverse.
_SPANISH = frozenset(
    [
        "hola",
        "como",
        "que",
        "quiero",
        "ser",
        "mi",
        "mis",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "con",
        "por",
        "para",
        "sin",
        "si",
        "no",
        "soy",
        "ya",
        "hay",
        "de",
        "y",
        "o",
        "en",
        "del",
        "al",
        "lo",
        "le",
        "se",
        "es",
        "son",
        "cual",
        "cuando",
        "donde",
        "quien",
        "ayuda",
        "clase",
        "clases",
        "trabajo",
        "gracias",
        "adios",
        "buenas",
        "dias",
        "noches",
        "tardes",
        "puedo",
        "necesito",
        "tengo",
        "estoy",
        "gusta",
        "ingles",
    ]
)
_ENGLISH = frozenset(
    [
        "a",
        "i",
        "me",
        "no",
        "be",
        "to",
        "he",
        "we",
        "so",
        "do",
        "as",
        "real",
        "date",
        "time",
        "come",
        "son",
        "once",
        "sale",
        "red",
        "pan",
        "more",
        "has",
        "sin",
    ]
)


def find_language(doc: Doc) -> Iterator[Found]:
    """``es`` or ``en`` where the words tell clearly; nothing for a message that could be either ("cna", "ok")."""
    typed = [plain(token.text) for token in doc if token.is_alpha]
    spanish = sum(1 if w in _SPANISH - _ENGLISH else 0.8 if w in words("es") and w not in words("en") else 0 for w in typed)
    english = sum(0.8 if w in words("en") and w not in words("es") and w not in _SPANISH else 0 for w in typed)
    if spanish > english and (spanish >= 1.6 or spanish >= len(typed) / 2):
        yield Found("language", "es", 0, len(doc.text), "")
    elif english > spanish and english >= 1.6:
        yield Found("language", "en", 0, len(doc.text), "")
