"""What a student wants passed on to a person, read from their words: the topic, needs, how soon, a name, a way to reach them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actions.turn import Turn
from knowledge.model import Need, ServiceCategory

LONGEST_NAME = 60  # characters
SHOWN = 300  # characters of the student's words that are shown back
LAST = 6  # messages in which something for tonight still counts

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?!\d{4}-\d\d-\d\d)\+?\(?\d(?:[\s().-]*\d){6,14}")
_TONIGHT = re.compile(r"\b(?:to ?night|2nite|tonite|esta noche|hoy en la noche|pa(?:ra)? (?:hoy|esta noche))\b", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:deadlines?|due|last day|no later than|ends?|closes?|closing|expires?|cut ?off|by|before|fecha l[ií]mite|vence|"
    r"[uú]ltimo d[ií]a|cierra|termina|se acaba|antes del?|a m[aá]s tardar|plazo)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\b(?:about|because|regarding|to help me with|sobre|acerca de|porque|para que me ayuden? con)\s+\S+", re.IGNORECASE
)
_NO_BED = re.compile(
    r"\b(?:(?:place|bed|roof|(?:no|any|some)?where)(?: \w+)? to (?:sleep|stay|go|crash)|homeless|need a (?:bed|place)|(?:sleep|living|live)\w* in (?:my|a|the) (?:car|truck|van|street)|(?:kick|thr[eo]w)\w* (?:me )?out|"
    r"shelter|evicted|(?:not|isn'?t|don'?t feel|dont feel|feel) (?:un)?safe|unsafe|(?:afraid|scared) (?:to go|at) home|d[oó]nde (?:dormir|quedarme|ir)|"
    r"sin (?:casa|techo|hogar)|(?:duermo|vivo|dormir) en (?:mi|el|la) (?:carro|coche|troca|calle)|me (?:corrieron|echaron|sacaron)|refugio|albergue|desalojo)\b",
    re.IGNORECASE,
)
_REASONS = ("program", "credential", "service", "prior_learning", "deadline", "deadline_topic")
_NAMED = re.compile(
    r"^(?:(?:hi|hey|hello|hola|yes|yeah|sure|ok|si|sí|claro)[,.! ]+)?(?:my name(?:'?s| is)|the name(?:'?s| is)|name'?s|i am|i'?m|it'?s|this is|"
    r"(?:you |they |u )?(?:can |may )?(?:just )?call me|me llamo|mi nombre es|me pueden (?:decir|llamar)|pueden (?:decirme|llamarme)|d[ií](?:gan|ga)me|soy)\s+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:i'?m?|you|we|they|it|is|are|am|the|my|your|not?|can'?t?|could|need|want|know|how|what|when|why|where|who|help|please|someone|anyone|"
    r"somebody|person|human|advis[eo]r|counselor|yo|es|una?|que|quiero|necesito|puedo|ayuda|alguien|persona|asesora?|consejer[oa]|"
    r"por|favor|como|cuando|donde|quien)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[ .'’-]+[^\W\d_]+\.?){0,3}\.?")


def contact_in(text: str) -> str | None:
    """The first e-mail address in the text, else the first phone number; None where there is neither."""
    found = _MAIL.search(text) or _PHONE.search(text)
    return found.group().strip(" .-") if found else None


def name_in(text: str) -> str | None:
    """A name a person would answer to; None where the text is something else."""
    text = _PHONE.sub(" ", _MAIL.sub(" ", text)).strip(" ,.;:!?\n")
    text = _NAMED.sub("", text).strip(" ,.;:!\n").partition(",")[0].partition("\n")[0].strip()
    return text if len(text) <= LONGEST_NAME and _NAME.fullmatch(text) and not _NO_NAME.search(text) else None


def says_why(turn: Turn) -> bool:
    """Whether the message that asks for a person says what for."""
    return not turn.text.startswith("/") and (bool(_WHY.search(turn.text)) or any(turn.named(label) for label in _REASONS))


def shown_back(text: str) -> str:
    """The student's words as they are repeated to them. Rasa's templates trip over "0[" in a value."""
    text = " ".join(text.split()).replace("0[", "0 [")
    return text if len(text) <= SHOWN else text[: SHOWN - 3].rstrip() + "..."


def draft(turn: Turn, text: str, topic: str = "", reason: str = "requested") -> dict[str, Any]:
    """A hand-off about these words of this message, without name and contact."""
    tonight = _tonight(turn)
    return {
        "reason": reason,
        "text": text,
        "topic": topic or topic_of(turn),
        "needs": [*({Need.HOUSING.value} if tonight and not needs(turn) else ()), *needs(turn)],
        "tonight": tonight,
        "deadline_days": _days_left(turn),
        "military": bool(turn.slot("prior_learning") or _military(turn)),
        "name": None,
        "contact": contact_in(text),
        "asked": [],
        "passed": False,
    }


def topic_of(turn: Turn) -> str:
    """What the message is about: money where money is named, else what its words look like; this topic where they say nothing."""
    if any(turn.catalog.services[key].category is ServiceCategory.FINANCIAL_AID for key in turn.named("service")):
        return "financial_aid"
    ranking = turn.tracker.latest_message.get("intent_ranking") or [{"name": turn.intent}]
    names = [entry["name"] for entry in ranking if entry["name"] != "nlu_fallback"]
    return names[0] if names and turn.about_content(names[0]) else turn.topic


def needs(turn: Turn) -> list[str]:
    """Needs named in the message, else those told before."""
    named = [key for key in turn.named("need") if key in Need._value2member_map_]
    return named or list(turn.slot("needs") or ())


def _military(turn: Turn) -> bool:
    return any(turn.catalog.prior_learning[key].kind.value == "military" for key in turn.named("prior_learning"))


def _tonight(turn: Turn) -> bool:
    """Whether one of the last messages tells of no safe place, or no bed, for tonight."""
    for message in turn.said_lately(LAST):
        named = {entity["value"] for entity in message.get("entities") or [] if entity["entity"] == "need"}
        text = message.get("text") or ""
        if _TONIGHT.search(text) and (_NO_BED.search(text) or {Need.HOUSING.value, Need.SAFETY.value} & named):
            return True
    return False


def _days_left(turn: Turn) -> int | None:
    """Whole days to the nearest date the message fears to miss."""
    days = [turn.catalog.deadlines[key] for key in turn.named("deadline")]
    dates = [day.end or day.day for day in days if day.day]
    dates += [date.fromisoformat(e["value"]) for e in turn.entities if _feared(turn, e)]
    left = [(day - turn.today).days for day in dates if day and day >= turn.today]
    return min(left, default=None)


def _feared(turn: Turn, entity: dict[str, Any]) -> bool:
    exact = entity["entity"] == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(entity["value"])) is not None
    return exact and (entity.get("role") == "until" or _DUE.search(turn.text) is not None)
