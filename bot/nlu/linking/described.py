"""Records that a message describes and does not name: "the people who draw your blood".

A frame of the sentence ("people who ...", "help paying ...", "the card you need to ...") says which part describes and what
kind of record it can be. That part is compared with every name and description of such records by sentence vector. What is
nearest to a description of something the college does not have (``described.yml``) is nothing of ours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.linking.found import Found
from bot.nlu.linking.index import Index
from bot.nlu.linking.names import Name
from bot.nlu.linking.open_frames import is_asked_for
from bot.nlu.linking.open_titles import OpenTitles
from bot.nlu.linking.roles import role_of
from bot.nlu.spelling import MENDED, Mended
from bot.nlu.words import plain
from knowledge.search.encoder.encoder import shared

ELSEWHERE = Path(__file__).parent / "described.yml"

# Cosine similarity, measured on tests/nlu/linking.jsonl: see docs/decisions/0010.
LEAST = {"occupation": 0.53, "service": 0.55, "credential": 0.57}
LEAST_SPANISH = 0.65  # the model was trained on English: in Spanish everything is nearer to everything
LEAD_SPANISH = 0.05  # and the best must be clearly ahead
OVER_NAMES = {"occupation": 0.6, "service": 0.7}  # from here on a description counts more than a name that stands in it
NEAR = 0.035  # records this close to the best are as likely
MOST_NEAR = 3  # more than these are no choice but a guess

_END = r"(?=[.,;!?]|\b(?:but|because|so i|and (?:i|im|i'?m)|pero|porque|y (?:yo|quiero|tengo))\b|$)"
_WHO = (
    r"(?:people|persons?|guys?|gals?|lad(?:y|ies)|m[ae]n|wom[ae]n|dudes?|someone|somebody|those|ones?|workers?|folks|nurses?|techs?|doctors?)"
    r"(?: (?:in|at|on|from) (?:the |a )?\w+(?: room| office| field)?)?"
)
_QUIEN = (
    r"(?:la gente|las? personas?|alguien|los|el|la|las|un senor|una senora|el senor|la senora|el muchacho|los que|el que|la que)"
)
_JOB = r"(?:jobs?|work|careers?|something|position|gig|trabajos?|carrera|algo)"
_FRAMES: list[tuple[str, re.Pattern[str]]] = [
    ("occupation", re.compile(rf"\b{_WHO} (?:who|that|which|thats|whos|whose job is to|u see|you see)(?: (?:is|are|am))?\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
    ("occupation", re.compile(rf"\b(?:guys?|person|people|lad(?:y|ies)|m[ae]n|wom[ae]n|dudes?)\s+(?P<what>(?:\w+ing|(?:at|behind) the)\b[^.,;!?]+?)\s*{_END}")),
    ("occupation", re.compile(rf"\b{_QUIEN} que\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
    ("occupation", re.compile(rf"\b{_JOB} (?:where|that|in which|donde|en (?:el|la) que)(?: (?:you|u|i|they|one|uno|se|yo|puedo|i can|you can|i get to|you get to))?\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
    ("credential", re.compile(rf"\b(?:licen[sc]e|card|certificat(?:e|ion)|permit|paper|ticket|exam|test|licencia|tarjeta|certificado|permiso) (?:that |which |que )?(?:you need|u need|i need|they need|needed|required|lets (?:you|u|me)|that lets (?:you|u|me)|says (?:you|i) can|to be able|se necesita|necesito)?\s*(?:to|for|para)\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
    ("service", re.compile(rf"\b(?:help|assistance|ayuda|ayudar|ayude)\s*(?:me |us |anyone |my family |somebody )?(?:with|to|for|para|con|a)\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
    ("service", re.compile(rf"\b(?:help|assistance)\s*(?:me |us )?(?P<what>(?:\w+ing|pay|find|get|fix|write|fill|afford|buy|sign|understand|deal|keep)\b[^.,;!?]+?)\s*{_END}")),
    ("service", re.compile(rf"\b(?:can'?t|cant|cannot|cant even|no puedo)\s+(?P<what>(?:afford|pay|pagar|buy|comprar|keep up)\b[^.,;!?]+?)\s*{_END}")),
    ("service", re.compile(rf"\b(?:someone|somebody|somewhere|a place|anyone|anybody|any place|alguien|un lugar)\s+(?:to|where i can|who can|that can|to help me|que|para|donde)\s+(?P<what>[^.,;!?]+?)\s*{_END}")),
]  # fmt: skip
_STARTS = re.compile(r"^(?:also|usually|always|really|just|basically|help(?:s)? (?=you\b)|se dedica a)\s+")
_ENDS = re.compile(
    r"\s+(?:and stuff|n stuff|or something|and everything|for a living|for work|at work|all day|called|make|makes|earn|do|get paid|paid|called|is it|again|pls|please|o algo|y eso|lol|tho|though|here|around here)$"
)
_EMPTY = re.compile(
    r"^(?:it|this|that|them|me|you|us|things?|stuff|something|anything|help|work|do it|do that|know|knows|can help|eso|esto|algo|ayude|sabe|sepa)$"
)

NOTHING, NOBODY = "", "-"  # in place of an id: what the college has no record for, and what describes no work at all
NAMED = frozenset(["occupation", "credential", "program", "service", "prior_learning", "employer", "deadline", "model"])


@dataclass(frozen=True)
class Description:
    """A part of a message that describes a record of the kind ``label``; places are characters of the mended text."""

    label: str
    text: str
    start: int
    end: int


def descriptions(text: str) -> Iterator[Description]:
    """What a folded message describes, the first of each kind."""
    seen: set[str] = set()
    for label, pattern in _FRAMES:
        if label in seen or not (match := pattern.search(text)):
            continue
        what = _STARTS.sub("", match["what"])
        while (shorter := _ENDS.sub("", what)) != what:
            what = shorter
        if len(what.split()) >= 2 and not _EMPTY.match(what):
            seen.add(label)
            yield Description(label, what, match.start(), match.end())


class Describer:
    """spaCy component after the linker: adds what a message describes where it names nothing.

    A name inside a description is not what is meant if the description as a whole is clearly of something else: "people who
    keep hackers out".
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.open_titles: OpenTitles | None = None  # asked for work that the college has no record for

    def __call__(self, doc: Doc) -> Doc:
        mended: Mended = doc.user_data.get(MENDED) or Mended(doc.text, ())
        for part in descriptions(plain(mended.text)):
            start, end = mended.as_typed(part.start, part.end)
            named = [f for f in doc._.found if f.label in NAMED]
            inside = [f for f in named if start <= f.start and f.end <= end]
            if len(inside) < len(named) or (named and part.label not in OVER_NAMES):
                continue
            ranked = self.index.nearest(part.label, part.text)
            spanish = any(f.label == "language" and f.value == "es" for f in doc._.found)
            near = likely(ranked, part.label, spanish=spanish)
            if part.label == "occupation" and not (named or spanish):
                near = self._elsewhere(part, mended.text, ranked, near)
            if named and (not near or near[0][1] < OVER_NAMES[part.label] or {key for key, _ in near} & {f.value for f in named}):
                continue
            span = doc.char_span(start, end, alignment_mode="expand")
            role = role_of(doc, span.start, span.end, part.label) if span is not None else None
            new = [Found(part.label, key, start, end, doc.text[start:end], role, round(score, 3)) for key, score in near]
            if new:
                doc._.found = (*(f for f in doc._.found if f not in inside), *new)
        return doc

    def _elsewhere(
        self, part: Description, text: str, ranked: Sequence[tuple[str, float]], near: list[tuple[str, float]]
    ) -> list[tuple[str, float]]:
        """The work of the open data that is described where none of the college's is, or is so much better; else what was ``near``."""
        if self.open_titles is None or is_asked_for(plain(text[: part.start])):
            return near
        whole = text[part.start : part.end]
        if near:
            return self.open_titles.doubted(near[0][0], part.text, whole) or near
        return self.open_titles.described(part.text, whole) if ranked[0][0] != NOBODY else []


