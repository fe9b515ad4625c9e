"""From where a student is to what they want: ask only what is needed, then the plan."""

from __future__ import annotations

from actions import next_jobs, plans, prior_learning
from actions.explore_interests import suggest
from actions.support_services import point_to_urgent
from actions.topic import Topic
from actions.turn import Turn


class NextStep(Topic):
    topic = "next_step"
    of_studies = True
    asks_which = ("occupation", "credential")

    def answer(self, turn: Turn) -> str | None:
        asked = (turn.tracker.get_slot("asked") or {}).get("question")
        if asked == "goal" and turn.intent == "skip":
            note_skipped(turn)
            turn.set(asked=None)
            turn.say("utter_skip_goal")
            turn.choice("/explore_interests", "utter_choice_not_sure")
            turn.choice("/program_search", "utter_choice_programs")
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return None
        if turn.named("occupation", "now") and not (plans.has_goal(turn) or turn.slot("likes") or turn.slot("dislikes")):
            return _next_jobs(turn)
        return go_on(turn)


def _next_jobs(turn: Turn) -> str | None:
    """ "What can I do next, I'm a cashier": jobs near the present one, where any is known; else the goal is asked for."""
    from actions.skill_gap import SkillGap

    now = turn.catalog.occupations[turn.named("occupation", "now")[0]]
    if focus_leads_on(turn) or not next_jobs.from_work(turn, now):
        return go_on(turn)
    _told_of_help(turn)
    return SkillGap.instead(turn)


def focus_leads_on(turn: Turn) -> bool:
    """Whether what was last spoken of is what is wanted now."""
    return (turn.slot("focus") or {}).get("kind") in ("occupation", "program", "credential")


def go_on(turn: Turn, kind: str | None = None) -> str | None:
    """Ask for what is still needed, one question at a time; else the plan."""
    note_skipped(turn)
    if not plans.has_goal(turn):
        take_goal_from_focus(turn)
    if not plans.has_goal(turn):
        if turn.slot("likes") or turn.slot("dislikes"):
            return suggest(turn)
        if not _told_of_help(turn) and turn.slot("heard"):
            turn.say("utter_inform_noted")
        turn.ask("goal", "action_next_step")
        return "clarification"
    return plans.present(turn, plans.make(turn), kind or turn.slot("plan_kind"))


def _told_of_help(turn: Turn) -> bool:
    """What can be said before a goal is known: how studies done elsewhere count, and help that cannot wait; whether it was."""
    rules = [turn.catalog.prior_learning[k] for k in turn.named("prior_learning")][:1]
    for rule in rules:
        prior_learning.tell(turn, rule)
    return point_to_urgent(turn) or bool(rules)


def note_skipped(turn: Turn) -> None:
    """A question that was skipped is not asked again."""
    asked = turn.tracker.get_slot("asked") or {}
    if turn.intent == "skip" and asked.get("question"):
        turn.set(skipped=[*(turn.slot("skipped") or []), asked["question"]])


def take_goal_from_focus(turn: Turn) -> None:
    """ "How do I become one" after an answer about some work, a class or a credential means that."""
    focus = turn.slot("focus") or {}
    if turn.intent not in ("next_step", "affirm", "faster", "cheaper", "higher_pay") or not focus.get("id"):
        return
    jobs: tuple[str, ...] = ()
    if focus["kind"] == "occupation":
        jobs = (focus["id"],)
    elif focus["kind"] == "program":
        jobs = turn.catalog.programs[focus["id"]].occupations
    elif focus["kind"] == "credential":
        jobs = turn.catalog.credentials[focus["id"]].prepares_for
    if jobs:
        turn.set(goals=[jobs[0]])
