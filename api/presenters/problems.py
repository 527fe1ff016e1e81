"""What an import found, in words: one sentence per problem, with what to do where that is known."""

from api.i18n import marked, reader_locale, say, say_list
from api.presenters.placing_problems import OTHERS
from api.presenters.placing_problems import PROBLEMS as PLACING_PROBLEMS
from api.presenters.plan_orders import CAPS_CROSS, PINS
from api.presenters.rows import row_name
from api.presenters.words import article_names, state_name
from api.registry_files.columns import RegistryKind, column
from api.registry_files.guidance import CHOICES
from api.schemas.problems import Problem, ProblemCode, SameKey

SENTENCES = {
    ProblemCode.REQUIRED: marked("This must be filled in"),
    ProblemCode.UNKNOWN_FIELD: marked("There is no such field"),
    ProblemCode.TEXT_TOO_LONG: marked("Longer than %(limit)s characters"),
    ProblemCode.NAME_UNREADABLE: marked("This does not read as a person's name"),
    ProblemCode.TITLE_UNREADABLE: marked("This does not read as a job title"),
    ProblemCode.HARDSHIP_UNKNOWN: marked("Hardship not known: %(words)s; known are %(accepted)s"),
    ProblemCode.ID_NUMERIC: marked(
        "The ID number is stored as a number, so its last digits are lost: format the column as text and "
        "type it again"
    ),
    ProblemCode.SCIENTIFIC: marked(
        "The spreadsheet turned this into scientific notation and lost digits: format the column as text and "
        "type it again"
    ),
    ProblemCode.ID_FIFTEEN: marked("An old ID number of 15 digits: the one of 18 is needed"),
    ProblemCode.ID_LENGTH: marked("An ID number has 18 characters, this one %(length)s"),
    ProblemCode.ID_CHARACTERS: marked("An ID number is 17 digits and then a digit or X"),
    ProblemCode.ID_CHECKSUM: marked("The ID number has a typing error: its check digit does not fit"),
    ProblemCode.ID_BIRTH_DATE: marked("The date of birth in the ID number is impossible"),
    ProblemCode.ID_TWO_NAMES: marked("The same ID number stands under different names, rows %(rows)s"),
    ProblemCode.ID_OTHER_NAME: marked(
        "The registry has this ID number under another name. Check which name is right and correct the file; "
        "a change of name is not taken from a list"
    ),
    ProblemCode.USCC_NUMERIC: marked(
        "The credit code is stored as a number: format the column as text and type it again"
    ),
    ProblemCode.USCC_INVALID: marked("The unified social credit code has a typing error"),
    ProblemCode.AMOUNT_UNREADABLE: marked(
        "This does not read as an amount of money: a number of yuan is needed, such as 1200 or 1200.50"
    ),
    ProblemCode.DAY_UNREADABLE: marked("A whole date is needed here, such as 2025-09-10"),
    ProblemCode.DAY_TO_COME: marked("This day is yet to come"),
    ProblemCode.PAYMENT_TO_COME: marked(
        "This day is yet to come: leave it blank until the money is there, and list it again then"
    ),
    ProblemCode.TERM_UNREADABLE: marked("This does not read as a school term, such as 2025-2026-1"),
    ProblemCode.SOURCE_UNKNOWN: marked("Source not known; known are %(accepted)s"),
    ProblemCode.PURPOSE_UNKNOWN: marked("One of these purposes is needed: %(accepted)s"),
    ProblemCode.RELIEF_UNDATED: marked(
        "Money of the relief fund stands in its ledger from the day of payment on: give the day, or list it "
        "once it is paid"
    ),
    ProblemCode.STUDENT_UNKNOWN: marked(
        "No student of this ID number is registered: import the student first (aixin import students)"
    ),
    ProblemCode.HOUSEHOLD_UNKNOWN: marked(
        "No such household is registered: it comes with its students, who are imported with the household "
        "number. An ID number alone finds a household once a row has given it beside the number"
    ),
    ProblemCode.HOUSEHOLD_OTHER_HEAD: marked(
        "The household number and the head's ID number mean two households: check which one is right"
    ),
    ProblemCode.DUE_UNREADABLE: marked(
        "This does not read as an amount of money; what is due counts as unknown (0 for nothing due)"
    ),
    ProblemCode.SPONSOR_UNKNOWN: marked(
        "No such company is registered; the payment is kept without it. Import the company, then this again"
    ),
    ProblemCode.SPONSOR_LEFT_OUT: marked(
        "The source is not a company, so the company is left out; if it paid, the source is 企业"
    ),
    ProblemCode.RESULT_UNKNOWN: marked("Result not known: %(accepted)s"),
    ProblemCode.REASON_UNKNOWN: marked("Reason not known: %(accepted)s"),
    ProblemCode.NOT_POSSIBLE: OTHERS,
    ProblemCode.LEFT_OUT: marked("This belongs to another result: left out"),
    ProblemCode.TAKEN_BACK: marked(
        "This was taken back on %(day)s and is not booked again; if it is right after all, enter it by hand"
    ),
    ProblemCode.TERM_TOLD_BEFORE: marked("Row %(row)s says otherwise of the same term: the first one counts"),
    ProblemCode.ID_REGION_UNKNOWN: marked("The region in the ID number is not known: %(region)s"),
    ProblemCode.PHONE_UNREADABLE: marked("This does not read as a phone number; kept as written"),
    ProblemCode.PLACE_UNKNOWN: marked("Place not recognised; kept as written, counts as unknown"),
    ProblemCode.STATE_UNKNOWN: marked("State not recognised, counts as unknown; known are %(accepted)s"),
    ProblemCode.EDUCATION_UNKNOWN: marked(
        "Education not recognised, counts as unknown; known are %(accepted)s"
    ),
    ProblemCode.COMPLETION_UNKNOWN: marked(
        "Graduated or not could not be read, counts as unknown; known are %(accepted)s"
    ),
    ProblemCode.COMPLETION_DATE_CONFLICT: marked(
        "Told as graduated, and the graduation date (%(graduation)s) is yet to come: kept as told, check "
        "which is right"
    ),
    ProblemCode.MAJOR_UNKNOWN: marked("Major not in the catalogue; kept as written"),
    ProblemCode.DATE_UNREADABLE: marked("This does not read as a date; counts as unknown"),
    ProblemCode.DATES_CROSSED: marked("The end lies before the beginning; the end is left out"),
    ProblemCode.CERTIFICATE_UNKNOWN: marked("Certificate not recognised; kept as written"),
    ProblemCode.WISH_UNKNOWN: marked("Wished work not recognised; kept as written"),
    ProblemCode.HOUSEHOLD_UNNUMBERED: marked("A head of household without a household number"),
    ProblemCode.HOUSEHOLD_TWO_HEADS: marked("Row %(row)s names another head for this household"),
    ProblemCode.HAZARDS_UNREADABLE: marked("Hazards not recognised; kept as written: check them by hand"),
    ProblemCode.AGE_UNREADABLE: marked("This does not read as an age; counts as unknown"),
    ProblemCode.AGE_UPPER_IGNORED: marked("An upper limit of age is not used; only a lower one is kept"),
    ProblemCode.AGE_UPPER_IN_TITLE: marked(
        "The title shuts out older people (%(words)s): take it out, for an upper limit of age is not used"
    ),
    ProblemCode.WAGE_UNREADABLE: marked("This does not read as a wage; counts as unknown"),
    ProblemCode.LIMITS_UNKNOWN: marked("Health limit not recognised; kept as written: check it by hand"),
    ProblemCode.YES_NO_UNREADABLE: marked("Neither yes nor no; counts as unknown"),
    ProblemCode.EXPERIENCE_UNREADABLE: marked("Experience not recognised; counts as unknown"),
    ProblemCode.DURATION_UNREADABLE: marked("This does not read as a length of time; counts as unknown"),
    ProblemCode.HEADCOUNT_UNREADABLE: marked(
        "This does not read as a number of people; a new opening counts as %(assumed)s"
    ),
    ProblemCode.OPENING_TAKEN_OFF: marked(
        "Taken off: the company wants nobody any more. A later list with a number of people opens it again"
    ),
    ProblemCode.HEADCOUNT_ASSUMED: marked("No headcount told; taken as %(assumed)s"),
    ProblemCode.VALIDITY_ASSUMED: marked("No date until when it is valid; taken as %(days)s days"),
    ProblemCode.ELEMENT_MISSING: marked("A posting must state this: %(element)s"),
    ProblemCode.DISCRIMINATION: marked("The law forbids this wording, removed: %(words)s (%(article)s)"),
    ProblemCode.FORBIDDEN_COLUMN: marked("The law forbids to select by this; the column is dropped"),
    ProblemCode.CHILD_LABOUR: marked("Nobody under 16 may be given work: %(words)s (%(article)s)"),
    ProblemCode.DEPOSIT: marked("An employer may not take a deposit: %(words)s (%(article)s)"),
    ProblemCode.PROBATION_TOO_LONG: marked(
        "Months of probation: %(months)s; the law allows %(limit)s (%(article)s)"
    ),
    ProblemCode.PROBATION_PAY_TOO_LOW: marked(
        "Pay during probation must be at least %(percent)s %% of the agreed wage: %(words)s (%(article)s)"
    ),
    ProblemCode.VALIDITY_PAST: marked("This day is over; today is %(today)s"),
    ProblemCode.HEADCOUNT_BELOW_FILLED: marked("%(filled)s people have been placed here already"),
    ProblemCode.DUPLICATE: marked("An earlier item of this batch has this number: only that one was read"),
    ProblemCode.NEAR_DUPLICATE: marked(
        "Much like other openings of yours: %(others)s. Kept, and marked for the officer; one opening "
        "with a larger headcount serves better"
    ),
    ProblemCode.WAGE_BELOW_MINIMUM: marked("Pays ¥%(wage)s, below the minimum wage of ¥%(minimum)s"),
    ProblemCode.NOT_ACCEPTED: marked("Not accepted here; accepted are %(accepted)s"),
    ProblemCode.OUT_OF_RANGE: marked("Accepted: from %(min)s to %(max)s"),
    ProblemCode.INVALID: marked("Not of the kind that belongs here"),
    ProblemCode.COMPANY_UNKNOWN: marked("No company goes by this, or more than one does"),
    ProblemCode.OCCUPATION_UNKNOWN: marked("The classification has no such code"),
    ProblemCode.TAKEN: marked("There is one already, and only one may be"),
    ProblemCode.NO_WHOLE_NUMBER: marked("A whole number is needed here"),
    ProblemCode.TOO_MANY: marked("More than %(limit)s at once"),
    ProblemCode.TOO_FAR: marked("Too far ahead: %(max)s at the latest"),
    ProblemCode.MOMENT_UNREADABLE: marked(
        "A day and a time are needed here, such as 2026-12-02T10:00:00+08:00"
    ),
    ProblemCode.NUMBER_UNFIT: marked("1 to 64 characters, without blanks and none of / \\ ? # %%"),
    ProblemCode.BODY_UNASKED: marked("Nothing is taken in the body here"),
    ProblemCode.NOTHING_TOLD: marked("Say at least one of %(accepted)s"),
    ProblemCode.NO_OBJECT: marked("An object with fields belongs here"),
    ProblemCode.STUDENT_MISSING: marked("There is no student with this reference"),
    ProblemCode.OPENING_MISSING: marked("There is no opening with this reference"),
    **{ProblemCode(f"PIN_{reason}"): sentence for reason, sentence in PINS.items()},
    ProblemCode.CAPS_CROSS: CAPS_CROSS,
    ProblemCode.STATE_BY_PLACEMENT: marked(
        "A placement says otherwise: %(state)s. End the placement first, then the state can be told"
    ),
    ProblemCode.STATE_BY_REFERRAL: marked(
        "Proposed and in interview follow from referrals; while one is open the state can only be told as "
        "unreachable: withdraw it first"
    ),
    ProblemCode.DISTRICT_ONLY: marked("An officer of the district decides on this"),
    ProblemCode.OUTSIDE_AREA: marked("This lies beyond your street: ask an officer of the district"),
    ProblemCode.NUMBER_STAYS: marked("The company knows the opening by this number: it stays"),
    ProblemCode.CHANGED_MEANWHILE: marked("Changed meanwhile by %(who)s"),
    ProblemCode.CHARACTERS: marked("Characters that cannot be kept: NUL, or half a character"),
    ProblemCode.RECORDS_DIFFER: marked("The two records say different things here: choose which one holds"),
    ProblemCode.MERGED: marked("This record was merged into %(into)s"),
    ProblemCode.NOT_DIFFERENT: marked("The two records do not contradict each other here"),
    ProblemCode.ROW_GONE: marked("%(table)s %(ref)s: not there any more"),
    ProblemCode.ROW_CHANGED: marked("%(table)s %(ref)s: changed since, by hand or by a later import"),
    ProblemCode.ROW_BUILT_ON: marked("%(table)s %(ref)s: in use since (%(by)s)"),
    ProblemCode.COLUMN_IGNORED: marked("This column is not used"),
    ProblemCode.COLUMN_GUESSED: marked("This column is read as: %(element)s; --mapping says otherwise"),
    ProblemCode.NO_WORKBOOK: marked(
        "This is no workbook, though its name says so: it was read as the text table (CSV) that it is"
    ),
    ProblemCode.SHEET_LEFT_OUT: marked(
        "The sheet %(sheet)s looks like the same registry and was not read: import it with --sheet %(sheet)s"
    ),
    ProblemCode.COMPANIES_ADDED: marked(
        "Companies that were not registered yet and have been added: %(count)s"
    ),
    ProblemCode.NO_ROWS: marked("There are headers, and no rows below them"),
}

