"""No sequence of moves, in any order and by anyone, leaves a case that contradicts itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.cases import machine
from bot.cases.model import ASSISTANT, STUDENT, SYSTEM, Actor, Case, Change, IllegalMove, Priority, Reason, Resolution, State
from bot.cases.moves import MOVES
from bot.cases.priority import rank
from tests.cases.build import ANA, BEN, LEAD, NOW, asked

ADVISORS = (ANA, BEN, LEAD)
EVERYONE = (*ADVISORS, STUDENT, ASSISTANT, SYSTEM)
minutes = st.integers(1, 60 * 24 * 20).map(lambda m: timedelta(minutes=m))
asking = st.builds(
    lambda reason, priority, contact: asked(reason=reason, priority=priority, contact=contact),
    st.sampled_from(Reason),
    st.sampled_from(Priority),
    st.sampled_from([None, "a@example.org", "555-0100"]),
)
Draw = Callable[[st.SearchStrategy[Any]], Any]

# Each move of the table, by whoever, with anything it may be given.
MAKE: dict[str, Callable[[Case, Actor, datetime, Draw], Change]] = {
    "look": lambda case, who, now, draw: machine.look(case, who, now),
    "append": lambda case, who, now, draw: machine.append(case, draw(asking), who, now),
    "claim": lambda case, who, now, draw: machine.claim(case, who, now),
    "take_over": lambda case, who, now, draw: machine.take_over(case, who, now),
    "assign": lambda case, who, now, draw: machine.assign(case, who, now, draw(st.sampled_from([1, 2, 3]))),
    "release": lambda case, who, now, draw: machine.release(case, who, now),
    "reply": lambda case, who, now, draw: machine.reply(case, who, now),
    "student_wrote": lambda case, who, now, draw: machine.student_writes(case, now, now + draw(minutes)),
    "snooze": lambda case, who, now, draw: machine.snooze(case, who, now, now + draw(minutes)),
    "wake": lambda case, who, now, draw: machine.wake(case, who, now, now + draw(minutes)),
    "resolve": lambda case, who, now, draw: machine.resolve(case, who, now, draw(st.sampled_from(Resolution))),
    "reopen": lambda case, who, now, draw: machine.reopen(case, who, now, draw(asking)),
    "prioritize": lambda case, who, now, draw: machine.prioritize(
        case, who, now, draw(st.sampled_from(Priority)), now + draw(minutes)
    ),
    "move_to_team": lambda case, who, now, draw: machine.move_to_team(
        case, who, now, draw(st.sampled_from(["advising", "veterans"])), now + draw(minutes)
    ),
    "student_resumed": lambda case, who, now, draw: machine.student_resumes(case, now),
    "student_deleted": lambda case, who, now, draw: machine.student_deletes(case, now),
    "overdue": lambda case, who, now, draw: machine.overdue(case, now),
    "forgotten": lambda case, who, now, draw: machine.forget(case, now),
}
BY_ITSELF = {
    "student_wrote": STUDENT,
    "student_resumed": STUDENT,
    "student_deleted": STUDENT,
    "overdue": SYSTEM,
    "forgotten": SYSTEM,
}


class Cases(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.change = machine.open_case("c1", asked(), ASSISTANT, NOW)
        self.case = self.change.case
        self.refused = "."

    def does(self, move: str, who: Actor, draw: Draw) -> None:
        """Make a move: it changes the case, or is refused in words and changes nothing."""
        before, who = self.case, BY_ITSELF.get(move, who)
        try:
            self.change = MAKE[move](before, who, self.now, draw)
        except IllegalMove as refused:
            self.refused = str(refused)
            return
        assert who.kind in MOVES[move].actors, f"{move} by {who}"
        assert before.state in MOVES[move].states, f"{move} in {before.state}"
        self.case = self.change.case
        for event in self.change.events:
            assert (event.kind, event.actor, event.before, event.after) == (move, who, before.state, self.case.state)
        assert self.change.events or self.case == before
        if move == "append":
            assert rank(self.case.priority) <= rank(before.priority)

    @rule(by=minutes)
    def time_passes(self, by: timedelta) -> None:
        self.now += by

    @rule(data=st.data())
    def whoever_does_whatever(self, data: st.DataObject) -> None:
        self.does(data.draw(st.sampled_from(sorted(MAKE))), data.draw(st.sampled_from(EVERYONE)), data.draw)

    @rule(data=st.data())
    def the_one_whose_case_it_is_does_what_its_state_allows(self, data: st.DataObject) -> None:
        allowed = [move for move in sorted(MAKE) if self.case.state in MOVES[move].states and move != "student_deleted"]
        holder = next((who for who in ADVISORS if who.id == self.case.holder), ANA)
        self.does(data.draw(st.sampled_from(allowed)), holder, data.draw)

    @rule(data=st.data())
    def the_one_who_holds_it_works_on_it(self, data: st.DataObject) -> None:
        holder = next((who for who in ADVISORS if who.id == self.case.holder), ANA)
        moves = ["reply", "snooze", "wake", "student_wrote", "prioritize"] if self.case.held else ["claim", "reopen"]
        self.does(data.draw(st.sampled_from(moves)), holder, data.draw)

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


def test_every_move_of_the_table_is_tried() -> None:
    assert set(MAKE) == set(MOVES)


TestCases = Cases.TestCase
TestCases.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
