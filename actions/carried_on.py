"""What a short question leaves out and the answer before it tells: "What about dental?", "do you teach that", "who does"."""

from __future__ import annotations

import re

from actions import elsewhere, listed, outlook
from actions.turn import Turn

NAMED = ("occupation", "program", "credential", "cluster")
CARRIED = (*NAMED, "time", "modality", "campus")  # what a question carried on may name
_SMALL = """a an the for in of on to about being becoming be doing one ones job jobs work career careers field class classes program programs
stuff thing things then den though tho doe too instead pls please plz lol maybe
el la los las un una de para en ser trabajo trabajos carrera clase clases programa programas entonces también tambien porfa"""
SMALL = frozenset(re.findall(r"\w+", _SMALL))  # words that add nothing to what is named
ELSEWHERE = ("next_step", "occupation_info", "credential_info")  # topics that a question for another college may be taken for
UNSURE = 0.5  # surer of a topic than this, the words alone tell what is asked
LONGEST = 9  # words
_AND = r"(?:(?:ok|okay|okey|so|and|n|but|well|then|den|alright|um+|cool|y|pero|bueno|entonces|oye)[\s,.]+)*"
_OPENS = re.compile(
    rf"{_AND}"
    r"(?:(?:what|wat|wut|whut|how)\s*(?:about|abt|bout)\b|(?:y|and|n)\s+(?:the|for|in|la|el|para|en|de)\b|que (?:tal|hay de)\b|qué (?:tal|hay de)\b)",
    re.IGNORECASE,
)
_IT = r"(?:that|dat|it|this|those|these|them|eso|esto|esa|ese)"
_WE = r"(?:you|u|ya|yall|y'all|they|the college|the school|this college|we|i|somebody|anybody)"
_HERE = r"(?:here|there|at (?:the|this|your|ur) (?:college|school)|aqu[ií]|all[ií]|ah[ií]|con ustedes)"
_TAUGHT = re.compile(
    rf"{_AND}(?:"
    rf"(?:do|does|can|could|would|will)?\s*{_WE} (?:guys |all )?(?:also |even |actually )?(?:teach|offer|train (?:for|people for)|learn|study) {_IT}"
    rf"|(?:do|does|can|could|would|will) {_WE} (?:guys |all )?(?:also |even |actually )?(?:do|have|get|take|go for) {_IT}(?: {_HERE})"
    rf"|(?:do|does) {_WE} (?:guys |all )?(?:have|offer|teach|got) (?:a |any |some )?(?:class(?:es)?|programs?|training|courses?|degrees?)(?: (?:for|in|on) {_IT})?"
    rf"|(?:is|are) {_IT} (?:taught|offered|something (?:you|u) (?:teach|offer|have))"
    rf"|where (?:do|can|could|would|should|does) (?:i|we|one|someone|somebody|you|u|they) (?:go to )?(?:learn|study|take|train for|get trained (?:for|in)|do) {_IT}"
    rf"|(?:who|where) (?:else )?(?:does|do|teaches|offers)(?: {_IT})?"
    rf"|d[oó]nde (?:lo |la )?(?:puedo|se puede|podr[ií]a|podemos) (?:estudiar|aprender|hacer)(?:lo|la)?(?: {_IT})?"
    rf"|(?:lo|la|eso) (?:ense[ñn]an|dan|tienen|ofrecen)(?: ustedes)?|(?:ense[ñn]an|dan|tienen|ofrecen) {_IT}"
    rf"|(?:lo |la )?puedo (?:estudiar|aprender|hacer)(?:lo|la)?(?: {_IT})? {_HERE}"
    rf")(?:\s+(?:{_HERE}|then|though|tho|too|tambi[eé]n|entonces|at all|in the state|near me|around here|online|if not (?:you|u|here)|si no (?:es )?{_HERE}|somewhere else|elsewhere))*",
    re.IGNORECASE,
)


def topic(turn: Turn) -> str | None:
    """The topic that a message means by what was spoken of before; None where it tells by itself what it asks."""
    if turn.needs or turn.slot("answered") or len(turn.text.split()) > LONGEST:
        return None
    text, focus = turn.text.strip(" \t¿¡?!."), turn.slot("focus") or {}
    if elsewhere.asked_for(text) and turn.intent in ELSEWHERE and any(turn.named(label) for label in NAMED):
        return "program_search"
    if elsewhere.moves(turn) and focus.get("kind") in (*listed.TOPICS, "plan"):
        return "program_search"
    if _TAUGHT.fullmatch(text) and focus.get("kind") in (*listed.TOPICS, "plan"):
        return "program_search"
    sure = (turn.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0
    if sure >= UNSURE and turn.intent != "nlu_fallback":
        return None
    if focus.get("kind") == "occupation" and outlook.asked_for(text) and re.search(rf"\b{_IT}\b", text, re.IGNORECASE):
        return "occupation_info"
    if not _OPENS.match(text) or not any(turn.named(label) for label in NAMED) or _says_more(turn, text):
        return None
    return listed.TOPICS.get(focus.get("kind") or "")


def _says_more(turn: Turn, text: str) -> bool:
    """Whether the message asks something of its own of what it names: "what about financial aid for nursing"."""
    begins = turn.text.find(text)
    named = [(e["start"] - begins, e["end"] - begins) for e in turn.entities if e["entity"] in CARRIED and e.get("end")]
    words = [m for m in re.finditer(r"\w+", text) if not any(start < m.end() and m.start() < end for start, end in named)]
    opened = _OPENS.match(text)
    return any(m.group().lower() not in SMALL for m in words if opened is None or m.start() >= opened.end())
