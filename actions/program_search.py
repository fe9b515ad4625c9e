"""Which classes and programs there are, when and where."""

from __future__ import annotations

from typing import Any

from actions import cards, elsewhere, figures, more, not_taught
from actions.free_times import free_times
from actions.programs_for import programs_for
from actions.support_services import SupportServices, only_help_named
from actions.topic import Topic
from actions.turn import Turn
from knowledge.model import Modality, Occupation, Program, ProgramKind, TimeOfDay
from knowledge.planner.pace import deliveries_that_fit
from knowledge.planner.student import Student

MOST_AMONG = 20  # programs of a list that a later question may narrow


class ProgramSearch(Topic):
    topic = "program_search"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        if only_help_named(turn):  # "is there child care at night" asks for no class
            return SupportServices.instead(turn)
        named = subject(turn)
        wish = wanted_delivery(turn)
        job = work_meant(turn)
        if job and elsewhere.asked_for(turn.text) and elsewhere.tell(turn, job):
            _ways_on(turn, job)
            return None
        if job and elsewhere.moves(turn):
            turn.say("utter_elsewhere_unknown", job=turn.name(job))
            _ways_on(turn, job)
            return None
        if job and not named and (turn.named("occupation") or not _told_how(wish)):
            not_taught.tell(turn, job)
            _ways_on(turn, job)
            return None
        fields = [] if named else fields_meant(turn)
        if not (named or fields or _told_how(wish)):
            return _ask_field(turn)
        found = named or [p.id for p in turn.catalog.programs.values() if not fields or p.cluster in fields]
        if not named:
            found.sort(
                key=lambda k: (turn.catalog.programs[k].kind is ProgramKind.DUAL_ENROLLMENT, turn.catalog.programs[k].weeks, k)
            )
        how = _wish_words(turn, wish)
        fitting = [k for k in found if not how or deliveries_that_fit(turn.catalog.programs[k], wish)]
        unknown = [k for k in found if not turn.catalog.programs[k].deliveries and k not in fitting] if how else []
        if fitting:
            turn.cite(*[turn.catalog.programs[k] for k in fitting[: more.PAGE]])
            turn.say(
                "utter_programs_found_when" if how else "utter_programs_found",
                n=len(fitting),
                programs=_names(turn, fitting),
                how=how,
            )
            more.show(turn, "program", [*fitting, *unknown], lambda t, p: cards.program(t, p, deliveries_that_fit(p, wish)))
        elif unknown:
            turn.say("utter_programs_times_unknown", programs=_names(turn, unknown), how=how)
            more.show(turn, "program", unknown)
        else:
            turn.say(
                "utter_programs_not_then",
                programs=_names(turn, found),
                how=how,
            )
            more.show(turn, "program", found)
        turn.set(focus={**turn.slot("focus"), "fields": fields, "among": named[:MOST_AMONG]})
        _choices(turn, turn.catalog.programs[(fitting or unknown or found)[0]])
        return None


def _names(turn: Turn, keys: list[str]) -> str:
    """The first few by name; two levels of one program share it."""
    return figures.listed(list(dict.fromkeys(turn.name(turn.catalog.programs[k]) for k in keys[: more.PAGE])), turn)


def subject(turn: Turn) -> list[str]:
    """Programs meant: named, or leading to a named credential or occupation, or the one last spoken of."""
    programs = turn.named("program")
    for key in turn.named("credential"):
        programs += [p.id for p in turn.index.programs_giving.get(key, ())]
    for job in turn.named("occupation"):
        programs += programs_for(turn, job)
    focus = turn.slot("focus") or {}
    if not programs and not turn.named("cluster") and not focus.get("fields"):
        if focus.get("kind") == "program":
            programs = focus.get("among") or [focus["id"]]
        elif focus.get("kind") == "occupation":
            programs = programs_for(turn, focus["id"])
        elif focus.get("kind") == "credential":
            programs = [p.id for p in turn.index.programs_giving.get(focus["id"], ())]
        elif focus.get("kind") == "plan" and turn.slot("goals"):
            programs = [k for goal in turn.slot("goals") for k in programs_for(turn, goal)]
    return list(dict.fromkeys(programs))


def work_meant(turn: Turn) -> Occupation | None:
    """The work for which classes are looked for: named, else last spoken of, where no field or program is named."""
    jobs = turn.named("occupation")
    focus = turn.slot("focus") or {}
    if not jobs and not any(turn.named(label) for label in ("cluster", "program", "credential")) and not focus.get("fields"):
        jobs = [focus["id"]] if focus.get("kind") == "occupation" else []
        jobs += turn.slot("goals") or [] if focus.get("kind") == "plan" else []
    return next((turn.catalog.occupations[key] for key in jobs if key in turn.catalog.occupations), None)


def fields_meant(turn: Turn) -> list[str]:
    """Fields named, else those last spoken of: "do you have it at night" asks of no other."""
    return turn.named("cluster") or (turn.slot("focus") or {}).get("fields") or []


def wanted_delivery(turn: Turn) -> Student:
    """Time, way and place asked for in this message; what was told before counts where this one says nothing."""
    times = free_times(turn.entities, turn.text, None) or turn.slot("times") or []
    ways = turn.named("modality", None) or turn.slot("modalities") or []
    places = turn.named("campus", None)
    return Student(
        times=frozenset(TimeOfDay(t) for t in times), modalities=frozenset(Modality(m) for m in ways), campuses=frozenset(places)
    )


def _told_how(wish: Student) -> bool:
    return bool(wish.times or wish.modalities or wish.campuses)


def _wish_words(turn: Turn, wish: Student) -> str:
    times = [turn.words(f"utter_label_time_{t.value}") for t in sorted(wish.times)]
    parts: list[Any] = [figures.listed(times, turn, "utter_label_or")] if times else []  # each runs at one of them
    parts += [turn.words(f"utter_label_modality_{m.value}") for m in sorted(wish.modalities)]
    parts += [turn.catalog.campuses[c].name for c in sorted(wish.campuses)]
    return figures.listed(parts, turn)


def _choices(turn: Turn, program: Program) -> None:
    if program.occupations:
        job = turn.catalog.occupations[program.occupations[0]]
        turn.choice(f'/next_step{{"occupation": "{job.id}"}}', "utter_choice_how_to_become", job=turn.name(job))
    turn.choice("/ask_cost", "utter_choice_cost")
    turn.choice("/deadlines_enrollment", "utter_choice_enroll")
    turn.choice("/talk_to_advisor", "utter_choice_person")


def _ways_on(turn: Turn, job: Occupation) -> None:
    turn.choice(f'/occupation_info{{"occupation": "{job.id}"}}', "utter_topic_occupation_info")
    turn.choice("/explore_interests", "utter_choice_not_sure")
    turn.choice("/talk_to_advisor", "utter_choice_person")


def _ask_field(turn: Turn) -> str:
    turn.say("utter_programs_which")
    for cluster in ("health", "manufacturing", "it", "construction", "business"):
        turn.choice(f'/program_search{{"cluster": "{cluster}"}}', label=turn.name(turn.catalog.clusters[cluster]))
    turn.choice("/explore_interests", "utter_choice_not_sure")
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return "clarification"
