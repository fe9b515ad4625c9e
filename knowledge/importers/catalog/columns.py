"""The sheets of a registrar's catalog and their columns: the one definition that reading, the template and the guide are made of."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.importers.catalog import values
from knowledge.importers.catalog.requires import requires
from knowledge.importers.catalog.values import Reader
from knowledge.model import Need, ProgramKind, ServiceCategory, WorkBasedKind

EXAMPLE = "example"  # the column that marks a row of the template as an example, which is not imported


@dataclass(frozen=True)
class Column:
    """One column. ``also`` are other names it may have; ``example`` stands in the template; ``in_guide`` says what to write."""

    name: str
    in_guide: str
    example: str = ""
    read: Reader = values.text
    required: bool = False
    also: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """Its names, as :meth:`Files.table` takes them."""
        return "|".join((self.name, *self.also))


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook, or one CSV file of that name."""

    name: str
    in_guide: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


ID = Column("id", "A short name that never changes, for links from elsewhere. Left empty, one is made of the name.")
AS_OF = Column(
    "as of",
    "The day on which this was true. Left empty, the day of the edition.",
    "2026-11-01",
    values.day,
    also=("updated", "last updated"),
)
OCCUPATIONS = "O*NET codes (29-1141.00), with semicolons between."
PLAIN = "Plain words, a sentence or two."
SPANISH = "The same in Spanish. Left empty, the English is shown."


def _spanish(name: str, example: str = "") -> Column:
    return Column(f"{name} es", SPANISH, example, also=(f"{name} (Spanish)", f"Spanish {name}"))


