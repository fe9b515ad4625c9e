"""Levels a student tells of in many words: schooling, its last grade, and English.

Patterns over :func:`bot.nlu.words.plain` text. What says less stands before what it could be taken for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.linking.found import Found, found

_ORDINALS = {"sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
             "sexto": 6, "septimo": 7, "octavo": 8, "noveno": 9, "decimo": 10, "undecimo": 11, "duodecimo": 12}  # fmt: skip
_YEARS = {"freshman": 9, "sophomore": 10, "junior": 11, "senior": 12}
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|[om]o)?|" + "|".join(_ORDINALS)
_GRADE = re.compile(
    rf"\b(?:(?P<nth>{_ORDINAL})\s*(?:grade|grado|grader)\b|grade\s+(?P<n>\d{{1,2}})\b|(?P<bare>(?:[6-9]|1[0-2])th)\W*$)"
)
_SCHOOL_YEAR = re.compile(
    r"\b(?:(?:i'?m|im|i am|am)\s+(?:a\s+)?(?:hs |high school )?(?P<y>freshman|sophomore|junior|senior)\b(?! (?:in|at) college)|(?P<y2>freshman|sophomore|junior|senior) in (?:high school|hs|h\.s\.))"
)
_STILL_IN = re.compile(
    r"\b(?:i'?m|im|i am|am|estoy|currently|still|now|going into|be|voy)\s+(?:in |a |an |en |going into )*(?:the |el )?$"
)

SCHOOLING: list[tuple[str, re.Pattern[str]]] = [
    (
        "no_diploma",
        re.compile(
            r"\b(?:never|didn'?t|did not|havent|haven'?t|not|couldn'?t)\s+(?:finish(?:ed)?|graduate[d]?|complete[d]?|get through)\s*(?:from )?(?:my )?(?:high school|school|hs|12th grade)?"
            r"|\bdrop(?:ped|t)?\s*out(?: of| in| from)?\s*(?:high school|hs|school|the )?(?!\s*(?:of )?college)(?:\s*(?:in |after )?(?:the )?\d{1,2}th grade)?"
            r"|\b(?:no|without(?: a| my)?|don'?t have (?:a |my |any )?|dont have (?:a |my |any )?|do not have (?:a |my )?|lack a?)\s*(?:high school |hs |h\.s\. )?(?:diploma|ged)\b"
            r"|\b(?:quit|left)\s+(?:high )?school\b|\b(?:quit|left)\s+(?:school )?(?:in|after)\s+(?:the )?\d{1,2}th"
            rf"|\b(?:only|just|until|up to|finished|made it to|went to|got to|as far as|solo|hasta|llegue(?: solo)? al?|termine|deje la escuela en)\s*(?:hice |llegue |estudie |fui )?(?:hasta |al )?(?:the |el )?(?:{_ORDINAL})\s*(?:grade|grado)"
            r"|^\W*\d{1,2}th(?: grade)?\W*$|\b(?:hs|high school) dropout\b"
            r"|\bno (?:termine|acabe|complete|tengo)\s*(?:la |el |mi )?(?:prepa(?:ratoria)?|secundaria|bachillerato|high school|escuela|diploma|ged)\b|\bsin (?:diploma|ged|prepa\w*|secundaria)\b|\bdeje la (?:escuela|prepa\w*|secundaria)\b"
        ),
    ),
    (
        "bachelor",
        re.compile(
            r"\b(?:have|got|hold|earned|with|tengo|finished|already have)\s*(?:a |an |my |una |mi )?(?:master'?s?|ph\.?d|doctorate|maestria|doctorado|mba)\b"
            r"|^\W*(?:bachelor'?s?|master'?s?|phd)(?: degree)?\W*$"
            r"|\b(?:have|got|hold|earned|with|tengo|finished|already have)\s*(?:a |an |my |una |mi )?(?:bachelor'?s?|b\.?a\.?|b\.?s\.?|4[- ]year degree|four[- ]year degree|college degree|university degree|licenciatura)\b"
        ),
    ),
    (
        "associate",
        re.compile(
            r"\b(?:have|got|hold|earned|with|tengo|finished|already have)\s*(?:a |an |my |un |mi )?(?:associate'?s?(?: degree)?|a\.?a\.?s?\.?|2[- ]year degree|two[- ]year degree|grado asociado)\b"
        ),
    ),
    (
        "some_college",
        re.compile(
            r"\b(?:some college|(?:one|two|three|a|1|2|3) (?:semesters?|years?)(?: of| at| in) (?:college|university|uni)|(?:un|dos|tres) (?:ano|anos|semestres?) de (?:universidad|colegio)|(?:a )?(?:few|couple(?: of)?) college (?:class(?:es)?|courses|credits)|dropped out of college|left college|started college|\d{1,3} college credits|algo de universidad|algunas clases de (?:universidad|colegio))\b"
        ),
    ),
    (
        "high_school",
        re.compile(
            r"\b(?:hs|high school|h\.s\.)\s*(?:diploma|grad(?:uate)?|degree|education)\b|\b(?:graduated|finished|completed)\s*(?:from )?(?:high school|hs)\b"
            r"|\b(?:have|got|earned|with|passed|finished|has|hold)\s*(?:a |an |my |the )?(?:diploma|ged|hiset|high school)\b|\b(?:termine|acabe|tengo|complete)\s*(?:la |el |mi |un )?(?:prepa(?:ratoria)?|bachillerato|secundaria|high school|ged|diploma)\b"
            r"|^\s*(?:ged|diploma|hs|high school)\s*$|^\W*graduated(?: in)? \d{4}\W*$"
        ),
    ),
]
ENGLISH: list[tuple[str, re.Pattern[str]]] = [
    (
        "beginning",
        re.compile(
            r"\b(?:no hablo|no se|casi no hablo|no entiendo)\s*(?:mucho |nada de |bien )?(?:el )?ingles\b|\bhablo (?:muy )?poc[oa](?: de)? ingles\b|\bpoco ingles\b|\b(?:don'?t|dont|do not|cant|can'?t)\s*(?:speak|know|understand)\s*(?:much |any |good |a lot of )?english\b|\b(?:little|no|very little) english\b|\benglish (?:is )?(?:very |really |pretty )?(?:bad|poor|low|basic)\b|\bmi ingles es (?:muy )?(?:basico|malo|poco|limitado)\b"
        ),
    ),
    (
        "intermediate",
        re.compile(
            r"\b(?:english (?:is )?(?:not (?:so |very |that )?(?:good|great)|so so|ok|okay|not perfect|improving|getting better)|learning english|english learner|esl student|estoy aprendiendo ingles|mi ingles es (?:regular|mas o menos|intermedio)|hablo (?:un poco|algo)(?: de)? ingles|some english|a little english)\b"
        ),
    ),
    (
        "advanced",
        re.compile(
            r"\b(?:english (?:is )?(?:good|pretty good|fine|strong)|speak (?:good )?english well|mi ingles es (?:bueno|muy bueno|avanzado)|hablo bien (?:el )?ingles)\b"
        ),
    ),
]


def find_grade(text: str) -> Iterator[Found]:
    """The school ``grade`` a student got to, 1 to 12; in role ``now`` the one they are in."""
    for match in _GRADE.finditer(text):
        said = match["nth"] or match["n"] or match["bare"]
        grade = _ORDINALS.get(said) or int(re.sub(r"\D", "", said))
        if 1 <= grade <= 12 and not re.search(
            r"\b(?:teach|teaching|my \w+ is in|kids? in|ensenar)\s*(?:the |el )?$", text[: match.start()]
        ):
            yield found("grade", grade, match, "now" if _STILL_IN.search(text[: match.start()]) else None)
    if in_year := _SCHOOL_YEAR.search(text):
        yield found("grade", _YEARS[in_year["y"] or in_year["y2"]], in_year, "now")
