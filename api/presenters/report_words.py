"""The figures of the yearly report by name, with what each counts: nobody has to ask what a number means."""

from collections.abc import Mapping

from api.i18n import marked, say
from api.presenters.words import HARDSHIPS, short_place
from api.services.reports.report_words import UNKNOWN, By, Figure, Stage, Step
from matcher.disclosure.publish import Audience
from matcher.vocabulary import Evidence
from models.aid_payment import AidSource
from models.relief_payment import ReliefPurpose

NAMES: Mapping[Figure, str] = {
    Figure.COMPANIES_REGISTERED: marked("Companies registered"),
    Figure.COMPANIES_ACTIVE: marked("Companies active"),
    Figure.COMPANIES_WITH_OPENINGS: marked("Companies with openings"),
    Figure.OPENINGS_VALID: marked("Openings valid"),
    Figure.HEADCOUNT_VALID: marked("Places offered"),
    Figure.STUDENTS: marked("Students registered"),
    Figure.STUDENTS_BY_CATEGORY: marked("Students by category"),
    Figure.STUDENTS_BY_STAGE: marked("Students by stage"),
    Figure.GRADUATES: marked("Graduates of the year"),
    Figure.SEEKING: marked("Graduates who seek work"),
    Figure.SERVED: marked("Served as promised (1131)"),
    Figure.REFERRED: marked("Referred"),
    Figure.INTERVIEWED: marked("Interviewed"),
    Figure.PLACED: marked("Placed"),
    Figure.PLACED_BY_EVIDENCE: marked("Placed, by evidence"),
    Figure.EMPLOYED: marked("Graduates employed"),
    Figure.SETTLED: marked("Graduates with a destination"),
    Figure.EMPLOYMENT_RATE: marked("Employment rate"),
    Figure.DESTINATION_RATE: marked("Destination rate"),
    Figure.STUDY_TO_WORK_KNOWN: marked("Placed, study and work known"),
    Figure.STUDY_TO_WORK_MATCHED: marked("Placed in the work they studied for"),
    Figure.STUDY_TO_WORK_MATCH: marked("Study-to-work match"),
    Figure.RETENTION_3: marked("Still employed after 3 months"),
    Figure.RETENTION_6: marked("Still employed after 6 months"),
    Figure.RETENTION_12: marked("Still employed after 12 months"),
    Figure.AID_STUDENTS: marked("Students in the study-aid ledger"),
    Figure.AID_DUE: marked("Study fees due"),
    Figure.AID_DUE_UNKNOWN: marked("Terms whose fees are unknown"),
    Figure.AID_PAID: marked("Study aid paid"),
    Figure.AID_PAID_BY_SOURCE: marked("Study aid by source"),
    Figure.AID_GAP: marked("Study fees not covered"),
    Figure.DROPOUTS: marked("Left school"),
    Figure.DROPOUTS_OVER_FEES: marked("Left school over fees"),
    Figure.ZERO_EMPLOYMENT_HOUSEHOLDS: marked("Zero-employment households left"),
    Figure.RELIEF_TIMES: marked("Relief payments (household-times)"),
    Figure.RELIEF_HOUSEHOLDS: marked("Households helped"),
    Figure.RELIEF_TOTAL: marked("Relief paid"),
    Figure.RELIEF_BY_PURPOSE: marked("Relief by purpose"),
    Figure.RELIEF_HIGHEST: marked("Most for one household, at most"),
    Figure.FUND_BALANCE: marked("Relief fund balance"),
}

AUDIENCES = {
    Audience.INTERNAL: marked("Inside the programme"),
    Audience.PUBLIC: marked("For publication"),
}