SHEETS: tuple[Sheet, ...] = (
    Sheet("college", "One row: who the catalog is from. Left out where the pack has your college and you import with --provider.", (
        Column("name", "The college's name.", "Example Community College", required=True),
        ID,
        Column("unitid", "Its IPEDS number, by which the federal data about it are found.", "100000", values.whole),
        Column("city", "Where it is.", "Springfield"), Column("state", "Postal abbreviation.", "IL"),
        Column("phone", "For questions of any kind.", "555-0100"), Column("email", "For questions of any kind.", "hello@college.example"),
        Column("url", "Its home page.", "https://college.example", also=("website", "web page")),
    )),
    Sheet("programs", "What a student can sign up for, one row each.", (
        Column("name", "As it stands in your catalog.", "Welding Technology Certificate", required=True, also=("program", "program name", "title")),
        _spanish("name", "Certificado en tecnología de soldadura"),
        Column("description", PLAIN, "Learn to weld steel and aluminum and to read prints."), _spanish("description"),
        Column("cip", "CIP code with its dot; a lost leading zero is put back.", "48.0508", values.cip, True, ("cip code",)),
        Column("level", "certificate, associate, bachelor, noncredit or basic education, or an IPEDS level (20, 21, 2, 3, 4, 5). A certificate is told apart by its credits.", "certificate", required=True, also=("award", "award level", "degree", "award type")),
        Column("kind", "credit, noncredit, basic education, high school equivalency, english, integrated, dual enrollment or apprenticeship. Left empty, by the level.", "", values.one_of(ProgramKind)),
        Column("credits", "Credits of the whole program.", "18", values.number, also=("credit hours", "total credits")),
        Column("clock hours", "Hours of class, for programs without credits.", "", values.whole),
        Column("weeks", "Usual length. Left empty, what its level usually takes, marked as worked out.", "32", values.whole),
        Column("hours per week", "Class and study together.", "20", values.whole),
        Column("min hours per week", "The slowest pace at which it can be taken.", "8", values.whole),
        Column("tuition", "Tuition for the whole program.", "$2,700", values.money),
        Column("fees", "All fees of the college.", "$180", values.money), Column("books", "Books and materials.", "$350", values.money),
        Column("tools", "Uniforms, tools, medical checks.", "$420", values.money), Column("exams", "Fees of certification and license exams.", "", values.money),
        Column("when", "day, evening, weekend or online; hybrid before a time for both; semicolons between several.", "evening; online", values.when, also=("schedule", "offered", "times")),
        Column("starts", "First days of class, semicolons between; 'any week' where one may begin at any time.", "1/11/2027; 8/23/2027", values.several, also=("start", "start dates")),
        Column("meets", "Days and times, as students read them.", "Mon and Wed, 6:00-9:00 pm"), _spanish("meets"),
        Column("campus", "Id or name of a campus in your pack."),
        Column("requires", "What must come first: 'education: high school', 'course: MTH 101', 'credential: cna', 'english: intermediate', 'age: 18', 'years: 1', semicolons between; ' or ' between choices; anything else is told as it stands.", "education: high school; Safety boots", requires, also=("prerequisites", "admission requirements")),
        Column("occupations", f"Jobs it leads to: {OCCUPATIONS}", "51-4121.00", values.codes),
        Column("courses", "Codes of its courses, semicolons between.", "WLD 101; WLD 102", values.codes),
        Column("awards", "Ids of credentials in your pack that are held at the end. Left empty for a college award, the program's own.", "", values.codes),
        Column("prepares for", "Ids of credentials whose exam it readies for.", "", values.codes),
        Column("aid", "Ids or names of services that may pay for it.", "", values.several),
        Column("cluster", "Id or name of the field of work in your pack."),
        Column("url", "Its page.", "https://college.example/welding", also=("web page", "link")), Column("contact", "Whom to ask.", "Trades office, 555-0140"),
        Column("aliases", "Other words students use for it, semicolons between.", "welding; welder certificate", values.several),
        Column("aliases es", "The same in Spanish.", "soldadura", values.several),
        Column("provider", "Id of the college in your pack, where it is another than the catalog's."), ID, AS_OF,
    )),
    Sheet("courses", "Single classes.", (
        Column("code", "As it stands in your catalog.", "WLD 101", required=True, also=("course", "course code", "course number")),
        Column("name", "Its title.", "Introduction to Welding", required=True, also=("title", "course title")),
        Column("credits", "Left empty for non-credit.", "3", values.number), Column("clock hours", "For non-credit.", "", values.whole),
        Column("requires", "As for programs.", "", requires, also=("prerequisites",)), Column("description", PLAIN), ID, AS_OF,
    )),
    Sheet("services", "Help for students: advising, child care, food, money, ...", (
        Column("name", "As students look for it.", "Bus pass", required=True, also=("service",)), _spanish("name", "Pase de autobús"),
        Column("category", f"One of: {', '.join(c.value.replace('_', ' ') for c in ServiceCategory)}.", "transport", values.one_of(ServiceCategory), True),
        Column("needs", f"What it helps with, semicolons between: {', '.join(n.value.replace('_', ' ') for n in Need)}. Left empty, by the category.", "transport", values.many_of(Need)),
        Column("description", PLAIN, "A free pass for city buses each term."), _spanish("description", "Un pase gratis de autobús cada semestre."),
        Column("eligibility", "Who may.", "Students with 6 or more credits", also=("who",)), _spanish("eligibility"),
        Column("hours", "When it is open.", "Mon-Fri 8:00 am-4:30 pm"), _spanish("hours"),
        Column("phone", "One way to reach it must be given.", "555-0123"), Column("text", "Number for text messages."), Column("email", "Address."),
        Column("url", "Its page.", "", also=("website", "web page", "link")), Column("place", "Building and room, or address.", "Student Center, front desk", also=("location", "address")),
        Column("how", "How to get it.", "Show your student ID at the desk."), _spanish("how"),
        Column("bring", "What to bring, semicolons between.", "Student ID", values.several), Column("bring es", "The same in Spanish.", "", values.several),
        Column("cost", "In words. Left empty, nothing is said.", "Free"), _spanish("cost", "Gratis"),
        Column("languages", "Two-letter codes, semicolons between. Left empty, English.", "en; es", values.codes),
        Column("campus", "Id or name of a campus in your pack."),
        Column("aliases", "Other words students use for it, semicolons between.", "bus card", values.several), Column("aliases es", "The same in Spanish.", "", values.several), ID, AS_OF,
    )),
    Sheet("employers", "Partners; one row for each thing they offer, with the employer's name in each.", (
        Column("name", "The employer.", "Example Fabrication", required=True, also=("employer", "company")),
        Column("city", "Where it is.", "Springfield"), Column("industry", "What it does.", "Metal fabrication"),
        Column("clusters", "Ids or names of fields of work in your pack, semicolons between.", "", values.several),
        Column("hires", f"Jobs it hires for: {OCCUPATIONS}", "51-4121.00", values.codes),
        Column("offer", f"What it offers: {', '.join(k.value.replace('_', ' ') for k in WorkBasedKind)}.", "internship", values.one_of(WorkBasedKind)),
        Column("offer title", "Its name.", "Welder's helper, summer"), _spanish("offer title"), Column("offer detail", PLAIN, "Ten weeks in the shop beside a welder."), _spanish("offer detail"),
        Column("offer occupations", f"Jobs it is for: {OCCUPATIONS} Left empty, those it hires for.", "", values.codes),
        Column("paid", "yes or no.", "yes", values.yes), Column("hourly pay", "In dollars.", "$17.50", lambda value: values.number(value.replace("$", ""))),
        Column("hours per week", "Of work.", "20", values.whole), Column("weeks", "How long.", "10", values.whole),
        Column("programs", "Names or ids of programs it goes with, semicolons between.", "", values.several), Column("how to apply", PLAIN, "Ask the trades office."),
        Column("aliases", "Other names, semicolons between.", "", values.several), ID, AS_OF,
    )),
    Sheet("deadlines", "Dates to keep.", (
        Column("name", "What the date is.", "Spring classes begin", required=True, also=("deadline", "event")), _spanish("name", "Empiezan las clases de primavera"),
        Column("what", "What to do, in a sentence.", "Come to your first class.", required=True, also=("what to do",)), _spanish("what", "Ven a tu primera clase."),
        Column("topic", "enrollment, financial aid, payment, program, graduation or drop.", "enrollment", required=True),
        Column("day", "The date. Left empty where only words can tell.", "1/11/2027", values.day, also=("date", "due")), Column("end", "The last day, where it is a span.", "", values.day),
        Column("url", "A page about it.", "", also=("link",)), Column("programs", "Names or ids of programs it is for; left empty for all.", "", values.several),
        Column("aliases", "Other words students use, semicolons between.", "first day of class", values.several), ID, AS_OF,
    )),
    Sheet("military", "What military training is worth at your college, one row for each specialty. It stands beside the rules of your pack, or before them where it is newer.", (
        Column("branch", "Army, Navy, Air Force, Marine Corps, Coast Guard or Space Force.", "Army", required=True), Column("code", "The specialty's code.", "91E", required=True, also=("mos", "rating", "afsc", "specialty code")),
        Column("name", "The specialty's title.", "Allied Trade Specialist", required=True, also=("title", "specialty")), _spanish("name"),
        Column("skip", "What can be skipped and why, in a sentence.", "You have welded and machined: two courses of the welding certificate may be credited.", required=True, also=("worth",)), _spanish("skip"),
        Column("confirm", "Who decides, with which papers.", "The trades office decides from your Joint Services Transcript.", required=True), _spanish("confirm"),
        Column("occupations", f"Civilian jobs it is close to: {OCCUPATIONS}", "51-4121.00; 51-4041.00", values.codes),
        Column("courses", "Codes of courses that are credited.", "WLD 101", values.codes), Column("credits", "How many credits in all.", "3", values.whole),
        Column("grants", "Ids of credentials counted as held.", "", values.codes), Column("education", "Education it counts as, where it does.", "", values.EDUCATION),
        Column("aliases", "Other words, semicolons between.", "", values.several), ID, AS_OF,
    )),
)  # fmt: skip
