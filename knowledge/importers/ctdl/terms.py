"""CTDL's words: name spaces, classes, vocabularies, names that terms had in earlier drafts, and ours where CTDL has none."""

from __future__ import annotations

import re
from typing import Any

from knowledge.model import ComponentKind, CredentialType

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
OWN = "advisor"

NAMESPACES = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "asn": "http://purl.org/ASN/schema/core/",
    "schema": "https://schema.org/",
    "costType": "https://purl.org/ctdl/vocabs/costType/",
    "creditUnit": "https://purl.org/ctdl/vocabs/creditUnit/",
    "credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
    "scheduleTiming": "https://purl.org/ctdl/vocabs/scheduleTiming/",
    "deliver": "https://purl.org/ctdl/vocabs/deliver/",
    "logic": "https://purl.org/ctdl/vocabs/logic/",
    "compare": "https://purl.org/ctdl/vocabs/compare/",
    "array": "https://purl.org/ctdl/vocabs/array/",
    OWN: "urn:x-career-advisor:terms:",
}

CREDENTIALS: dict[str, CredentialType] = {
    "ceterms:AssociateDegree": CredentialType.ASSOCIATE_DEGREE,
    "ceterms:AssociateOfAppliedArtsDegree": CredentialType.ASSOCIATE_DEGREE,
    "ceterms:AssociateOfAppliedScienceDegree": CredentialType.ASSOCIATE_DEGREE,
    "ceterms:AssociateOfArtsDegree": CredentialType.ASSOCIATE_DEGREE,
    "ceterms:AssociateOfScienceDegree": CredentialType.ASSOCIATE_DEGREE,
    "ceterms:Certificate": CredentialType.CERTIFICATE,
    "ceterms:AcademicCertificate": CredentialType.CERTIFICATE,
    "ceterms:BasicTechnicalCertificate": CredentialType.CERTIFICATE,
    "ceterms:CertificateOfCompletion": CredentialType.CERTIFICATE,
    "ceterms:Diploma": CredentialType.CERTIFICATE,
    "ceterms:GeneralEducationCertificate": CredentialType.CERTIFICATE,
    "ceterms:HigherEducationLevel1Certificate": CredentialType.CERTIFICATE,
    "ceterms:HigherEducationLevel2Certificate": CredentialType.CERTIFICATE,
    "ceterms:ProfessionalCertificate": CredentialType.CERTIFICATE,
    "ceterms:TechnicalLevel1Certificate": CredentialType.CERTIFICATE,
    "ceterms:TechnicalLevel2Certificate": CredentialType.CERTIFICATE,
    "ceterms:TechnicalLevel3Certificate": CredentialType.CERTIFICATE,
    "ceterms:WorkbasedLearningCertificate": CredentialType.CERTIFICATE,
    "ceterms:Certification": CredentialType.CERTIFICATION,
    "ceterms:License": CredentialType.LICENSE,
    "ceterms:ApprenticeshipCertificate": CredentialType.APPRENTICESHIP_CERTIFICATE,
    "ceterms:PreApprenticeshipCertificate": CredentialType.APPRENTICESHIP_CERTIFICATE,
    "ceterms:JourneymanCertificate": CredentialType.APPRENTICESHIP_CERTIFICATE,
    "ceterms:SecondarySchoolDiploma": CredentialType.SECONDARY_SCHOOL,
    "ceterms:GeneralEducationDevelopment": CredentialType.SECONDARY_SCHOOL,
    "ceterms:SecondaryEducationCertificate": CredentialType.SECONDARY_SCHOOL,
    "ceterms:MicroCredential": CredentialType.MICRO_CREDENTIAL,
    "ceterms:Badge": CredentialType.MICRO_CREDENTIAL,
    "ceterms:DigitalBadge": CredentialType.MICRO_CREDENTIAL,
    "ceterms:OpenBadge": CredentialType.MICRO_CREDENTIAL,
    "ceterms:BachelorDegree": CredentialType.BACHELOR_DEGREE,
    "ceterms:BachelorOfArtsDegree": CredentialType.BACHELOR_DEGREE,
    "ceterms:BachelorOfScienceDegree": CredentialType.BACHELOR_DEGREE,
}
# the class that each type is written as: the first of those that read as it
CREDENTIAL_CLASSES = {kind: name for name, kind in reversed(CREDENTIALS.items())}

KINDS: dict[str, str] = {
    **dict.fromkeys(CREDENTIALS, "credentials"),
    "ceterms:LearningProgram": "programs",
    "ceterms:LearningOpportunityProfile": "programs",
    "ceterms:LearningOpportunity": "programs",
    "ceterms:Course": "courses",
    "ceterms:SupportService": "services",
    "ceterms:Organization": "providers",
    "ceterms:CredentialOrganization": "providers",
    "ceterms:QACredentialOrganization": "providers",
    "ceterms:Pathway": "pathways",
}
CLASSES: dict[str, str] = {
    "programs": "ceterms:LearningProgram",
    "courses": "ceterms:Course",
    "services": "ceterms:SupportService",
    "providers": "ceterms:CredentialOrganization",
    "pathways": "ceterms:Pathway",
    "occupations": "ceterms:Occupation",
    "employers": "ceterms:Organization",
    "campuses": "ceterms:Place",
    "transfers": "ceterms:TransferAgreement",
}

