"""The pathway knowledge base as plain dataclasses, in the field's own terms (CTDL, SOC, CIP, IPEDS, HSDS).

Standard library only: the store maps these to SQL, the pack loader checks YAML against them, the planner reads them.
"""

from knowledge.model.basics import (
    AwardLevel,
    Education,
    English,
    Fact,
    Modality,
    Need,
    Record,
    Ref,
    Source,
    SourceKind,
    TimeOfDay,
)
from knowledge.model.college import Campus, Contact, Deadline, Provider, Staff
from knowledge.model.desk import AfterHours, CannedReply, ClosedDays, ReplyTimes, Team, WeeklyHours
from knowledge.model.learning import (
    Cost,
    Course,
    Delivery,
    Program,
    ProgramKind,
    TransferAgreement,
)
from knowledge.model.models import PathwayExample, PathwayModel, PathwayPoint
from knowledge.model.pathway import (
    ComponentCondition,
    ComponentKind,
    Constraint,
    Pathway,
    PathwayComponent,
    PathwayStep,
)
from knowledge.model.prior_learning import PriorLearningKind, PriorLearningRule
from knowledge.model.requirement import Requirement
from knowledge.model.support import Award, ServiceCategory, SupportService
from knowledge.model.work import (
    Cluster,
    Credential,
    CredentialType,
    Employer,
    FrameworkLevel,
    Occupation,
    Outlook,
    Pay,
    Skill,
    WorkBasedKind,
    WorkBasedLearning,
)

__all__ = [
    "AfterHours", "Award", "AwardLevel", "Campus", "CannedReply", "ClosedDays", "Cluster", "ComponentCondition",
    "ComponentKind", "Constraint", "Contact", "Cost", "Course", "Credential", "CredentialType", "Deadline", "Delivery", "Education", "Employer", "English", "Fact",
    "FrameworkLevel", "Modality", "Need", "Occupation", "Outlook", "Pathway", "PathwayComponent", "PathwayExample", "PathwayModel",
    "PathwayPoint", "PathwayStep", "Pay", "PriorLearningKind", "PriorLearningRule", "Program", "ProgramKind",
    "Provider", "Record", "Ref", "ReplyTimes", "Requirement", "ServiceCategory", "Skill", "Source", "SourceKind",
    "Staff", "SupportService", "Team", "TimeOfDay", "TransferAgreement", "WeeklyHours", "WorkBasedKind",
    "WorkBasedLearning",
]  # fmt: skip
