"""Hello, goodbye and the like; what the assistant is; what it leaves alone."""

from __future__ import annotations

from actions import interest_quiz, plans, talk_to_advisor, which
from actions.explore_interests import ExploreInterests
from actions.knowledge_base import wording
from actions.next_step import NextStep, go_on, note_skipped
from actions.occupation_info import OccupationInfo, state_told
from actions.prior_learning import PriorLearning
from actions.program_search import ProgramSearch
from actions.support_services import SupportServices, help_named
from actions.topic import Topic
from actions.turn import Turn


def _starters(turn: Turn) -> None:
    turn.choice("/next_step", "utter_choice_next_step")
    turn.choice("/explore_interests", "utter_choice_not_sure")
    turn.choice("/support_services", "utter_choice_support")
    turn.choice("/financial_aid", "utter_choice_aid")
    turn.choice("/talk_to_advisor", "utter_choice_person")


class Greet(Topic):
    topic = "greet"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_greet_again" if plans.has_goal(turn) else "utter_greet")
        if plans.has_goal(turn):
            turn.choice("/show_plan", "utter_choice_show_plan")
        _starters(turn)
        return None


class BotCapabilities(Topic):
    topic = "bot_capabilities"

    def answer(self, turn: Turn) -> str | None:
        if help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_bot_capabilities")
        _starters(turn)
        return None


class Goodbye(Topic):
    topic = "goodbye"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_goodbye")
        return None


class Thanks(Topic):
    topic = "thanks"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_thanks")
        return None


class Smalltalk(Topic):
    topic = "smalltalk"

    def answer(self, turn: Turn) -> str | None:
        if help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_smalltalk")
        _starters(turn)
        return None


class OutOfScope(Topic):
    topic = "out_of_scope"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        if help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_out_of_scope")
        _starters(turn)
        return "unanswerable_out_of_scope"


class Abusive(Topic):
    topic = "abusive"

    def answer(self, turn: Turn) -> str | None:
        if help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_abusive")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


class Crisis(Topic):
    """Reached when the classifier hears a cry the guard's patterns did not; the conversation puts the fixed text here."""

    topic = "crisis"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_crisis_here")
        return "crisis"


class Inform(Topic):
    """A bare fact, or one that corrects another: it changes the plan, or begins one."""

    topic = "inform"
    asks_which = ("occupation", "credential")
    changed = True

    def answer(self, turn: Turn) -> str | None:
        heard = turn.slot("heard") or []
        by = (turn.tracker.get_slot("asked") or {}).get("by", "")
        focus = turn.slot("focus") or {}
        if focus.get("kind") == "program" and {"times", "modalities", "campuses"} & set(heard) and not plans.has_goal(turn):
            return ProgramSearch.instead(turn)
        if state_told(turn):
            return OccupationInfo.instead(turn)
        if not heard and not turn.slot("answered") and help_named(turn):
            return SupportServices.instead(turn)
        if not heard and not turn.slot("answered"):
            turn.say("utter_inform_unclear")
            _starters(turn)
            return "clarification"
        if plans.has_goal(turn) or by in ("action_next_step", "action_explore_interests"):
            return go_on(turn)
        if {"needs", "children"} & set(heard) and help_named(turn):
            return SupportServices.instead(turn)
        return go_on(turn)


class CorrectFact(Inform):
    topic = "correct_fact"


class Skip(Topic):
    topic = "skip"

    def answer(self, turn: Turn) -> str | None:
        note_skipped(turn)
        asked = (turn.tracker.get_slot("asked") or {}).get("question")
        if asked in ("goal", "likes"):
            turn.set(asked=None)
            turn.say("utter_skip_goal")
            _starters(turn)
            return None
        if plans.has_goal(turn):
            return go_on(turn)
        turn.say("utter_anything_else")
        _starters(turn)
        return None


