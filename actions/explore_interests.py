"""From likes and dislikes to work that fits them."""

from __future__ import annotations

from actions import cards, figures
from actions.support_services import SupportServices, only_help_named
from actions.topic import Topic
from actions.turn import Turn
from knowledge.interests import Match, match, without_work

SHOWN = 4


class ExploreInterests(Topic):
    topic = "explore_interests"

    def answer(self, turn: Turn) -> str | None:
        if turn.slot("likes") or turn.slot("dislikes"):
            return suggest(turn)
        if only_help_named(turn):
            return SupportServices.instead(turn)
        turn.say("utter_explore_start")
        turn.ask("likes", "action_explore_interests")
        return "clarification"


def suggest(turn: Turn) -> str | None:
    """Up to four occupations that fit, one of each kind of work first, each with why."""
    likes, dislikes = turn.slot("likes") or [], turn.slot("dislikes") or []
    clusters = turn.slot("goal_clusters") or []
    if not likes:  # only dislikes: stay near what was wanted
        clusters = clusters or list({c for g in turn.slot("goals") or [] if (c := turn.catalog.occupations[g].cluster)})
    found = varied(match(turn.catalog, likes, dislikes, clusters))
    if missing := without_work(turn.catalog, likes):
        turn.say("utter_explore_no_work_with", likes=_words(turn, missing))
        likes = [trait for trait in likes if trait not in missing]
    if not found:
        turn.say("utter_explore_none" if likes else "utter_explore_elsewhere")
        turn.choice("/program_search", "utter_choice_programs")
        turn.choice("/next_step", "utter_choice_next_step")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return "clarification"
    turn.set(asked=None)
    turn.say("utter_explore_found", likes=_words(turn, likes) or turn.words("utter_label_what_you_said"))
    if dislikes:
        turn.say("utter_explore_left_out", dislikes=_words(turn, dislikes))
    for item in found[:SHOWN]:
        card = cards.occupation(turn, item.occupation)
        why = turn.words("utter_explore_why", traits=_words(turn, list(item.traits))) if item.traits else ""
        turn.card({**card, "text": f"{card['text']} {why}".strip()})
    for item in found[:3]:
        turn.choice(
            f'/next_step{{"occupation": "{item.occupation.id}"}}', "utter_choice_how_to_become", job=turn.name(item.occupation)
        )
    if fewer := [turn.name(item.occupation) for item in found[:SHOWN] if item.shrinking]:
        turn.say("utter_explore_shrinking", jobs=figures.listed(fewer, turn))
    turn.set(
        more={"kind": "occupation", "ids": [m.occupation.id for m in found[SHOWN : SHOWN + 6]]} if len(found) > SHOWN else None
    )
    if len(found) > SHOWN:
        turn.choice("/what_else", "utter_choice_else")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    turn.set(focus={"kind": "occupation", "id": found[0].occupation.id, "by": "interests"})
    return None


def varied(found: list[Match]) -> list[Match]:
    """The best two of each cluster before the third of any, so that the first few show different doors; shrinking work last."""
    rounds: dict[str | None, int] = {}
    ranked = []
    for place, item in enumerate(found):
        turn_of = rounds.get(item.occupation.cluster, 0)
        rounds[item.occupation.cluster] = turn_of + 1
        ranked.append((item.shrinking, turn_of // 2, place, item))
    return [item for *_, item in sorted(ranked, key=lambda r: r[:3])]


def _words(turn: Turn, traits: list[str]) -> str:
    return figures.listed([turn.words(f"utter_label_trait_{t}") for t in traits], turn)
