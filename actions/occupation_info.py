"""What work is, pays, asks and leads to, and where it is taught."""

from __future__ import annotations

from actions import elsewhere, figures, more, not_taught, outlook, work
from actions.knowledge_base import facts
from actions.programs_for import programs_for
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Occupation

RELATED = 8


class OccupationInfo(Topic):
    topic = "occupation_info"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        if state_told(turn):
            return _told_state(turn)
        jobs = jobs_meant(turn)
        if not jobs:
            return _which(turn)
        job = turn.catalog.occupations[jobs[0]]
        if len(jobs) > 1:
            turn.say("utter_occupation_several")
            more.show(turn, "occupation", jobs[:3])
            if not turn.named("occupation"):
                turn.set(focus={**turn.slot("focus"), "fields": turn.named("cluster")})
            _offer(turn, job, taught=True)
            return None
        if outlook.asked_for(turn.text):
            _say_outlook(turn, job)
        _say_pay(turn, job)
        if job.requires and job.requires.education is None:
            turn.say("utter_occupation_requires", what=figures.requirements(job.requires.all_of or (job.requires,), turn))
        taught = programs_for(turn, job.id)
        turn.card(work.card(turn, job))
        turn.focus("occupation", job.id)
        if taught:
            programs = [turn.catalog.programs[k] for k in taught[:3]]
            turn.cite(*programs)
            turn.say(
                "utter_occupation_taught", programs=figures.listed(list(dict.fromkeys(turn.name(p) for p in programs)), turn)
            )
        else:
            not_taught.tell(turn, job)
        turn.set(more=None)
        _offer(turn, job, bool(taught))
        return None


def state_told(turn: Turn) -> bool:
    """Whether the message only says where the student lives: asked for, or after work that is not taught here."""
    asked = (turn.tracker.get_slot("asked") or {}).get("question") == elsewhere.QUESTION and turn.slot("answered")
    focus = turn.slot("focus") or {}
    alone = turn.slot("heard") == ["state"] and focus.get("kind") == "occupation" and not turn.named("occupation")
    return bool(asked or (alone and not programs_for(turn, focus["id"])))


def jobs_meant(turn: Turn) -> list[str]:
    """Occupations named now; else those behind a named credential; else the one last spoken of."""
    jobs = turn.named("occupation", None, "goal") or turn.named("occupation")
    if not jobs:
        jobs = [job for key in turn.named("credential") for job in turn.catalog.credentials[key].prepares_for[:1]]
        jobs += [job for key in turn.named("program") for job in turn.catalog.programs[key].occupations[:2]]
    if not jobs and (clusters := turn.named("cluster")):
        jobs = [
            o.id for o in sorted(turn.catalog.occupations.values(), key=lambda o: -figures.median(o)) if o.cluster in clusters
        ]
    if not jobs:
        focus = turn.slot("focus") or {}
        jobs = (
            [focus["id"]]
            if focus.get("kind") == "occupation"
            else list(turn.slot("goals") or [])
            if focus.get("kind") == "plan"
            else []
        )
    return list(dict.fromkeys(turn.catalog.occupations[key].id for key in jobs if key in turn.catalog.occupations))[:3]


def _say_outlook(turn: Turn, job: Occupation) -> None:
    """Whether there will be more or fewer of these jobs, where that is asked."""
    turn.cite(job.outlook)
    if job.outlook is None:
        turn.say("utter_occupation_outlook_none", job=turn.name(job))
    else:
        turn.say("utter_occupation_outlook", job=turn.name(job), outlook=figures.outlook(job.outlook, turn))


def _say_pay(turn: Turn, job: Occupation) -> None:
    """Pay first, which is what most ask for."""
    turn.cite(job.pay)
    if job.pay is None:
        turn.say("utter_occupation_pay_none", job=turn.name(job))
        return
    told = facts(job)
    paid = told.wages if told and told.wages and told.wages.median == job.pay.median else None
    named = {name: work.amount(turn, paid, name) for name in ("median", "pct10", "pct90") if paid and getattr(paid, name)}
    pay = named.get("median") or figures.money(job.pay.median, turn)
    if job.pay.pct10 is None or job.pay.pct90 is None:
        turn.say("utter_occupation_pay_middle", job=turn.name(job), pay=pay)
        return
    low = named.get("pct10") or figures.money(job.pay.pct10, turn)
    high = named.get("pct90") or figures.money(job.pay.pct90, turn)
    of_a_group = paid is not None and paid.published_as != paid.soc
    response = "utter_occupation_pay_group" if of_a_group else "utter_occupation_pay"
    turn.say(response, job=turn.name(job), pay=pay, low=low, high=high)


def _offer(turn: Turn, job: Occupation, taught: bool) -> None:
    """The way there, what carries over, related work, classes, a person."""
    turn.choice(f'/next_step{{"occupation": "{job.id}"}}', "utter_choice_how_to_become", job=turn.name(job))
    if facts(job):
        turn.choice(f'/skill_gap{{"occupation": "{job.id}"}}', "utter_choice_carries_over")
    if near := work.related_ids(turn, job)[:RELATED]:
        turn.set(more={"kind": "occupation", "ids": near})
        turn.choice("/what_else", "utter_choice_related")
    if taught:
        turn.choice(f'/program_search{{"occupation": "{job.id}"}}', "utter_choice_programs_for")
    turn.choice("/talk_to_advisor", "utter_choice_person")


def _told_state(turn: Turn) -> str | None:
    """The state was asked for the sake of the work last spoken of."""
    focus = turn.slot("focus") or {}
    turn.set(asked=None)
    job = turn.catalog.occupations.get(focus.get("id") or "")
    if job is None:
        return _which(turn)
    if not turn.slot("state"):  # it was skipped
        turn.set(skipped=[*(turn.slot("skipped") or []), elsewhere.QUESTION])
        turn.say("utter_anything_else")
    else:
        elsewhere.tell(turn, job)
    _offer(turn, job, taught=False)
    return None


def _which(turn: Turn) -> str:
    turn.say("utter_occupation_unknown")
    for cluster in ("health", "manufacturing", "it", "construction"):
        if cluster in turn.catalog.clusters:
            turn.choice(f'/occupation_info{{"cluster": "{cluster}"}}', label=turn.name(turn.catalog.clusters[cluster]))
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return "unanswerable_unknown"
