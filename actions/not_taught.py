"""Work that no program here leads to: said plainly, with what of the way can be begun here, and who else teaches it."""

from __future__ import annotations

from actions import elsewhere, figures, work
from actions.programs_for import programs_for
from actions.turn import Turn
from knowledge.model import Occupation

BEYOND = {  # BLS's typical education that takes longer than a community college: how it is called in words
    "Bachelor's degree": "utter_school_6",
    "Master's degree": "utter_school_8",
    "Doctoral or professional degree": "utter_school_doctoral_or_professional",
}
STONES = 3


def tell(turn: Turn, job: Occupation) -> None:
    """Say so, and where the way can begin: here, or at a public college of the student's state."""
    far = BEYOND.get(job.entry_education)
    if not far:
        turn.say("utter_occupation_not_taught")
        elsewhere.tell(turn, job)
        return
    stones, ways = _stones(turn, job), [t for t in turn.catalog.transfers.values() if job.id in t.occupations][:2]
    turn.cite(job.outlook or job)
    turn.say("utter_occupation_beyond" if stones or ways else "utter_occupation_beyond_only", school=turn.words(far))
    if stones:
        turn.say("utter_occupation_stones", jobs=figures.listed([turn.name(o) for o in stones], turn))
        turn.choice(f'/next_step{{"occupation": "{stones[0].id}"}}', "utter_choice_how_to_become", job=turn.name(stones[0]))
    if ways:
        turn.cite(*ways)
        turn.say("utter_occupation_transfers", ways=figures.listed([f"{t.to_program}, {t.institution}" for t in ways], turn))


def _stones(turn: Turn, job: Occupation) -> list[Occupation]:
    """Work on the way to it, or close to it, that can be trained for here."""
    near = [o for o in turn.catalog.occupations.values() if job.id in o.advances_to]
    near += [turn.catalog.occupations[key] for key in work.related_ids(turn, job, closest=True)]
    return [o for o in dict.fromkeys(near) if programs_for(turn, o.id)][:STONES]
