"""The interest questions: one at a time, left and taken up again, stopped at any time, and what they come to."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from knowledge.interest_items import items
from knowledge.riasec import planned
from tests.app import Student, case_of
from tests.conversations.reading import Reply, cards, labels, offers, reads, said

LETTER_OF = {text: one.letter for one in items() for text in (one.text, one.text_es)}
USUAL = len(planned({}, items()))


def asked(reply: Reply) -> str:
    """The letter of the question that is put; empty where none is."""
    found = [letter for text, letter in LETTER_OF.items() if text.lower() in said(reply)]
    return found[0] if found else ""


def started(student: Student) -> Reply:
    student.says("can i take a quiz to see what career i should do")
    return student.replies[-1]


def answers(student: Student, liked: str, most: int = 30, other: str = "Not for me", like: str = "I'd like that") -> Reply:
    """Press answers until the result: likes what belongs to these letters; at most so many."""
    for _ in range(most):
        letter = asked(student.replies[-1])
        if not letter:
            break
        student.presses(like if letter in liked else other)
    return student.replies[-1]


# beginning


@pytest.mark.parametrize("words", ["take a quiz", "is there a career test on here?", "do you have an aptitude test"])
def test_begun_by_words(student: Student, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "explore_interests"
    assert f"1 of {USUAL}:" in said(reply)
    assert labels(reply) == ["I'd like that", "Not sure", "Not for me", "Stop here"]


def test_begun_by_the_button_of_who_does_not_know(student: Student) -> None:
    student.says("i have no idea what i want to be")
    assert f"1 of {USUAL}:" in said(student.presses("quick questions"))


def test_en_espanol(student: Student) -> None:
    reply = student.says("quiero hacer un test vocacional")
    assert f"1 de {USUAL}:" in said(reply)
    result = answers(student, "S", other="No es para mí", like="Me gustaría")
    assert "ayudar y enseñar a la gente" in said(result)
    assert cards(result, "occupation")


# answering


def test_one_question_at_a_time_each_once(student: Student) -> None:
    started(student)
    seen = []
    for number in range(1, USUAL + 1):
        reply = student.replies[-1]
        assert f"{number} of {USUAL}:" in said(reply)
        seen.append(next(text for text in LETTER_OF if text.lower() in said(reply)))
        student.presses("I'd like that" if asked(reply) == "R" else "Not for me")
    assert len(set(seen)) == USUAL
    assert "you lean toward" in said(student.replies[-1])


@pytest.mark.parametrize(
    "words", ["like", "yes", "no", "nope not for me", "not sure", "meh", "idk", "i hate it", "skip", "me gusta"]
)
def test_typed_answers(student: Student, words: str) -> None:
    started(student)
    reply = student.says(words)
    assert f"2 of {USUAL}:" in said(reply) or f"2 de {USUAL}:" in said(reply)


@pytest.mark.parametrize(
    "words",
    [
        "i like fixing cars",
        "like fixing things, hate desks",
        "no desk jobs please",
        "yes i love kids",
        "i like to cook",
        "me gusta arreglar carros",
    ],
)
def test_free_words_are_no_answer_but_are_kept(student: Student, words: str) -> None:
    started(student)
    answers(student, "", most=5)
    assert asked(student.replies[-1]) == "C", "a bill is to be checked"
    reply = student.says(words)
    assert asked(reply) == "C"
    assert f"6 of {USUAL}:" in said(reply) or f"6 de {USUAL}:" in said(reply)
    assert "keep that in mind" in said(reply) or "en cuenta" in said(reply)
    assert student.says("no")["topic"] == "explore_interests"
    assert f"7 of {USUAL}:" in said(student.replies[-1]) or f"7 de {USUAL}:" in said(student.replies[-1])


def test_free_words_count_in_what_the_answers_come_to(student: Student, another: Student, catalog: Catalog) -> None:
    with_patients = {o.name for o in catalog.occupations.values() if "patients" in o.traits}
    started(another)
    assert with_patients & set(cards(answers(another, "S"), "occupation"))
    started(student)
    answers(student, "S", most=5)
    student.says("i like animals but i hate blood")
    result = answers(student, "S")
    assert "left out" in said(result)
    assert not with_patients & set(cards(result, "occupation"))
    card = next(card for card in result["cards"] if card["kind"] == "interests")
    assert [row["value"] for row in card["rows"]] == ["liked 3 of 3"] + ["liked 0 of 3"] * 5, "no answer is made of them"


@pytest.mark.parametrize("words", ["i love cars", "nope, i hate paperwork", "odio las oficinas"])
def test_words_that_nothing_is_known_of_are_not_said_to_be_kept(student: Student, words: str) -> None:
    started(student)
    reply = student.says(words)
    assert asked(reply) == "R", "the first question once more"
    assert "in mind" not in said(reply)
    assert "en cuenta" not in said(reply)


def test_a_wish_for_ideas_is_no_answer_and_not_held_up(student: Student) -> None:
    started(student)
    student.presses("Not for me")
    assert f"2 of {USUAL}:" not in said(student.says("what jobs are there if i like computers"))


def test_an_answer_pressed_twice_counts_once(student: Student) -> None:
    started(student)
    choice = student.replies[-1]["choices"][0]
    student.says(choice["label"], choice["send"])
    assert f"2 of {USUAL}:" in said(student.says(choice["label"], choice["send"]))


def test_a_tie_asks_a_few_more(student: Student) -> None:
    started(student)
    reply = answers(student, "RISA", most=USUAL)
    assert "a few more" in said(reply)
    assert asked(reply) in "RISA"
    assert "you lean toward" in said(answers(student, "RIS"))


# left and taken up again


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("whats a machinist make", "occupation_info"),
        ("do you have child care", "support_services"),
        ("when is fafsa due", "deadlines_enrollment"),
        ("are you a robot", "bot_capabilities"),
    ],
)
def test_a_question_beside_it_and_on(student: Student, words: str, topic: str) -> None:
    started(student)
    student.presses("I'd like that")
    reply = student.says(words)
    assert reply["topic"] == topic
    assert f"2 of {USUAL}:" in said(reply)
    assert f"3 of {USUAL}:" in said(student.says("no"))


def test_after_many_side_questions_it_waits_behind_a_button(student: Student) -> None:
    started(student)
    student.presses("I'd like that")
    for words in ("whats a machinist make", "do you have child care", "when is fafsa due"):
        student.says(words)
    assert f"2 of {USUAL}:" in said(student.presses("Back to where I was"))


def test_asked_for_again_it_goes_on_where_it_was(student: Student) -> None:
    started(student)
    student.presses("I'd like that")
    student.says("nevermind")
    assert f"2 of {USUAL}:" in said(student.says("ok lets do the quiz"))


def test_a_cry_for_help_in_the_middle(student: Student) -> None:
    started(student)
    student.presses("Not for me")
    reply = student.says("i dont want to be alive anymore")
    assert (reply["topic"], reply["outcome"]) == ("crisis", "crisis")
    assert "988" in said(reply)
    assert f"3 of {USUAL}:" in said(student.says("like"))


def test_a_person_in_the_middle(student: Student) -> None:
    started(student)
    student.presses("Not for me")
    assert student.says("can i talk to a real person")["topic"] == "talk_to_advisor"


# stopping


@pytest.mark.parametrize("words", ["stop", "that's enough", "cancel"])
def test_stopped_early_says_that_it_is_too_few(student: Student, words: str) -> None:
    started(student)
    student.presses("I'd like that")
    reply = student.says(words)
    assert "too few" in said(reply)
    assert not cards(reply, "occupation")
    assert offers(reply, "Go on with the questions")


def test_stopped_after_twelve_gives_the_result_so_far(student: Student) -> None:
    started(student)
    reply = answers(student, "S", most=12)
    assert "see your ideas now" in said(reply)
    result = student.presses("Show my ideas")
    assert "helping and teaching people" in said(result)
    assert "rough first look" not in said(result)
    assert offers(result, "Go on with the questions")
    assert f"13 of {USUAL}:" in said(student.presses("Go on with the questions"))


def test_stopped_after_six_is_a_rough_look(student: Student) -> None:
    started(student)
    answers(student, "R", most=6)
    assert "rough first look" in said(student.says("stop"))


# what it comes to


def test_at_most_five_ideas_each_with_why(student: Student) -> None:
    started(student)
    result = answers(student, "R")
    ideas = [card for card in result["cards"] if card["kind"] == "occupation"]
    assert 3 <= len(ideas) <= 5
    for card in ideas:
        assert "goes with: working with your hands" in card["text"].lower()
        assert "getting ready usually takes" in card["text"].lower()
        assert {"Pay (U.S.)", "Outlook, ten years"} <= {row["label"] for row in card["rows"]}
    assert "not a test result" in said(result)


def test_the_answers_are_shown_as_they_were(student: Student) -> None:
    started(student)
    result = answers(student, "S")
    card = next(card for card in result["cards"] if card["kind"] == "interests")
    assert [row["value"] for row in card["rows"]] == ["liked 3 of 3"] + ["liked 0 of 3"] * 5


def test_what_is_taught_here_comes_first_and_is_marked(student: Student) -> None:
    started(student)
    shown = [card["text"] for card in answers(student, "R")["cards"] if card["kind"] == "occupation"]
    taught = ["You can study for it here." in text for text in shown]
    assert taught == sorted(taught, reverse=True)
    assert taught[0]


def test_shrinking_work_comes_last(student: Student, catalog: Catalog) -> None:
    fewer = {o.name for o in catalog.occupations.values() if o.outlook and o.outlook.growth_percent < 0}
    started(student)
    shown = cards(answers(student, "C"), "occupation")
    assert [title in fewer for title in shown] == sorted(title in fewer for title in shown)


def test_what_is_hated_is_left_out(student: Student, another: Student, catalog: Catalog) -> None:
    with_patients = {o.name for o in catalog.occupations.values() if "patients" in o.traits}
    started(another)
    assert with_patients & set(cards(answers(another, "S"), "occupation"))
    student.says("i hate blood")
    student.says("take a quiz")
    result = answers(student, "S")
    assert "left out" in said(result)
    assert cards(result, "occupation")
    assert not with_patients & set(cards(result, "occupation"))


def test_work_that_takes_more_study_only_where_it_is_wished(student: Student, catalog: Catalog) -> None:
    zones = {o.name: o.job_zone or 0 for o in catalog.occupations.values()}
    started(student)
    first = answers(student, "EC")
    assert all(zones[title] <= 3 for title in cards(first, "occupation"))
    more = student.presses("take more school")
    assert any(zones[title] > 3 for title in cards(more, "occupation"))


@pytest.mark.parametrize("label", ["I'd like that", "Not sure", "Not for me"])
def test_the_same_answer_to_all_tells_nothing_and_says_so(student: Student, label: str) -> None:
    started(student)
    result = answers(student, "RIASEC", other=label, like=label)
    assert "about the same" in said(result)
    assert not cards(result, "occupation")
    assert len(labels(result)) >= 2


def test_a_later_dislike_changes_the_ideas(student: Student) -> None:
    started(student)
    first = cards(answers(student, "C"), "occupation")
    later = cards(student.says("but no desk job"), "occupation")
    assert later
    assert first != later


def test_steps_to_an_idea_and_more_ideas(student: Student) -> None:
    started(student)
    first = cards(answers(student, "R"), "occupation")
    assert not set(first) & set(cards(student.says("what else"), "occupation"))
    student.says("why")
    assert student.presses("Steps to")["topic"] == "next_step"


def test_start_over_forgets_the_answers(student: Student) -> None:
    started(student)
    student.presses("I'd like that")
    student.says("start over")
    assert f"1 of {USUAL}:" in said(student.says("take a quiz"))


def test_an_advisor_reads_what_stood_out(student: Student) -> None:
    started(student)
    answers(student, "S")
    student.says("can i talk to a real person")
    student.says("which of these jobs is right for me")
    assert case_of(student) is not None
    assert "helping and teaching" in str(case_of(student).brief)


def test_no_verdict_and_no_promise(student: Student) -> None:
    started(student)
    text = reads(answers(student, "A"))
    assert "you should be" not in text
    assert "personality" not in text
