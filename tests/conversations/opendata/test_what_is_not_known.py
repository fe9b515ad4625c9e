"""Programs that a college told the nation of and its pack does not hold: no price, no times, no length of its own."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.opendata.test_work_in_full import opened, rows
from tests.conversations.reading import cards, ladder, said, steps


def test_a_program_without_price_and_times_says_so_and_whom_to_ask(at_home: Student) -> None:
    reply = at_home.says("do you have gate keeping classes")
    assert "programs here that match: gate keeping." in said(reply)
    assert set(cards(reply, "program")) == {"Gate Keeping"}
    assert all("Not in the list I have" in value for value in (*rows(reply, "Cost"), *rows(reply, "When")))
    assert len(rows(reply, "Cost")) == len(rows(reply, "When")) == len(reply["cards"])
    assert all("usual for this kind of award" in value for value in rows(reply, "How long"))


def test_its_price_is_not_made_up(at_home: Student) -> None:
    at_home.says("do you have gate keeping classes")
    reply = at_home.says("how much is it")
    assert reply["topic"] == "ask_cost"
    assert "gives no price for gate keeping" in said(reply)
    assert "555-0100" in said(reply), "the college's own number"
    assert "$" not in said(reply)


def test_it_is_not_ruled_out_by_a_time_it_may_meet_at(at_home: Student) -> None:
    at_home.says("do you have gate keeping classes")
    reply = at_home.says("do u have it at nite")
    assert "Gate Keeping" in cards(reply, "program")
    assert "don't know when gate keeping meets" in said(reply)
    assert "not evenings" not in said(reply)


def test_the_college_s_own_programs_lead_to_the_nation_s_work(at_home: Student) -> None:
    at_home.says("how much does a security guard make")
    reply = opened(at_home, "Night Rangers")
    assert "here it starts with: gate keeping" in said(reply)
    assert "don't know of a program here" not in said(reply)


def test_a_plan_of_such_programs_is_a_plan_without_a_price(at_home: Student) -> None:
    at_home.says("how much does a security guard make")
    opened(at_home, "Night Rangers")
    reply = at_home.presses("Steps to: Night Rangers")
    assert steps(reply) == ["Gate Keeping"]
    assert "not in the list i have" in said(reply)
    assert "usual for that kind of award" in said(reply)
    assert "$" not in "".join(row["value"] for row in ladder(reply)["totals"])
    assert "gives no price for gate keeping" in said(at_home.says("how much would all that cost"))
