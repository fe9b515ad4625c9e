"""What work typically asks of one who enters it, by BLS."""

from __future__ import annotations

from knowledge.model import Education, Requirement
from knowledge.opendata.model import Profile

# BLS's typical education for entry. A nondegree award, and an apprenticeship, ask for a credential that prepares for the work: no
# requirement, which the planner reads as just that. There is no level here above a master's.
ENTRY: dict[str, Education | None] = {
    "Doctoral or professional degree": Education.MASTER,
    "Master's degree": Education.MASTER,
    "Bachelor's degree": Education.BACHELOR,
    "Associate's degree": Education.ASSOCIATE,
    "Postsecondary nondegree award": None,
    "Some college, no degree": Education.SOME_COLLEGE,
    "High school diploma or equivalent": Education.HIGH_SCHOOL,
    "No formal educational credential": Education.NO_DIPLOMA,
}
APPRENTICESHIP = "Apprenticeship"
YEARS = {"5 years or more": 5, "Less than 5 years": 1}  # BLS's work experience in a related occupation, at its least


def entry(profile: Profile) -> Requirement | None:
    """What BLS says is typically asked for entry: an education; None for a credential that prepares for the work, or where BLS is silent.

    Years of experience go with an education; they are told and never block.
    """
    education = ENTRY.get(profile.education or "")
    if education is Education.HIGH_SCHOOL and profile.training == APPRENTICESHIP:
        return None
    if education is None:
        return None
    schooling, years = Requirement(education=education), YEARS.get(profile.experience or "")
    return Requirement(all_of=(schooling, Requirement(experience_years=years))) if years else schooling
