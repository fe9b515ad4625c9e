"""From likes and dislikes, or from the interest questions, to work that fits them."""

from __future__ import annotations

from actions import ideas, interest_quiz, next_jobs
from actions.knowledge_base import works
from actions.support_services import SupportServices, only_help_named
from actions.topic import Topic
from actions.turn import Turn
from knowledge.interests import match, without_work


class ExploreInterests(Topic):
    topic = "explore_interests"

    def answer(self, turn: Turn) -> str | None:
        if interest_quiz.MORE_STUDY in turn.named("wish"):
            turn.set(more_study=True)
        elif interest_quiz.wanted(turn):
            return interest_quiz.go_on(turn)
        if (now := turn.named("occupation", "now")) and not (turn.slot("likes") or turn.slot("interests")):
            job = turn.catalog.occupations[now[0]]
            if next_jobs.from_work(turn, job):  # what somebody has done for years tells more than what they would rather not do
                return next_jobs.tell(turn, job)
        if turn.slot("likes") or turn.slot("dislikes") or turn.slot("interests"):
            return suggest(turn)
        if only_help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_explore_start")
        turn.ask("likes", "action_explore_interests")
        return "clarification"


def suggest(turn: Turn) -> str | None:
    """Up to five occupations that fit what was told, one of each kind of work first, each with why."""
    likes, dislikes = turn.slot("likes") or [], turn.slot("dislikes") or []
    if turn.slot("interests") and not likes:
        return interest_quiz.result(turn)
    clusters = turn.slot("goal_clusters") or []
    if not likes:  # only dislikes: stay near what was wanted
        clusters = clusters or list({c for g in turn.slot("goals") or [] if (c := turn.catalog.occupations[g].cluster)})
    found = match(works(), likes, dislikes, clusters, ideas.highest_zone(turn))
    if missing := without_work(works(), likes):
        turn.say("utter_explore_no_work_with", likes=ideas.traits(turn, missing))
        likes = [trait for trait in likes if trait not in missing]
    if not found:
        turn.say("utter_explore_none" if likes else "utter_explore_elsewhere")
        turn.choice(interest_quiz.START, "utter_choice_quiz")
        turn.choice("/program_search", "utter_choice_programs")
        turn.choice("/next_step", "utter_choice_next_step")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return "clarification"
    turn.set(asked=None)
    if likes:
        turn.say("utter_explore_found", likes=ideas.traits(turn, likes))
    else:
        turn.say("utter_explore_found_besides")
    if dislikes:
        turn.say("utter_explore_left_out", dislikes=ideas.traits(turn, dislikes))
    ideas.show(turn, found)
    if interest_quiz.unfinished(turn):
        turn.choice(interest_quiz.START, "utter_choice_quiz_on")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return None