def likely(ranked: Sequence[tuple[str, float]], label: str, *, spanish: bool = False) -> list[tuple[str, float]]:
    """The records near enough to be meant: one, or a few that are about as likely; none where that would be a guess."""
    if not ranked or ranked[0][0] in (NOTHING, NOBODY) or ranked[0][1] < (LEAST_SPANISH if spanish else LEAST[label]):
        return []
    near = [item for item in ranked if item[1] >= ranked[0][1] - (LEAD_SPANISH if spanish else NEAR)]
    if len(near) > (1 if spanish else MOST_NEAR) or any(key in (NOTHING, NOBODY) for key, _ in near):
        return []
    return near


@cache
def elsewhere() -> list[Name]:
    """Descriptions of what the college has no record for, as names of no record."""
    content: dict[str, list[str]] = yaml.safe_load(ELSEWHERE.read_text(encoding="utf-8"))
    nobody = [Name("occupation", NOBODY, text) for text in content.pop("nobody")]
    return [*(Name(label, NOTHING, text) for label, texts in content.items() for text in texts), *nobody]


@Language.factory("describer", default_config={"texts": [], "cache": "", "quantized": True})
def make_describer(nlp: Language, name: str, texts: list[tuple[str, str, str]], cache: str, quantized: bool) -> Describer:
    known = [Name(*item) for item in texts]
    return Describer(Index([*known, *elsewhere()], lambda: shared(Path(cache), quantized=quantized), Path(cache)))
