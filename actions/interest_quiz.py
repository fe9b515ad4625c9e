"""The interest questions in conversation: one at a time, left and taken up again at any moment, and what they come to.

The slot ``quiz`` holds the answers by the question's id; ``interests`` the letters that stood out.
"""

from __future__ import annotations

import re
from typing import Any

from actions import ideas
from actions.knowledge_base import works
from actions.turn import Turn
from knowledge.interest_items import STOP, answer_in, item, items, tells_liking
from knowledge.interests import match
from knowledge.riasec import LETTERS, ROUNDS, Item, Liking, planned, scores, strongest

QUESTION = "quiz"
BY = "action_explore_interests"
RESULT, MORE_STUDY = "result", "more_study"  # wishes
START = '/explore_interests{"wish": "quiz"}'
SHOW = '/explore_interests{"wish": "result"}'
LEAST, ENOUGH = len(LETTERS), 2 * len(LETTERS)  # answers for any result, and for one that can be stood by
FREE = "free"  # no answer, but words about what one likes or can't stand
# Intents in which an answer may have words around it: "yes i would", "no not for me".
_OPEN = ("inform", "affirm", "deny", "correct_fact", "explore_interests", "nlu_fallback", "skip", "smalltalk")
_ASKED_ABOUT = {"service", "need", "program", "credential"}  # "... and do you have child care": more than interests
_ASKS = re.compile(
    r"\?|^\W*(?:ok |okay |so )?(?:what|whats|which|how|when|where|why|show|que|cual|cuales|como|cuando|donde|muestra\w*)\b",
    re.IGNORECASE,
)


def answer_of(message: dict[str, Any], quiz: dict[str, str] | None, asked: bool) -> tuple[str, str] | None:
    """The question's id and the answer that a message gives, or stop, or free; None where it gives none.

    ``asked``: the question is open. A button says which question it answers, so that an old one answers its own. Free words
    about interests are no answer to the question ("i like fixing cars" to a bill): they are taken in, and it is put again.
    """
    for entity in message.get("entities") or []:
        if entity["entity"] == "liking":
            liking, _, key = str(entity["value"]).partition(" ")
            return (key, liking) if item(key) and liking in Liking else None
    intent = (message.get("intent") or {}).get("name") or ""
    text = message.get("text") or ""
    if not asked or intent == "crisis":
        return None
    meaning = Liking.UNSURE if text.startswith("/skip") else answer_in(text, whole=intent not in _OPEN)
    if meaning is None and _of_interests(message, intent, text):
        meaning = FREE
    waiting = next_item(quiz or {})
    return (waiting.id, meaning) if meaning and waiting else None


def _of_interests(message: dict[str, Any], intent: str, text: str) -> bool:
    """Whether typed words tell of interests, rather than ask for something."""
    named = {entity["entity"] for entity in message.get("entities") or []}
    if text.startswith("/") or "wish" in named or intent not in _OPEN or _ASKS.search(text):
        return False
    return not named & _ASKED_ABOUT and ("trait" in named or intent == "explore_interests" or tells_liking(text))


def wanted(turn: Turn) -> bool:
    """Whether the message answers a question, asks for the questions or their result, or goes back to them."""
    back = is_open(turn) and turn.text == "/explore_interests"
    return _given(turn) is not None or back or bool({QUESTION, RESULT} & set(turn.named("wish")))


def is_open(turn: Turn) -> bool:
    """Whether an interest question waits for its answer."""
    return (turn.tracker.get_slot("asked") or {}).get("question") == QUESTION


def unfinished(turn: Turn) -> bool:
    """Whether some questions are answered and some are left."""
    quiz = turn.slot(QUESTION)
    return bool(quiz) and next_item(quiz) is not None


def next_item(quiz: dict[str, str]) -> Item | None:
    """The first question that is not answered; None at the end."""
    return next((one for one in planned(_answers(quiz), items()) if one.id not in quiz), None)


def go_on(turn: Turn) -> str | None:
    """Note the answer, then the next question; after the last one, or where it is asked for, the result."""
    quiz: dict[str, str] = dict(turn.slot(QUESTION) or {})
    given = _given(turn)
    if given and given[1] == FREE:
        return _take_in(turn)
    if given and given[1] != STOP:
        quiz[given[0]] = given[1]
        turn.set(quiz=quiz)
    elif given or RESULT in turn.named("wish"):
        return result(turn)
    elif quiz and next_item(quiz) is None:  # asked for once more after the end
        quiz = {}
        turn.set(quiz=quiz, interests=None)
    if next_item(quiz) is None:
        return result(turn)
    if not given:
        turn.say("utter_quiz_again" if quiz else "utter_quiz_start")
    elif len(quiz) == ENOUGH:
        turn.say("utter_quiz_enough")
    elif len(quiz) == ROUNDS * len(LETTERS):
        turn.say("utter_quiz_tie")
    turn.ask(QUESTION, BY)
    return "clarification"


