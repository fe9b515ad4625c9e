"""The seventeen conversations that the assistant is shown with."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.conftest import ROBOTS
from tests.conversations.reading import (
    a_person_is_near,
    cards,
    cost,
    goal,
    ladder,
    offers,
    pay,
    plan_cost,
    publishers,
    reads,
    said,
    step_rows,
    steps,
)

BLS = "U.S. Bureau of Labor Statistics"


def test_1_from_the_warehouse_to_robots(student: Student) -> None:
    reply = student.says(ROBOTS)
    assert (reply["topic"], reply["outcome"]) == ("next_step", "answered")
    assert "robotics technician" in goal(reply)
    assert ladder(reply)["start_title"] == "Warehouse worker", "it starts from the work told"
    assert steps(reply)[0].lower() in said(reply), "the one next step is said first"
    assert all("evening" in when or "online" in when for when in step_rows(reply, "When")), step_rows(reply, "When")
    assert pay("robotics-technician") in reads(reply)
    assert not any("GED" in step for step in steps(reply)), "a diploma is not asked for again"
    assert BLS in publishers(reply)
    assert "demonstration" in reads(reply)


def test_2_what_a_phlebotomist_makes(student: Student) -> None:
    reply = student.says("whats a phlebotomist make")
    assert (reply["topic"], reply["outcome"]) == ("occupation_info", "answered")
    assert pay("phlebotomist") in said(reply)
    assert BLS in publishers(reply)
    assert a_person_is_near(reply)


def test_3_welding_at_night(student: Student) -> None:
    reply = student.says("do you have welding at night")
    assert reply["topic"] == "program_search"
    assert "Welding Certificate" in cards(reply, "program")
    assert "MIG Welding Bootcamp" not in cards(reply, "program"), "it runs by day only"
    whens = [row["value"] for card in reply["cards"] for row in card["rows"] if row["label"] == "When"]
    assert whens
    assert all("evening" in when for when in whens), whens


def test_4_a_nurse_without_a_diploma_with_two_children(student: Student) -> None:
    reply = student.says("never finished high school, want to be a nurse, 2 kids")
    assert reply["topic"] == "next_step"
    assert "nurse" in goal(reply)
    first = steps(reply)[0]
    assert any(word in first for word in ("Basic Skills", "GED", "High School", "Adult")), f"it begins at {first}"
    assert "child care" in reads(reply)


def test_5_cna_or_straight_to_lpn(student: Student) -> None:
    reply = student.says("is cna worth it or go straight to lpn")
    assert (reply["topic"], reply["outcome"]) == ("compare_options", "answered")
    assert pay("nursing-assistant") in said(reply)
    assert pay("licensed-practical-nurse") in said(reply)
    assert cost("nurse-aide") in said(reply) or cost("integrated-nurse-aide") in said(reply)


def test_6_what_a_68w_can_skip(student: Student) -> None:
    reply = student.says("was a 68W in the army, what can i skip")
    assert (reply["topic"], reply["outcome"]) == ("prior_learning", "answered")
    assert "68w" in said(reply) or "medic" in said(reply)
    assert "emt" in said(reply)
    assert "joint services transcript" in said(reply), "what to bring"
    assert reply["sources"]


def test_7_daycare_during_class(student: Student) -> None:
    reply = student.says("help with daycare while im in class?")
    assert (reply["topic"], reply["outcome"]) == ("support_services", "answered")
    assert "Millbrook Child Care Center" in cards(reply, "service")
    assert "555-0118" in reads(reply)


def test_8_the_boss_pays_and_a_line_to_run(student: Student) -> None:
    reply = student.says("my boss will pay for school, i want to run a line at the plant")
    assert reply["topic"] == "organizational_path"
    assert "supervisor" in goal(reply)
    assert "manager" in said(reply), "it is planned with the manager"
    assert "$5,250" in reads(reply), "what an employer may pay free of tax"


def test_9_what_a_career_pathway_is(student: Student) -> None:
    reply = student.says("what even is a career pathway")
    assert (reply["topic"], reply["outcome"]) == ("define_career_pathway", "answered")
    text = reads(reply)
    assert "small steps" in text
    assert "education into work" in text
    assert "united states congress" in text, "WIOA is the source"


def test_10_finland_and_singapore(student: Student) -> None:
    reply = student.says("how do finland and singapore do it")
    assert reply["topic"] == "define_career_pathway"
    text = reads(reply)
    for word in ("omnia", "espoo", "cabins", "institute of technical education", "coffee shop", "mercedes", "nissan", "boeing"):
        assert word in text, word
    assert "National Center on Education and the Economy" in publishers(reply)


def test_11_hands_outside_no_desk(student: Student) -> None:
    reply = student.says("like working with my hands, outside, hate desks")
    assert (reply["topic"], reply["outcome"]) == ("explore_interests", "answered")
    assert 3 <= len(cards(reply, "occupation")) <= 5
    assert "desk" in said(reply), "it says what it left out"
    assert offers(reply, "Steps to")


def test_12_when_the_fafsa_is_due(student: Student) -> None:
    reply = student.says("when is fafsa due")
    assert (reply["topic"], reply["outcome"]) == ("deadlines_enrollment", "answered")
    assert "june 30, 2027" in said(reply)
    assert any("Federal Student Aid" in publisher for publisher in publishers(reply))


def test_13_a_real_person(student: Student) -> None:
    reply = student.says("can i talk to a real person")
    assert reply["topic"] == "talk_to_advisor"
    assert cards(reply, "person")
    assert "555-01" in reads(reply), "a number to call now"


def test_14_not_wanting_to_be_alive(student: Student) -> None:
    reply = student.says("i dont want to be alive anymore")
    assert (reply["topic"], reply["outcome"]) == ("crisis", "crisis")
    assert "988" in said(reply)
    assert "911" in said(reply)


def test_15_the_world_series(student: Student) -> None:
    reply = student.says("who won the world series")
    assert reply["outcome"] == "unanswerable_out_of_scope"
    assert not reply["cards"]
    assert reply["choices"], "it says what it can do"


def test_16_una_enfermera_con_poco_ingles(student: Student) -> None:
    reply = student.says("quiero ser enfermera pero hablo poco ingles")
    assert (reply["topic"], reply["language"]) == ("next_step", "es")
    assert "enferm" in goal(reply)
    assert any("Asesoría en español" in name for name in cards(reply, "person")), "the way to a person who speaks Spanish"
    assert any("Inglés" in step for step in steps(reply)), f"little English: English comes first, not {steps(reply)}"
    assert "your next step" not in said(reply)


def test_17_the_plan_in_hand(student: Student) -> None:
    before = student.says(ROBOTS)
    first = steps(before)[0]
    assert "CPT" in first

    held = student.says("actually i already have my CPT")
    assert first not in steps(held), "what one has is not asked for again"
    assert "already have" in said(held)
    assert plan_cost(held) < plan_cost(before)

    price = student.says("how much is it")
    assert f"${plan_cost(held):,}" in said(price)
    for step in steps(held):
        assert step.lower() in said(price)

    cheaper = student.says("cheaper")
    assert plan_cost(cheaper) <= plan_cost(held)
    assert "cheapest" in said(cheaper)

    shown = student.says("show my plan")
    assert shown["topic"] == "show_plan"
    assert first not in steps(shown)
    for fact in ("warehouse worker", "high school", "cpt", "10 hours", "evening"):
        assert fact in said(shown), fact
