"""Replies of the real application, as Slack and Teams show them: all of it, in the student's language, within the limits."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

import pytest

from bot.channels.web.schema import Card
from bot.conversation.messages import Reply
from tests.app import Student, reads, server, visitor
from tests.chat.render.rendered import buttons, label, said_in, shown, squeezed, text, value

ASKED = {
    "ladder": (
        "I work in a warehouse and want to fix robots. Where do I start?",
        "trabajo en un almacén y quiero reparar robots",
    ),
    "long ladder": (
        "i want to be a registered nurse. no diploma, 5 hours a week",
        "quiero ser enfermera registrada. no tengo diploma, 5 horas a la semana",
    ),
    "credential": (
        "is a phlebotomy certificate something I'd have to redo later",
        "el certificado de flebotomía, ¿hay que volver a sacarlo después?",
    ),
    "services": (
        "between the sitter and the bus I can hardly get to class",
        "entre la niñera y el autobús casi no puedo llegar a clase",
    ),
    "occupation": ("what does a phlebotomist make", "¿cuánto gana un flebotomista?"),
    "programs": ("do you have welding at night", "¿hay clases de soldadura de noche?"),
    "compare": ("welder or electrician, which pays more", "¿soldador o electricista, qué paga más?"),
    "employers": ("who would hire me and train me as a machinist", "¿quién me contrata y me enseña a ser maquinista?"),
    "interests": (
        "not a clue what I'd be good at, I just know I like tools",
        "ni idea de qué quiero ser, me gustan las herramientas",
    ),
    "aid": ("how can i pay for school", "¿cómo pago la escuela?"),
    "dates": ("when do i have to sign up", "¿cuándo me tengo que inscribir?"),
    "pathway": ("what is a career pathway", "¿qué es una ruta profesional?"),
    "person": ("can i talk to a real person", "¿puedo hablar con una persona?"),
    "help": ("what can you do", "¿qué puedes hacer?"),
    "unknown": ("is there good money in fixing air conditioners", "¿deja buen dinero arreglar aires acondicionados?"),
    "off topic": ("who won the game last night", "¿quién ganó el partido anoche?"),
    "quiz": ("take a quiz", "quiero hacer el cuestionario de intereses"),
    "crisis": ("i want to kill myself", "me quiero morir"),
    "harm": ("my boyfriend hits me", "mi novio me pega"),
}
LANGUAGES = {"en": 0, "es": 1}


@cache
def answer(about: str, language: str) -> dict[str, Any]:
    """What the application says to somebody new, as the page gets it."""
    with visitor(server()) as client:
        student = Student(client)
        student.says(ASKED[about][LANGUAGES[language]])
        while about == "quiz" and not student.replies[-1]["cards"]:
            liked = len(student.replies) % 6 == 1  # the questions go round six kinds of work: one of them is liked
            choice = student.replies[-1]["choices"][0 if liked else 2]
            student.says(choice["label"], choice["send"])
        return student.replies[-1]


def test_every_kind_of_card_is_among_them() -> None:
    kinds = {card["kind"] for about in ASKED for card in answer(about, "en")["cards"]}
    assert kinds == set(get_args(Card.model_fields["kind"].annotation))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", ASKED)
@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_everything_the_page_shows_is_shown_in_a_chat_too(platform: str, about: str, language: str) -> None:
    on_page = answer(about, language)
    reply = Reply.from_dict(on_page)
    assert reply.language == language
    read = text(shown(platform, reply))
    for part in said_in(reply):
        assert squeezed(part) in squeezed(read), part
    missing = [word for word in words_of(on_page) if word.strip(":,.;()") not in squeezed(read.lower())]
    assert not missing, f"words of the page that the chat lacks: {missing}"


def words_of(on_page: dict[str, Any]) -> set[str]:
    """Every word the page shows; of a path told once more in sentences, its figures."""
    paths = [card["ladder"]["text"] for card in on_page["cards"] if card.get("ladder")]
    cards = [card | {"ladder": card["ladder"] | {"text": ""}} if card.get("ladder") else card for card in on_page["cards"]]
    figures = {word for path in paths for word in path.split() if any(character.isdigit() for character in word)}
    return set(reads(on_page | {"cards": cards}).split()) | {figure.lower() for figure in figures}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", ASKED)
@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_every_choice_is_a_button_of_the_last_message_and_points_into_the_reply(platform: str, about: str, language: str) -> None:
    reply = Reply.from_dict(answer(about, language))
    *before, last = shown(platform, reply)
    assert [label(one) for one in buttons(last)] == [choice.label for choice in reply.choices]
    assert [value(one) for one in buttons(last)] == [f"c.12.{number}" for number in range(len(reply.choices))]
    assert not any(buttons(part) for part in before)


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_the_order_is_that_of_the_page(platform: str) -> None:
    reply = Reply.from_dict(answer("ladder", "en"))
    read = text(shown(platform, reply))
    path = reply.cards[0]["ladder"]
    in_order = [
        reply.messages[0],
        reply.cards[0]["title"],
        path["start_title"],
        *(f"Step {step['number']}: {step['title']}" for step in path["steps"]),
        "Sources (2)",
        f"[1] {reply.sources[0].title}",
        f"[2] {reply.sources[1].title}",
        "Choose, or write your own words:",
        f"[{reply.choices[0].label}]",
    ]
    found = [read.find(part) for part in in_order]
    assert -1 not in found, in_order[found.index(-1)]
    assert found == sorted(found)


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_facts_carry_the_number_of_their_source_and_sources_their_day(platform: str) -> None:
    read = text(shown(platform, Reply.from_dict(answer("ladder", "en"))))
    assert "Next start: January 25, 2027 [1]" in read
    assert "Robotics technician $73,900 a year [2]" in read
    assert "U.S. Bureau of Labor Statistics. As of May 1, 2025" in read


@pytest.mark.parametrize("platform", ["slack", "teams"])
@pytest.mark.parametrize(
    ("language", "on_card", "on_source"),
    [("en", "demonstration college", "demonstration, invented"), ("es", "colegio de demostración", "demostración, inventado")],
)
def test_what_is_invented_says_so(platform: str, language: str, on_card: str, on_source: str) -> None:
    read = text(shown(platform, Reply.from_dict(answer("services", language))))
    assert read.count(on_card) >= 3, "on each card"
    assert on_source in read


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_a_spanish_reply_has_spanish_labels(platform: str) -> None:
    parts = shown(platform, Reply.from_dict(answer("ladder", "es")))
    read = text(parts)
    for words in (
        "Tu camino",
        "Paso 1: ",
        "Estás aquí: ",
        "Tu meta: ",
        "Sueldo después ",
        "Fuentes (2)",
        "Al 1 de noviembre de 2026",
        "Elige, o escribe con tus palabras:",
    ):
        assert words in read, words
    for english in ("Your path", "Step 1", "You are here", "Sources", "Choose, or"):
        assert english not in read
    if platform == "teams":
        assert {part["attachments"][0]["content"]["lang"] for part in parts} == {"es"}


@pytest.mark.parametrize("platform", ["slack", "teams"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cry", ["crisis", "harm"])
def test_a_cry_is_answered_whole_and_first_with_numbers_to_press(platform: str, cry: str, language: str) -> None:
    reply = Reply.from_dict(answer(cry, language))
    only, *rest = shown(platform, reply)
    assert not rest
    read = text([only])
    assert len(reply.messages) == 2, "in both languages"
    assert squeezed(read).startswith(squeezed(reply.messages[0]))
    assert squeezed(reply.messages[1]) in squeezed(read)
    drawn = str(only)
    for number, plain in (("911", "911"), ("988", "988"), ("555-0126", "5550126")):
        pressed = f"<tel:{plain}|{number}>" if platform == "slack" else f"[{number}](tel:{plain})"
        assert pressed in drawn, number
    assert {label(one) for one in buttons(only)} == {choice.label for choice in reply.choices}
    notified = only["text"] if platform == "slack" else only["summary"]
    assert squeezed(reply.messages[0]) in squeezed(notified)


def test_a_cry_is_never_folded_away_in_slack() -> None:
    (only,) = shown("slack", Reply.from_dict(answer("crisis", "en")))
    sections = [block for block in only["blocks"] if block["type"] == "section"]
    assert len(sections) >= 2
    assert all(block["expand"] for block in sections)


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_whom_to_reach_can_be_called_and_written_to(platform: str) -> None:
    drawn = str(shown(platform, Reply.from_dict(answer("person", "en"))))
    assert "tel:5550110" in drawn
    assert "mailto:advising@millbrook.example" in drawn


@pytest.mark.parametrize("about", ASKED)
def test_the_plain_version_says_it_too(about: str) -> None:
    """What notifications show and screen readers read."""
    reply = Reply.from_dict(answer(about, "en"))
    for platform, name in (("slack", "text"), ("teams", "summary")):
        plain = "\n".join(part.get(name) or part["text"] for part in shown(platform, reply))
        unescaped = plain.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        for part in said_in(reply):
            assert squeezed(part) in squeezed(unescaped), f"{platform}: {part}"


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_a_question_above_a_ladder_is_asked_once_more_beside_its_choices(platform: str) -> None:
    """Between the two stands more than a screen."""
    reply = Reply.from_dict(answer("ladder", "en"))
    question = next(line for message in reply.messages for line in message.splitlines() if "most school" in line)
    read = text(shown(platform, reply))
    assert read.count(question) == 2
    assert read.index("Sources (2)") < read.rindex(question) < read.index(f"[{reply.choices[0].label}]")
