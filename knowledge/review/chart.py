"""The shape of a pathway for drawing and telling: doors, steps, what they give, where they lead."""

from __future__ import annotations

from knowledge.model import Credential, Occupation
from knowledge.review.ground import Ground, Step
from knowledge.review.result import Award, Door, Job, Rung


def job(occupation: Occupation) -> Job:
    return Job(occupation.id, occupation.name, occupation.pay.median if occupation.pay else None)


def doors(ground: Ground) -> tuple[Door, ...]:
    return tuple(Door(entry.id, entry.name, ground.door_opens(entry)) for entry in ground.entries)


def rungs(ground: Ground) -> tuple[Rung, ...]:
    return tuple(_rung(ground, step) for step in ground.steps)


def _rung(ground: Ground, step: Step) -> Rung:
    return Rung(
        step.program.id,
        step.program.name,
        step.reachable,
        tuple(_award(ground, step, credential) for credential in step.credentials),
        tuple(job(occupation) for occupation in step.exits),
        tuple(f"{t.to_program}, {t.institution}" for t in ground.transfers if step.program.id in t.programs),
    )


def _award(ground: Ground, step: Step, credential: Credential) -> Award:
    jobs = ground.college.index.jobs_of.get(credential.id, ())
    own = {other.id for other in ground.credentials}
    return Award(
        credential.id,
        credential.short_name or credential.name,
        ground.dead_end(credential),
        credential.id not in step.program.awards,
        tuple(exit_.id for exit_ in step.exits if exit_.id in jobs),
        tuple(key for key in credential.stacks_into if key in own),
    )
