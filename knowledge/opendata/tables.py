"""SQL tables of the nation's open data, and of what a college imports beside its pack.

Bulk data is kept as it was published, in rows that answer a question by their keys: it is never read whole into memory.
What a college imports of its own (a catalog, services, CTDL) is kept as whole records, one JSON document each, beside the
import it came from, so that two sources of one thing stay side by side (``knowledge.merge`` says which one counts).
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, ForeignKey, Index, Integer, String, Table, Text

from knowledge.store.tables import metadata

# --- what was imported, and from where ---

IMPORTS = Table(
    "imports",
    metadata,
    Column("id", String, primary_key=True),  # format, and a name where several of a format may be kept: "onet", "hsds:legal-aid"
    Column("format", String, nullable=False),
    Column("source", JSON(none_as_null=True), nullable=False),  # the fields of a model.Source
    Column("edition", String, nullable=False),  # "29.3", "May 2025", "2024"
    Column("digest", String, nullable=False),  # SHA-256 over the files and the options: the same again changes nothing
    Column("imported_at", DateTime, nullable=False),  # UTC
    Column("options", JSON(none_as_null=True), nullable=False),  # {"colleges": [...], "states": [...]}
    Column(
        "counts", JSON(none_as_null=True), nullable=False
    ),  # {"occupations": {"read": 1016, "kept": 1016, "skipped": {"why": n}}}
    Column(
        "unknown", JSON(none_as_null=True), nullable=False
    ),  # terms that no one here reads, with how often: {"ceterms:foo": 3}
)

RECORDS = Table(
    "imported_records",
    metadata,
    Column("import_id", String, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, primary_key=True),  # plural, as in knowledge.kinds.KINDS
    Column("id", String, primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("data", JSON(none_as_null=True), nullable=False),  # the record's fields, as in a pack
    Column("kept", JSON(none_as_null=True), nullable=False),  # what the publisher said besides and no field here holds
)

# --- O*NET; keyed by O*NET-SOC code (NN-NNNN.NN) ---

OCCUPATIONS = Table(
    "od_occupations",
    metadata,
    Column("code", String, primary_key=True),
    Column("soc", String, nullable=False, index=True),  # 2018 SOC, NN-NNNN
    Column("title", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("job_zone", Integer),
    Column("realistic", Float),  # occupational interest, 1 to 7 (scale OI)
    Column("investigative", Float),
    Column("artistic", Float),
    Column("social", Float),
    Column("enterprising", Float),
    Column("conventional", Float),
    Column("letters", String),  # one to three Holland letters, strongest first (O*NET's high-points, scale IH)
)

TITLES = Table(
    "od_titles",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String, primary_key=True),  # own | alternate | reported
    Column("title", String, primary_key=True),
    Column("folded", String, nullable=False, index=True),  # knowledge.search.folding.fold(title)
)

TASKS = Table(
    "od_tasks",
    metadata,
    Column("code", String, primary_key=True),
    Column("task_id", Integer, primary_key=True),
    Column("task", Text, nullable=False),
    Column("core", Boolean, nullable=False),  # "Core" rather than "Supplemental" or unrated
    Column("position", Integer, nullable=False),  # as published, most typical first
)

ELEMENTS = Table(
    "od_elements",
    metadata,
    Column("id", String, primary_key=True),  # content model element, "2.A.1.a"
    Column("kind", String, nullable=False),  # skill | knowledge
    Column("name", String, nullable=False),
)

RATINGS = Table(
    "od_ratings",
    metadata,
    Column("code", String, primary_key=True),
    Column("element", String, primary_key=True),
    Column("importance", Float),  # 1 to 5 (scale IM)
    Column("level", Float),  # 0 to 7 (scale LV)
)

EDUCATION = Table(
    "od_education",
    metadata,
    Column("code", String, primary_key=True),
    Column("category", Integer, primary_key=True),  # 1 to 12, scale RL: 1 less than high school .. 12 post-doctoral
    Column("percent", Float, nullable=False),  # of workers asked
)

RELATED = Table(
    "od_related",
    metadata,
    Column("code", String, primary_key=True),
    Column("related", String, primary_key=True),
    Column("tier", String, nullable=False),  # Primary-Short | Primary-Long | Supplemental
    Column("rank", Integer, nullable=False),
)

TECHNOLOGY = Table(
    "od_technology",
    metadata,
    Column("code", String, primary_key=True),
    Column("example", String, primary_key=True),
    Column("commodity", String, nullable=False),
    Column("hot", Boolean, nullable=False),
    Column("in_demand", Boolean, nullable=False),
)

# --- BLS; keyed by 2018 SOC ---

WAGES = Table(
    "od_wages",
    metadata,
    Column("soc", String, primary_key=True),
    Column("employment", Integer),
    Column("pct10", Integer),  # US dollars a year; None where BLS gives none
    Column("pct25", Integer),
    Column("median", Integer),
    Column("pct75", Integer),
    Column("pct90", Integer),
    Column("at_least", JSON(none_as_null=True), nullable=False),  # names of the columns where the figure is "at or above"
    Column(
        "published_as", String, nullable=False
    ),  # the code it was published under: a roll-up's own where it stands for several
)

PROJECTIONS = Table(
    "od_projections",
    metadata,
    Column("soc", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("employment", Float),  # thousands of jobs in the base year
    Column("employment_then", Float),  # thousands, ten years on
    Column("change_percent", Float),
    Column("openings", Float),  # thousands a year, on average over the decade
    Column("education", String),  # typical education needed for entry
    Column("experience", String),
    Column("training", String),
    Column("published_as", String, nullable=False),
)

# --- programs of study and where they lead ---

CIPS = Table(
    "od_cips",
    metadata,
    Column("cip", String, primary_key=True),  # NN.NNNN
    Column("title", String, nullable=False),
    Column("definition", Text, nullable=False),
)

CIP_SOC = Table(
    "od_cip_soc",
    metadata,
    Column("cip", String, primary_key=True),
    Column("soc", String, primary_key=True, index=True),
)

CLUSTERS = Table(
    "od_clusters",
    metadata,
    Column("code", String, primary_key=True),  # O*NET-SOC
    Column("cluster", String, primary_key=True),
    Column("pathway", String, primary_key=True),
)

# --- IPEDS ---

COLLEGES = Table(
    "od_colleges",
    metadata,
    Column("unitid", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("city", String, nullable=False),
    Column("state", String, nullable=False, index=True),  # postal abbreviation
    Column("url", String),
    Column("latitude", Float),
    Column("longitude", Float),
)

PROGRAMS = Table(
    "od_programs",
    metadata,
    Column("unitid", Integer, ForeignKey("od_colleges.unitid", deferrable=True, initially="DEFERRED"), primary_key=True),
    Column("cip", String, primary_key=True),
    Column("level", Integer, primary_key=True),  # IPEDS AWLEVEL: 20, 21, 2, 3, 4, 5
    Column("title", String, nullable=False),
    Column("awards", Integer),  # conferred in the year; 0: offered and none conferred; None: not told
    Index("ix_od_programs_cip_unitid", "cip", "unitid", "level", "awards"),  # all that a count of levels needs
)

# Which format owns which tables: importing it anew replaces the rows of these, and of no other.
OWNED: dict[str, tuple[Table, ...]] = {
    "onet": (OCCUPATIONS, TITLES, TASKS, ELEMENTS, RATINGS, EDUCATION, RELATED, TECHNOLOGY),
    "oews": (WAGES,),
    "projections": (PROJECTIONS,),
    "cip": (CIPS,),
    "cip-soc": (CIP_SOC,),
    "clusters": (CLUSTERS,),
    "ipeds": (COLLEGES, PROGRAMS),
}
