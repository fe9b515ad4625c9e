"""From one job to another: what carries over, what is missing, what teaches it here; and which jobs are near."""

from __future__ import annotations

import re
from typing import Any

from actions import cards, figures, next_jobs, work
from actions.knowledge_base import edition, facts
from actions.programs_for import programs_for
from actions.topic import Topic
from actions.turn import Turn
from knowledge.gap import Gap, Part, gap, teaching
from knowledge.model import Occupation

SAID, LISTED, SHOWN, TOOLS, NEAR = 3, 5, 3, 4, 10
QUESTION = "work_now"
AMOUNTS = (0.5, 1.75, 3.0, 4.5)  # levels (0 to 7) from which it is a little, some, a good deal, a lot
_A = r"(?:an?\s+|una?\s+|being\s+|ser\s+|my\s+|mi\s+|the\s+)*$"
_FROM = re.compile(r"\b(?:from|after|leave|leaving|than|de|desde|despu[eé]s de)\s+" + _A, re.IGNORECASE)
_TO = re.compile(r"\b(?:to|be|become|for|into|para|ser|a)\s+" + _A, re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:next|after|close|closest|nearest|near|similar|like|related|same skills|move (?:up|into|on)|switch|what else|other (?:work|jobs?)"
    r"|could .* do|can .* do|go into|become|sigue|siguiente|despu[eé]s|parecen|parecid\w+|cerca|cambiar\w*|pasar|otro trabajo)\b",
    re.IGNORECASE,
)


class SkillGap(Topic):
    topic = "skill_gap"
    of_studies = True
    asks_which = ("occupation",)

    def answer(self, turn: Turn) -> str | None:
        now, wanted = ends(turn)
        if now is None:
            if wanted is not None:
                turn.focus("occupation", wanted.id)
            turn.ask(QUESTION, "action_skill_gap")
            turn.set(asked={"question": QUESTION, "by": "action_skill_gap", "wanted": wanted.id if wanted else None})
            return "clarification"
        if wanted is None:
            return next_jobs.tell(turn, now)
        return compare(turn, now, wanted)


def ends(turn: Turn) -> tuple[Occupation | None, Occupation | None]:
    """The work one comes from and the work one looks at: named now, told before, or last spoken of."""
    jobs = turn.catalog.occupations
    told = turn.slot("occupation_now")
    if turn.slot("answered"):  # the question was what one does now
        wanted = (turn.tracker.get_slot("asked") or {}).get("wanted")
        return jobs.get(told or ""), jobs.get(wanted or "")
    named = turn.named("occupation")
    started = [k for k in named if _stands_as_start(turn, k, alone=len(named) == 1)]
    now = started[0] if started else told or (named[0] if len(named) > 1 else None)
    wanted = next((k for k in named if k != now), None)
    if wanted is None and not named and not _NEXT.search(turn.text):
        focus = turn.slot("focus") or {}
        wanted = focus["id"] if focus.get("kind") == "occupation" and not focus.get("fields") and not focus.get("by") else None
    first, second = jobs.get(now or ""), jobs.get(wanted or "")
    return first, None if first and second and first.id == second.id else second


def _stands_as_start(turn: Turn, key: str, alone: bool) -> bool:
    """Whether a job is named as the one to come from: by its role, by a word before it, or by what is asked of it."""
    for entity in turn.entities:
        if entity["entity"] == "occupation" and entity["value"] == key:
            before = turn.text[: entity["start"]] if entity.get("end") and not turn.text.startswith("/") else ""
            if entity.get("role") in ("now", "held") or _FROM.search(before):
                return True
            if alone and _NEXT.search(turn.text) and before and not _TO.search(before):
                return True
    return False


