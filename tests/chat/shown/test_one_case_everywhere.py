"""One case in Slack, in Teams, on the student's page and at the desk: each shows what happened in the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.cases.model import Priority, State
from tests import app
from tests.app import Student
from tests.chat.colleagues import (
    Colleague,
    card_in_slack,
    card_in_teams,
    colleague,
    page_of,
    reads_in_slack,
    reads_in_teams,
    teams_is_known,
    under_in_slack,
    under_in_teams,
)
from tests.chat.render_text import as_text
from tests.chat.talks import text_of
from tests.chat.teams_people import actions
from tests.people import case_of, desk

SLACK_ROOM, TEAMS_ROOM = "CADVISING", "19:advising@thread.tacv2"


@pytest.fixture
def ana() -> Iterator[Colleague]:
    with app.visitor(app.server()) as client:
        teams_is_known(client)
        yield colleague(client, "Ana Ruiz")


def test_claimed_and_answered_in_slack_read_on_the_page_and_resolved_in_teams(ana: Colleague, student: Student) -> None:
    student.says("i want to be a nurse")
    student.says("can i talk to a real person")
    student.says("can i switch to evening classes")
    student.says("Maya")
    student.says("maya@students.example")
    case = case_of(student)
    assert case.team == "advising"
    slack, teams = card_in_slack(SLACK_ROOM, case), card_in_teams(TEAMS_ROOM, case)
    for shown in (reads_in_slack(slack), reads_in_teams(TEAMS_ROOM, teams)):
        assert "can i switch to evening classes" in shown
        assert "Registered nurse" in shown
        assert "nobody" in shown
        assert "[Claim]" in shown

    ana.presses_in_slack("Claim", slack)
    _both_show(slack, teams, "Held by:", "Ana Ruiz since", "Claimed")
    assert _said(student)[-1]["kind"] == "notice"
    assert "Ana Ruiz" in str(_said(student)[-1]["messages"])

    ana.writes_in_slack("Yes, evenings work. Which days are free?", slack)
    [answer] = [one for one in _said(student) if one["kind"] == "advisor"]
    assert answer["name"] == "Ana Ruiz"
    assert answer["messages"] == ["Yes, evenings work. Which days are free?"]
    _both_show(slack, teams, "Waiting on the student")
    app.teams().wait(lambda: any("Yes, evenings work." in line for line in under_in_teams(TEAMS_ROOM, teams)))
    assert "Ana Ruiz answered:" in "\n".join(under_in_teams(TEAMS_ROOM, teams))
    assert not any("Yes, evenings work." in line for line in under_in_slack(slack)), "it stands there already, as she wrote it"
    signs = app.slack().wait(lambda: app.slack().sent(slack.place, "reactions.add"))
    assert signs[-1].fields["name"] == "white_check_mark"

    student.says("mondays & thursdays <3")
    for lines in (lambda: under_in_slack(slack), lambda: under_in_teams(TEAMS_ROOM, teams)):
        app.slack().wait(lambda lines=lines: any("The student wrote:\nmondays & thursdays <3" in line for line in lines()))

    form = ana.presses_in_teams("Resolve", TEAMS_ROOM, teams)
    send = next(one for one in actions(form) if one["verb"] == "case_resolve")
    choices = next(one for one in form["body"] if one["type"] == "Input.ChoiceSet")["choices"]
    after = ana.acts(TEAMS_ROOM, teams, send, resolution=choices[0]["value"])
    assert "Resolved" in as_text(after)
    _both_show(slack, teams, "Resolved", "[Reopen]")

    stored = desk().parts.cases.get(case.id)
    assert stored
    assert stored.state is State.RESOLVED
    with ana.at_desk() as browser:
        page = page_of(browser, case)
    for fact in ("Resolved", "Ana Ruiz", "can i switch to evening classes", "Yes, evenings work.", "mondays & thursdays <3"):
        assert fact in page, fact
    kinds = [one["kind"] for one in _said(student)]
    assert kinds.count("advisor") == 1
    assert kinds[-1] == "notice", "the student is told that the case is done"
    named = [as_text(c.fields) for c in app.slack().calls if "maya" in str(c.fields).lower()]
    named += [as_text(c.body) for c in app.teams().calls if "maya" in str(c.body).lower()]
    assert named == [], "how to reach a student stands behind the sign-in"


def test_a_crisis_in_a_teams_chat(ana: Colleague) -> None:
    with app.visitor(app.server()) as client:
        from tests.chat.talks import talk

        student = talk("teams", client)
        posts = student.says("i dont want to be alive anymore")
        first = as_text(posts[0])
        with app.visitor(app.server()) as other:
            web = Student(other).says("i dont want to be alive anymore")
        assert first.startswith(web["messages"][0].split("\n")[0]), "the numbers come first"
        for message in web["messages"]:
            for line in message.split("\n"):
                assert line.removeprefix("- ") in text_of(posts)
        assert "988" in first
        assert "911" in first
        assert "tel:988" in str(posts[0])

        case = desk().parts.cases.latest(student.turns()[0].conversation)
        assert case
        assert (case.priority, case.team) == (Priority.URGENT, "counseling")
        rooms = [(f"C{name.upper()}", f"19:{name}@thread.tacv2") for name in ("counseling", "urgent")]
        for slack_room, teams_room in rooms:
            for shown in (
                reads_in_slack(card_in_slack(slack_room, case)),
                reads_in_teams(teams_room, card_in_teams(teams_room, case)),
            ):
                assert "Urgent: May be in crisis" in shown
                assert "i dont want to be alive anymore" in shown
                assert "[Claim]" in shown

        room, card = rooms[0][1], card_in_teams(rooms[0][1], case)
        claimed = ana.presses_in_teams("Claim", room, card)
        assert "Ana Ruiz since" in as_text(claimed)
        app.teams().wait(lambda: any("Ana Ruiz" in one for one in map(as_text, student.posts())))
        student.read = len(student.posts())
        student.writes("ok thank you")
        app.teams().wait(lambda: any("ok thank you" in line for line in under_in_teams(room, card)))
        student.settles()
        assert student.posts()[student.read :] == [], "the program is silent while a person is there"
        for slack_room, teams_room in rooms:
            there, here = card_in_slack(slack_room, case), card_in_teams(teams_room, case)
            _both_show(there, here, "Ana Ruiz since", room=teams_room)


def _both_show(slack, teams, *words: str, room: str = TEAMS_ROOM) -> None:  # type: ignore[no-untyped-def]
    """The cards in both rooms say so, as soon as what is on its way has come."""
    app.slack().wait(lambda: all(word in reads_in_slack(slack) for word in words))
    app.teams().wait(lambda: all(word in reads_in_teams(room, teams) for word in words))


def _said(student: Student) -> list[dict[str, Any]]:
    """What people and notices said to the student, as the page reads it."""
    return list(student.client.get("/api/messages").json()["said"])
