"""Numbers in digits and in English and Spanish words."""

from __future__ import annotations

WORDS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
         "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "un": 1, "una": 1, "uno": 1, "dos": 2,
         "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20,
         "treinta": 30}  # fmt: skip
ANY = r"(?:\d{1,3}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"  # a pattern for one number up to 999


def number(text: str) -> int:
    """The number a word or digits stand for; KeyError for any other word."""
    return int(text) if text.isdigit() else WORDS[text]
