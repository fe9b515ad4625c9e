"""No sequence of moves, in any order and by anyone, leaves a case that contradicts itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.cases import machine
from bot.cases.model import ASSISTANT, STUDENT, SYSTEM, Actor, Change, IllegalMove, Priority, Reason, Resolution, State
from bot.cases.moves import MOVES
from bot.cases.priority import rank
from tests.cases.build import ANA, BEN, LEAD, NOW, asked

people = st.sampled_from([ANA, BEN, LEAD])
anyone = st.sampled_from([ANA, BEN, LEAD, STUDENT, ASSISTANT, SYSTEM])
minutes = st.integers(1, 60 * 24 * 20).map(lambda m: timedelta(minutes=m))
asking = st.builds(
    lambda reason, priority, contact: asked(reason=reason, priority=priority, contact=contact),
    st.sampled_from(Reason),
    st.sampled_from(Priority),
    st.sampled_from([None, "a@example.org", "555-0100"]),
)


class Cases(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.change = machine.open_case("c1", asked(), ASSISTANT, NOW)
        self.case = self.change.case
        self.refused = "."

    def does(self, move: str, actor: Actor, make: object) -> None:
        """Make a move: it changes the case, or is refused in words and changes nothing."""
        before = self.case
        allowed = MOVES[move]
        try:
            self.change = make()  # type: ignore[operator]
        except IllegalMove as refused:
            self.refused = str(refused)
            return
        assert actor.kind in allowed.actors, f"{move} by {actor}"
        assert before.state in allowed.states, f"{move} in {before.state}"
        self.case = self.change.case
        for event in self.change.events:
            assert (event.kind, event.actor, event.before, event.after) == (move, actor, before.state, self.case.state)
        assert self.change.events or self.case == before
        if move == "append":
            assert rank(self.case.priority) <= rank(before.priority)

    @rule(by=minutes)
    def time_passes(self, by: timedelta) -> None:
        self.now += by

    @rule(who=anyone)
    def look(self, who: Actor) -> None:
        self.does("look", who, lambda: machine.look(self.case, who, self.now))

    @rule(who=anyone)
    def claim(self, who: Actor) -> None:
        self.does("claim", who, lambda: machine.claim(self.case, who, self.now))

    @rule(who=people)
    def take_over(self, who: Actor) -> None:
        self.does("take_over", who, lambda: machine.take_over(self.case, who, self.now))

    @rule(who=people, to=people)
    def assign(self, who: Actor, to: Actor) -> None:
        self.does("assign", who, lambda: machine.assign(self.case, who, self.now, to.id or 0))

    @rule(who=people)
    def release(self, who: Actor) -> None:
        self.does("release", who, lambda: machine.release(self.case, who, self.now))

    @rule(who=anyone)
    def reply(self, who: Actor) -> None:
        self.does("reply", who, lambda: machine.reply(self.case, who, self.now))

    @rule(within=minutes)
    def student_writes(self, within: timedelta) -> None:
        self.does("student_wrote", STUDENT, lambda: machine.student_writes(self.case, self.now, self.now + within))

    @rule(more=asking, who=anyone)
    def append(self, more: machine.Asked, who: Actor) -> None:
        self.does("append", who, lambda: machine.append(self.case, more, who, self.now))

    @rule(who=people, length=minutes)
    def snooze(self, who: Actor, length: timedelta) -> None:
        self.does("snooze", who, lambda: machine.snooze(self.case, who, self.now, self.now + length))

    @rule(who=anyone, within=minutes)
    def wake(self, who: Actor, within: timedelta) -> None:
        self.does("wake", who, lambda: machine.wake(self.case, who, self.now, self.now + within))

    @rule(who=people)
    def resolve(self, who: Actor) -> None:
        self.does("resolve", who, lambda: machine.resolve(self.case, who, self.now, Resolution.ANSWERED))

    @rule(who=anyone, more=asking)
    def reopen(self, who: Actor, more: machine.Asked) -> None:
        self.does("reopen", who, lambda: machine.reopen(self.case, who, self.now, more))

    @rule(who=people, to=st.sampled_from(Priority), within=minutes)
    def prioritize(self, who: Actor, to: Priority, within: timedelta) -> None:
        self.does("prioritize", who, lambda: machine.prioritize(self.case, who, self.now, to, self.now + within))

    @rule(who=people, team=st.sampled_from(["advising", "veterans"]), within=minutes)
    def move_to_team(self, who: Actor, team: str, within: timedelta) -> None:
        self.does("move_to_team", who, lambda: machine.move_to_team(self.case, who, self.now, team, self.now + within))

    @rule()
    def student_resumes(self) -> None:
        self.does("student_resumed", STUDENT, lambda: machine.student_resumes(self.case, self.now))

    @precondition(lambda self: self.case.conversation)
    @rule()
    def student_deletes(self) -> None:
        self.does("student_deleted", STUDENT, lambda: machine.student_deletes(self.case, self.now))

    @rule()
    def overdue(self) -> None:
        self.does("overdue", SYSTEM, lambda: machine.overdue(self.case, self.now))

    @rule()
    def forget(self) -> None:
        self.does("forgotten", SYSTEM, lambda: machine.forget(self.case, self.now))

    @invariant()
    def held_means_a_holder(self) -> None:
        assert self.case.held == (self.case.holder is not None) == (self.case.claimed is not None)

    @invariant()
    def resolved_means_a_moment_and_a_reason(self) -> None:
        resolved = self.case.state is State.RESOLVED
        assert resolved == (self.case.resolved is not None) == (self.case.resolution is not None)

    @invariant()
    def snoozed_means_until_a_moment(self) -> None:
        assert (self.case.state is State.SNOOZED) == (self.case.snoozed_until is not None)
        if self.case.snoozed_until and self.case.due:
            assert self.case.due == self.case.snoozed_until

    @invariant()
    def nothing_is_due_where_nothing_is_owed(self) -> None:
        if self.case.state in (State.WAITING_ON_STUDENT, State.RESOLVED):
            assert self.case.due is None

    @invariant()
    def a_new_case_waits_for_an_answer(self) -> None:
        case = self.case
        if case.state is State.NEW and case.conversation:
            assert case.due is not None

    @invariant()
    def answers_come_in_order(self) -> None:
        case = self.case
        assert (case.first_answered is None) == (case.last_answered is None)
        if case.first_answered and case.last_answered:
            assert NOW <= case.first_answered <= case.last_answered <= self.now
        if case.state is State.WAITING_ON_STUDENT:
            assert case.last_answered is not None

    @invariant()
    def a_refusal_is_a_short_sentence(self) -> None:
        assert self.refused.endswith(".")
        assert len(self.refused) < 250

    @invariant()
    def it_stays_the_same_case(self) -> None:
        assert (self.case.id, self.case.opened, self.case.version) == (0, NOW, 1)
        assert isinstance(self.change, Change)


TestCases = Cases.TestCase
TestCases.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