def _take_in(turn: Turn) -> str:
    """Keep what the words tell of interests, beside the answers, and put the question again."""
    for slot, role in (("likes", None), ("dislikes", "not")):
        kept = turn.slot(slot) or []
        told = [trait for trait in turn.named("trait", role) if trait not in kept]
        if told:
            turn.set(**{slot: [*kept, *told]})
    heard = turn.slot("heard") or turn.named("trait", None, "not")
    turn.say("utter_inform_noted" if heard else "utter_back_to_question")
    turn.ask(QUESTION, BY)
    return "clarification"


def put(turn: Turn) -> None:
    """The question that waits, with its place among all and its answers to press."""
    quiz = turn.slot(QUESTION) or {}
    waiting = next_item(quiz)
    if waiting is None:
        return
    of = len(planned(_answers(quiz), items()))
    turn.say("utter_ask_quiz", n=len(quiz) + 1, of=of, item=turn.in_language(waiting, "text"))
    for liking in Liking:
        turn.choice(f'/explore_interests{{"liking": "{liking.value} {waiting.id}"}}', f"utter_choice_{liking.value}")
    turn.choice(SHOW, "utter_choice_quiz_result" if len(quiz) >= ENOUGH else "utter_choice_quiz_stop")


def result(turn: Turn) -> str | None:
    """What the answers so far come to: the interests that stand out, and work of that shape."""
    quiz = turn.slot(QUESTION) or {}
    found = scores(_answers(quiz), items())
    letters = strongest(found)
    turn.set(asked=None, interests=list(letters) or None)
    if not letters:
        turn.say("utter_quiz_nothing" if len(quiz) >= LEAST else "utter_quiz_too_few")
        _ways_on(turn)
        return "clarification"
    turn.say("utter_quiz_result", interests=ideas.interests(turn, letters))
    if len(quiz) < ENOUGH:
        turn.say("utter_quiz_early")
    turn.card(_card(turn, quiz))
    likes, dislikes = turn.slot("likes") or (), turn.slot("dislikes") or ()
    jobs = match(works(), likes, dislikes, turn.slot("goal_clusters") or (), ideas.highest_zone(turn), found)
    if dislikes:
        turn.say("utter_explore_left_out", dislikes=ideas.traits(turn, dislikes))
    if not jobs:
        turn.say("utter_explore_none")
        _ways_on(turn)
        return "clarification"
    turn.say("utter_quiz_ideas")
    ideas.show(turn, jobs)
    if unfinished(turn):
        turn.choice(START, "utter_choice_quiz_on")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return None


def _given(turn: Turn) -> tuple[str, str] | None:
    return answer_of(turn.tracker.latest_message, turn.tracker.get_slot(QUESTION), is_open(turn))


def _answers(quiz: dict[str, str]) -> dict[str, Liking]:
    return {key: Liking(liking) for key, liking in quiz.items() if item(key)}


def _ways_on(turn: Turn) -> None:
    if unfinished(turn) or not turn.slot(QUESTION):
        turn.choice(START, "utter_choice_quiz_on" if turn.slot(QUESTION) else "utter_choice_quiz")
    turn.choice("/program_search", "utter_choice_programs")
    turn.choice("/next_step", "utter_choice_next_step")
    turn.choice("/talk_to_advisor", "utter_choice_person")


def _card(turn: Turn, quiz: dict[str, str]) -> dict[str, Any]:
    """How many of each interest's activities were liked, most liked first. The answers are the student's own: no source."""
    found = scores(_answers(quiz), items())
    rows = []
    for letter in sorted(LETTERS, key=lambda x: -found.get(x, 0.0)):
        told = [quiz[one.id] for one in items() if one.letter == letter and one.id in quiz]
        value = turn.words("utter_label_liked", n=told.count(Liking.LIKE), of=len(told))
        rows.append({"label": turn.words(f"utter_label_interest_{letter}"), "value": value, "sources": []})
    return {"kind": "interests", "title": turn.words("utter_quiz_card"), "rows": rows, "label": None}
