"""Cases in SQL: kept with their trail, found by queue and words, and of two who are at one case at once, one loses clearly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.cases import machine
from bot.cases.model import ASSISTANT, STUDENT, Actor, Case, Change, IllegalMove, Priority, Reason, Resolution, State
from bot.conversation.messages import Outcome, Reply
from bot.store.cases import CaseQuery, CaseStore, Queue, Stale, Viewer
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.tables import advisors, cases
from tests.cases.build import ANA, BEN, LEAD, NOW, asked, later

EVERYONE = CaseQuery()
SPEAKING = Reply(("Hi, this is Ana.",), "talk_to_advisor", Outcome.ANSWERED)


@pytest.fixture
def store(database: Database) -> CaseStore:
    """A store with three advisors."""
    with database.transaction() as connection:
        for who in (ANA, BEN, LEAD):
            row = {
                "id": who.id,
                "username": f"{who.id}@example.org",
                "name": who.name,
                "role": "advisor",
                "teams": [],
                "languages": [],
            }
            connection.execute(insert(advisors).values(**row, active=True, failures=0, created=NOW))
    return CaseStore(database)


def opened(store: CaseStore, conversation: str | None = "c1", at: datetime = NOW, **changes: Any) -> Case:
    if conversation:
        ConversationStore(store.database).open(conversation, "web")
    with store.database.transaction() as connection:
        return store.insert(connection, machine.open_case(conversation, asked(**changes), ASSISTANT, at))


def saved(store: CaseStore, change: Change) -> Case:
    with store.database.transaction() as connection:
        return store.save(connection, change)


def numbers(found: list[Case]) -> list[int]:
    return [case.id for case in found]


def test_a_case_comes_back_as_it_was_kept(store: CaseStore) -> None:
    case = opened(store, name="María", contact="m@example.org", brief={"goal": ["Soldadora"], "more": {"told": 2}}, language="es")
    assert case.id
    assert store.get(case.id) == case
    held = saved(store, machine.claim(case, ANA, later(1)))
    snoozed = saved(store, machine.snooze(held, ANA, later(2), later(500)))
    assert store.get(case.id) == snoozed
    assert (snoozed.version, snoozed.snoozed_until, snoozed.holder) == (3, later(500), ANA.id)
    assert store.get(case.id + 1) is None


def test_moments_of_any_zone_are_kept_in_utc(store: CaseStore) -> None:
    central = timezone(timedelta(hours=-6))
    case = opened(store, at=NOW.astimezone(central), due=later(60).astimezone(central))
    kept = store.get(case.id)
    assert kept
    assert (kept.opened, kept.due) == (NOW, later(60))
    assert store.overdue(later(59)) == []
    assert numbers(store.overdue(later(60))) == [case.id]


def test_the_trail_tells_who_did_what_even_after_the_advisor_changed_names(store: CaseStore) -> None:
    case = opened(store)
    moved = saved(store, machine.move_to_team(case, ANA, later(1), "veterans", None))
    trail = store.events(moved.id)
    assert [(e.kind, e.actor.name, e.before, e.after, e.at) for e in trail] == [
        ("open", "", None, State.NEW, NOW),
        ("move_to_team", "Ana Ruiz", State.NEW, State.NEW, later(1)),
    ]
    assert trail[1].detail == {"before": "advising", "to": "veterans"}
    assert trail[1].actor == Actor(ANA.kind, 1, "Ana Ruiz")


def test_a_conversation_has_one_open_case_and_any_number_of_resolved_ones(store: CaseStore) -> None:
    first = opened(store)
    with pytest.raises(IntegrityError):
        opened(store)
    done = saved(store, machine.resolve(first, LEAD, later(1), Resolution.MET))
    assert store.current("c1") is None
    assert store.latest("c1") == done
    second = opened(store)
    assert store.current("c1") == second == store.latest("c1")
    with pytest.raises(IntegrityError):
        saved(store, machine.reopen(done, ANA, later(2)))


def test_a_change_that_lost_changes_nothing(store: CaseStore) -> None:
    case = opened(store)
    mine = saved(store, machine.claim(case, ANA, later(1)))
    with pytest.raises(Stale, match=f"Case {case.id} was changed by someone else"):
        saved(store, machine.claim(case, BEN, later(1)))
    assert store.get(case.id) == mine
    assert [event.kind for event in store.events(case.id)] == ["open", "claim"]


@pytest.mark.parametrize("round_", range(5))
def test_of_two_who_claim_at_once_exactly_one_wins(store: CaseStore, round_: int) -> None:
    case = opened(store)
    together = Barrier(2)

    def claim(who: Actor) -> str:
        seen = store.get(case.id)
        assert seen
        together.wait()
        try:
            return saved(store, machine.claim(seen, who, later(1))) and who.name
        except Stale:
            return "stale"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(claim, (ANA, BEN)))
    assert sorted(end == "stale" for end in ends) == [False, True]
    kept = store.get(case.id)
    assert kept
    assert {ANA.id: ANA.name, BEN.id: BEN.name}[kept.holder] in ends
    assert [event.kind for event in store.events(case.id)] == ["open", "claim"]
    with pytest.raises(IllegalMove, match="holds this since"):
        machine.claim(kept, BEN if kept.holder == ANA.id else ANA, later(2))


def test_a_case_of_a_turn_that_fails_is_not_kept(store: CaseStore) -> None:
    ConversationStore(store.database).open("c1", "web")

    def turn() -> None:
        with store.database.transaction() as connection:
            case = store.insert(connection, machine.open_case("c1", asked(), ASSISTANT, NOW))
            assert store.current("c1", connection) == case
            raise KeyError("the turn failed")

    with pytest.raises(KeyError):
        turn()
    assert store.current("c1") is None


def test_a_look_at_an_open_case_writes_nothing(store: CaseStore) -> None:
    case = saved(store, machine.look(opened(store), ANA, later(1)))
    assert saved(store, machine.look(case, BEN, later(2))) == case
    assert len(store.events(case.id)) == 2


# --- queues, filters, search ---


@pytest.fixture
def queue(store: CaseStore) -> dict[str, Case]:
    """Cases of every kind: what each is, by a short name."""
    made = {
        "plain": opened(store, "c-plain", later(-300), due=later(90)),
        "late": opened(store, "c-late", later(-200), due=later(-30)),
        "urgent": opened(store, "c-urgent", reason=Reason.CRISIS, priority=Priority.URGENT, team="counseling", due=later(5)),
        "high": opened(store, "c-high", reason=Reason.MISUNDERSTOOD, priority=Priority.HIGH, due=later(300)),
    }
    for name, who, move in (
        ("mine", ANA, None),
        ("waiting", ANA, "reply"),
        ("snoozed", BEN, "snooze"),
        ("resolved", BEN, "resolve"),
        ("older", BEN, "resolve"),
    ):
        case = saved(store, machine.claim(opened(store, f"c-{name}", team="veterans", due=later(60)), who, NOW))
        if move == "reply":
            case = saved(store, machine.reply(case, who, later(1)))
        elif move == "snooze":
            case = saved(store, machine.snooze(case, who, later(1), later(600)))
        elif move == "resolve":
            case = saved(store, machine.resolve(case, who, later(1 if name == "older" else 2), Resolution.MET))
        made[name] = case
    return made


def names(queue: dict[str, Case], found: list[Case]) -> list[str]:
    by_number = {case.id: name for name, case in queue.items()}
    return [by_number[case.id] for case in found]


ANA_OF_ADVISING = Viewer(1, frozenset({"advising"}))
BEN_OF_VETERANS = Viewer(2, frozenset({"veterans"}))
LEAD_OF_ALL = Viewer(3, frozenset({"advising"}), sees_all=True)


@pytest.mark.parametrize(
    ("viewer", "which", "expected"),
    [
        (ANA_OF_ADVISING, Queue.MINE, ["mine", "waiting"]),  # of another team, yet she holds them
        (ANA_OF_ADVISING, Queue.UNASSIGNED, ["high", "late", "plain"]),
        (ANA_OF_ADVISING, Queue.MY_TEAM, ["high", "late", "plain"]),
        (ANA_OF_ADVISING, Queue.URGENT, []),
        (ANA_OF_ADVISING, Queue.RESOLVED, []),
        (ANA_OF_ADVISING, None, ["high", "late", "mine", "plain", "waiting"]),
        (BEN_OF_VETERANS, Queue.MINE, []),
        (BEN_OF_VETERANS, Queue.SNOOZED, ["snoozed"]),
        (BEN_OF_VETERANS, Queue.WAITING, ["waiting"]),
        (BEN_OF_VETERANS, Queue.RESOLVED, ["resolved", "older"]),
        (LEAD_OF_ALL, Queue.URGENT, ["urgent"]),
        (LEAD_OF_ALL, Queue.UNASSIGNED, ["urgent", "high", "late", "plain"]),
        (LEAD_OF_ALL, Queue.MY_TEAM, ["high", "late", "plain"]),
        (Viewer(9), None, []),
    ],
)
def test_each_queue_holds_its_cases_most_urgent_first(
    store: CaseStore, queue: dict[str, Case], viewer: Viewer, which: Queue | None, expected: list[str]
) -> None:
    assert names(queue, store.find(CaseQuery(viewer=viewer, queue=which))) == expected


def test_counts_agree_with_the_queues_and_tell_the_age_of_the_oldest(store: CaseStore, queue: dict[str, Case]) -> None:
    for viewer in (ANA_OF_ADVISING, BEN_OF_VETERANS, LEAD_OF_ALL, Viewer(9)):
        counts = store.counts(viewer)
        for which in Queue:
            found = store.find(CaseQuery(viewer=viewer, queue=which))
            assert counts[which].number == len(found)
            assert counts[which].oldest == min((case.opened for case in found), default=None)


def test_who_sees_a_case_in_the_queue_is_who_may_open_it(store: CaseStore, queue: dict[str, Case]) -> None:
    for viewer in (ANA_OF_ADVISING, BEN_OF_VETERANS, LEAD_OF_ALL, Viewer(9)):
        seen = set(names(queue, store.find(CaseQuery(viewer=viewer))))
        assert seen == {name for name, case in queue.items() if viewer.sees(case.team, case.holder)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (CaseQuery(team="counseling"), ["urgent"]),
        (CaseQuery(priority=Priority.HIGH), ["high"]),
        (CaseQuery(state=State.SNOOZED), ["snoozed"]),
        (CaseQuery(holder=BEN.id), ["snoozed"]),
        (CaseQuery(state=State.RESOLVED), ["resolved", "older"]),
        (CaseQuery(language="es"), []),
        (CaseQuery(topic="next_step", queue=Queue.URGENT), ["urgent"]),
        (CaseQuery(limit=2), ["urgent", "high"]),
        (CaseQuery(limit=2, offset=2), ["late", "mine"]),
    ],
)
def test_filters_and_pages(store: CaseStore, queue: dict[str, Case], query: CaseQuery, expected: list[str]) -> None:
    assert names(queue, store.find(query)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("maria", True),
        ("MARÍA muñoz", True),
        ("munoz", True),
        ("Rosa", False),
        ("SOLDADORA", True),
        ("fafsa late", True),
        ("fafsa rosa", False),
        ("m@example.org", True),
        ("100%", True),
        ("100_", False),
        ("%", True),
        ("told", False),  # a key of the brief, no word of it
        ("   ", True),
        ("'; drop table cases; --", False),
        ("99999999999999999999", False),
        ("²", False),
    ],
)
def test_search_takes_any_case_and_no_accents(store: CaseStore, text: str, found: bool) -> None:
    brief = {"goal": ["Soldadora"], "told": [{"label": "Aid", "value": "100% Pell"}]}
    opened(store, name="María Muñoz", contact="m@example.org", about="My FAFSA is late", brief=brief)
    assert bool(store.find(CaseQuery(text=text))) is found


def test_a_case_is_found_by_its_number(store: CaseStore) -> None:
    first, second = opened(store, "c1"), opened(store, "c2")
    assert numbers(store.find(CaseQuery(text=f"#{second.id}"))) == [second.id]
    assert numbers(store.find(CaseQuery(text=str(first.id)))) == [first.id]


def test_what_is_forgotten_is_found_no_more(store: CaseStore) -> None:
    opened(store, about="my landlord", reason=Reason.CRISIS)
    with store.database.transaction() as connection:
        store.strip(connection, "c1", later(1))
    assert store.find(CaseQuery(text="landlord")) == []


# --- the clock ---


def test_what_is_late_is_told_once_until_it_is_late_again(store: CaseStore) -> None:
    case = opened(store, due=later(60))
    assert store.overdue(later(59)) == []
    marked = saved(store, machine.overdue(case, later(61)))
    assert store.overdue(later(62)) == []
    held = saved(store, machine.claim(marked, ANA, later(63)))
    answered = saved(store, machine.reply(held, ANA, later(64)))
    wrote = saved(store, machine.student_writes(answered, later(65), later(125)))
    assert store.overdue(later(124)) == []
    assert store.overdue(later(125)) == [wrote]


def test_snoozed_cases_wake_when_their_moment_has_come(store: CaseStore) -> None:
    held = saved(store, machine.claim(opened(store), ANA, NOW))
    snoozed = saved(store, machine.snooze(held, ANA, NOW, later(600)))
    assert store.due_to_wake(later(599)) == []
    assert store.overdue(later(600)) == []
    assert store.due_to_wake(later(600)) == [snoozed]


def test_long_after_a_case_is_resolved_its_content_goes_and_its_trail_stays(store: CaseStore) -> None:
    with store.database.transaction() as connection:
        case = store.insert(connection, machine.open_case(None, asked(name="Rosa", contact="r@example.org"), ASSISTANT, NOW))
        store.add_note(connection, case.id, ANA, NOW, "she was upset")
    saved(store, machine.resolve(case, LEAD, NOW, Resolution.MET))
    still = opened(store, "c2", about="not resolved")
    assert store.forget(NOW + timedelta(days=89), 90) == 0
    assert store.forget(NOW + timedelta(days=91), 90) == 1
    kept = store.get(case.id)
    assert kept
    assert (kept.about, kept.name, kept.contact, kept.brief) == ("", None, None, {})
    assert store.notes(case.id) == []
    assert [e.kind for e in store.events(case.id)] == ["open", "resolve", "forgotten"]
    assert store.forget(NOW + timedelta(days=92), 90) == 0
    assert store.get(still.id) == still


# --- a student deletes ---


def test_a_deleted_conversation_leaves_its_cases_without_it(store: CaseStore) -> None:
    done = saved(store, machine.resolve(opened(store), LEAD, NOW, Resolution.MET))
    case = opened(store, name="Rosa", brief={"last_words": ["my words"]})
    with store.database.transaction() as connection:
        store.say(connection, "c1", case.id, "advisor", "Ana Ruiz", "en", SPEAKING)
    with store.database.transaction() as connection:
        left = store.strip(connection, "c1", later(1))
    ConversationStore(store.database).delete("c1")
    assert numbers(left) == [done.id, case.id]
    assert store.said("c1") == []
    kept = store.get(case.id)
    assert kept
    assert (kept.conversation, kept.brief, kept.name, kept.state) == (None, {}, "Rosa", State.NEW)
    assert store.events(case.id)[-1].kind == "student_deleted"
    with pytest.raises(Stale):
        saved(store, machine.claim(case, ANA, later(2)))  # who looked at the old words looks again


# --- beside the cases ---


def test_what_is_said_comes_in_order_after_what_the_page_has(store: CaseStore) -> None:
    case = opened(store)
    opened(store, "c2")
    with store.database.transaction() as connection:
        first = store.say(connection, "c1", case.id, "notice", "", "es", SPEAKING, at=NOW)
        second = store.say(connection, "c1", case.id, "advisor", "Ana Ruiz", "es", replace(SPEAKING, messages=("¿Sí?",)))
        store.say(connection, "c2", None, "notice", "", "en", SPEAKING)
    heard = store.said("c1")
    assert [(s.id, s.kind, s.name, s.language, s.reply.messages) for s in heard] == [
        (first, "notice", "", "es", ("Hi, this is Ana.",)),
        (second, "advisor", "Ana Ruiz", "es", ("¿Sí?",)),
    ]
    assert heard[0].at == NOW
    assert heard[0].case == case.id
    assert [s.id for s in store.said("c1", after=first)] == [second]


def test_notes_stay_in_order_with_their_author(store: CaseStore) -> None:
    case = opened(store)
    with store.database.transaction() as connection:
        store.add_note(connection, case.id, ANA, NOW, "call her")
        store.add_note(connection, case.id, BEN, later(1), "did")
    assert [(n.name, n.advisor, n.at, n.text) for n in store.notes(case.id)] == [
        ("Ana Ruiz", ANA.id, NOW, "call her"),
        ("Ben Cole", BEN.id, later(1), "did"),
    ]


def test_two_advisors_at_one_case_see_each_other_until_one_leaves(store: CaseStore) -> None:
    case = opened(store)
    for who, at in ((ANA, NOW), (BEN, NOW), (ANA, NOW + timedelta(seconds=30))):
        store.look(case.id, who.id or 0, at)
    assert store.viewers(case.id, NOW + timedelta(seconds=40)) == [ANA.id, BEN.id]
    assert store.viewers(case.id, NOW + timedelta(seconds=41)) == [ANA.id]
    store.unlook(case.id, ANA.id or 0)
    assert store.viewers(case.id, NOW) == [BEN.id]
    store.look(999, ANA.id or 0, NOW)
    assert store.viewers(999, NOW) == []


def test_a_proposed_answer_is_settled_once(store: CaseStore) -> None:
    case = opened(store)
    with store.database.transaction() as connection:
        draft = store.add_draft(
            connection, case_id=case.id, question="Is there a pool?", answer="Yes.", source="https://example.org", topic="unknown", author=ANA.id, at=NOW
        )  # fmt: skip
    assert store.drafts() == store.drafts("proposed") == [draft]
    with store.database.transaction() as connection:
        assert store.settle_draft(connection, draft.id, "taken")
        assert not store.settle_draft(connection, draft.id, "declined")
    assert store.drafts("proposed") == []
    assert [d.state for d in store.drafts("taken")] == ["taken"]


def test_a_number_is_never_given_twice(store: CaseStore) -> None:
    first = opened(store, None)
    with store.database.transaction() as connection:
        connection.execute(cases.delete())
    assert opened(store, None).id > first.id


def test_append_keeps_what_the_search_reads_up_to_date(store: CaseStore) -> None:
    case = opened(store, about="books")
    saved(store, machine.append(case, asked(about="bus pass"), STUDENT, later(1)))
    assert numbers(store.find(CaseQuery(text="bus"))) == [case.id]
    with store.database.transaction() as connection:
        assert connection.scalar(select(cases.c.search)) == "books bus pass"
