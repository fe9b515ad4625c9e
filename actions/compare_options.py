"""Choose between two things, side by side."""

from __future__ import annotations

from actions import cards, figures, not_here, which
from actions.topic import Topic
from actions.turn import Turn, within_longer
from knowledge.model import Occupation

_COMPARED = ("occupation", "credential", "program")


class CompareOptions(Topic):
    topic = "compare_options"
    of_studies = True

    def answer(self, turn: Turn) -> str | None:
        jobs = options(turn)
        if len(jobs) < 2:
            missing = not_here.name(turn) if jobs else None
            if missing:
                turn.say("utter_not_here", name=missing)
                turn.focus("occupation", jobs[0])
                turn.choice(
                    f'/next_step{{"occupation": "{jobs[0]}"}}',
                    "utter_choice_how_to_become",
                    job=turn.name(turn.catalog.occupations[jobs[0]]),
                )
            else:
                turn.say("utter_compare_which")
            for key in jobs:
                turn.card(cards.occupation(turn, turn.catalog.occupations[key]))
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return "clarification"
        first, second = (turn.catalog.occupations[k] for k in jobs[:2])
        lower, higher = sorted((first, second), key=figures.median)
        turn.cite(first.pay, second.pay)
        _say_pay(turn, lower, higher)
        for job in (first, second):
            if line := way_in(turn, job):
                turn.say("utter_compare_way" if line["cost"] else "utter_compare_way_no_price", job=turn.name(job), **line)
        if _leads(turn, lower, higher):
            turn.say("utter_compare_stacks", lower=turn.name(lower), higher=turn.name(higher))
        turn.say("utter_compare_advice")
        for key in jobs[:3]:
            turn.card(cards.occupation(turn, turn.catalog.occupations[key]))
        for key in jobs[:2]:
            turn.choice(
                f'/next_step{{"occupation": "{key}"}}', "utter_choice_how_to_become", job=turn.name(turn.catalog.occupations[key])
            )
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def options(turn: Turn) -> list[str]:
    """The things compared, as the work they lead to, in the order they were named."""
    spots: list[tuple[int, str]] = []
    catalog = turn.catalog
    for entity in turn.entities:
        if within_longer(entity, [e for e in turn.entities if e["entity"] in _COMPARED]):
            continue  # the CNC of "cnc machinist"
        at, key = entity.get("start") or 0, entity["value"]
        if entity["entity"] == "occupation":
            spots.append((at, key))
        elif entity["entity"] == "credential" and catalog.credentials[key].prepares_for:
            spots.append((at, catalog.credentials[key].prepares_for[0]))
        elif entity["entity"] == "program" and catalog.programs[key].occupations:
            spots.append((at, catalog.programs[key].occupations[0]))
        elif entity["entity"] == "cluster" and not any(e["entity"] in _COMPARED for e in turn.entities):
            best = max(
                (o for o in catalog.occupations.values() if o.cluster == key and (o.job_zone or 0) <= 3),
                key=lambda o: o.outlook.openings_per_year if o.outlook else 0,
                default=None,
            )
            spots += [(at, best.id)] if best else []
    # one thing often has a name as work and as a credential: at one place in the text the first counts
    # and of several that one name stands for, the one that pays most
    by_place: dict[int, str] = {}
    spots.sort(key=lambda spot: -figures.median(catalog.occupations[spot[1]]) if _tied(turn, spot[1]) else 0)
    for at, key in sorted(spots, key=lambda spot: spot[0]):
        by_place.setdefault(at, key)
    jobs = list(dict.fromkeys(by_place.values()))
    if len(jobs) < 2:
        before = [
            *(turn.slot("goals") or []),
            (turn.slot("focus") or {}).get("id") if (turn.slot("focus") or {}).get("kind") == "occupation" else None,
        ]
        jobs = list(dict.fromkeys([*jobs, *(k for k in before if k in catalog.occupations)]))
    return jobs


def _say_pay(turn: Turn, lower: Occupation, higher: Occupation) -> None:
    """Which of the two pays more and by how much; where one has no published pay, that."""
    if not (lower.pay and higher.pay):
        unknown = [turn.name(job) for job in (higher, lower) if not job.pay]
        turn.say("utter_compare_pay_unknown", jobs=figures.listed(unknown, turn))
        return
    turn.say(
        "utter_compare_pay",
        higher=turn.name(higher),
        lower=turn.name(lower),
        high_pay=figures.money(higher.pay.median, turn),
        low_pay=figures.money(lower.pay.median, turn),
        gap=figures.money(higher.pay.median - lower.pay.median, turn),
    )


def _tied(turn: Turn, key: str) -> bool:
    return key in which.undecided(turn.entities, "occupation")


def way_in(turn: Turn, job: Occupation) -> dict[str, str] | None:
    """The shortest program here that opens the work: name, weeks and cost."""
    from actions.programs_for import programs_for

    keys = [k for k in programs_for(turn, job.id) if not turn.catalog.programs[k].kind.value.startswith(("dual", "apprentice"))]
    requires = job.requires
    needed = {leaf.credential for leaf in requires.leaves() if leaf.credential} if requires else set()
    giving = [k for k in keys if needed & {*turn.catalog.programs[k].awards, *turn.catalog.programs[k].prepares_for}]
    if not (giving or keys):
        return None
    program = turn.catalog.programs[(giving or keys)[0]]
    turn.cite(program)
    return {
        "program": turn.name(program),
        "weeks": figures.weeks(program.weeks, turn),
        "cost": figures.cost(program.cost.total, turn) if program.cost else "",
    }


def _leads(turn: Turn, lower: Occupation, higher: Occupation) -> bool:
    """Whether the lower work is a step towards the higher one."""
    reach, todo = set(), [lower.id]
    while todo:
        for up in turn.catalog.occupations[todo.pop()].advances_to:
            if up not in reach:
                reach.add(up)
                todo.append(up)
    return higher.id in reach
