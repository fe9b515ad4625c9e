"""What a student already knows and how it counts."""

from __future__ import annotations

from actions import cards, figures, plans
from actions.support_services import point_to_urgent
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import PriorLearningKind, PriorLearningRule


class PriorLearning(Topic):
    topic = "prior_learning"

    def answer(self, turn: Turn) -> str | None:
        rules = rules_meant(turn)
        if not rules:
            turn.say("utter_prior_learning_general")
            _kinds(turn)
            turn.ask("experience", "action_prior_learning")
            return "clarification"
        for rule in rules[:2]:
            tell(turn, rule)
        point_to_urgent(turn)
        turn.set(asked=None)
        closest = [k for rule in rules for k in rule.occupations if k in turn.catalog.occupations][:3]
        if plans.has_goal(turn):
            return plans.present(turn, plans.make(turn), turn.slot("plan_kind"))
        for job in closest:
            turn.card(cards.occupation(turn, turn.catalog.occupations[job]))
        for job in closest[:3]:
            turn.choice(
                f'/next_step{{"occupation": "{job}"}}', "utter_choice_how_to_become", job=turn.name(turn.catalog.occupations[job])
            )
        if not turn.slot("goals") and closest:
            turn.say("utter_prior_learning_close", jobs=figures.listed([_with_pay(turn, k) for k in closest], turn))
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def rules_meant(turn: Turn) -> list[PriorLearningRule]:
    """Rules named, rules for a credential named as held, else those told before."""
    rules = turn.catalog.prior_learning
    keys = turn.named("prior_learning")
    held = turn.named("credential")
    keys += [r.id for r in rules.values() if r.held in held]
    return [rules[k] for k in dict.fromkeys(keys or turn.slot("prior_learning") or [])]


def tell(turn: Turn, rule: PriorLearningRule) -> None:
    """What a rule lets a student skip, and who confirms it."""
    turn.cite(rule)
    turn.explained.add(rule.id)
    turn.say("utter_prior_learning_rule", name=turn.name(rule), skip=turn.in_language(rule, "skip"))
    if rule.grants:
        turn.say(
            "utter_prior_learning_grants",
            credentials=figures.listed([turn.name(turn.catalog.credentials[k]) for k in rule.grants], turn),
        )
    turn.say("utter_prior_learning_confirm", confirm=turn.in_language(rule, "confirm"))


def _with_pay(turn: Turn, key: str) -> str:
    job = turn.catalog.occupations[key]
    turn.cite(job.pay)
    return turn.words("utter_label_job_pay", job=turn.name(job), pay=figures.pay(job.pay, turn)) if job.pay else turn.name(job)


def _kinds(turn: Turn) -> None:
    """General rules, cited: exams, work experience, credit from elsewhere."""
    general = [r for r in turn.catalog.prior_learning.values() if r.kind in (PriorLearningKind.EXAM, PriorLearningKind.WORK)]
    lines = []
    for rule in sorted(general, key=lambda r: r.id)[:4]:
        turn.cite(rule)
        lines.append(f"- {turn.name(rule)}: {turn.in_language(rule, 'skip')}")
    if lines:
        turn.say("utter_lines", lines="\n".join(lines))
