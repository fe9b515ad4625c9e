"""Each rule finds what it is for, and nothing else does; what nobody told is no fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.catalog import Catalog
from knowledge.model import CredentialType, Education, English, PathwayStep
from knowledge.review import review
from knowledge.review.result import Severity, Status
from knowledge.review.rules import RULES
from knowledge.review.rules.facts import months_before
from knowledge.review.signs import SIGNS
from knowledge.review.words import words
from tests.knowledge.build import AS_OF, TODAY, Outlook, World, all_of, any_of, credential, delivery, education, english
from tests.knowledge.review.worlds import EVENING, Sound, codes, reviewed

Break = Callable[[Sound], None]
CITED = {"source": "college", "as_of": AS_OF}


def dead_end(world: Sound) -> None:
    world.credential("nowhere")
    world.change("programs", "short", awards=("card", "nowhere"))


def no_steps(world: Sound) -> None:
    world.pathway(steps=())


def unreachable_step(world: Sound) -> None:
    world.change("programs", "long", requires=education(Education.BACHELOR))


def step_needs_more(world: Sound) -> None:
    world.credential("cpr")
    world.program("cpr-class", awards=("cpr",))
    world.change("programs", "long", requires=all_of(credential("card"), credential("cpr")))


def exit_needs_more(world: Sound) -> None:
    world.pathway(
        steps=(PathwayStep(program="short", exits=("welder", "lead")), PathwayStep(program="long", exits=("lead", "welder")))
    )
    world.change("occupations", "welder", pay=world.records["occupations"]["lead"].pay)


def goal_out_of_reach(world: Sound) -> None:
    world.occupation("engineer", 90_000, education(Education.BACHELOR))
    world.pathway(goal="engineer")


def terminal_pay_below_start(world: Sound) -> None:
    world.occupation("lead", 39_999, credential("degree"))


def entry_needs_what_nothing_offers(world: Sound) -> None:
    world.credential("ghost")
    world.program("locked", requires=credential("ghost"))
    world.pathway(entries=("ged-class", "english", "locked"))


def no_entry_without_diploma(world: Sound) -> None:
    world.pathway(entries=("english",))


def no_evening_or_online(world: Sound) -> None:
    world.change("programs", "long", deliveries=(delivery(),))


def no_employer(world: Sound) -> None:
    world.pathway(employers=())


def no_support(world: Sound) -> None:
    world.pathway(services=())


def no_transfer(world: Sound) -> None:
    world.change("transfers", "to-state", valid_until=date(2026, 11, 21))


def no_funding(world: Sound) -> None:
    world.pathway(funding=())


def old_facts(world: Sound) -> None:
    world.change("programs", "long", as_of=date(2025, 5, 21))


def no_review_date(world: Sound) -> None:
    world.pathway(review_by=None)


def review_overdue(world: Sound) -> None:
    world.pathway(review_by=date(2026, 11, 21))


def no_framework_level(world: Sound) -> None:
    world.change("credentials", "card", level=None)


def demand_falling(world: Sound) -> None:
    world.change("occupations", "welder", outlook=Outlook(growth_percent=-0.1, openings_per_year=10, **CITED))


BREAKS: dict[str, Break] = {
    make.__name__: make
    for make in (
        dead_end, no_steps, unreachable_step, step_needs_more, exit_needs_more, goal_out_of_reach, terminal_pay_below_start,
        entry_needs_what_nothing_offers, no_entry_without_diploma, no_evening_or_online, no_employer, no_support, no_transfer,
        no_funding, old_facts, no_review_date, review_overdue, no_framework_level, demand_falling,
    )
}  # fmt: skip

STRANDS = {
    "dead_end",
    "unreachable_step",
    "entry_needs_what_nothing_offers",
    "no_entry_without_diploma",
    "goal_out_of_reach",
    "terminal_pay_below_start",
}


def test_a_sound_pathway_has_nothing_to_mend() -> None:
    told = reviewed(Sound())
    assert told.findings == ()
    assert told.not_known == ()
    assert [practice.score for practice in told.practices] == [3] * 6
    assert [element.status for element in told.elements] == [Status.MET] * 7
    assert [m.status for m in told.messages if m.key != "politics"] == [Status.MET] * 5


def test_every_rule_is_tried() -> None:
    assert BREAKS.keys() == RULES.keys()


@pytest.mark.parametrize("code", BREAKS)
def test_a_rule_finds_what_it_is_for_and_no_other_does(code: str) -> None:
    world = Sound()
    BREAKS[code](world)
    told = reviewed(world)
    assert codes(told) == [code]
    (finding,) = told.findings
    assert finding.evidence
    assert "{" not in finding.words + finding.mend


def test_what_strands_a_student_is_an_error_and_nothing_else_is() -> None:
    assert {code for code, rule in RULES.items() if rule.severity is Severity.ERROR} == STRANDS


def test_every_rule_and_sign_has_its_words_and_every_sign_is_asked_for() -> None:
    text = words()
    assert text.rules.keys() == RULES.keys()
    assert text.signs.keys() == SIGNS.keys()
    assert {key for part in (*text.practices, *text.elements, *text.messages) for key in part.signs} == SIGNS.keys()
    assert all(len(part.signs) == 3 for part in text.practices)
    assert all(rule.source in text.sources for rule in text.rules.values())


# ---- where a rule begins and ends


def test_a_fact_of_eighteen_months_is_not_old_yet() -> None:
    world = Sound()
    world.change("programs", "long", as_of=date(2025, 5, 22))
    assert codes(reviewed(world)) == []
    assert codes(reviewed(world, date(2026, 11, 23))) == ["old_facts"]


def test_months_are_counted_by_the_calendar() -> None:
    assert months_before(date(2026, 8, 31), 18) == date(2025, 3, 1)  # February has no 31st
    assert months_before(date(2027, 6, 30), 18) == date(2025, 12, 30)
    assert months_before(date(2026, 7, 1), 18) == date(2025, 1, 1)


def test_pay_that_stays_the_same_is_no_fall() -> None:
    world = Sound()
    world.occupation("lead", 40_000, credential("degree"))
    assert codes(reviewed(world)) == []


def test_a_lower_paid_job_halfway_is_no_fault_where_the_way_goes_on() -> None:
    world = Sound()
    world.credential("middle", stacks_into=("degree",))
    world.program("between", awards=("middle",), deliveries=EVENING)
    world.occupation("helper", 30_000, credential("middle"))
    first, last = world.records["pathways"]["metal"].steps
    world.pathway(steps=(first, PathwayStep(program="between", exits=("helper",)), last))
    assert codes(reviewed(world)) == []
    world.credential("middle")  # it stacks into nothing now: whoever ends there earns less than at the start
    assert codes(reviewed(world)) == ["terminal_pay_below_start"]


def test_a_credential_is_no_dead_end_where_something_asks_for_it() -> None:
    world = Sound()
    dead_end(world)
    world.change("programs", "long", requires=all_of(credential("card"), credential("nowhere")))
    assert codes(reviewed(world)) == []


def test_a_diploma_is_no_dead_end() -> None:
    world = Sound()
    world.pathway(steps=(PathwayStep(program="ged-class"), *world.records["pathways"]["metal"].steps))
    assert "dead_end" not in codes(reviewed(world))


def test_another_program_in_the_evening_that_gives_the_same_is_a_way() -> None:
    world = Sound()
    no_evening_or_online(world)
    world.program("long-evening", awards=("degree",), deliveries=EVENING)
    assert codes(reviewed(world)) == []


def test_a_transfer_that_goes_on_to_the_goal_reaches_it() -> None:
    world = Sound()
    goal_out_of_reach(world)
    world.change("transfers", "to-state", occupations=("engineer",))
    assert codes(reviewed(world)) == []


def test_a_door_for_people_with_little_english_need_not_take_people_without_a_diploma() -> None:
    world = Sound()
    world.change("programs", "english", requires=all_of(education(Education.HIGH_SCHOOL), english(English.BEGINNING)))
    assert codes(reviewed(world)) == []


def test_a_locked_first_step_is_told_once() -> None:
    world = Sound()
    world.credential("ghost")
    world.change("programs", "short", requires=credential("ghost"))
    told = codes(reviewed(world))
    assert told.count("entry_needs_what_nothing_offers") == 1
    assert "no_entry_without_diploma" not in told


# ---- what nobody told


def test_what_is_not_known_is_said_and_is_no_finding() -> None:
    world = Sound()
    world.change("occupations", "lead", pay=None, outlook=None)
    world.change("programs", "long", deliveries=())
    world.pathway(goal=None, cluster=None)
    told = reviewed(world)
    assert told.findings == ()
    assert {item.code for item in told.not_known} == {
        "terminal_pay_below_start",
        "demand_falling",
        "no_evening_or_online",
        "goal_out_of_reach",
    }
    hours = next(p for p in told.practices if p.key == "transformation")
    assert (hours.score, hours.not_known) == (2, 1)


def test_politics_is_never_claimed() -> None:
    assert next(m for m in reviewed(Sound()).messages if m.key == "politics").status is Status.NOT_KNOWN


def test_a_pathway_with_nothing_behind_it_scores_nothing() -> None:
    world = World()
    falling = Outlook(growth_percent=-1, openings_per_year=10, **CITED)
    world.occupation("welder", 0, outlook=falling)
    world.records["occupations"]["welder"] = replace(world.records["occupations"]["welder"], pay=None)
    world.credential("card", type=CredentialType.MICRO_CREDENTIAL)
    world.program("class", requires=education(Education.HIGH_SCHOOL), awards=("card",))
    world.records["programs"]["class"] = replace(world.records["programs"]["class"], as_of=date(2020, 1, 1))
    pathway = Sound().records["pathways"]["metal"]
    bare = type(pathway)(id="bare", name="Bare", name_es="x", description="x", description_es="x", cluster="work", goal="welder", steps=(PathwayStep(program="class"),), **CITED)  # fmt: skip
    world.add("pathways", bare)
    told = reviewed(world)
    assert [practice.score for practice in told.practices] == [0] * 6
    assert {element.status for element in told.elements} == {Status.NOT_FOUND}


# ---- the demonstration college


def test_the_demonstration_college_would_strand_nobody(millbrook: Catalog) -> None:
    told = review(millbrook, TODAY, "millbrook")
    assert [(p.id, f.words) for p in told.pathways for f in p.findings if f.severity is Severity.ERROR] == []
    assert len(told.pathways) == len(millbrook.pathways)
    assert told.warnings > 0


def test_an_element_of_which_one_sign_is_missing_is_partly_met() -> None:
    world = Sound()
    demand_falling(world)
    world.change("occupations", "lead", outlook=Outlook(growth_percent=-5, openings_per_year=10, **CITED))
    industry = reviewed(world).elements[0]
    assert industry.status is Status.PARTLY
    assert [(sign.key, sign.found) for sign in industry.signs] == [("employer_hires", True), ("demand_holds", False)]


def test_ways_to_meet_a_need_are_told_as_ways() -> None:
    world = Sound()
    for key in ("first", "second", "third"):
        world.credential(key)
    ways = any_of(credential("second"), credential("third"))
    world.change("programs", "long", requires=all_of(credential("first"), ways, credential("card")))
    told = reviewed(world)
    assert "it asks for first and (second or third)," in told.findings[0].words
    assert [item.id for item in told.findings[0].evidence] == ["long", "first", "second", "third"]


def test_a_requirement_that_a_rule_worked_out_tells_nothing_of_who_may_come_in() -> None:
    world = Sound()
    world.change("programs", "short", inferred=("requires",))
    assert reviewed(world).not_known == ()  # its doors lead to the diploma, whatever it asks
    world.pathway(entries=("english",))
    told = reviewed(world)
    assert codes(told) == []
    assert [item.code for item in told.not_known] == ["no_entry_without_diploma"]
    assert next(m for m in told.messages if m.key == "fair").status is Status.PARTLY
