"""What a credential is, takes, costs and leads to."""

from __future__ import annotations

import math

from actions import figures, more
from actions.social import Inform
from actions.topic import Topic
from actions.turn import Turn


class CredentialInfo(Topic):
    topic = "credential_info"
    of_studies = True
    asks_which = ("credential", "occupation")

    def answer(self, turn: Turn) -> str | None:
        found = turn.named("credential")
        if not found:
            found = [k for job in turn.named("occupation") for k in credentials_for(turn, job)]
        if not found:
            found = [
                k
                for p in turn.named("program")
                for k in (*turn.catalog.programs[p].awards, *turn.catalog.programs[p].prepares_for)
            ]
        if not found and (turn.slot("focus") or {}).get("kind") == "credential":
            found = [turn.slot("focus")["id"]]
        if not found and (turn.slot("focus") or {}).get("kind") == "occupation":
            found = credentials_for(turn, turn.slot("focus")["id"])
        if not found and turn.named("credential", "not"):
            return Inform.instead(turn)
        if not found:
            turn.say("utter_credential_unknown")
            turn.choice("/talk_to_advisor", "utter_choice_person")
            return "unanswerable_unknown"
        found = list(dict.fromkeys(found))
        item = turn.catalog.credentials[found[0]]
        jobs = figures.listed([turn.name(turn.catalog.occupations[k]) for k in item.prepares_for[:3]], turn)
        turn.cite(item)
        turn.say("utter_credential_is", credential=turn.name(item), description=turn.in_language(item, "description"))
        if jobs:
            turn.say("utter_credential_jobs", jobs=jobs)
        more.show(turn, "credential", found)
        programs = programs_giving(turn, item.id)
        if programs:
            turn.say(
                "utter_credential_programs",
                programs=figures.listed([turn.name(turn.catalog.programs[k]) for k in programs[:3]], turn),
            )
            turn.choice(f'/program_search{{"credential": "{item.id}"}}', "utter_choice_programs_for")
        if item.prepares_for:
            turn.choice(
                f'/next_step{{"occupation": "{item.prepares_for[0]}"}}',
                "utter_choice_how_to_become",
                job=turn.name(turn.catalog.occupations[item.prepares_for[0]]),
            )
        turn.choice("/talk_to_advisor", "utter_choice_person")
        return None


def credentials_for(turn: Turn, job: str) -> list[str]:
    """Credentials that an occupation asks for, else those that prepare for it, the shortest first."""
    requires = turn.catalog.occupations[job].requires
    asked = [leaf.credential for leaf in requires.leaves() if leaf.credential] if requires else []
    by_length = sorted(turn.catalog.credentials.values(), key=lambda c: math.inf if c.weeks_max is None else c.weeks_max)
    preparing = [c.id for c in by_length if job in c.prepares_for]
    return list(dict.fromkeys([*asked, *preparing]))


def programs_giving(turn: Turn, credential: str) -> list[str]:
    """Programs here that award or prepare for a credential, the shortest first."""
    return [p.id for p in sorted(turn.index.programs_giving.get(credential, ()), key=lambda p: (p.weeks, p.id))]
