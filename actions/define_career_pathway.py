"""What a career pathway is, and how others have built them."""

from __future__ import annotations

import re

from actions import cards
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import PathwayExample, PathwayModel

MOST_POINTS = 5


class DefineCareerPathway(Topic):
    topic = "define_career_pathway"

    def answer(self, turn: Turn) -> str | None:
        models = [turn.catalog.models[k] for k in turn.named("model")] or [turn.catalog.models["career-pathway"]]
        examples = [pair for m in models for pair in _examples_named(turn, m)]
        if examples:
            _tell_examples(turn, examples)
        else:
            _tell_model(turn, models[0])
        for other in turn.catalog.models.values():
            if other not in models[:1] or examples:
                turn.choice(f'/define_career_pathway{{"model": "{other.id}"}}', label=turn.name(other))
        turn.choice("/next_step", "utter_choice_next_step")
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def _tell_model(turn: Turn, model: PathwayModel) -> None:
    turn.cite(model)
    _also(turn, model)
    turn.say("utter_model_is", short=turn.in_language(model, "short"))
    asked_points = _points_named(turn, model)
    turn.card(cards.model(turn, model, asked_points or list(model.points)[:MOST_POINTS]))
    if len(model.points) > MOST_POINTS and not asked_points:
        turn.card(cards.model(turn, model, list(model.points)[MOST_POINTS:], title=turn.words("utter_label_more_points")))
    turn.focus("model", model.id)


def _tell_examples(turn: Turn, examples: list[tuple[PathwayModel, PathwayExample]]) -> None:
    model = examples[0][0]
    turn.cite(model)
    _also(turn, model)
    turn.say("utter_model_examples")
    for owner, example in examples[:3]:
        cited = turn.cite(owner)
        row = {"label": example.place, "value": turn.in_language(example, "text"), "sources": cited}
        turn.card({"kind": "model", "title": example.name, "label": None, "rows": [row]})
    turn.say("utter_model_lesson", short=turn.in_language(model, "short"))
    turn.focus("model", model.id)


def _also(turn: Turn, model: PathwayModel) -> None:
    for key in model.also_sources:
        source = turn.catalog.sources[key]
        turn.cite(type("Cited", (), {"source": source.id, "as_of": source.published})())


def _examples_named(turn: Turn, model: PathwayModel) -> list[tuple[PathwayModel, PathwayExample]]:
    text = turn.text.lower()
    return [
        (model, e)
        for e in model.examples
        if any(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in (e.name, *e.aliases))
    ]


def _points_named(turn: Turn, model: PathwayModel) -> list[object]:
    text = turn.text.lower()
    return [p for p in model.points if p.name.lower() in text or p.name_es.lower() in text]
