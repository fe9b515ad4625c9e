"""What work pays, asks and leads to."""

from __future__ import annotations

from actions import figures, more
from actions.topic import Topic
from actions.turn import Turn


class OccupationInfo(Topic):
    topic = "occupation_info"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        jobs = jobs_meant(turn)
        if not jobs:
            return _which(turn)
        job = turn.catalog.occupations[jobs[0]]
        if len(jobs) == 1:
            turn.cite(job.pay)
            turn.say(
                "utter_occupation_pay",
                job=turn.name(job),
                pay=figures.money(job.pay.median, turn),
                low=figures.money(job.pay.pct10 or job.pay.median, turn),
                high=figures.money(job.pay.pct90 or job.pay.median, turn),
            )
            if job.requires:
                turn.say("utter_occupation_requires", what=figures.requirements(job.requires.all_of or (job.requires,), turn))
        else:
            turn.say("utter_occupation_several")
        more.show(turn, "occupation", jobs[:3])
        turn.choice(f'/next_step{{"occupation": "{job.id}"}}', "utter_choice_how_to_become", job=turn.name(job))
        turn.choice(f'/program_search{{"occupation": "{job.id}"}}', "utter_choice_programs_for")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def jobs_meant(turn: Turn) -> list[str]:
    """Occupations named now; else those behind a named credential; else the one last spoken of."""
    jobs = turn.named("occupation", None, "goal") or turn.named("occupation")
    if not jobs:
        jobs = [job for key in turn.named("credential") for job in turn.catalog.credentials[key].prepares_for[:1]]
        jobs += [job for key in turn.named("program") for job in turn.catalog.programs[key].occupations[:2]]
    if not jobs and (clusters := turn.named("cluster")):
        jobs = [o.id for o in sorted(turn.catalog.occupations.values(), key=lambda o: -figures.median(o)) if o.cluster in clusters]
    if not jobs:
        focus = turn.slot("focus") or {}
        jobs = (
            [focus["id"]]
            if focus.get("kind") == "occupation"
            else list(turn.slot("goals") or [])
            if focus.get("kind") == "plan"
            else []
        )
    return list(dict.fromkeys(jobs))[:3]


def _which(turn: Turn) -> str:
    turn.say("utter_occupation_unknown")
    for cluster in ("health", "manufacturing", "it", "construction"):
        turn.choice(f'/occupation_info{{"cluster": "{cluster}"}}', label=turn.name(turn.catalog.clusters[cluster]))
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return "unanswerable_unknown"