COMPONENTS: dict[str, ComponentKind] = {
    "ceterms:" + "".join(word.title() for word in kind.value.split("_")) + "Component": kind for kind in ComponentKind
}
COMPONENT_CLASSES = {kind: name for name, kind in COMPONENTS.items()}
# classes of a resource that stand as a component of their own where a pathway names them directly
RESOURCE_COMPONENTS: dict[str, ComponentKind] = {
    **dict.fromkeys(CREDENTIALS, ComponentKind.CREDENTIAL),
    "ceterms:Course": ComponentKind.COURSE,
    "ceterms:AssessmentProfile": ComponentKind.ASSESSMENT,
    "ceterms:Job": ComponentKind.JOB,
    "ceterms:Occupation": ComponentKind.JOB,
    "ceterms:LearningProgram": ComponentKind.BASIC,
    "ceterms:LearningOpportunityProfile": ComponentKind.BASIC,
}

# names of earlier drafts, and of files written before a term was settled
RENAMED = {
    "ceterms:Assessment": "ceterms:AssessmentProfile",
    "ceterms:Basic": "ceterms:BasicComponent",
    "ceterms:category": "ceterms:componentCategory",
    "ceterms:courseCode": "ceterms:codedNotation",
    "ceterms:hasChild": "ceasn:hasChild",
    "ceterms:hasRoot": "ceterms:hasDestinationComponent",
    "ceterms:isChildOf": "ceasn:isChildOf",
    "ceterms:isDestinationComponentFor": "ceterms:isDestinationComponentOf",
    "ceterms:isParentOf": "ceasn:hasChild",
    "ceterms:isPartOf": "ceasn:isPartOf",
    "ceterms:isRootOf": "ceterms:isDestinationComponentOf",
    "ceterms:preceeds": "ceterms:precedes",
    "ceterms:proficiencyLevel": "asn:hasProgressionLevel",
    "ceasn:codedNotation": "ceterms:codedNotation",
    "ceasn:hasCondition": "ceterms:hasCondition",
    "ceasn:hasDestinationComponent": "ceterms:hasDestinationComponent",
    "ceasn:isDestinationComponentOf": "ceterms:isDestinationComponentOf",
}
# bare words of a file with no context of its own that are CTDL's; other bare words stay as they are, and are unknown
BARE = {
    *(name.split(":")[1] for name in (*KINDS, *COMPONENTS, *RENAMED, *RENAMED.values(), *RESOURCE_COMPONENTS)),
    "ComponentCondition", "Constraint", "ConditionProfile", "ctid", "description", "estimatedDuration", "hasCondition", "hasPart", "name",
    "occupationType", "offeredBy", "ownedBy", "precededBy", "prerequisite", "proxyFor", "recommends", "requiredNumber", "requires",
    "subjectWebpage", "targetComponent",
}  # fmt: skip

_LOOSE = {re.sub(r"^https?:", "", uri).rstrip("/"): prefix for prefix, uri in NAMESPACES.items()}


def shorten(uri: str) -> str:
    """A full address of a term as ``prefix:name``; an unknown one as it is."""
    head, cut, name = re.match(r"(.*?)([/#]?)([^/#]*)$", uri).groups()  # type: ignore[union-attr]
    prefix = _LOOSE.get(re.sub(r"^https?:", "", head + ("" if cut == "/" else cut))) or _LOOSE.get(re.sub(r"^https?:", "", head))
    if uri.startswith(NAMESPACES[OWN]):
        return f"{OWN}:{uri.removeprefix(NAMESPACES[OWN])}"
    return f"{prefix}:{name}" if prefix else uri


def term(name: str, context: dict[str, Any]) -> str:
    """A key or type of a file as ``prefix:name``, by the file's context where it has one."""
    if name.startswith("@"):
        return name
    defined = context.get(name)
    defined = defined.get("@id") if isinstance(defined, dict) else defined
    if isinstance(defined, str):
        name = defined
    prefix, colon, local = name.partition(":")
    if colon and not local.startswith("//") and prefix not in NAMESPACES and isinstance(context.get(prefix), str):
        name = context[prefix] + local
    if ":" in name and name.partition(":")[0] not in NAMESPACES:
        name = shorten(name)
    if ":" not in name and name in BARE:
        name = f"ceterms:{name}"
    return RENAMED.get(name, name)


def own(field: str) -> str:
    """Our own term for a field that CTDL has none for."""
    head, *rest = field.split("_")
    return f"{OWN}:{head}{''.join(word.title() for word in rest)}"


ROLE, EXITS = own("role"), own("exits")  # of a component that we wrote: what it is of the pathway, and the work that a step opens
