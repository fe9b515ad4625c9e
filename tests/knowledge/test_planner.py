"""The planner in one small college: a nursing ladder with doors for those without a diploma or with little English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.model import (
    Award,
    AwardLevel,
    Cost,
    CredentialType,
    Education,
    Employer,
    English,
    Modality,
    Need,
    PriorLearningKind,
    ProgramKind,
    Requirement,
    ServiceCategory,
    TimeOfDay,
    WorkBasedKind,
    WorkBasedLearning,
)
from knowledge.planner import Constraint, Index, Ladder, LadderKind, Plans, Reason, Skip, Step, Student, plan
from tests.knowledge.build import CITED, TODAY, World, age, all_of, any_of, course, credential, delivery, education, english
from tests.knowledge.ladders import named

EVENING = frozenset({TimeOfDay.EVENING})


def clinic() -> World:
    """Aide (36 000) leads to nurse (60 000), which leads to head nurse (80 000), which is taught elsewhere."""
    world = World()
    world.occupation("cleaner", 30_000, entry_education="No formal educational credential")
    world.occupation("aide", 36_000, credential("aide-card"), advances_to=("nurse",))
    world.occupation(
        "nurse",
        60_000,
        all_of(credential("nurse-license"), Requirement(other="Background check", other_es="Antecedentes")),
        advances_to=("head-nurse",),
    )
    world.occupation("head-nurse", 80_000, education(Education.BACHELOR))
    world.credential("ged", type=CredentialType.SECONDARY_SCHOOL, confers_education=Education.HIGH_SCHOOL)
    world.credential("aide-card", type=CredentialType.CERTIFICATION, prepares_for=("aide",), stacks_into=("nurse-certificate",))
    world.credential("nurse-certificate", stacks_into=("nurse-degree",))
    world.credential(
        "nurse-license",
        type=CredentialType.LICENSE,
        requires=any_of(credential("nurse-certificate"), credential("nurse-degree")),
        prepares_for=("nurse",),
    )
    world.credential("nurse-degree", type=CredentialType.ASSOCIATE_DEGREE, prepares_for=("nurse",))
    day, evening = delivery(), delivery(TimeOfDay.EVENING)
    world.program(
        "ged-class",
        kind=ProgramKind.HIGH_SCHOOL_EQUIVALENCY,
        award_level=AwardLevel.BASIC_EDUCATION,
        prepares_for=("ged",),
        weeks=16,
        tuition=0,
        min_hours=5,
        deliveries=(day, evening),
    )
    world.program(
        "english-class",
        kind=ProgramKind.ENGLISH,
        award_level=AwardLevel.BASIC_EDUCATION,
        confers_english=English.ADVANCED,
        weeks=20,
        tuition=0,
        min_hours=5,
        deliveries=(day, evening),
    )
    world.program(
        "aide-class",
        requires=age(16),
        prepares_for=("aide-card",),
        occupations=("aide",),
        weeks=6,
        hours=20,
        min_hours=5,
        cost=Cost(tuition=800, exams=100),
        deliveries=(day, evening),
        aid=("training-grant",),
    )
    world.program("nurse-class", kind=ProgramKind.CREDIT, award_level=AwardLevel.CERTIFICATE_1_TO_2_YEARS, credits=40.0, weeks=40, hours=30, min_hours=10, cost=Cost(tuition=4000, fees=400, books=600, exams=200),
                  requires=all_of(education(Education.HIGH_SCHOOL), english(English.ADVANCED), credential("aide-card")), awards=("nurse-certificate",), prepares_for=("nurse-license",), occupations=("nurse",),
                  aid=("grant", "loan"), deliveries=(day,))  # fmt: skip
    world.program("degree", kind=ProgramKind.CREDIT, award_level=AwardLevel.ASSOCIATE, credits=60.0, weeks=64, hours=30, min_hours=6, cost=Cost(tuition=9000, exams=200),
                  requires=all_of(education(Education.HIGH_SCHOOL), english(English.ADVANCED)), awards=("nurse-degree",), prepares_for=("nurse-license",), occupations=("nurse",), aid=("loan",),
                  deliveries=(day, evening))  # fmt: skip
    world.service("grant", Award(max_per_year=3000, likely=True, requires=education(Education.HIGH_SCHOOL)))
    world.service("training-grant", Award(max_per_year=None, covers=("tuition",), likely=True))
    world.service("loan", Award(max_per_year=5000, likely=True, repay=True))
    world.service("nursery", needs=(Need.CHILD_CARE,), category=ServiceCategory.CHILD_CARE, provider="college")
    world.prior_learning("medic", branch="Army", code="68W", grants=("aide-card",), occupations=("aide",))
    return world


INDEX = Index(clinic().catalog())
GRADUATE = Student(goals=("nurse",), education=Education.HIGH_SCHOOL, english=English.FLUENT)


def ask(student: Student, index: Index = INDEX, today: date = TODAY) -> Plans:
    return plan(index, student, today)


def ladder(plans: Plans, kind: LadderKind = LadderKind.FASTEST) -> Ladder:
    found = named(plans, kind)
    assert found is not None, f"no {kind.value} ladder: {plans}"
    return found


def programs(ladder: Ladder) -> list[str]:
    return [step.program for step in ladder.steps]


def steps(ladder: Ladder) -> dict[str, Step]:
    return {step.program: step for step in ladder.steps}


def test_the_three_ladders_are_each_best_at_what_they_are_named_for() -> None:
    plans = ask(GRADUATE)
    assert programs(ladder(plans, LadderKind.FASTEST)) == ["aide-class", "nurse-class"]
    assert programs(ladder(plans, LadderKind.CHEAPEST)) == ["aide-class", "nurse-class"]
    assert ladder(plans, LadderKind.HIGHEST_PAY).goal == "nurse"
    assert len(plans.ladders) == 1, "one ladder that is best at all three stands once, under three names"


def test_the_fastest_is_soonest_to_a_job_that_pays_more_than_the_one_held() -> None:
    assert ladder(ask(GRADUATE)).first_job_weeks == 6
    better_paid = replace(GRADUATE, pay_now=40_000)
    assert ladder(ask(better_paid)).first_job_weeks == 46
    assert ladder(ask(replace(GRADUATE, occupation="aide"))).first_job_weeks == 46


def test_weeks_are_counted_at_the_students_own_hours() -> None:
    part_time = steps(ladder(ask(replace(GRADUATE, hours_per_week=10))))
    assert part_time["aide-class"].weeks == 12, "6 weeks of 20 hours"
    assert part_time["nurse-class"].weeks == 120, "40 weeks of 30 hours"
    assert steps(ladder(ask(replace(GRADUATE, hours_per_week=60))))["nurse-class"].weeks == 40, "never faster than it is taught"


def test_cost_is_told_before_and_after_likely_aid() -> None:
    found = steps(ladder(ask(GRADUATE)))
    assert (found["aide-class"].cost_before, found["aide-class"].cost_after, found["aide-class"].aid) == (
        900,
        100,
        ("training-grant",),
    )
    assert (found["nurse-class"].cost_before, found["nurse-class"].cost_after, found["nurse-class"].aid) == (
        5200,
        2200,
        ("grant",),
    )


def test_a_loan_lowers_no_cost() -> None:
    evenings = ladder(ask(replace(GRADUATE, times=EVENING)))
    assert programs(evenings)[-1] == "degree"
    assert steps(evenings)["degree"].cost_after == steps(evenings)["degree"].cost_before == 9200


def test_aid_that_asks_for_a_diploma_is_not_counted_without_one() -> None:
    world = clinic()
    world.program("aide-class", prepares_for=("aide-card",), tuition=500, aid=("grant",))
    graduate = ask(Student(goals=("aide",), education=Education.HIGH_SCHOOL), Index(world.catalog()))
    dropout = ask(Student(goals=("aide",), education=Education.NO_DIPLOMA), Index(world.catalog()))
    assert ladder(graduate).cost_after == 0
    assert ladder(dropout).cost_after == 500


def test_pay_is_told_before_and_after_each_step() -> None:
    told = [(step.pay_before, step.pay_after) for step in ladder(ask(replace(GRADUATE, pay_now=25_000))).steps]
    assert told == [(25_000, 36_000), (36_000, 60_000)]


def test_each_exit_to_work_has_its_pay_and_what_else_is_asked() -> None:
    found = steps(ladder(ask(GRADUATE)))
    assert [exit.occupation for exit in found["aide-class"].exits] == ["aide"]
    (nurse,) = found["nurse-class"].exits
    assert (nurse.pay.median, nurse.pay.source) == (60_000, CITED["source"])
    assert [told.other for told in nurse.still_required] == ["Background check"]


def test_doors_are_the_credentials_that_what_is_gained_stacks_into() -> None:
    assert steps(ladder(ask(GRADUATE)))["nurse-class"].doors == ("nurse-degree",)


def test_the_next_start_on_or_after_today_is_told() -> None:
    step = ladder(ask(GRADUATE)).steps[0]
    assert (step.start, step.delivery) == (date(2027, 1, 11), delivery())
    assert ladder(ask(GRADUATE, today=date(2027, 1, 11))).steps[0].start == date(2027, 1, 11)
    assert ladder(ask(GRADUATE, today=date(2027, 1, 12))).steps[0].start is None


def test_services_are_those_for_the_students_own_needs() -> None:
    assert ladder(ask(replace(GRADUATE, needs=frozenset({Need.CHILD_CARE})))).services == ("nursery",)
    assert ladder(ask(GRADUATE)).services == ()


# Where they start


def test_without_a_diploma_the_way_begins_at_equivalency() -> None:
    plans = ask(replace(GRADUATE, education=Education.NO_DIPLOMA))
    for each in plans.ladders:
        assert each.steps[0].program == "ged-class"
        assert each.steps[0].reason is Reason.EQUIVALENCY


def test_without_a_diploma_the_way_may_begin_at_integrated_entry() -> None:
    world = clinic()
    world.program("aide-and-basics", kind=ProgramKind.INTEGRATED, prepares_for=("aide-card", "ged"), weeks=12, tuition=0)
    first = ladder(ask(replace(GRADUATE, education=Education.NO_DIPLOMA), Index(world.catalog()))).steps[0]
    assert (first.program, first.reason) == ("aide-and-basics", Reason.INTEGRATED)


def test_work_that_asks_for_no_diploma_is_reached_without_one() -> None:
    assert programs(ladder(ask(Student(goals=("aide",), education=Education.NO_DIPLOMA)))) == ["aide-class"]


def test_english_comes_before_what_asks_for_it() -> None:
    found = ladder(ask(replace(GRADUATE, english=English.BEGINNING)))
    assert programs(found).index("english-class") < programs(found).index("nurse-class")
    assert steps(found)["english-class"].reason is Reason.ENGLISH


def test_english_is_not_asked_of_one_who_speaks_it() -> None:
    for level in (None, English.ADVANCED, English.FLUENT):
        assert "english-class" not in programs(ladder(ask(replace(GRADUATE, english=level))))


def test_an_unknown_education_is_taken_as_a_diploma_and_said_so() -> None:
    plans = ask(replace(GRADUATE, education=None))
    assert plans.assumed_diploma
    assert programs(ladder(plans)) == ["aide-class", "nurse-class"]
    assert not ask(GRADUATE).assumed_diploma


def test_work_that_asks_only_for_english_is_open_to_one_who_speaks_it() -> None:
    world = clinic()
    world.occupation("greeter", 31_000, english(English.ADVANCED))
    index = Index(world.catalog())
    assert ask(Student(goals=("greeter",), english=English.FLUENT), index).qualified == ("greeter",)
    beginner = ask(Student(goals=("greeter",), english=English.BEGINNING), index)
    assert beginner.qualified == ()
    assert programs(ladder(beginner)) == ["english-class"]


# What they bring


def test_a_held_credential_skips_its_step_and_says_why() -> None:
    plans = ask(replace(GRADUATE, credentials=frozenset({"aide-card"})))
    assert programs(ladder(plans)) == ["nurse-class"]
    assert plans.skips == (Skip(("aide-class",), credential="aide-card"),)


def test_a_military_specialty_skips_steps_and_says_why() -> None:
    plans = ask(replace(GRADUATE, prior_learning=("medic",)))
    assert programs(ladder(plans)) == ["nurse-class"]
    assert plans.skips == (Skip(("aide-class",), rule="medic"),)


def test_a_held_credential_that_a_rule_knows_is_worth_what_the_rule_says() -> None:
    world = clinic()
    world.credential("foreign-card", type=CredentialType.CERTIFICATION)
    world.prior_learning("foreign", PriorLearningKind.CERTIFICATION, held="foreign-card", grants=("aide-card",))
    assert programs(ladder(ask(replace(GRADUATE, credentials=frozenset({"foreign-card"})), Index(world.catalog())))) == [
        "nurse-class"
    ]


def test_a_goal_that_is_met_leads_one_step_up() -> None:
    plans = ask(Student(goals=("aide",), education=Education.HIGH_SCHOOL, credentials=frozenset({"aide-card"})))
    assert plans.qualified == ("aide",)
    assert ladder(plans).goal == "nurse"


def test_held_credit_that_stacks_is_counted_and_costs_nothing_again() -> None:
    nurse = replace(GRADUATE, credentials=frozenset({"nurse-certificate"}), goals=("manager",))
    world = clinic()
    world.occupation("manager", 70_000, credential("nurse-degree"))
    (step,) = ladder(ask(nurse, Index(world.catalog()))).steps
    assert step.credits_counted == 40
    assert (step.weeks, step.cost_before) == (22, 3200), "a third of 64 weeks and of 9 000 dollars, the exam whole"


def test_at_least_a_quarter_is_studied_here() -> None:
    world = clinic()
    world.occupation("manager", 70_000, credential("nurse-degree"))
    world.program("nurse-class", credits=58.0, kind=ProgramKind.CREDIT, awards=("nurse-certificate",))
    nurse = Student(goals=("manager",), credentials=frozenset({"nurse-certificate"}))
    (step,) = ladder(ask(nurse, Index(world.catalog()))).steps
    assert step.credits_counted == 45


def test_of_credentials_that_stack_into_each_other_only_the_highest_counts() -> None:
    world = clinic()
    world.occupation("manager", 70_000, credential("nurse-degree"))
    world.credential("starter", stacks_into=("nurse-certificate",))
    world.program("starter-class", credits=10.0, kind=ProgramKind.CREDIT, awards=("starter",))
    nurse = Student(goals=("manager",), credentials=frozenset({"nurse-certificate", "starter"}))
    assert ladder(ask(nurse, Index(world.catalog()))).steps[0].credits_counted == 40


def test_one_program_that_awards_two_credentials_is_credited_once() -> None:
    world = clinic()
    world.occupation("manager", 70_000, credential("nurse-degree"))
    for key in ("first", "second"):
        world.credential(key, stacks_into=("nurse-degree",))
    world.program("both-class", credits=12.0, kind=ProgramKind.CREDIT, awards=("first", "second"))
    student = Student(goals=("manager",), credentials=frozenset({"first", "second"}))
    assert ladder(ask(student, Index(world.catalog()))).steps[0].credits_counted == 12


def test_a_dearer_class_is_taken_first_where_its_courses_make_the_whole_way_cheaper() -> None:
    world = World()
    world.occupation("operator", 50_000, credential("degree"))
    world.credential("card", type=CredentialType.CERTIFICATION)
    world.credential("degree", type=CredentialType.ASSOCIATE_DEGREE)
    world.course("shop", credits=30)
    world.program("brief-class", weeks=5, tuition=400, prepares_for=("card",))
    world.program("credit-class", weeks=6, tuition=500, prepares_for=("card",), courses=("shop",), credits=30.0)
    world.program(
        "degree-class", weeks=60, tuition=6000, requires=credential("card"), awards=("degree",), courses=("shop",), credits=60.0
    )
    cheapest = ladder(ask(Student(goals=("operator",)), Index(world.catalog())), LadderKind.CHEAPEST)
    assert programs(cheapest) == ["credit-class", "degree-class"]
    assert (cheapest.cost_before, cheapest.weeks) == (3500, 36)


def test_a_program_that_asks_for_a_course_comes_after_one_that_teaches_it() -> None:
    world = World()
    world.occupation("operator", 50_000, credential("card"))
    world.credential("card", type=CredentialType.CERTIFICATION)
    world.course("maths")
    world.program("maths-class", courses=("maths",))
    world.program("card-class", requires=course("maths"), prepares_for=("card",))
    assert programs(ladder(ask(Student(goals=("operator",)), Index(world.catalog())))) == ["maths-class", "card-class"]


def test_a_held_card_does_not_shut_a_program_that_gives_it_besides_more() -> None:
    world = clinic()
    world.occupation("manager", 70_000, credential("nurse-certificate"))
    world.credential("safety-card", type=CredentialType.MICRO_CREDENTIAL)
    world.program("nurse-class", weeks=40, awards=("nurse-certificate", "safety-card"), prepares_for=("nurse-license",))
    for held in ("safety-card", "nurse-license", "ged"):
        student = Student(goals=("manager",), pay_now=40_000, credentials=frozenset({held}))
        assert programs(ladder(ask(student, Index(world.catalog())))) == ["nurse-class"]


# What stands in the way


@pytest.mark.parametrize(
    ("student", "constraint"),
    [
        (replace(GRADUATE, times=frozenset({TimeOfDay.WEEKEND})), Constraint.TIMES),
        (replace(GRADUATE, modalities=frozenset({Modality.ONLINE})), Constraint.MODALITY),
        (replace(GRADUATE, campuses=frozenset({"north"})), Constraint.CAMPUS),
        (replace(GRADUATE, hours_per_week=5), Constraint.HOURS),
        (replace(GRADUATE, budget=1000), Constraint.BUDGET),
        (replace(GRADUATE, goals=("aide",), age=15), Constraint.AGE),
    ],
    ids=lambda value: value.value if isinstance(value, Constraint) else "",
)
def test_the_one_constraint_that_blocks_is_named_with_the_nearest_plan_without_it(
    student: Student, constraint: Constraint
) -> None:
    plans = ask(student)
    assert plans.ladders == ()
    assert plans.blocked is not None
    assert plans.blocked.constraints == (constraint,)
    assert plans.blocked.nearest is not None
    assert plans.blocked.nearest.goal == student.goals[0]


def test_two_constraints_are_named_where_easing_either_alone_opens_nothing() -> None:
    plans = ask(replace(GRADUATE, hours_per_week=4, times=frozenset({TimeOfDay.WEEKEND})))
    assert plans.blocked is not None
    assert set(plans.blocked.constraints) == {Constraint.TIMES, Constraint.HOURS}
    assert plans.blocked.nearest is not None


def test_what_is_not_taught_here_is_said_with_a_stepping_stone() -> None:
    plans = ask(replace(GRADUATE, goals=("head-nurse",)))
    assert plans.blocked is not None
    assert plans.blocked.constraints == (Constraint.NOT_TAUGHT_HERE,)
    assert plans.blocked.nearest is not None
    assert plans.blocked.nearest.goal == "nurse"


def test_work_that_only_asks_for_more_years_is_blocked_by_age() -> None:
    world = clinic()
    world.occupation("driver", 40_000, age(21))
    assert ask(Student(goals=("driver",), age=30), Index(world.catalog())).qualified == ("driver",)
    young = ask(Student(goals=("driver",), age=19), Index(world.catalog()))
    assert young.qualified == ()
    assert young.blocked is not None
    assert young.blocked.constraints == (Constraint.AGE,)


def test_dual_enrollment_is_for_students_still_in_high_school() -> None:
    world = clinic()
    world.program("academy", kind=ProgramKind.DUAL_ENROLLMENT, prepares_for=("aide-card",), weeks=1, tuition=0)
    index = Index(world.catalog())
    assert programs(ladder(ask(Student(goals=("aide",), in_high_school=True), index))) == ["academy"]
    assert programs(ladder(ask(Student(goals=("aide",)), index))) == ["aide-class"]


def test_a_program_the_student_does_not_want_is_left_out() -> None:
    assert "nurse-class" not in programs(ladder(ask(replace(GRADUATE, avoid=frozenset({"nurse-class"})))))


def test_unknown_facts_rule_nothing_out() -> None:
    assert ask(Student(goals=("nurse",))).ladders


def test_without_a_goal_there_is_nothing_to_plan() -> None:
    assert ask(Student()) == Plans(assumed_diploma=True)


def test_work_based_options_are_those_for_the_program_or_for_its_exits() -> None:
    world = clinic()
    offers = tuple(WorkBasedLearning(kind=WorkBasedKind.CLINICAL, title=t, title_es=t, detail=t, detail_es=t, occupations=(job,), paid=True, programs=taught)
                   for t, job, taught in (("any nurse", "nurse", ()), ("this class", "cleaner", ("nurse-class",))))  # fmt: skip
    world.add(
        "employers",
        Employer(id="hospital", name="Hospital", city="Here", industry="Health", clusters=("work",), offers=offers, **CITED),
    )
    assert steps(ladder(ask(GRADUATE, Index(world.catalog()))))["nurse-class"].work_based == (("hospital", 1), ("hospital", 0))


@pytest.mark.parametrize(
    ("schooling", "open_to_all"), [("Postsecondary nondegree award", False), ("High school diploma or equivalent", True)]
)
def test_work_not_taught_here_is_open_to_anyone_only_where_it_asks_for_no_schooling(schooling: str, open_to_all: bool) -> None:
    world = World()
    world.occupation("court-reporter", 70_000, entry_education=schooling)
    plans = plan(Index(world.catalog()), Student(goals=("court-reporter",), education=Education.HIGH_SCHOOL), TODAY)
    assert plans.qualified == (("court-reporter",) if open_to_all else ())
    assert (plans.blocked is not None and plans.blocked.constraints == (Constraint.NOT_TAUGHT_HERE,)) is not open_to_all