DEFINITIONS: Mapping[Figure, str] = {
    Figure.COMPANIES_REGISTERED: marked("Companies that had joined by the day of the report."),
    Figure.COMPANIES_ACTIVE: marked("Registered companies that are not suspended."),
    Figure.COMPANIES_WITH_OPENINGS: marked("Active companies with at least one valid opening."),
    Figure.OPENINGS_VALID: marked(
        "Openings of active companies that are open and within their dates on the day of the report."
    ),
    Figure.HEADCOUNT_VALID: marked("The headcounts of the valid openings, added up; places taken included."),
    Figure.STUDENTS: marked(
        "Distinct persons by ID number on the register when the report is made, orphans included."
    ),
    Figure.STUDENTS_BY_CATEGORY: marked(
        "Registered students by hardship category on the day of the report; who has several is counted "
        "once, under the first in the order of the list."
    ),
    Figure.STUDENTS_BY_STAGE: marked(
        "Registered students by the level that they study for, or as out of school."
    ),
    Figure.GRADUATES: marked(
        "Persons who finished school in the year, by graduation or completion; who left early is none."
    ),
    Figure.SEEKING: marked(
        "Graduates of the year who seek work or have sought it: by their state, a referral or an employment."
    ),
    Figure.SERVED: marked(
        "Graduates who seek work and got all that is promised for the year; a referral that was sent is a "
        "recommendation."
    ),
    Figure.REFERRED: marked("Persons of whom at least one referral was sent to a company in the year."),
    Figure.INTERVIEWED: marked(
        "Persons whom a company that they were referred to interviewed or offered work in the year."
    ),
    Figure.PLACED: marked(
        "Persons who began an employment in the year, through a referral or otherwise; internships and "
        "work never begun are none. Counted in the month of the first."
    ),
    Figure.PLACED_BY_EVIDENCE: marked(
        "Persons placed, by the strongest evidence that is on record; silence is no evidence."
    ),
    Figure.EMPLOYED: marked("Graduates of the year in a recorded employment on the day of the report."),
    Figure.SETTLED: marked(
        "Graduates employed, and those in further study, the army or business of their own."
    ),
    Figure.EMPLOYMENT_RATE: marked("Graduates employed ÷ graduates of the year."),
    Figure.DESTINATION_RATE: marked("Graduates with a destination ÷ graduates of the year."),
    Figure.STUDY_TO_WORK_KNOWN: marked(
        "Persons placed whose field of study and occupation are both on record."
    ),
    Figure.STUDY_TO_WORK_MATCHED: marked("Of these, whose field of study leads directly to the occupation."),
    Figure.STUDY_TO_WORK_MATCH: marked(
        "Placed in the work they studied for ÷ placed whose study and work are known."
    ),
    Figure.RETENTION_3: marked(
        "Found to be employed ÷ all whose employment reached 3 months in the year; silence counts as no."
    ),
    Figure.RETENTION_6: marked("The same after 6 months."),
    Figure.RETENTION_12: marked("The same after 12 months."),
    Figure.AID_STUDENTS: marked("Distinct students with a term on record that began in the year."),
    Figure.AID_DUE: marked("Tuition and lodging due for terms that began in the year, where both are known."),
    Figure.AID_DUE_UNKNOWN: marked(
        "Terms that are left out of the sum of fees due, as theirs are not known."
    ),
    Figure.AID_PAID: marked("What was paid for these terms from all sources; promises are not counted."),
    Figure.AID_PAID_BY_SOURCE: marked("Study aid paid, by where it came from."),
    Figure.AID_GAP: marked(
        "What was due and did not come, added up over terms; too much for one term fills no other."
    ),
    Figure.DROPOUTS: marked("Distinct students who left school in the year before finishing."),
    Figure.DROPOUTS_OVER_FEES: marked("Of those who left school, who left over fees. The target is 0."),
    Figure.ZERO_EMPLOYMENT_HOUSEHOLDS: marked(
        "Zero-employment households on the register none of whose children is in a recorded employment."
    ),
    Figure.RELIEF_TIMES: marked("Payments of the relief fund in the year; each is one household-time."),
    Figure.RELIEF_HOUSEHOLDS: marked(
        "Distinct households that got a payment; a student without a household counts as one."
    ),
    Figure.RELIEF_TOTAL: marked("The payments of the relief fund in the year, added up."),
    Figure.RELIEF_BY_PURPOSE: marked("Relief paid, by what it was for."),
    Figure.RELIEF_HIGHEST: marked(
        "What the household that got most got in the year, rounded up to ten thousand yuan."
    ),
    Figure.FUND_BALANCE: marked(
        "What came into the relief fund less what was paid from it, since the first entry."
    ),
}

