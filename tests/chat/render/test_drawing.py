"""What the platforms would refuse, cut or read as markup: long things are split, words stay words, buttons are all there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack import blocks
from bot.channels.teams import cards
from bot.chat.document import (
    Button,
    Buttons,
    Choose,
    Facts,
    Form,
    Heading,
    Input,
    Link,
    Note,
    Piece,
    Prose,
    Quote,
    Rule,
    Source,
    Sources,
)
from bot.chat.replies import chosen, document, documents, said_document
from bot.chat.welcome import welcome_document
from bot.conversation.messages import Choice, Outcome, Reply, SourceNote
from bot.store.case_rows import Said
from tests.chat.limits import check_card, check_slack
from tests.chat.render.rendered import PLATFORMS, WORDING, buttons, label, of, said_in, shown, squeezed, text, value
from tests.chat.render_text import as_text

BOTH = pytest.mark.parametrize("platform", ["slack", "teams"])
HOSTILE = "<!channel> <@U123> <#C1|x> *bold* _it_ ~s~ `c` [win](https://evil.example) & &amp; <https://a|b> > q \\*x 1. # -"


def reply(*messages: str, choices: int = 0, **more: Any) -> Reply:
    offered = tuple(Choice(f"Choice {number}", f"/choice{number}") for number in range(choices))
    return Reply(messages, "test", Outcome.ANSWERED, offered, **more)


# ---- long things

words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=60).filter(str.strip)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
long_texts = st.lists(st.one_of(sentences, sentences.map(lambda line: f"- {line}"), st.just("")), min_size=1, max_size=40).map(
    "\n".join
)
prose = st.one_of(long_texts, st.builds(lambda line, times: line * times, sentences, st.integers(1, 60))).filter(str.strip)
facts = st.builds(lambda label, value: {"label": label, "value": value, "sources": ["s1"]}, words, sentences)
card = st.builds(
    lambda title, body, rows: {"kind": "service", "title": title, "subtitle": None, "text": body, "label": "demo", "rows": rows},
    sentences,
    long_texts,
    st.lists(facts, max_size=12),
)
source = st.builds(
    lambda title, by: SourceNote("s1", title, by, "2026-11-02", "https://a.example/x?y=(1)|&z", True), words, words
)
replies = st.builds(
    Reply,
    messages=st.lists(prose, min_size=1, max_size=4).map(tuple),
    topic=st.just("test"),
    outcome=st.just(Outcome.ANSWERED),
    choices=st.lists(
        st.builds(Choice, st.text("abc &<>*", min_size=1, max_size=120).filter(str.strip), st.just("/x")), max_size=30
    ).map(tuple),
    cards=st.lists(card, max_size=4).map(tuple),
    sources=st.lists(source, max_size=1).map(tuple),
    language=st.sampled_from(["en", "es"]),
)


@settings(max_examples=40, deadline=None)
@given(replies)
def test_nothing_is_lost_whatever_the_length_and_every_limit_is_kept(long: Reply) -> None:
    for platform in PLATFORMS:
        parts = shown(platform, long)
        read = squeezed(text(parts))
        for part in said_in(long):
            assert squeezed(part.removeprefix("- ")) in read, f"{platform} lost {part!r}"
        assert len(buttons(parts[-1])) == len(long.choices)


@BOTH
def test_a_long_answer_of_an_advisor_comes_whole_and_in_order(platform: str) -> None:
    lines = [f"Paragraph {number}: " + "please bring your papers. " * 20 for number in range(40)]
    parts = of(platform, Prose("\n\n".join(lines), dial=True))
    assert len(parts) > 1
    read = text(parts)
    found = [read.find(f"Paragraph {number}:") for number in range(40)]
    assert -1 not in found
    assert found == sorted(found)
    assert read.count("please bring your papers.") == 800


@BOTH
def test_numbers_to_press_and_sources_of_any_length_are_all_there(platform: str) -> None:
    """What Slack parses has a limit of its own, below that of a message."""
    lines = "\n".join(f"Office {number}: call 555-0{number}, ask for papers" for number in range(100, 170))
    items = tuple(Source(number, f"Source number {number}", "The college. As of June 1, 2026") for number in range(70))
    read = text([*of(platform, Prose(lines, dial=True)), *of(platform, Sources("Sources", items))])
    assert all(f"Office {number}: call 555-0{number}, ask for papers" in read for number in range(100, 170))
    assert all(f"[{number}] Source number {number}. The college." in read for number in range(70))


@BOTH
def test_very_many_short_facts_are_all_there(platform: str) -> None:
    """Little to read, and much to write: each of their rows costs a platform more than its words."""
    parts = of(platform, Facts(tuple((f"Row {number}", "yes") for number in range(300))))
    assert len(parts) > 1
    read = text(parts)
    assert all(f"Row {number}: yes" in read for number in range(300))


@BOTH
@pytest.mark.parametrize(
    "repeated", ["word ", "A whole sentence. ", "palabra,\u00a0", "x"], ids=["words", "sentences", "joined", "letters"]
)
def test_a_paragraph_without_an_end_is_cut_and_nothing_of_it_is_lost(platform: str, repeated: str) -> None:
    times = 24_000 // len(repeated)
    parts = of(platform, Prose(repeated * times), Facts((("Told", repeated * times),)), Quote(repeated * times))
    assert len(parts) > 2
    assert squeezed(text(parts)).count(squeezed(repeated)) == 3 * times


@BOTH
def test_a_path_of_seven_steps_is_whole(platform: str) -> None:
    step = {
        "title": "Certificate in something long enough to matter",
        "why": "The next step builds on it. " * 4,
        "weeks_text": "16 weeks",
        "pay_text": "$50,000 a year",
        "rows": [
            {"label": f"Row {n}", "value": "days, in person, Advanced Technology Center " * 3, "sources": ["s1"]}
            for n in range(8)
        ],
        "exits": [{"title": f"Job {n}", "pay": "$40,000 a year", "needs": "a license", "sources": ["s1"]} for n in range(3)],
    }
    path = {
        "names": ["Fastest way", "Cheapest way"],
        "goal": "Robotics technician",
        "start_title": "Warehouse worker",
        "start_pay_text": "$37,330 a year",
        "totals": [{"label": "Time", "value": "4 years", "sources": []}],
        "steps": [step | {"number": number, "title": f"{step['title']} {number}"} for number in range(1, 8)],
        "exits_label": "Jobs this opens",
        "text": "All of it in sentences.",
    }
    long = reply(
        "Here's a path.",
        choices=3,
        cards=(
            {"kind": "ladder", "title": "Your path", "subtitle": None, "text": None, "label": None, "rows": [], "ladder": path},
        ),
    )
    parts = shown(platform, long)
    read = text(parts)
    for number in range(1, 8):
        assert (
            f"Step {number}: Certificate in something long enough to matter {number}\n16 weeks · Pay after $50,000 a year" in read
        )
    assert read.count("Job 2 $40,000 a year") == 7
    assert read.count("(a license)") == 21
    assert "Fastest way · Cheapest way" in read
    assert len(buttons(parts[-1])) == 3
    assert sum(len(buttons(part)) for part in parts) == 3


@BOTH
def test_a_long_title_is_whole(platform: str) -> None:
    title = "Associate of Applied Science in " + "Mechatronics and Robotics, " * 8
    assert title in text(of(platform, Heading(title), Prose("It takes two years.")))


@BOTH
def test_a_heading_never_ends_a_message(platform: str) -> None:
    pieces: list[Piece] = []
    for number in range(60):
        pieces += [Heading(f"Part {number}", level=1 + number % 2, note="in short"), Prose("what it says " * 15)]
    parts = of(platform, *pieces)
    assert len(parts) > 1
    for part in parts:
        assert text([part]).rstrip().endswith("what it says")


# ---- words stay words


@BOTH
@pytest.mark.parametrize(
    "piece",
    [
        Quote(HOSTILE),
        Prose(HOSTILE),
        Prose(f"{HOSTILE} call 988", dial=True),
        Facts((("Told", HOSTILE),)),
        Note(HOSTILE),
        Heading(HOSTILE),
        Heading(HOSTILE, 2, HOSTILE),
    ],
    ids=["quote", "prose", "dialed", "facts", "note", "heading", "part"],
)
def test_markup_in_words_is_seen_and_not_read(platform: str, piece: Piece) -> None:
    (part,) = of(platform, piece)
    assert HOSTILE in text([part])
    if platform == "slack":
        parsed = [one for one in every(part["blocks"]) if one.get("type") == "mrkdwn"]
        assert not parsed, "words that could be markup stand where none is read"
        assert {one["type"] for one in every(part["blocks"])} <= {
            "rich_text",
            "rich_text_section",
            "rich_text_quote",
            "text",
            "plain_text",
            "header",
            "context",
        }
        assert "<!channel>" not in part["text"]
        assert "<@U123>" not in part["text"]
    else:
        assert not [one for one in every(part.get("attachments", [])) if one["type"] == "TextBlock"], (
            "words stand where markup is read"
        )


@BOTH
def test_words_beside_a_number_to_press_call_nobody(platform: str) -> None:
    words = "<!channel> <@U123> tell R&D: call 988"
    parts = of(
        platform, Prose(words, dial=True), Sources("Sources", (Source(1, "R&D <!here>", "<@U1> & co", "https://a.example"),))
    )
    assert text(parts) == f"{words}\nSources\n[1] R&D <!here>. <@U1> & co"
    assert "tel:988" in str(parts)


def test_a_students_words_on_an_english_card_are_read_out_in_their_language() -> None:
    (part,) = of("teams", Quote("¿Puedo cambiar a clases de noche?", "es"))
    (quoted,) = part["attachments"][0]["content"]["body"]
    assert quoted["lang"] == "es"


def every(node: Any) -> list[dict[str, Any]]:
    """All dicts in a structure."""
    if isinstance(node, list):
        return [one for item in node for one in every(item)]
    if isinstance(node, dict):
        return [*([node] if "type" in node else []), *(one for item in node.values() for one in every(item))]
    return []


def test_a_slack_list_is_a_list() -> None:
    ((block,),) = [call["blocks"] for call in of("slack", Prose("Bring:\n- your ID\n- your papers\nThat's all."))]
    assert [element["type"] for element in block["elements"]] == ["rich_text_section", "rich_text_list", "rich_text_section"]
    assert len(block["elements"][1]["elements"]) == 2


def test_plain_talk_in_teams_is_a_plain_message_and_no_card() -> None:
    (activity,) = of("teams", Prose("Hi there.\n- a\n- b"), Prose("What next?"))
    assert activity == {"type": "message", "text": "Hi there.\n- a\n- b\n\nWhat next?", "textFormat": "plain"}


@BOTH
def test_sources_are_numbered_and_lead_to_their_page(platform: str) -> None:
    items = (
        Source(1, "Wages [May] & more", "U.S. Bureau. As of May 1, 2025", "https://bls.example/a_(b)?c=1&d=2"),
        Source(2, "Catalog", "The college. As of June 1, 2026"),
    )
    parts = of(platform, Sources("Sources (2)", items))
    assert (
        text(parts)
        == "Sources (2)\n[1] Wages [May] & more. U.S. Bureau. As of May 1, 2025\n[2] Catalog. The college. As of June 1, 2026"
    )
    expected = "<https://bls.example/a_(b)?c=1&amp;d=2|" if platform == "slack" else '"url": "https://bls.example/a_(b)?c=1&d=2"'
    assert expected in json.dumps(parts, ensure_ascii=False)


def test_a_source_in_teams_is_a_link_whose_address_ends_where_it_should() -> None:
    (part,) = of("teams", Sources("Sources (1)", (Source(1, "Wages", "U.S. Bureau", "https://bls.example/a_(b)"),)))
    assert "[1] [Wages](https://bls.example/a_%28b%29). U.S. Bureau" in str(part)


@BOTH
def test_a_rule_and_a_link_are_drawn(platform: str) -> None:
    parts = of(platform, Prose("one"), Rule(), Link("Apply", "https://college.example/apply"), Link("Call 911", "tel:911"))
    assert "Apply" in text(parts)
    assert "https://college.example/apply" in str(parts)
    assert "tel:911" in str(parts)


# ---- buttons


@BOTH
def test_twelve_choices_are_twelve_buttons_also_behind_a_long_text(platform: str) -> None:
    parts = shown(platform, reply("sentence after sentence. " * 1500, choices=12))
    assert len(parts) > 1
    assert [value(one) for one in buttons(parts[-1])] == [f"c.12.{number}" for number in range(12)]
    assert "Choose, or write your own words:" in text(parts[-1:])


@BOTH
def test_a_long_label_is_read_whole(platform: str) -> None:
    name = "Associate of Applied Science in Mechatronics and Robotics with a second year at the other campus"
    assert len(name) > 90
    (part,) = of(platform, Buttons((Button("Short", "c.1.0"), Button(name, "c.1.1"))))
    assert name in text([part])
    assert len(buttons(part)) == 2
    assert label(buttons(part)[1]).startswith("Associate of Applied Science in Mechatronics and Robotics")


def test_a_slack_button_says_what_pressing_means() -> None:
    pressed = (
        Button("Evenings", "c.1.0"),
        Button("Delete my chat", "x", "forget", "danger", sure="For good?"),
        Button("Desk", "", "open", url="https://a.example"),
    )
    (call,) = of("slack", Prose("hi"), Buttons(pressed[:1]), Buttons(pressed[1:]))
    first, delete, desk = buttons(call)
    assert [one["action_id"] for one in (first, delete, desk)] == ["choice:0", "forget:1", "open:2"]
    assert "confirm" not in first
    assert delete["style"] == "danger"
    assert (delete["confirm"]["text"]["text"], delete["confirm"]["confirm"]["text"], delete["confirm"]["deny"]["text"]) == (
        "For good?",
        "Delete my chat",
        "No",
    )
    assert desk["url"] == "https://a.example"


def test_a_teams_choice_is_sent_as_the_students_words_and_a_case_is_acted_on() -> None:
    items = (
        Button("Evenings", "c.1.0"),
        Button("Go on", "s.4", "resume"),
        Button("Claim", "7", "case_claim", "strong"),
        Button("Desk", "", "open", url="https://a.example"),
    )
    (activity,) = of("teams", Buttons(items))
    choice, resume, claim, desk = buttons(activity)
    assert choice["data"] == {
        "msteams": {"type": "messageBack", "text": "Evenings", "displayText": "Evenings", "value": {"c": "c.1.0"}}
    }
    assert resume["data"]["msteams"]["value"] == {"do": "resume", "c": "s.4"}
    assert claim == {"type": "Action.Execute", "title": "Claim", "verb": "case_claim", "data": {"c": "7"}, "style": "positive"}
    assert desk == {"type": "Action.OpenUrl", "title": "Desk", "url": "https://a.example"}


def test_teams_buttons_stand_in_rows_in_which_each_can_be_read() -> None:
    labels = ["Yes", "No", "Skip", "Information technology and cybersecurity", "Health", "Advanced manufacturing", "A" * 80]
    (activity,) = of("teams", Buttons(tuple(Button(label, "c.1.0") for label in labels)))
    rows = [[one["title"] for one in row["actions"]] for row in activity["attachments"][0]["content"]["body"]]
    assert rows == [labels[:3], labels[3:4], labels[4:6], labels[6:]]
    (eight,) = of("teams", Buttons(tuple(Button(letter, "c.1.0") for letter in "ABCDEFGH")))
    assert [len(row["actions"]) for row in eight["attachments"][0]["content"]["body"]] == [6, 2], "a seventh goes into a menu"


def test_teams_asks_before_it_deletes() -> None:
    (activity,) = of("teams", Buttons((Button("Delete my chat", "x", "forget", "danger", sure="For good?"),)))
    (asked,) = buttons(activity)
    assert asked["type"] == "Action.ShowCard"
    (real,) = asked["card"]["actions"]
    assert real["data"]["msteams"]["value"] == {"do": "forget", "c": "x"}
    assert "For good?" in as_text(activity)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_question_before_deleting_fits_where_slack_asks_it(language: str) -> None:
    asked = Button(
        WORDING.say("utter_chat_delete", language), "x", "forget", sure=WORDING.say("utter_chat_delete_sure", language)
    )
    (call,) = of("slack", Buttons((asked,)))
    (button,) = buttons(call)
    assert button["confirm"]["text"]["text"] == asked.sure
    assert button["confirm"]["confirm"]["text"] == asked.label
    assert len(call["blocks"]) == 1


@BOTH
def test_once_a_choice_is_pressed_it_stands_there_in_place_of_the_buttons(platform: str) -> None:
    resume = Button("Go on with the program", "s.9", "resume")
    (before,) = documents(reply("Day or night?", choices=3), "c.9", WORDING, (resume,))
    assert len(buttons(PLATFORMS[platform]([before])[-1])) == 4
    after = PLATFORMS[platform]([chosen(before, "Choice 1", WORDING)])
    assert text(after) == "Day or night?\nYou chose: Choice 1\n[Go on with the program]"


# ---- people


def said(kind: str = "advisor", language: str = "en", choices: int = 0) -> Said:
    words = reply(
        "Yes, you can. Call me at 555-0123.", choices=choices, sources=(SourceNote("s", "Catalog", "Millbrook", "2026-11-01"),)
    )
    return Said(
        31, "slack-x", 7, datetime(2026, 11, 23, tzinfo=UTC), kind, "Ana Ruiz" if kind == "advisor" else "", language, words
    )


@BOTH
def test_who_speaks_stands_above_an_advisors_words(platform: str) -> None:
    parts = PLATFORMS[platform]([said_document(said(choices=2), "Advising", WORDING, resume=True)])
    read = text(parts)
    assert read.startswith("Ana Ruiz, Advising\na person\n")
    assert read.index("Yes, you can.") < read.index("[1] Catalog. Millbrook. As of November 1, 2026") < read.index("[Choice 0]")
    assert "tel:5550123" in str(parts)
    assert [value(one) for one in buttons(parts[-1])] == ["s.31.0", "s.31.1", "s.31"]
    assert label(buttons(parts[-1])[-1]) == "Go on with the program"


@BOTH
def test_a_notice_names_nobody(platform: str) -> None:
    read = text(PLATFORMS[platform]([said_document(said("notice"), "Advising", WORDING, resume=False)]))
    assert read.startswith("Yes, you can.")
    assert "Go on with the program" not in read


def test_nothing_is_shown_for_words_that_went_to_a_person() -> None:
    assert documents(Reply((), "desk", Outcome.HANDED_OFF_HELD), "c.1", WORDING) == []


@BOTH
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_welcome_says_what_it_is_and_whom_to_call(platform: str, language: str) -> None:
    parts = PLATFORMS[platform]([welcome_document(WORDING, language, (Button("Start over", "x", "again"),), "Millbrook")])
    read = text(parts)
    assert {"en": "a computer program, not a person", "es": "un programa de computadora, no una persona"}[language] in read
    assert "Millbrook" in read
    assert "tel:988" in str(parts)
    assert "tel:911" in str(parts)
    assert "[Start over]" in read


# ---- forms

FORM = Form(
    "Answer the student of case 7",
    "Send",
    "Cancel",
    (Input("text", "Your answer", most=8000), Choose("until", "Until when", (("1h", "In an hour"), ("day", "Tomorrow")))),
    "case_reply",
    {"case": "7"},
)


def test_a_slack_modal_brings_back_what_it_carries_and_what_was_filled_in() -> None:
    view = blocks.view(FORM)
    check_slack({"trigger_id": "1.2.abc", "view": view})
    assert view["callback_id"] == "case_reply"
    assert "Answer the student of case 7" in as_text({"view": view}), "a long title is cut on top only"
    state = {
        "text": {"text": {"type": "plain_text_input", "value": "Yes."}},
        "until": {"until": {"selected_option": {"value": "day"}}},
    }
    sent = {"view": {"private_metadata": view["private_metadata"], "state": {"values": state}}}
    assert blocks.form_values(sent) == {"case": "7", "text": "Yes.", "until": "day"}
    assert blocks.form_values({"view": {"state": {"values": {"text": {"text": {"value": None}}}}}}) == {"text": ""}


def test_a_teams_form_brings_back_what_it_carries_and_what_was_filled_in() -> None:
    card = cards.view(FORM)
    check_card(card)
    send, back = card["actions"]
    assert (send["verb"], send["data"]) == ("case_reply", {"case": "7"})
    assert back["associatedInputs"] == "none", "going back asks for nothing"
    assert as_text(card).startswith("Answer the student of case 7\nYour answer\nUntil when\n- In an hour")
    sent = {"type": "invoke", "value": {"action": {"verb": "case_reply", "data": {"case": 7, "text": "Yes.", "until": "day"}}}}
    assert cards.form_values(sent) == {"case": "7", "text": "Yes.", "until": "day"}
    assert cards.form_values({"type": "invoke"}) == {}


def test_a_document_says_all_of_it_in_plain_words() -> None:
    told = document(
        [
            Heading("Case 7", note="open"),
            Facts((("Team", "Advising"),)),
            Quote("help <me>"),
            Buttons((Button("Claim", "7", "case_claim"),)),
        ]
    )
    assert told.plain == "Case 7\nopen\n\nTeam: Advising\n\nhelp <me>\n\n- Claim"
