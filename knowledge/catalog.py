"""All records of a knowledge base in memory, by kind and id."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge import model
from knowledge.kinds import KINDS


@dataclass(frozen=True)
class Catalog:
    """A checked set of records; every id in one resolves here."""

    sources: dict[str, model.Source] = field(default_factory=dict)
    clusters: dict[str, model.Cluster] = field(default_factory=dict)
    skills: dict[str, model.Skill] = field(default_factory=dict)
    occupations: dict[str, model.Occupation] = field(default_factory=dict)
    credentials: dict[str, model.Credential] = field(default_factory=dict)
    providers: dict[str, model.Provider] = field(default_factory=dict)
    campuses: dict[str, model.Campus] = field(default_factory=dict)
    courses: dict[str, model.Course] = field(default_factory=dict)
    services: dict[str, model.SupportService] = field(default_factory=dict)
    programs: dict[str, model.Program] = field(default_factory=dict)
    employers: dict[str, model.Employer] = field(default_factory=dict)
    transfers: dict[str, model.TransferAgreement] = field(default_factory=dict)
    prior_learning: dict[str, model.PriorLearningRule] = field(default_factory=dict)
    pathways: dict[str, model.Pathway] = field(default_factory=dict)
    models: dict[str, model.PathwayModel] = field(default_factory=dict)
    deadlines: dict[str, model.Deadline] = field(default_factory=dict)
    staff: dict[str, model.Staff] = field(default_factory=dict)
    teams: dict[str, model.Team] = field(default_factory=dict)
    canned_replies: dict[str, model.CannedReply] = field(default_factory=dict)
    # (kind, id), kind as in Record.KIND -> what other sources say of the same thing, best first (knowledge.merge)
    others: dict[tuple[str, str], tuple[model.Record, ...]] = field(default_factory=dict)
    # (kind, id) -> the fields that another source than the record's own told, with the id of that source
    completed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Number of records of each kind."""
        return {kind: len(getattr(self, kind)) for kind in KINDS}
