"""Make, show and change the plan in hand. A plan is not stored: it is worked out anew from what the student told."""

from __future__ import annotations

from dataclasses import replace

from actions import cards, elsewhere, figures, ladder
from actions.knowledge_base import planned
from actions.turn import Turn
from knowledge.planner import Blocked, Constraint, Ladder, LadderKind, Plans, Step

KINDS = [kind.value for kind in LadderKind]


def make(turn: Turn) -> Plans:
    """The ladders for what is known now."""
    student = turn.student()
    if not student.goals and turn.slot("goal_clusters"):
        jobs = (o for o in turn.catalog.occupations.values() if o.cluster in turn.slot("goal_clusters"))
        student = replace(student, goals=tuple(sorted(o.id for o in jobs)))
    return planned(student, turn.today)


def shown(made: Plans, kind: str | None) -> Ladder | None:
    """The ladder the student sees: of that kind, else the nearest where nothing fits."""
    if made.ladders:
        return chosen(made, kind)
    return made.blocked.nearest if made.blocked else None


def chosen(plans: Plans, kind: str | None) -> Ladder:
    """The ladder of a kind, the first where that kind is not known."""
    return next((item for item in plans.ladders if kind in [k.value for k in item.kinds]), plans.ladders[0])


def present(turn: Turn, plans: Plans, kind: str | None = None) -> str | None:
    """Say the plan: the one next step first, then the drawn ladder, then what else there is."""
    if not plans.ladders:
        return _no_ladder(turn, plans)
    item = chosen(plans, kind)
    turn.set(plan_kind=kind or item.kinds[0].value)
    turn.focus("plan")
    goal = turn.name(turn.catalog.occupations[item.goal])
    _say_qualified(turn, plans)
    _say_skips(turn, plans)
    _say_next_step(turn, item, goal)
    if plans.open_now:
        turn.say(
            "utter_plan_open_now", jobs=figures.listed([turn.name(turn.catalog.occupations[k]) for k in plans.open_now[:2]], turn)
        )
    if plans.assumed_diploma:
        turn.say("utter_plan_assumed_diploma")
    turn.card(ladder.card(turn, item))
    for key in item.services[:2]:
        turn.card(cards.service(turn, turn.catalog.services[key]))
    if item.services:
        turn.say(
            "utter_plan_supports", services=figures.listed([turn.name(turn.catalog.services[k]) for k in item.services[:3]], turn)
        )
    _spanish_speaker(turn)
    _offer_changes(turn, plans, item)
    return None


def _say_qualified(turn: Turn, plans: Plans) -> None:
    """Goals already met: by what the student holds, or because nothing is asked for them."""
    for done in plans.qualified:
        job = turn.catalog.occupations[done]
        asks = job.requires is not None and any(leaf.credential or leaf.education for leaf in job.requires.leaves())
        turn.say("utter_plan_qualified" if asks and not plans.assumed_diploma else "utter_plan_nothing_asked", job=turn.name(job))


def _opening(turn: Turn, item: Ladder) -> str:
    """Whether this is a first plan, a changed one, or the one shown before."""
    steps = [item.goal, *(f"{step.program} {step.weeks}" for step in item.steps)]
    before = turn.slot("plan_steps")
    turn.set(plan_steps=steps)
    return "utter_plan_intro" if not before else "utter_plan_same" if before == steps else "utter_plan_changed"


def _say_next_step(turn: Turn, item: Ladder, goal: str) -> None:
    first = item.steps[0]
    program = turn.catalog.programs[first.program]
    turn.cite(program)
    names = figures.listed([turn.words(f"utter_phrase_{k.value}") for k in item.kinds], turn)
    turn.say(
        _opening(turn, item),
        goal=goal,
        names=names,
        steps=turn.words("utter_label_step" if len(item.steps) == 1 else "utter_label_steps", n=len(item.steps)),
    )
    start = (
        turn.words("utter_plan_start_on", day=figures.day(first.start, turn))
        if first.start
        else turn.words("utter_plan_start_any")
        if first.delivery and first.delivery.rolling
        else ""
    )
    turn.say(
        "utter_plan_next_step",
        program=turn.name(program),
        why=ladder.why(turn, first),
        weeks=figures.weeks(first.weeks, turn),
        when=cards.when(turn, first.delivery) if first.delivery else turn.words("utter_label_times_unknown"),
        start=start,
        cost=figures.cost(first.cost_before, turn),
        aid=_aid(turn, first),
    )
    usual = [program for step in item.steps if "weeks" in (program := turn.catalog.programs[step.program]).inferred]
    if usual:
        turn.say("utter_plan_usual_length", programs=figures.listed([turn.name(p) for p in usual[:3]], turn))


def _aid(turn: Turn, step: Step) -> str:
    if not step.aid or step.cost_before is None or step.cost_after is None or step.cost_after >= step.cost_before:
        return ""
    aid = figures.listed([turn.name(turn.catalog.services[k]) for k in step.aid], turn)
    return turn.words("utter_plan_aid", cost=figures.money(step.cost_after, turn), aid=aid)


