"""Where in a message a job is meant: words before or after a title that say so, and words that say it is a person one deals with.

Patterns work on :func:`bot.nlu.words.plain` text. Of 56,000 titles many are everyday words ("host", "model", "lead"), so that a
title counts only in such a place, and one of several words wherever nobody is talked of.
"""

from __future__ import annotations

import re

MOST_WORDS = 4  # of what somebody calls a job in their own words
_A = r"(?:an? |the |un |una )"
# After these a title is meant, with or without an article
_BEFORE = re.compile(
    rf"(?:\b(?:become|becoming|work(?:ed|ing|s)? as|jobs? as|careers? as|position as|hired as|living as|train(?:ing)? (?:as|to be|to become)|stud(?:y|ying) to be"
    rf"|(?:much|money|long) (?:does|do|will|would|can|to be|to become)|(?:salary|salaries|pay|wages?|job outlook|outlook|duties|tasks|career|jobs) (?:for|of|as|in)"
    rf"|what (?:does|do) (?:being )?|(?:like|about) (?:being|becoming|to be|to become)|job (?:called|titled)|dream job is(?: to be| being)?|apply (?:for|as)|future as)\s+{_A}?)$"
)
# After these it is only with an article
_BEFORE_A = re.compile(
    r"\b(?:be|being|been|i'?m|im|i am|was|want|about|what is|what'?s|whats|interested in|looking into|from|(?:switch|change|move|moving|go|going|promoted) (?:in)?to)\s+(?:an? )$"
)
_BESIDE = re.compile(r"\b(?:vs|versus|or|and|than|to|into)\s+(?:an? )$")  # after these too, where another job is named before
_AFTER = re.compile(
    r"^(?:s|'s)?\s+(?:salary|salaries|wages?|pay(?:s|ing)?\b|jobs?\b(?! corps| fair)|careers?\b|career outlook|job outlook|make\b|makes\b|earn\b|earns\b|get paid|do\b(?! (?:i|you|u|we|they)\b)|does\b)"
)
_BE_A = re.compile(r"\b(?:be|being|become|becoming) an? $")
_FROM = re.compile(r"\bfrom (?:being |working as )?(?:an? |the )?$")
_OWNER = re.compile(r"^(?:'s|’s)\s+\w")
# What somebody likes or is tells nothing of the work, and who should help "me" is asked for, not aspired to
_NO_WORK = re.compile(
    r"^(?:really |also |just |always )*(?:likes?|loves?|enjoys?|wants?|hates?|prefers?|dislikes?|was|were|has|have|had|never|does ?n'?t|do ?n'?t|can|can'?t|knows?|needs?|got|thinks?|feels?|(?:is|are) )\b"
    r"|\b(?:me|my|mine|us|our|not|trains? (?:you|u))\b"
)
_PHRASE = re.compile(
    r"^(?P<what>[\w' -]+?)\s*(?=$|[.,;!?()]|\b(?:but|because|cuz|so|if|when|while|with|without|in|at|for|near|here|there|and|or|what|how|someday|one day|do|is|that|who|i|im|i'm|to|on|by|pls|please|like)\b)"
)
_FILLER = re.compile(r"^(?:an?|the|um+|uh|maybe|like|just|probably|ok|okay|so|yeah|yes|hi|hey|as|being|be)$")
# Before these a title of several words is somebody the student deals with or needs, not work
_PERSON = re.compile(
    r"\b(?:my|your|our|his|her|their|this|that|some|ur|the|no|any|need|needs|find|see|seeing|saw|call|called|meet|met|ask|asked|tell|told|talk(?:ing|ed)? (?:to|with)|speak(?:ing)? (?:to|with)|spoke (?:to|with)"
    r"|help (?:from|with|of)|hire|afford|pay for|looking for|contact|email|with|by|from|where is|wheres|is there|do you have|get me|name of|along to|send help like)\s+(?:an? |the |my |some |any |good |free )*$"
)

# Before these a description is of somebody the student would like to be helped by
_ASKED_FOR = re.compile(
    r"\b(?:need|find|see|call|meet|meet with|ask|talk(?:ing)? (?:to|with)|speak(?:ing)? (?:to|with)|looking for|contact|email|where is|wheres|is there|are there|do you have|have you got|get me|name of|number of|along to|connect me (?:to|with))"
    r"\s+(?:an? |the |some |any )*$"
)


def is_meant(before: str, after: str, *, beside: bool = False) -> bool:
    """Whether the words around a title say that the job is meant; ``beside``: another job is named before."""
    if is_left(before) and after.startswith(" to "):
        return True
    return is_wanted(before) or bool(_AFTER.search(after)) or (beside and bool(_BESIDE.search(before)))


def phrase(after: str) -> str:
    """What the words up to the next break call a job; empty where they are none or too many."""
    found = _PHRASE.match(after)
    return found["what"] if found and len(found["what"].split()) <= MOST_WORDS else ""


def is_certain(before: str) -> bool:
    """Whether the words before a place leave no doubt that a job stands there."""
    return bool(_BEFORE.search(before) or _BE_A.search(before))


def is_left(before: str) -> bool:
    """Whether the job is the one a student comes from: "from cashier to ..."."""
    return bool(_FROM.search(before))


def owns(after: str) -> bool:
    """Whether something of a person's is spoken of and not the pay: "the driver's license"."""
    return bool(_OWNER.search(after)) and not _AFTER.search(after)


def tells_of_work(what: str) -> bool:
    """Whether a description tells what somebody does for a living."""
    return not _NO_WORK.search(what)


def is_wanted(before: str) -> bool:
    """Whether the words before a place say that a job stands there, however it is written."""
    return bool(_BEFORE.search(before) or _BEFORE_A.search(before))


def is_all(before: str, after: str) -> bool:
    """Whether a title is all that the message says."""
    return not re.search(r"\w", after) and all(_FILLER.match(word) for word in re.findall(r"[\w']+", before))


def is_asked_for(before: str) -> bool:
    """Whether somebody is described whom the student looks for."""
    return bool(_ASKED_FOR.search(before))


def is_a_person(before: str) -> bool:
    """Whether somebody is talked of whom the student deals with."""
    return bool(_PERSON.search(before))
