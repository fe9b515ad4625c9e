"""Where else work is taught that is not taught here: public colleges of the student's state, or near the college."""

from __future__ import annotations

import re
from typing import Any

from actions import cards, figures, ladder
from actions.knowledge_base import beyond, edition
from actions.turn import Turn
from knowledge.model import AwardLevel, Occupation
from knowledge.opendata.awards import USUAL
from knowledge.opendata.elsewhere import plans_at
from knowledge.opendata.model import ProgramAt

_TEACH = r"(?:teach|teaches|offer|offers|learn|study|train|take|go to school|do(?= (?:that|it|this)))"
_ASKED_FOR = re.compile(
    rf"\b(?:who else (?:{_TEACH}|does (?:that|it|this))|where else (?:\w+ ){{0,3}}{_TEACH}|{_TEACH} (?:\w+ ){{0,4}}(?:somewhere|someplace|anywhere) else"
    rf"|(?:what|which|any|are there) other (?:colleges?|schools?)(?! programs?)|another (?:college|school) (?:that|where i can|to) (?:\w+ )?{_TEACH}"
    r"|if not (?:here|(?:with )?you|at your)|si no (?:es )?(?:aqu[ií]|con ustedes)|d[oó]nde m[aá]s|qu[eé] otr[oa]s? (?:colegio|escuela|universidad)(?:es|s)?|en otr[oa] (?:lugar|colegio|escuela))\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:(?:i|we) (?:might |may |could |will |would |have to |gotta |wanna |want to |need to )?(?:move|moved|relocate)|(?:i'?m|im|i am|we'?re|were) (?:moving|relocating)|(?:me|nos) (?:mudo|mudara|mudamos|voy a mudar|vamos a mudar))\b",
    re.IGNORECASE,
)
SHOWN, LOOKED_AT, PROGRAMS = 3, 40, 2
QUESTION = "state"


def asked_for(text: str) -> bool:
    """Whether a message asks for another college than this one."""
    return bool(_ASKED_FOR.search(text) or _MOVES.search(text))


def moves(turn: Turn) -> bool:
    """Whether the student thinks of living in another state, which the message names."""
    return bool(turn.named("state") and _MOVES.search(turn.text))


def tell(turn: Turn, job: Occupation) -> bool:
    """Name colleges that teach it, or ask for the state where nothing tells where to look; whether either was done."""
    if not beyond().has("ipeds") or not beyond().programs_for(job.onet_code, limit=1):
        return False
    state = turn.slot("state") or home_state(turn)
    if state is None:
        if QUESTION not in (turn.slot("skipped") or []):
            turn.focus("occupation", job.id)
            turn.ask(QUESTION, "action_occupation_info")
            return True
        return False
    found = colleges(turn, job, state)
    if not found:
        turn.cite(edition("ipeds"))
        turn.say("utter_elsewhere_none", state=state)
        return True
    turn.say("utter_elsewhere_colleges", where=turn.words("utter_elsewhere_in", state=state))
    for programs in found[:SHOWN]:
        turn.card(_card(turn, programs))
    if job.id in (turn.slot("goals") or []):
        _draw(turn, state)
    turn.say("utter_elsewhere_ask")
    return True


def _draw(turn: Turn, state: str) -> None:
    """The plan at the college of the state that is nearest, or gives the most awards, where one leads to the goal."""
    for at in plans_at(beyond(), turn.catalog, turn.student(), turn.today, states=(state,), near=_near(turn), most=1):
        with turn.speaking_of(at.catalog):
            turn.say("utter_elsewhere_plan", college=at.college.name)
            turn.card(ladder.card(turn, at.plans.ladders[0]))


def colleges(turn: Turn, job: Occupation, state: str) -> list[list[ProgramAt]]:
    """Programs that lead to the work, by college: nearest first where we know where we are, else most awards first."""
    ours, near = _ours(turn), _near(turn)
    by_college: dict[int, list[ProgramAt]] = {}
    for program in beyond().programs_for(job.onet_code, states=(state,), near=near, limit=LOOKED_AT):
        if program.college.unitid not in ours:
            by_college.setdefault(program.college.unitid, []).append(program)
    return list(by_college.values())


def _ours(turn: Turn) -> list[int]:
    return [p.unitid for p in turn.catalog.providers.values() if p.unitid is not None]


def _near(turn: Turn) -> int | None:
    """The college to measure miles from: our own, unless the student lives in a state they named."""
    ours = _ours(turn)
    return ours[0] if ours and not turn.slot("state") else None


def home_state(turn: Turn) -> str | None:
    """The state of the college itself; None for one that is invented."""
    return next((p.state for p in turn.catalog.providers.values() if p.state), None)


def _card(turn: Turn, programs: list[ProgramAt]) -> dict[str, Any]:
    college, cited = programs[0].college, turn.cite(edition("ipeds"))
    rows = []
    for program in sorted(programs, key=lambda p: (-(p.awards or 0), p.cip, p.level))[:PROGRAMS]:
        award = turn.words(f"utter_label_award_{_level(program).value}")
        rows += cards.row(
            turn,
            "utter_label_elsewhere_program",
            turn.words("utter_label_elsewhere_value", program=program.title, award=award),
            cited,
        )
        rows += cards.row(turn, "utter_label_elsewhere_awards", _awards(turn, program), cited)
    miles = turn.words("utter_label_elsewhere_miles", n=round(college.miles)) if college.miles is not None else ""
    where = ", ".join(part for part in (college.city, college.state, miles) if part)
    link = {"label": college.name, "url": college.url} if college.url else None
    return {"kind": "program", "title": college.name, "subtitle": where, "label": None, "rows": rows, "link": link}


def _level(program: ProgramAt) -> AwardLevel:
    return USUAL[program.level].level


def _awards(turn: Turn, program: ProgramAt) -> str:
    if program.awards is None:
        return ""
    if not program.awards:
        return turn.words("utter_label_elsewhere_no_one")
    if program.awards == 1:
        return turn.words("utter_label_elsewhere_person")
    return turn.words("utter_label_elsewhere_people", n=figures.count(program.awards, turn))