_SAME = {
    SameKey.STUDENT: marked("The same student (ID number) as row %(row)s"),
    SameKey.COMPANY: marked("The same company (credit code, or name) as row %(row)s"),
    SameKey.OPENING_NUMBER: marked("The same opening (company and reference number) as row %(row)s"),
    SameKey.OPENING_WORDS: marked("The same opening (company, title and place) as row %(row)s"),
    SameKey.SCHOOL_TERM: marked("The same term of the same student as row %(row)s"),
    SameKey.AID_PAYMENT: marked("The same payment (student, term, source, amount and day) as row %(row)s"),
    SameKey.REFERRAL: marked("The same referral as row %(row)s"),
    SameKey.RELIEF_PAYMENT: marked(
        "The same payment (household, purpose, amount, day and decision) as row %(row)s; if they are two, "
        "give each its decision number (文号)"
    ),
}

_ACCEPTED = {  # the fields whose templates list the words that are known
    ProblemCode.HARDSHIP_UNKNOWN: (RegistryKind.STUDENTS, "hardship"),
    ProblemCode.STATE_UNKNOWN: (RegistryKind.STUDENTS, "state"),
    ProblemCode.EDUCATION_UNKNOWN: (RegistryKind.STUDENTS, "education"),
    ProblemCode.COMPLETION_UNKNOWN: (RegistryKind.STUDENTS, "completion"),
    ProblemCode.SOURCE_UNKNOWN: (RegistryKind.STUDY_AID, "source"),
    ProblemCode.PURPOSE_UNKNOWN: (RegistryKind.RELIEF, "purpose"),
    ProblemCode.RESULT_UNKNOWN: (RegistryKind.HIRES, "result"),
    ProblemCode.REASON_UNKNOWN: (RegistryKind.HIRES, "reason"),
}


