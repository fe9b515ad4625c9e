"""The inbox through the real server: who sees what, in which order, how it is found, and what stays live."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.alerts.model import Told
from bot.cases.model import Priority, Reason, Resolution
from bot.store import StoreUnavailable
from tests.desk.cases import desk_of_tests, held_by, needs_a_person
from tests.desk.conftest import Staff
from tests.desk.people import DeskServer, send

URGENT = {"priority": Priority.URGENT, "reason": Reason.CRISIS}


def page(browser: httpx.Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, f"{answer.status_code} {path}"
    return answer.text


def numbers(text: str) -> list[int]:
    """The cases of a page, in their order."""
    return [int(number) for number in re.findall(r'data-key="case-(\d+)"', text)]


def row(text: str, number: int) -> str:
    """What a reader reads of one case."""
    found = re.search(rf'<li class="row[^>]*data-key="case-{number}">(.*?)(?=<li class="row|</ol>)', text, re.DOTALL)
    assert found, f"case {number} is not on the page"
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split())


def count(text: str, queue: str) -> int:
    found = re.search(rf'data-key="queue-{queue}".*?class="count">(\d+)', text, re.DOTALL)
    assert found
    return int(found[1])


def title(text: str) -> str:
    found = re.search(r"<title>(.*?)</title>", text)
    assert found
    return found[1]


# ---- where one begins


def test_the_desk_begins_with_the_first_queue_that_has_something(staff: Staff) -> None:
    def begins() -> str:
        return staff.ana.browser.get("/desk").headers["location"]

    assert begins() == "/desk/queues/unassigned", "nothing at all"
    held_by(staff.ana.account)
    assert begins() == "/desk/queues/mine"
    needs_a_person(**URGENT, team="counseling")
    assert begins() == "/desk/queues/mine", "another team's urgent case is not hers"
    needs_a_person(**URGENT)
    assert begins() == "/desk/queues/urgent"


def test_nobody_reads_the_inbox_without_signing_in(desk: DeskServer) -> None:
    with desk.browser() as nobody:
        assert nobody.get("/desk").headers["location"] == "/desk/sign-in"
        assert nobody.get("/desk/queues/mine?q=x").headers["location"] == "/desk/sign-in?next=/desk/queues/mine%3Fq%3Dx"
        assert nobody.get("/desk/live", headers={"accept": "text/event-stream"}).status_code == 401


# ---- what is shown


def test_a_row_says_what_an_advisor_needs_to_choose(staff: Staff) -> None:
    case = needs_a_person(
        ago=130, due_in=-20, reason=Reason.DEADLINE_SOON, priority=Priority.HIGH, name="María", about="la solicitud <b>cierra</b>",
        language="es", topic="deadlines_enrollment",
    )  # fmt: skip
    other = staff.lea.account
    desk_of_tests().parts.cases.look(case.id, other.id, datetime.now(UTC))
    text = page(staff.ana.browser, "/desk/queues/unassigned")
    read = row(text, case.id)
    for words in (
        str(case.id), "High", "María", "A deadline within 3 days", "la solicitud <b>cierra</b>", "Spanish", "New", "opened 2 h 10 min ago",
        "late by 20 min", "Dates and how to enroll", "Lea Dunn looks at it", f"Claim case {case.id}",
    ):  # fmt: skip
        assert words in read, f"{words!r} is missing in {read!r}"
    assert "la solicitud &lt;b&gt;cierra" in text
    assert '<p class="about" lang="es">' in text


def test_a_student_without_a_name_is_a_student_and_who_holds_it_is_said(staff: Staff) -> None:
    mine, hers = held_by(staff.ana.account), held_by(staff.lea.account, due_in=70)
    text = page(staff.ana.browser, "/desk/queues/my_team")
    assert "A student" in row(text, mine.id)
    assert "You hold it" in row(text, mine.id)
    assert "Lea Dunn holds it" in row(text, hers.id)
    assert "Claim" not in row(text, mine.id) + row(text, hers.id)
    assert "answer within 1 h 9 min" in row(text, hers.id)


def test_urgent_stands_first_then_what_is_due_soonest(staff: Staff) -> None:
    later, sooner = needs_a_person(due_in=90), needs_a_person(due_in=30)
    high, urgent = needs_a_person(due_in=200, priority=Priority.HIGH), needs_a_person(due_in=300, **URGENT)
    text = page(staff.ana.browser, "/desk/queues/unassigned")
    assert numbers(text) == [urgent.id, high.id, sooner.id, later.id]
    assert row(text, urgent.id).startswith("‼ Urgent"), "a sign and a word, not a colour"


def test_each_queue_has_its_cases_its_number_and_the_age_of_its_oldest(staff: Staff) -> None:
    ana, advisors = staff.ana.account, desk_of_tests().advisors
    free = needs_a_person(ago=3 * 60)
    mine, put_off, done = held_by(ana, ago=30), held_by(ana), held_by(ana, ago=50 * 60)
    advisors.snooze(ana, put_off.id, datetime.now(UTC) + timedelta(hours=30))
    advisors.resolve(ana, done.id, Resolution.ANSWERED)
    found = {
        queue: numbers(page(staff.ana.browser, f"/desk/queues/{queue}"))
        for queue in ("mine", "unassigned", "snoozed", "resolved")
    }
    assert found == {"mine": [mine.id], "unassigned": [free.id], "snoozed": [put_off.id], "resolved": [done.id]}
    text = page(staff.ana.browser, "/desk/queues/mine")
    assert {queue: count(text, queue) for queue in ("mine", "unassigned", "my_team", "urgent", "waiting", "snoozed", "resolved")} == {
        "mine": 1, "unassigned": 1, "my_team": 3, "urgent": 0, "waiting": 0, "snoozed": 1, "resolved": 1,
    }  # fmt: skip
    oldest = re.search(r'data-key="queue-unassigned".*?</li>', text, re.DOTALL)
    assert oldest
    assert ">3 h<" in oldest[0]
    assert "until" in row(page(staff.ana.browser, "/desk/queues/snoozed"), put_off.id)
    assert "Answered" in row(page(staff.ana.browser, "/desk/queues/resolved"), done.id)


def test_the_title_names_the_queue_its_number_and_what_is_urgent(staff: Staff) -> None:
    needs_a_person()
    assert title(page(staff.ana.browser, "/desk/queues/unassigned")) == "Unassigned: 1 · Advisor desk"
    needs_a_person(**URGENT)
    assert title(page(staff.ana.browser, "/desk/queues/mine")) == "(1 urgent) Mine: 0 · Advisor desk"


def test_an_advisor_sees_the_cases_of_their_teams_and_a_lead_sees_all(staff: Staff) -> None:
    advising, aid = needs_a_person(), needs_a_person(team="financial_aid", about="my aid was cut")
    for queue in ("unassigned", "my_team"):
        assert numbers(page(staff.ana.browser, f"/desk/queues/{queue}")) == [advising.id]
        assert numbers(page(staff.ben.browser, f"/desk/queues/{queue}")) == [aid.id]
        assert set(numbers(page(staff.lea.browser, f"/desk/queues/{queue}"))) == {advising.id, aid.id}
    assert aid.id not in numbers(page(staff.ana.browser, "/desk/queues/unassigned?q=aid&team=financial_aid"))
    text = page(staff.lea.browser, "/desk/queues/my_team")
    assert "All teams" in title(text)
    assert "my aid was cut" not in page(staff.ana.browser, "/desk/queues/my_team")


# ---- finding


def test_cases_are_found_by_words_name_contact_and_number(staff: Staff) -> None:
    one = needs_a_person(name="José Ángel", contact="jose@student.example", about="where do i bring my forklift card")
    needs_a_person(name="Tam")
    for q in ("jose angel", "FORKLIFT card", "jose@student", str(one.id), f"%23{one.id}"):
        assert numbers(page(staff.ana.browser, f"/desk/queues/my_team?q={q}")) == [one.id], q
    none = page(staff.ana.browser, "/desk/queues/my_team?q=%25")
    assert numbers(none) == []
    assert "No case in" in none
    assert "/desk/queues/resolved?q=%25" in none, "and says where else to look"


def test_filters_stand_in_the_address_and_in_the_form(staff: Staff) -> None:
    aid = needs_a_person(team="financial_aid", language="es", topic="financial_aid", priority=Priority.HIGH)
    held = held_by(staff.lea.account, topic="program_search")
    lea = staff.lea
    for asked, expected in (
        ("team=financial_aid", [aid.id]), ("language=es", [aid.id]), ("priority=high", [aid.id]), ("topic=program_search", [held.id]),
        (f"holder={lea.account.id}", [held.id]), ("team=financial_aid&language=en", []), ("team=none&priority=&holder=x", [aid.id, held.id]),
    ):  # fmt: skip
        assert sorted(numbers(page(lea.browser, f"/desk/queues/my_team?{asked}"))) == sorted(expected), asked
    text = page(lea.browser, "/desk/queues/my_team?team=financial_aid&q=aid")
    assert '<option value="financial_aid" selected>' in text
    assert "Filters (1 on)" in text
    assert 'value="aid"' in text


@pytest.mark.parametrize("asked", ["page=-1", "page=x", "page=99999999999999", "page=0", "q=" + "x" * 5000, "q=%00", "holder=1e9", "q=%F0%9F", "team[]=x"])  # fmt: skip
def test_an_address_made_up_by_hand_shows_a_page(staff: Staff, asked: str) -> None:
    needs_a_person()
    assert staff.ana.browser.get(f"/desk/queues/unassigned?{asked}").status_code == 200


def test_a_queue_that_there_is_not_is_not_found(staff: Staff) -> None:
    answer = staff.ana.browser.get("/desk/queues/elsewhere")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.text


def test_fifty_cases_stand_on_a_page_and_none_is_lost_between_two(staff: Staff) -> None:
    made = [needs_a_person(ring=False, due_in=n, about=f"question {n}").id for n in range(53)]
    first = page(staff.ana.browser, "/desk/queues/unassigned?q=question")
    assert numbers(first) == made[:50]
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    assert numbers(page(staff.ana.browser, html.unescape(following[1]))) == made[50:]
    assert "51 to 53" in page(staff.ana.browser, "/desk/queues/unassigned?page=2")
    assert "There is no page 3" in page(staff.ana.browser, "/desk/queues/unassigned?page=3")


@pytest.mark.parametrize(
    ("queue", "words"),
    [("urgent", "Nothing is urgent"), ("mine", "You hold no case"), ("unassigned", "Begin a case"), ("my_team", "Your team has no open case"),
     ("waiting", "No case waits"), ("snoozed", "Nothing is put off"), ("resolved", "Nothing is resolved yet")],
)  # fmt: skip
def test_an_empty_queue_says_so_and_helps(staff: Staff, queue: str, words: str) -> None:
    assert words in page(staff.ana.browser, f"/desk/queues/{queue}")


def test_who_belongs_to_no_team_reads_what_to_do(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire(teams=[])) as browser:
        assert "Ask an administrator to put you into one" in page(browser, "/desk/queues/my_team")
        assert "belong to no team" in page(browser, "/desk/new")


# ---- alerts that reach nobody


def test_what_alerts_miss_is_told_to_leads_and_that_urgent_ones_reach_nobody_to_all(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_of_tests().parts.alerts, "_ways", Told())
    assert "Urgent cases reach nobody outside this page" in html.unescape(
        re.sub(r"<[^>]+>", "", page(staff.ana.browser, "/desk/queues/mine"))
    )
    assert "No mail server is set" not in page(staff.ana.browser, "/desk/queues/mine")
    assert "No mail server is set" in html.unescape(page(staff.lea.browser, "/desk/queues/mine"))


# ---- an advisor begins a case


def test_an_advisor_begins_a_case_and_holds_it(staff: Staff) -> None:
    answer = send(
        staff.ana.browser, "/desk/new", team="advising", about="called about parking", name="Pat", contact="", language="es"
    )
    assert answer.status_code == 303, answer.text
    [number] = numbers(page(staff.ana.browser, "/desk/queues/mine"))
    assert answer.headers["location"] == f"/desk/cases/{number}"
    case = desk_of_tests().parts.cases.get(number)
    assert case
    assert (case.about, case.name, case.contact, case.language, case.reason) == (
        "called about parking",
        "Pat",
        None,
        "es",
        Reason.ADVISOR,
    )


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [({"team": "financial_aid", "about": "x"}, 409, "Choose one of your teams"), ({"team": "advising", "about": "  "}, 409, "Say what it is about"),
     ({"team": "advising", "about": "x" * 2001, "name": "Pat"}, 400, "too long")],
)  # fmt: skip
def test_a_case_that_can_not_be_begun_loses_nothing_typed(staff: Staff, fields: dict[str, str], status: int, words: str) -> None:
    answer = send(staff.ana.browser, "/desk/new", **{"name": "Pat <b>", "contact": "555", **fields})
    assert answer.status_code == status
    assert words in answer.text
    assert 'role="alert"' in answer.text
    for value in (fields["about"].strip(), fields.get("name", "Pat <b>"), "555"):
        assert html.escape(value) in answer.text
    assert numbers(page(staff.ana.browser, "/desk/queues/mine")) == []


def test_without_the_token_no_case_is_begun(staff: Staff) -> None:
    assert staff.ana.browser.post("/desk/new", data={"team": "advising", "about": "x"}).status_code == 403
    assert numbers(page(staff.ana.browser, "/desk/queues/mine")) == []


# ---- proposed answers


def propose(by: Staff, question: str) -> None:
    case = held_by(by.ana.account)
    desk_of_tests().advisors.teach(by.ana.account, case.id, question, "Yes: 2 credits.\nBring the card.", "Handbook, page 4")


def test_leads_take_and_decline_proposals_and_download_them(staff: Staff) -> None:
    propose(staff, "does my forklift card count")
    propose(staff, "is there a ñandú class")
    lea = staff.lea.browser
    text = page(lea, "/desk/knowledge-drafts")
    assert "Proposed answers: proposed (2)" in title(text)
    assert "Ana Ruiz" in text
    one, two = re.findall(r'action="/desk/knowledge-drafts/(\d+)"', text)
    assert send(lea, f"/desk/knowledge-drafts/{two}", to="taken").status_code == 303
    assert send(lea, f"/desk/knowledge-drafts/{one}", to="declined").status_code == 303
    late = send(lea, f"/desk/knowledge-drafts/{two}", to="declined")
    assert late.status_code == 409
    assert "Somebody was faster" in late.text
    assert send(lea, f"/desk/knowledge-drafts/{two}", to="elsewhere").status_code == 400
    file = lea.get("/desk/knowledge-drafts.yml?state=taken")
    assert "attachment" in file.headers["content-disposition"]
    assert "question: is there a ñandú class" in file.text
    assert "forklift" not in file.text
    assert "forklift" in lea.get("/desk/knowledge-drafts.yml?state=declined").text


def test_an_advisor_is_told_that_proposals_are_for_leads(staff: Staff) -> None:
    for path in ("/desk/knowledge-drafts", "/desk/knowledge-drafts.yml"):
        answer = staff.ana.browser.get(path)
        assert answer.status_code == 403
        assert "Only leads" in answer.text
    assert send(staff.ana.browser, "/desk/knowledge-drafts/1", to="taken").status_code == 403
    assert "/desk/knowledge-drafts" not in page(staff.ana.browser, "/desk/queues/mine")


# ---- live


def test_the_stream_tells_of_changes_and_ends_with_the_session(
    staff: Staff, desk: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.pages.stream.BEAT", 0.5)  # seconds between two looks at the session
    account = desk.hire()
    with desk.at_desk(account) as browser, browser.stream("GET", "/desk/live", headers={"accept": "text/event-stream"}) as stream:
        lines = (line for line in stream.iter_lines() if line.startswith("event:"))
        assert next(lines) == "event: opened"
        needs_a_person()
        assert next(lines) == "event: changed"
        desk.gate.accounts.change(account.id, active=False)
        assert next(line for line in lines if line != "event: changed") == "event: ended"


def test_a_page_that_brings_itself_up_to_date_does_not_keep_the_session_alive(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as browser:
        desk.clock.passes(hours=7.9)
        assert browser.get("/desk/queues/mine", headers={"x-desk-live": "1", "accept": "*/*"}).status_code == 200
        desk.clock.passes(minutes=12)
        answer = browser.get("/desk/queues/mine", headers={"x-desk-live": "1", "accept": "*/*"})
        assert (answer.status_code, answer.json()) == (401, {"error": "sign_in"})


# ---- the database is away


def test_while_the_database_is_away_nothing_typed_is_lost(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {"team": "advising", "about": 'two lines\nand "signs" <b>', "name": "Pat"}
    token = re.search(r'name="csrf" value="([^"]+)"', page(staff.ana.browser, "/desk/new"))
    assert token

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("the database is away")

    monkeypatch.setattr(desk_of_tests().advisors, "begin", away)
    answer = staff.ana.browser.post("/desk/new", data={"csrf": token[1], **fields})
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    kept = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', answer.text, re.DOTALL))
    assert {name: html.unescape(value).replace("\r\n", "\n") for name, value in kept.items()} == fields
    monkeypatch.undo()
    again = staff.ana.browser.post("/desk/new", data={"csrf": token[1], **{n: html.unescape(v) for n, v in kept.items()}})
    assert again.status_code == 303


def test_the_inbox_says_when_the_database_is_away(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("the database is away")

    monkeypatch.setattr(desk_of_tests().parts.cases, "counts", away)
    answer = staff.ana.browser.get("/desk/queues/mine")
    assert answer.status_code == 503
    assert "Try again in a moment" in answer.text
