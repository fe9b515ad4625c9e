"""The moves of a case: what each leaves, and what the advisor reads where a move is not allowed."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cases import machine
from bot.cases.model import ASSISTANT, STUDENT, SYSTEM, IllegalMove, Priority, Reason, Resolution, State
from bot.cases.moves import Holding
from tests.cases.build import ANA, BEN, LEAD, NOW, answered, asked, claimed, later, new_case

CENTRAL = ZoneInfo("America/Chicago")


def test_a_case_goes_from_new_to_resolved_and_its_trail_tells_every_step() -> None:
    opened = machine.open_case("c1", asked(), ASSISTANT, NOW)
    looked = machine.look(opened.case, ANA, later(1))
    held = machine.claim(looked.case, ANA, later(2))
    replied = machine.reply(held.case, ANA, later(3))
    wrote = machine.student_writes(replied.case, later(4), later(90))
    snoozed = machine.snooze(wrote.case, ANA, later(5), later(50))
    woken = machine.wake(snoozed.case, SYSTEM, later(50), later(110))
    again = machine.reply(woken.case, ANA, later(55))
    done = machine.resolve(again.case, ANA, later(60), Resolution.ANSWERED)
    trail = [e for change in (opened, looked, held, replied, wrote, snoozed, woken, again, done) for e in change.events]
    assert [(e.kind, e.after.value) for e in trail] == [
        ("open", "new"),
        ("look", "open"),
        ("claim", "claimed"),
        ("reply", "waiting_on_student"),
        ("student_wrote", "claimed"),
        ("snooze", "snoozed"),
        ("wake", "claimed"),
        ("reply", "waiting_on_student"),
        ("resolve", "resolved"),
    ]
    assert [e.before for e in trail[1:]] == [e.after for e in trail[:-1]]
    case = done.case
    assert (case.first_answered, case.last_answered, case.last_student) == (later(3), later(55), later(4))
    assert (case.resolved, case.resolution, case.due, case.holder) == (later(60), "answered", None, None)


def test_the_trail_never_holds_what_was_said() -> None:
    secret = "my landlord threw me out"
    case = claimed(about=secret)
    more = machine.append(case, asked(about=secret + " again", name="Rosa", contact="555-0100"), STUDENT, later(1))
    assert more.events
    assert all(secret not in str(event) and "Rosa" not in str(event) and "555" not in str(event) for event in more.events)


def test_the_second_claim_loses_and_says_who_holds_it_since_when() -> None:
    case = machine.claim(new_case(), ANA, later(5 * 60 + 10)).case
    with pytest.raises(IllegalMove, match=r"^Ana Ruiz holds this since 2:10 pm\. It can't be claimed\. Write a note"):
        machine.claim(case, BEN, later(5 * 60 + 11), Holding("Ana Ruiz", CENTRAL))


def test_of_another_day_the_day_is_named() -> None:
    with pytest.raises(IllegalMove, match=r"Ana Ruiz holds this since 9:00 am on Nov 23\."):
        machine.claim(claimed(), BEN, NOW + timedelta(days=2), Holding("Ana Ruiz", CENTRAL))


@pytest.mark.parametrize(
    ("move", "says"),
    [
        (lambda: machine.reply(new_case(), ANA, NOW), "is new and nobody holds it. It can't be answered. Claim it first."),
        (lambda: machine.reply(claimed(), BEN, NOW), "Another advisor holds this since 3:00 pm. Write a note for them"),
        (lambda: machine.release(claimed(), BEN, NOW), "Another advisor holds this"),
        (lambda: machine.resolve(claimed(), BEN, NOW, Resolution.MET), "Another advisor holds this"),
        (lambda: machine.resolve(new_case(), BEN, NOW, Resolution.MET), "Claim it first"),
        (lambda: machine.assign(new_case(), ANA, NOW, 2), "Only a lead can do this"),
        (lambda: machine.take_over(claimed(), BEN, NOW), "Only a lead can do this"),
        (lambda: machine.take_over(claimed(LEAD), LEAD, NOW), "You hold this case already"),
        (lambda: machine.claim(claimed(), ANA, NOW), "is claimed, and you hold it. It can't be claimed. Answer it"),
        (lambda: machine.snooze(claimed(), ANA, NOW, NOW), "a moment in the next 90 days"),
        (lambda: machine.snooze(claimed(), ANA, NOW, NOW + timedelta(days=91)), "a moment in the next 90 days"),
        (lambda: machine.wake(claimed(), ANA, NOW, NOW), "It can't be woken"),
        (lambda: machine.move_to_team(claimed(), BEN, NOW, "veterans", None), "Another advisor holds this"),
        (lambda: machine.move_to_team(new_case(), BEN, NOW, "advising", None), "with that team already"),
        (lambda: machine.prioritize(new_case(), BEN, NOW, Priority.NORMAL, None), "has the priority normal already"),
        (lambda: machine.student_resumes(new_case(), NOW), "It can't go back to the program"),
        (lambda: machine.overdue(new_case(), later(59)), "is not late"),
        (lambda: machine.overdue(answered(), later(600)), "is not late"),
        (lambda: machine.reopen(new_case(), ANA, NOW), "It can't be reopened"),
        (lambda: machine.forget(new_case(), NOW), "It can't lose its personal content"),
        (lambda: machine.claim(new_case(), STUDENT, NOW), "can't be claimed by the student"),
        (lambda: machine.append(new_case(), asked(), ANA, NOW), "can't be added to by the advisor"),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_may_be_done(move, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(IllegalMove) as refused:
        move()
    assert says in str(refused.value)


def test_a_resolved_case_takes_no_more_moves_until_it_is_reopened() -> None:
    case = machine.resolve(claimed(), ANA, NOW, Resolution.MET).case
    for move in (machine.claim, machine.reply, machine.release):
        with pytest.raises(IllegalMove, match=r"This case is resolved\. .* Reopen it first\."):
            move(case, ANA, NOW)
    assert machine.reopen(case, BEN, NOW + timedelta(days=300)).case.state is State.OPEN


def test_a_lead_takes_over_and_assigns() -> None:
    taken = machine.take_over(claimed(), LEAD, later(10))
    assert (taken.case.holder, taken.case.claimed, taken.events[0].detail) == (LEAD.id, later(10), {"taken_from": ANA.id})
    given = machine.assign(answered(), LEAD, later(20), to=BEN.id or 0)
    assert (given.case.holder, given.case.state) == (BEN.id, State.WAITING_ON_STUDENT)
    assert machine.assign(new_case(), LEAD, NOW, to=2).case.state is State.CLAIMED


def test_the_oldest_words_that_wait_set_the_target() -> None:
    case = machine.student_writes(claimed(due=later(60)), later(30), later(90)).case
    assert case.due == later(60)
    assert machine.student_writes(answered(), later(30), later(90)).case.due == later(90)


def test_nothing_is_due_once_the_advisor_has_answered() -> None:
    assert claimed().due is not None
    assert answered().due is None


def test_a_snoozed_case_promises_its_moment_only_where_the_student_waits() -> None:
    assert machine.snooze(claimed(), ANA, NOW, later(300)).case.due == later(300)
    assert machine.snooze(answered(), ANA, NOW, later(300)).case.due is None


def test_words_during_a_snooze_are_due_by_the_hours_not_by_the_snooze() -> None:
    snoozed = machine.snooze(claimed(), ANA, NOW, later(30)).case
    assert machine.student_writes(snoozed, later(10), later(70)).case.due == later(70)


def test_the_students_words_end_a_snooze() -> None:
    snoozed = machine.snooze(answered(), ANA, later(6), later(300)).case
    case = machine.student_writes(snoozed, later(10), later(70)).case
    assert (case.state, case.snoozed_until, case.due) == (State.CLAIMED, None, later(70))


def test_a_snooze_ends_by_the_clock_only_when_its_moment_has_come() -> None:
    snoozed = machine.snooze(claimed(), ANA, NOW, later(300)).case
    with pytest.raises(IllegalMove, match="snoozed until"):
        machine.wake(snoozed, SYSTEM, later(299), later(400))
    assert machine.wake(snoozed, SYSTEM, later(300), later(400)).case.due == later(400)
    assert machine.wake(snoozed, ANA, later(10), later(70)).case.due == later(70)
    nothing_owed = machine.snooze(answered(), ANA, later(6), later(300)).case
    assert machine.wake(nothing_owed, SYSTEM, later(300), later(400)).case.due is None


def test_given_back_it_is_free_and_what_is_owed_stays_owed() -> None:
    case = machine.release(claimed(due=later(60)), ANA, later(5)).case
    assert (case.state, case.holder, case.claimed, case.due) == (State.OPEN, None, None, later(60))


def test_the_student_goes_on_with_the_program_and_the_case_stays_for_the_team() -> None:
    case = machine.student_resumes(claimed(), later(90)).case
    assert (case.state, case.holder, case.due) == (State.OPEN, None, later(60))


def test_an_open_case_rises_by_new_facts_and_never_falls() -> None:
    case = machine.prioritize(claimed(), ANA, NOW, Priority.HIGH, later(30)).case
    same = machine.append(case, asked(about="and my books"), STUDENT, later(1)).case
    assert (same.priority, same.about, same.due) == (Priority.HIGH, "my aid is late\n\nand my books", later(30))
    crisis = asked(reason=Reason.CRISIS, priority=Priority.URGENT, team="counseling", about="I can't go on", due=later(5))
    worse = machine.append(same, crisis, ASSISTANT, later(2)).case
    assert (worse.priority, worse.reason, worse.team, worse.due) == (Priority.URGENT, Reason.CRISIS, "counseling", later(5))
    assert (worse.holder, worse.state) == (ANA.id, State.CLAIMED)
    calm = machine.append(worse, asked(), STUDENT, later(3)).case
    assert (calm.priority, calm.reason, calm.team) == (Priority.URGENT, Reason.CRISIS, "counseling")


def test_within_two_weeks_a_student_gets_the_case_back_later_a_new_one() -> None:
    case = machine.resolve(claimed(), ANA, NOW, Resolution.MET).case
    soon, late = NOW + timedelta(days=14), NOW + timedelta(days=14, seconds=1)
    assert machine.reopens(case, soon)
    again = machine.reopen(case, STUDENT, soon, asked(about="it came back", due=soon + timedelta(hours=1))).case
    assert (again.state, again.resolved, again.resolution) == (State.OPEN, None, None)
    assert again.due == soon + timedelta(hours=1)
    assert again.about.endswith("it came back")
    assert not machine.reopens(case, late)
    with pytest.raises(IllegalMove, match="Open a new one"):
        machine.reopen(case, STUDENT, late, asked())


def test_an_old_crisis_does_not_make_the_next_question_urgent() -> None:
    crisis = claimed(reason=Reason.CRISIS, priority=Priority.URGENT)
    done = machine.resolve(crisis, ANA, NOW, Resolution.REFERRED).case
    assert machine.reopen(done, STUDENT, later(60), asked(about="which form?")).case.priority is Priority.NORMAL


def test_a_case_an_advisor_begins_is_theirs_and_nobody_waits_for_an_answer() -> None:
    case = machine.open_case("c1", asked(reason=Reason.ADVISOR), ANA, NOW).case
    assert (case.state, case.holder, case.due, case.last_student) == (State.CLAIMED, ANA.id, None, None)


@pytest.mark.parametrize("reason", [Reason.REQUESTED, Reason.UNANSWERED])
def test_deleting_the_chat_keeps_what_was_left_for_a_person(reason: Reason) -> None:
    brief = {"told": [{"label": "Age", "value": "17"}], "last_words": ["help"]}
    case = claimed(reason=reason, name="Rosa", contact="rosa@example.org", brief=brief)
    change = machine.student_deletes(case, later(1))
    after = change.case
    assert (after.conversation, after.brief) == (None, {})
    assert (after.about, after.name, after.contact, after.due) == ("my aid is late", "Rosa", "rosa@example.org", later(60))
    assert after.reachable
    assert change.events[0].kind == "student_deleted"


def test_a_cry_for_help_without_a_contact_keeps_nothing_that_was_said() -> None:
    case = claimed(reason=Reason.CRISIS, priority=Priority.URGENT, about="I want to die", brief={"last_words": ["x"]})
    after = machine.student_deletes(case, later(1)).case
    assert (after.about, after.brief, after.due, after.priority) == ("", {}, None, Priority.URGENT)
    with pytest.raises(IllegalMove, match="no answer can reach them"):
        machine.reply(after, ANA, later(2))


def test_a_phone_number_is_no_way_to_write() -> None:
    after = machine.student_deletes(claimed(contact="555-0100"), later(1)).case
    assert not after.reachable
    assert after.due == later(60)


def test_a_resolved_case_loses_what_is_personal() -> None:
    case = machine.resolve(claimed(name="Rosa", contact="r@example.org", brief={"goal": ["x"]}), ANA, NOW, Resolution.MET).case
    after = machine.forget(case, NOW + timedelta(days=90)).case
    assert (after.about, after.name, after.contact, after.brief) == ("", None, None, {})
    assert (after.team, after.opened, after.resolved) == (case.team, case.opened, case.resolved)