def compare(turn: Turn, now: Occupation, wanted: Occupation) -> str | None:
    """What carries over and what is missing, in two lines, then on a card."""
    turn.set(asked=None)
    turn.focus("occupation", wanted.id)
    mine, theirs = facts(now), facts(wanted)
    found = gap(mine, theirs) if mine and theirs else None
    if found is None:
        unrated = [job for job, told in ((now, mine), (wanted, theirs)) if not (told and told.skills)]
        turn.say("utter_gap_not_rated", jobs=figures.listed([turn.name(job) for job in unrated or [wanted]], turn))
        _ways_on(turn, wanted)
        return "unanswerable_unknown"
    cited = turn.cite(edition("onet"))
    turn.say("utter_gap_intro", now=turn.name(now), wanted=turn.name(wanted), n=found.parts, k=len(found.carries))
    missing = _names(turn, found.missing)
    carried = [name for name in _names(turn, found.carries) if name not in missing]  # math as a skill and as a field of knowledge
    if carried:
        turn.say("utter_gap_bring", parts=figures.listed(carried[:SAID], turn))
    if missing:
        turn.say("utter_gap_learn", parts=figures.listed(missing[:SAID], turn))
    else:
        turn.say("utter_gap_nothing_missing")
    turn.card(_card(turn, now, wanted, found, cited))
    _taught(turn, wanted, found)
    turn.say("utter_gap_not_you")
    _ways_on(turn, wanted)
    return None


def _names(turn: Turn, parts: tuple[Part, ...]) -> list[str]:
    return list(dict.fromkeys(work.element(turn, p.element, p.name) for p in parts))


def _card(turn: Turn, now: Occupation, wanted: Occupation, found: Gap, cited: list[str]) -> dict[str, Any]:
    missing = _names(turn, found.missing[:LISTED])
    carried = [name for name in _names(turn, found.carries) if name not in _names(turn, found.missing)]
    rows = cards.row(turn, "utter_label_gap_carries", ", ".join(carried[:LISTED]), cited)
    told = dict.fromkeys(missing)
    for part in found.missing[:LISTED]:
        name = work.element(turn, part.element, part.name)
        if told.pop(name, "") is None:
            have, need = _much(turn, part.have), _much(turn, part.need)
            kind = "_more" if have == need else "_new" if have == turn.words("utter_label_amount_0") else ""
            value = turn.words(f"utter_label_gap_part{kind}", part=name, have=have, need=need)
            rows += cards.row(turn, "utter_label_gap_missing", value, cited)
    rows += cards.row(turn, "utter_label_gap_tools_known", _tools(found.tools_known), cited)
    rows += cards.row(turn, "utter_label_gap_tools_new", _tools(found.tools_new), cited)
    title = turn.words("utter_gap_title", now=turn.name(now), wanted=turn.name(wanted))
    return {"kind": "occupation", "title": title, "label": None, "rows": rows}


def _tools(names: tuple[str, ...]) -> str:
    return ", ".join([name for name in names if name not in work.EVERYWHERE][:TOOLS])


def _much(turn: Turn, level: float) -> str:
    return turn.words(f"utter_label_amount_{sum(level >= least for least in AMOUNTS)}")


def _taught(turn: Turn, wanted: Occupation, found: Gap) -> None:
    """The classes here that lead to the work; where there are none, one that leads to work which asks as much of what is missing most."""
    programs = [turn.catalog.programs[k] for k in programs_for(turn, wanted.id)[:SHOWN]]
    if programs:
        turn.cite(*programs)
        turn.say(
            "utter_gap_taught",
            job=turn.name(wanted),
            programs=figures.listed(list(dict.fromkeys(turn.name(p) for p in programs)), turn),
        )
        return
    turn.say("utter_occupation_not_taught")
    near = dict.fromkeys(key for job in work.related_ids(turn, wanted)[:NEAR] for key in programs_for(turn, job)[:SHOWN])
    taught = teaching(
        found.missing[:SAID], [turn.catalog.programs[k] for k in near], lambda key: facts(turn.catalog.occupations[key])
    )
    for part in found.missing[:SAID]:
        if part.element in taught:
            program = taught[part.element][0]
            turn.cite(program)
            turn.say("utter_gap_teaches", part=work.element(turn, part.element, part.name), program=turn.name(program))
            return


def _ways_on(turn: Turn, wanted: Occupation) -> None:
    turn.choice(f'/next_step{{"occupation": "{wanted.id}"}}', "utter_choice_how_to_become", job=turn.name(wanted))
    turn.choice(f'/occupation_info{{"occupation": "{wanted.id}"}}', "utter_topic_occupation_info")
    if programs_for(turn, wanted.id):
        turn.choice(f'/program_search{{"occupation": "{wanted.id}"}}', "utter_choice_programs_for")
    turn.choice("/talk_to_advisor", "utter_choice_person")
