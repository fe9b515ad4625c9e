"""Levels a student tells of in many words: schooling and English. What says less stands before what it could be taken for.

Patterns over :func:`bot.nlu.words.plain` text.
"""

from __future__ import annotations

import re

SCHOOLING: list[tuple[str, re.Pattern[str]]] = [
    (
        "no_diploma",
        re.compile(
            r"\b(?:never|didn'?t|did not|havent|haven'?t|not|couldn'?t)\s+(?:finish(?:ed)?|graduate[d]?|complete[d]?|get through)\s*(?:from )?(?:my )?(?:high school|school|hs|12th grade)?"
            r"|\bdrop(?:ped|t)?\s*out(?: of| in| from)?\s*(?:high school|hs|school|the )?(?!\s*(?:of )?college)(?:\s*(?:in )?(?:the )?\d{1,2}th grade)?"
            r"|\b(?:no|without(?: a| my)?|don'?t have (?:a |my |any )?|dont have (?:a |my |any )?|do not have (?:a |my )?|lack a?)\s*(?:high school |hs |h\.s\. )?(?:diploma|ged)\b"
            r"|\b(?:quit|left)\s+(?:high )?school\b|\b(?:only|just|until|up to|finished|made it to)\s*(?:the )?\d{1,2}th grade|^\W*\d{1,2}th(?: grade)?\W*$"
            r"|\bno (?:termine|acabe|complete|tengo)\s*(?:la |el |mi )?(?:prepa(?:ratoria)?|secundaria|bachillerato|high school|escuela|diploma|ged)\b|\bsin (?:diploma|ged|prepa\w*|secundaria)\b|\bdeje la (?:escuela|prepa\w*|secundaria)\b"
        ),
    ),
    (
        "bachelor",
        re.compile(
            r"\b(?:have|got|hold|earned|with|tengo|finished|already have)\s*(?:a |an |my |una |mi )?(?:bachelor'?s?|b\.?a\.?|b\.?s\.?|4[- ]year degree|four[- ]year degree|college degree|university degree|licenciatura)\b"
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
            r"\b(?:some college|(?:a )?(?:few|couple(?: of)?) college (?:class(?:es)?|courses|credits)|dropped out of college|left college|started college|\d{1,3} college credits|algo de universidad|algunas clases de (?:universidad|colegio))\b"
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