class Affirm(Topic):
    topic = "affirm"

    def answer(self, turn: Turn) -> str | None:
        if turn.slot("heard"):
            return go_on(turn)
        if plans.has_goal(turn) and (turn.slot("focus") or {}).get("kind") == "plan":
            turn.say("utter_affirm_plan")
            turn.choice("/deadlines_enrollment", "utter_choice_enroll")
            turn.choice("/show_plan", "utter_choice_show_plan")
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return None
        if (turn.slot("focus") or {}).get("kind") == "occupation":
            turn.set(goals=[turn.slot("focus")["id"]])
            return go_on(turn)
        turn.say("utter_anything_else")
        _starters(turn)
        return None


class Deny(Topic):
    topic = "deny"

    def answer(self, turn: Turn) -> str | None:
        if turn.slot("heard"):
            return go_on(turn)
        turn.set(asked=None)
        turn.say("utter_deny")
        _starters(turn)
        return None


class Cancel(Topic):
    topic = "cancel"

    def answer(self, turn: Turn) -> str | None:
        if passed_on := talk_to_advisor.end_early(turn):
            return passed_on
        if interest_quiz.is_open(turn):
            turn.topic = "explore_interests"
            return interest_quiz.result(turn)
        turn.set(asked=None, handoff=None, before=None)
        turn.say("utter_cancel")
        _starters(turn)
        return None


class ChangeLanguage(Topic):
    topic = "change_language"

    def answer(self, turn: Turn) -> str | None:
        turn.say("utter_language")
        if plans.has_goal(turn):
            turn.choice("/show_plan", "utter_choice_show_plan")
        _starters(turn)
        return None


class Clarify(Topic):
    """Not sure what was meant: the likeliest meanings, then other words and a person, then an offer to pass it on."""

    topic = "clarify"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        if {"goals", "goal_clusters"} & set(turn.slot("heard") or []):
            return NextStep.instead(turn)
        if turn.named("prior_learning"):  # what a student brings and what a student lacks may be told in one breath
            return _answer_all(turn, [*([SupportServices] if help_named(turn) else []), PriorLearning])
        if help_named(turn):
            return SupportServices.instead(turn)
        if turn.slot("heard") and plans.has_goal(turn):
            return NextStep.instead(turn)
        if answering := named_for(turn):
            return answering.instead(turn)
        times = int(turn.slot("unclear") or 0) + 1
        turn.set(unclear=times)
        if times >= 3:
            turn.say("utter_clarify_third")
            _starters(turn)
            turn.missed("clarify", "misunderstood")
            return "clarification"
        turn.say("utter_clarify_first" if times == 1 else "utter_clarify_second")
        for topic in likely(turn):
            turn.choice(f"/{topic}", f"utter_topic_{topic}")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return "clarification"


def _answer_all(turn: Turn, topics: list[type[Topic]]) -> str | None:
    """Answer what several topics are named for; the reply counts as the first one's, and so does its outcome."""
    outcomes: list[str | None] = []
    for topic in topics:
        if outcomes:
            turn.next_need([])
        outcomes.append(topic.instead(turn))
    turn.topic = topics[0].topic
    return outcomes[0]


def named_for(turn: Turn) -> type[Topic] | None:
    """The likeliest topic, where it was not likely enough by its words alone but what it is about is named."""
    from actions.credential_info import CredentialInfo  # which brings in Inform from here

    about: dict[type[Topic], tuple[str, ...]] = {
        ProgramSearch: ("program", "occupation", "credential"),
        OccupationInfo: ("occupation",),
        CredentialInfo: ("credential",),
        NextStep: ("occupation",),
        ExploreInterests: ("wish",),
    }
    best = next(iter(likely(turn)), None)
    topic = next((t for t, labels in about.items() if t.topic == best and any(map(turn.named, labels))), None)
    if topic is NextStep and not which.undecided(turn.tracker.latest_message.get("entities") or [], "occupation"):
        turn.set(goals=turn.named("occupation")[:1], goal_clusters=None, plan_kind=None)
    return topic


def likely(turn: Turn) -> list[str]:
    """The two or three likeliest content topics of the message."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    return [r["name"] for r in ranking if wording().knows(f"utter_topic_{r['name']}")][:3]