def _say_skips(turn: Turn, plans: Plans) -> None:
    for skip in plans.skips:
        programs = figures.listed([turn.name(turn.catalog.programs[k]) for k in skip.programs[:3]], turn)
        if skip.rule in turn.explained:
            continue
        if skip.rule:
            rule = turn.catalog.prior_learning[skip.rule]
            turn.cite(rule)
            turn.say("utter_plan_skip_rule", skip=turn.in_language(rule, "skip"), confirm=turn.in_language(rule, "confirm"))
        elif skip.credential:
            turn.say(
                "utter_plan_skip_credential", credential=turn.name(turn.catalog.credentials[skip.credential]), programs=programs
            )


def _spanish_speaker(turn: Turn) -> None:
    """The way to a person who speaks Spanish, for whoever writes in it."""
    if turn.language != "es":
        return
    speaker = next(
        (s for s in turn.catalog.staff.values() if "es" in s.languages and s.team in ("basic_education", "advising")), None
    )
    if speaker:
        turn.card(cards.person(turn, speaker))


def _offer_changes(turn: Turn, plans: Plans, item: Ladder) -> None:
    if needs_education(turn):
        turn.ask("education", "action_next_step")
    elif turn.language == "es" and not turn.slot("english") and "english" not in (turn.slot("skipped") or []):
        turn.ask("english", "action_next_step")
    elif not (turn.slot("hours_per_week") or "hours" in (turn.slot("skipped") or [])):
        turn.ask("hours", "action_next_step")
    elif not (turn.slot("times") or turn.slot("modalities") or "times" in (turn.slot("skipped") or [])):
        turn.ask("times", "action_next_step")
    elif turn.slot("asked"):
        turn.set(asked=None)
    for other in plans.ladders:
        if other is not item:
            turn.choice(f"/{_INTENT[other.kinds[0]]}", f"utter_choice_{other.kinds[0].value}")
    turn.choice("/why", "utter_choice_why")
    turn.choice("/talk_to_advisor", "utter_choice_person")


_INTENT = {LadderKind.FASTEST: "faster", LadderKind.CHEAPEST: "cheaper", LadderKind.HIGHEST_PAY: "higher_pay"}


def _no_ladder(turn: Turn, plans: Plans) -> str | None:
    """Already there, or what blocks and the nearest plan without it."""
    turn.focus("plan")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    if plans.qualified and (plans.blocked is None or Constraint.NOT_TAUGHT_HERE in plans.blocked.constraints):
        _say_qualified(turn, plans)
        for done in plans.qualified:
            turn.card(cards.occupation(turn, turn.catalog.occupations[done]))
        return None
    blocked = plans.blocked
    if blocked is None:
        turn.say("utter_plan_none")
        return "unanswerable_unknown"
    goals = figures.listed([turn.name(turn.catalog.occupations[g]) for g in (turn.slot("goals") or [])[:2]], turn) or turn.words(
        "utter_label_that_goal"
    )
    names = figures.listed([_constraint(turn, c) for c in blocked.constraints], turn)
    turn.say(_blocked_response(blocked), goal=goals, constraint=names)
    if Constraint.NOT_TAUGHT_HERE in blocked.constraints and turn.slot("goals"):
        elsewhere.tell(turn, turn.catalog.occupations[turn.slot("goals")[0]])
    if blocked.nearest is None:
        turn.say("utter_plan_none")
        return "unanswerable_unknown"
    near = blocked.nearest
    stone = Constraint.NOT_TAUGHT_HERE in blocked.constraints
    turn.say(
        "utter_plan_nearest_stone"
        if stone
        else "utter_plan_nearest_age"
        if Constraint.AGE in blocked.constraints
        else "utter_plan_nearest",
        job=turn.name(turn.catalog.occupations[near.goal]),
    )
    turn.card(ladder.card(turn, near))
    turn.choice("/what_else", "utter_choice_else")
    turn.choice("/start_over", "utter_choice_start_over")
    return None


def _blocked_response(blocked: Blocked) -> str:
    if Constraint.NOT_TAUGHT_HERE in blocked.constraints:
        return "utter_plan_blocked_not_taught"
    return "utter_plan_blocked_age" if Constraint.AGE in blocked.constraints else "utter_plan_blocked"


def _constraint(turn: Turn, constraint: Constraint) -> str:
    """What blocks, with the student's own value of it."""
    student = turn.student()
    value = {
        Constraint.TIMES: ", ".join(turn.words(f"utter_label_time_{t.value}") for t in sorted(student.times)),
        Constraint.MODALITY: ", ".join(turn.words(f"utter_label_modality_{m.value}") for m in sorted(student.modalities)),
        Constraint.HOURS: str(student.hours_per_week),
        Constraint.BUDGET: figures.money(student.budget or 0, turn),
        Constraint.CAMPUS: ", ".join(turn.catalog.campuses[c].name for c in sorted(student.campuses)),
        Constraint.AGE: str(student.age),
    }.get(constraint, "")
    return turn.words(f"utter_label_constraint_{constraint.value}", value=value)


def has_goal(turn: Turn) -> bool:
    return bool(turn.slot("goals") or turn.slot("goal_clusters"))


def needs_education(turn: Turn) -> bool:
    """Whether the first step hangs on schooling that nobody has told us of."""
    known = turn.slot("education") or "education" in (turn.slot("skipped") or [])
    implied = any(turn.catalog.credentials[k].requires for k in turn.slot("credentials") or []) or turn.slot("prior_learning")
    return not known and not implied
