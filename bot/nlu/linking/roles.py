"""In which role a name stands: wanted, already had, done now, ruled out. Cue words around it decide, the nearest first."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from bot.nlu.words import plain

REACH = 8  # tokens before the name in which a cue counts

_BREAK = re.compile(r"[.;!?]|\b(but|pero|so|and then|then)\b")

_NOT = re.compile(
    r"(?<!why )\b(not?|don ?'?t (want|like|have|need)|dont (want|like|have|need)|do not (want|like|have|need)|never|without|hate|except|other than|instead of|"
    r"rather than|isn'?t|tired of|not interested in|no interest in|sick of|quit|no longer|sin|nunca|menos|odio|en vez de|no quiero|no tengo|no necesito|no me gusta|no me interesa|ya no soy|ya no quiero)"
    r"\s*(to |be |being |become |a |an |the |any |my |un |una |ser |in |into |do |doing |for |of |need |really |want |work |working |as |with |going |go |study |estudiar |trabajar |de |en |como |anything |nada )*$"
)
# help is ruled out only where it is not needed or not wanted: "no internet at home" needs it
_NOT_NEEDED = re.compile(
    r"\b((don ?'?t|dont|do not|doesn ?'?t|no longer|never|didn ?'?t) (really |actually |even )?(need|want)|no need for|not interested in|already (have|got)|no necesito|no quiero|ya tengo)"
    r"\s*(a |an |any |the |my |help |with |for |un |una |la |el |ayuda |con |de )*$"
)
_ALL_BUT = re.compile(r"\b(anything|everything|any job|todo|cualquier cosa) (but|pero)\b")  # the "but" of these is no break
_GOAL = re.compile(
    r"\b(want(ing|s)? to|wanna|want|would like to|like to|hope to|hoping to|trying to|try to|looking to|plan to|going to|dream(ing)? of|"
    r"thinking (of|about)|become|becoming|get into|getting into|go into|going into|be|being|into|interested in|start(ing)? (a career )?(as|in)|"
    r"train(ing)? (as|to be|for)|study|studying|move (up )?(to|into)|get my|get a|get the|need my|work(ing)? toward|"
    r"quiero( ser| estudiar| trabajar de| trabajar como)?|quisiera( ser)?|me gustaria( ser)?|ser|volverme|convertirme en|llegar a ser|estudiar|hacerme)"
    r"\s*(to |be |become |an? |the |my |in |as |de |como |un |una |into |someday |be an? |algo (de|en) |something (in|with) )*(\w+(ing|ar|er|ir) (with |on |con )?)?(an? |the |un |una )?$"
)
_HELD = re.compile(
    r"\b(already (have|got|hold|finished|did|passed|am)|have|has|hold|holding|got|earned|finished|completed|passed|did|certified( in| as)?|"
    r"licensed|with|was|used to be|were|served as|been|ya tengo|tengo|saque|complete|termine|obtuve|pase|fui|era)\s*"
    r"(an? |the |my |mi |un |una |el |la |in |as |de |already |just |ya )*$"
)
_NOW = re.compile(
    r"\b(i ?'?m|im|i am|i work as|i work in|work as|work at|work in|working as|working in|working at|works? for|work for|my job is|currently|job as|"
    r"employed (as|at|by)|trabajo (de|como|en)|soy|estoy (de|trabajando de|trabajando como|trabajando en))\s*"
    r"(an? |the |un |una |currently |now |just |only |already |working |as |at |in |el |la )*$"
)
# "from cashier to teller", "after being a cook"
_COMING_FROM = re.compile(
    r"\b(?:from|desde|after being|after working as|despues de ser)\s+(?:an? |una? |being |ser |my (?:job|work) as an? |my (?:job|work) as )*$"
)
_PAST = re.compile(
    r"\b(laid off|fired|quit|retired|worked|used to (work|be|do)|was|were|years? (at|in|as|of|doing)|months? (at|in|as|of|doing)|experience (in|as|with)|"
    r"trabaje|trabajaba|era|fui|anos (en|de|como)|despedid[oa]|jubilad[oa])\b[^.;!?]{0,30}$"
)
# "been driving truck 22 yrs", "im a cook for 5 years now"
_FOR_YEARS = re.compile(
    r"^\s*(?:for |por |desde hace |like |about |over |the last |the past )*\d{1,2}\s*\+?\s*(?:yrs?|years?|anos)\b(?! (?:of school|old))"
)
_SINCE = re.compile(r"\b(?:been|am|i ?'?m|im|soy|llevo|trabajo)\b[^.;!?]{0,12}$")
_NOW_INSIDE = re.compile(r"\b(i work|working|work (in|at|as)|trabajo (en|de|como))\b")
_IS_HERE = re.compile(r"^\s*(here|aqui)\s*([,.;!]|and\b|i\b|they\b|my\b)")  # "forklift driver here, i want ..."
_HELD_AFTER = re.compile(
    r"^\s*(already|last (year|month|summer|fall|spring)|cert(ificate|ified|ification)?\s+(already|done))|^\s*(license|licence)?\s*(expired|lapsed)"
)


def role_of(doc: Doc, start: int, end: int, label: str) -> str | None:
    """The role of the tokens ``start`` to ``end``; see :class:`~bot.nlu.linking.found.Found`."""
    before = _clause_before(doc, start)
    if label in ("occupation", "cluster", "employer", "not_here") and _PAST.search(before):
        return "held"
    if label == "occupation" and _NOW_INSIDE.search(doc[start:end].text.lower()):
        return "now"
    after = doc[end : end + 3].text.lower()
    if not before.strip() and _IS_HERE.search(after):
        return "held" if label in ("credential", "prior_learning", "program") else "now"
    if label == "occupation" and _SINCE.search(before) and _FOR_YEARS.match(plain(doc[end : end + 6].text)):
        return "now"
    if (_NOT_NEEDED if label == "service" else _NOT).search(before):
        return "not"
    if label in ("credential", "prior_learning", "program"):
        if _HELD.search(before) or _HELD_AFTER.search(after):
            return None if re.search(r"\bdo (you|u|they|ya'?ll) (have|has|got)\b.{0,20}$", before) else "held"
        if _NOW.search(before):  # "I'm a CNA" holds the CNA
            return "held"
    if label == "prior_learning" and re.search(
        r"\b(was|were|army|navy|marine|air force|military|veteran|vet|served)\b", before + after
    ):
        return "held"
    if _NOW.search(before) and not re.search(r"\b(going to|trying to|want(ing)? to)\b[^,]*$", before):
        return "now" if label in ("occupation", "employer", "cluster", "not_here") else None
    if label == "occupation" and _COMING_FROM.search(before):
        return "now"
    if _GOAL.search(before):
        return "goal"
    return None


def _clause_before(doc: Doc, start: int) -> str:
    text = plain(doc[max(0, start - REACH) : start].text) + " "
    text = _ALL_BUT.sub("except", text)
    breaks = list(_BREAK.finditer(text))
    return text[breaks[-1].end() :] if breaks else text