STEPS: Mapping[Step, str] = {
    Step.GRADUATES: marked("graduates of the year"),
    Step.SEEKING: marked("seek or sought work"),
    Step.REFERRED: marked("were referred"),
    Step.INTERVIEWED: marked("were interviewed"),
    Step.PLACED: marked("were placed"),
    Step.RETAINED: marked("were still employed when asked"),
}

DIMENSIONS: Mapping[By, str] = {
    By.STREET: marked("by street"),
    By.CATEGORY: marked("by category"),
    By.STAGE: marked("by stage"),
    By.EVIDENCE: marked("by evidence"),
    By.MONTH: marked("by month"),
    By.SOURCE: marked("by source"),
    By.PURPOSE: marked("by purpose"),
}

_STAGES: Mapping[Stage, str] = {
    Stage.COMPULSORY: marked("primary and middle school"),
    Stage.SECONDARY: marked("high and vocational school"),
    Stage.COLLEGE: marked("college"),
    Stage.UNIVERSITY: marked("university"),
    Stage.OUT_OF_SCHOOL: marked("out of school"),
    Stage.UNKNOWN: marked("not known"),
}

_EVIDENCE: Mapping[Evidence, str] = {
    Evidence.SELF_REPORT: marked("own word"),
    Evidence.AGREEMENT: marked("agreement"),
    Evidence.CONTRACT: marked("labour contract"),
    Evidence.INSURANCE: marked("a month of social insurance"),
    Evidence.RETAINED_3: marked("still employed at 3 months"),
    Evidence.RETAINED_6: marked("still employed at 6 months"),
    Evidence.RETAINED_12: marked("still employed at 12 months"),
}

_SOURCES: Mapping[AidSource, str] = {
    AidSource.GRANT: marked("grants"),
    AidSource.LOAN: marked("student loans"),
    AidSource.COMPANY: marked("partner companies"),
    AidSource.SCHOOL: marked("schools"),
    AidSource.RELIEF_FUND: marked("relief fund"),
}

_PURPOSES: Mapping[ReliefPurpose, str] = {
    ReliefPurpose.MEDICAL: marked("medical treatment"),
    ReliefPurpose.LIVING: marked("living"),
    ReliefPurpose.STUDY: marked("study"),
    ReliefPurpose.WORK: marked("starting work"),
}

MONEY = frozenset(
    {
        Figure.AID_DUE,
        Figure.AID_PAID,
        Figure.AID_GAP,
        Figure.RELIEF_TOTAL,
        Figure.RELIEF_HIGHEST,
        Figure.FUND_BALANCE,
    }
)
RATES = frozenset(
    {
        Figure.EMPLOYMENT_RATE,
        Figure.DESTINATION_RATE,
        Figure.STUDY_TO_WORK_MATCH,
        Figure.RETENTION_3,
        Figure.RETENTION_6,
        Figure.RETENTION_12,
    }
)


def figure_name(figure: Figure | str) -> str:
    """What a figure is called."""
    return say(NAMES[Figure(figure)])


def code_name(by: By | str, code: str) -> str:
    """One of the codes that a figure is broken down by."""
    by = By(by)
    if code == UNKNOWN:
        return say(marked("not known"))
    if by is By.STREET:
        return short_place(code) or code
    if by is By.MONTH:
        return say(marked("month %(month)s"), month=code)
    names: Mapping[By, Mapping[str, str]] = {
        By.CATEGORY: {each.value: name for each, name in HARDSHIPS.items()},
        By.STAGE: {each.value: name for each, name in _STAGES.items()},
        By.EVIDENCE: {each.value: name for each, name in _EVIDENCE.items()},
        By.SOURCE: {each.value: name for each, name in _SOURCES.items()},
        By.PURPOSE: {each.value: name for each, name in _PURPOSES.items()},
    }
    return say(names[by][code])


def audience_name(audience: Audience) -> str:
    """Whom a report is for."""
    return say(AUDIENCES[audience])