def problem_sentence(problem: Problem) -> str:
    """What is wrong, in one sentence; where it is stands beside it."""
    if problem.code is ProblemCode.DUPLICATE_ROW:
        told = problem.params
        return _duplicate_sentence(told["row"], str(told["key"]), differs=bool(told["differs"]))
    params = {name: _word(name, value) for name, value in problem.params.items()}
    if problem.code is ProblemCode.CHANGED_MEANWHILE and problem.params["who"] is None:
        return say(marked("This was changed meanwhile by an import, a company, a referral or a placement"))
    if problem.code is ProblemCode.NOT_POSSIBLE:
        return say(PLACING_PROBLEMS.get(str(problem.params["reason"]), OTHERS))
    if problem.code in _ACCEPTED:
        params["accepted"] = "、".join(CHOICES[_ACCEPTED[problem.code]])
    return say(SENTENCES[problem.code], **params)


def _duplicate_sentence(row: object, key: object, differs: object) -> str:
    same = say(_SAME[SameKey(str(key))], row=row)
    if not differs:
        return say(marked("%(same)s: left out"), same=same)
    if key == SameKey.OPENING_WORDS:
        return say(
            marked(
                "%(same)s, though other cells differ: the first counts, this row is left out. If they are "
                "two, give each a reference number (岗位编号)"
            ),
            same=same,
        )
    return say(
        marked("%(same)s, though other cells differ: the first counts, this row is left out"), same=same
    )


def field_label(kind: RegistryKind, field: str) -> str:
    """The header that the template of a registry gives to a field, in the reader's language."""
    told = column(kind, field)
    return told.en if reader_locale() == "en" else told.zh


def _word(name: str, value: object) -> str:
    """One fact of a problem as the reader writes it."""
    if name == "state":
        return state_name(None if value is None else str(value))
    if name == "who":
        return str(value).removeprefix("account:")
    if name == "article":
        return article_names(str(value))
    if name in ("table", "by"):
        return row_name(str(value))
    if name == "element":
        return field_label(RegistryKind.OPENINGS, str(value))
    return say_list([str(item) for item in value]) if isinstance(value, list | tuple) else str(value)
