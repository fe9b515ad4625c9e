"""Learning at work: apprenticeships, internships, clinicals, and the employers that offer them."""

from __future__ import annotations

from actions import cards, figures, more
from actions.occupation_info import jobs_meant
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import WorkBasedKind


class WorkBasedLearningTopic(Topic):
    topic = "work_based_learning"

    def answer(self, turn: Turn) -> str | None:
        employers = employers_meant(turn)
        jobs = set(jobs_meant(turn)) if not turn.named("employer") else set()
        if not employers:
            turn.say(
                "utter_work_based_none",
                job=figures.listed([turn.name(turn.catalog.occupations[j]) for j in jobs], turn)
                or turn.words("utter_label_that_goal"),
            )
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return "unanswerable_unknown"
        turn.cite(*[turn.catalog.employers[k] for k in employers[: more.PAGE]])
        names = figures.listed([turn.catalog.employers[k].name for k in employers[: more.PAGE]], turn)
        turn.say("utter_work_based_found", employers=names)
        more.show(turn, "employer", employers, lambda t, e: cards.employer(t, e, jobs))
        if jobs:
            job = turn.catalog.occupations[sorted(jobs)[0]]
            turn.choice(f'/next_step{{"occupation": "{job.id}"}}', "utter_choice_how_to_become", job=turn.name(job))
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def employers_meant(turn: Turn) -> list[str]:
    """Employers named; else those with offers for the work meant, registered apprenticeships first."""
    if named := turn.named("employer"):
        return named
    jobs = set(jobs_meant(turn))
    clusters = set(turn.named("cluster")) | {turn.catalog.occupations[j].cluster for j in jobs}
    ranked = []
    for employer in turn.catalog.employers.values():
        kinds = [o.kind for o in employer.offers if not jobs or jobs & set(o.occupations)]
        near = not clusters or clusters & set(employer.clusters)
        if kinds or near:
            ranked.append((not kinds, WorkBasedKind.REGISTERED_APPRENTICESHIP not in kinds, employer.id))
    exact = [key for none, _, key in sorted(ranked) if not none]
    return exact or [key for _, _, key in sorted(ranked)]
