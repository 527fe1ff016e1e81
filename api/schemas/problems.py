"""What is wrong with what was told: codes, severities and places, without a sentence."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error rejects the row (or the post); a warning lets it in and says what was not understood."""

    ERROR = "error"
    WARNING = "warning"


class ProblemCode(StrEnum):
    """Every complaint about a row or a column; the parameters of each are named beside it."""

    # identity: errors
    REQUIRED = "REQUIRED"  # nothing told {}; for an opening's company {or: field}
    UNKNOWN_FIELD = "UNKNOWN_FIELD"  # the API: a field that does not exist {}
    TEXT_TOO_LONG = "TEXT_TOO_LONG"  # {limit}
    NAME_UNREADABLE = "NAME_UNREADABLE"  # digits or signs where a person's name belongs {}
    TITLE_UNREADABLE = "TITLE_UNREADABLE"  # no letter in it {}
    HARDSHIP_UNKNOWN = "HARDSHIP_UNKNOWN"  # {words: [the words not known]}
    ID_NUMERIC = "ID_NUMERIC"  # a cell of numbers: the spreadsheet has lost the last digits {}
    SCIENTIFIC = "SCIENTIFIC"  # 3.2E+17: digits are lost {}
    ID_FIFTEEN = "ID_FIFTEEN"  # an old number of 15 digits {}
    ID_LENGTH = "ID_LENGTH"  # {length}
    ID_CHARACTERS = "ID_CHARACTERS"  # 18 long, but not 17 digits and a digit or X {}
    ID_CHECKSUM = "ID_CHECKSUM"  # {}
    ID_BIRTH_DATE = "ID_BIRTH_DATE"  # impossible, in the future, or more than 100 years ago {}
    ID_TWO_NAMES = "ID_TWO_NAMES"  # the same number under another name in the file {rows}
    ID_OTHER_NAME = "ID_OTHER_NAME"  # the registry has this number under another name {}
    USCC_NUMERIC = "USCC_NUMERIC"  # a cell of numbers {}
    USCC_INVALID = "USCC_INVALID"  # wrong length, characters or checksum {}
    AMOUNT_UNREADABLE = "AMOUNT_UNREADABLE"  # {}
    DAY_UNREADABLE = "DAY_UNREADABLE"  # no date, or no whole one {}
    DAY_TO_COME = "DAY_TO_COME"  # {}
    PAYMENT_TO_COME = "PAYMENT_TO_COME"  # the same of study aid, which may be promised {}
    TERM_UNREADABLE = "TERM_UNREADABLE"  # {}
    SOURCE_UNKNOWN = "SOURCE_UNKNOWN"  # {}
    PURPOSE_UNKNOWN = "PURPOSE_UNKNOWN"  # none, or more than one {}
    RELIEF_UNDATED = "RELIEF_UNDATED"  # the relief fund's money without a day {}
    STUDENT_UNKNOWN = "STUDENT_UNKNOWN"  # {}
    HOUSEHOLD_UNKNOWN = "HOUSEHOLD_UNKNOWN"  # {}
    HOUSEHOLD_OTHER_HEAD = "HOUSEHOLD_OTHER_HEAD"  # number and ID number mean two households {}
    # whole rows
    DUPLICATE_ROW = "DUPLICATE_ROW"  # warning: an earlier row has the same key {row, key: SameKey, differs}
    # understood in part or not at all: warnings on an import, errors on the API
    ID_REGION_UNKNOWN = "ID_REGION_UNKNOWN"  # always a warning {region}
    PHONE_UNREADABLE = "PHONE_UNREADABLE"  # {}
    PLACE_UNKNOWN = "PLACE_UNKNOWN"  # {}
    STATE_UNKNOWN = "STATE_UNKNOWN"  # {}
    EDUCATION_UNKNOWN = "EDUCATION_UNKNOWN"  # {}
    COMPLETION_UNKNOWN = "COMPLETION_UNKNOWN"  # {}
    COMPLETION_DATE_CONFLICT = "COMPLETION_DATE_CONFLICT"  # always a warning {graduation}
    MAJOR_UNKNOWN = "MAJOR_UNKNOWN"  # {}
    DATE_UNREADABLE = "DATE_UNREADABLE"  # {}
    DATES_CROSSED = "DATES_CROSSED"  # an end before its beginning: the end is left out {}
    HOUSEHOLD_UNNUMBERED = "HOUSEHOLD_UNNUMBERED"  # a head of household without a household number {}
    HOUSEHOLD_TWO_HEADS = "HOUSEHOLD_TWO_HEADS"  # warning: an earlier row names another head {row}
    CERTIFICATE_UNKNOWN = "CERTIFICATE_UNKNOWN"  # {}
    WISH_UNKNOWN = "WISH_UNKNOWN"  # {}
    WAGE_UNREADABLE = "WAGE_UNREADABLE"  # {}
    DUE_UNREADABLE = "DUE_UNREADABLE"  # {}
    SPONSOR_UNKNOWN = "SPONSOR_UNKNOWN"  # warning: no such company {}
    SPONSOR_LEFT_OUT = "SPONSOR_LEFT_OUT"  # warning: the source is another one {}
    RESULT_UNKNOWN = "RESULT_UNKNOWN"  # neither hired nor declined {}
    REASON_UNKNOWN = "REASON_UNKNOWN"  # none of a company's reasons {}
    LEFT_OUT = "LEFT_OUT"  # warning: belongs to another result of the row {}
    NOT_POSSIBLE = "NOT_POSSIBLE"  # an act that does not go together with what is there {reason}
    TAKEN_BACK = "TAKEN_BACK"  # warning: told again, and taken back on that day; not booked {day}
    TERM_TOLD_BEFORE = "TERM_TOLD_BEFORE"  # warning: an earlier row says otherwise of this term {row}
    LIMITS_UNKNOWN = "LIMITS_UNKNOWN"  # health limits in words that name no known demand {}
    YES_NO_UNREADABLE = "YES_NO_UNREADABLE"  # {}
    EXPERIENCE_UNREADABLE = "EXPERIENCE_UNREADABLE"  # {}
    HAZARDS_UNREADABLE = "HAZARDS_UNREADABLE"  # {}
    AGE_UNREADABLE = "AGE_UNREADABLE"  # {}
    AGE_UPPER_IGNORED = "AGE_UPPER_IGNORED"  # always a warning; once a file if it says one thing only {}
    AGE_UPPER_IN_TITLE = "AGE_UPPER_IN_TITLE"  # always a warning: it stays and is read {words}
    DURATION_UNREADABLE = "DURATION_UNREADABLE"  # a contract term or probation {}
    HEADCOUNT_UNREADABLE = "HEADCOUNT_UNREADABLE"  # {assumed}
    OPENING_TAKEN_OFF = "OPENING_TAKEN_OFF"  # warning: the company wants nobody any more {}
    # openings: what the law asks of a posting
    HEADCOUNT_ASSUMED = "HEADCOUNT_ASSUMED"  # none told; row None: the column is absent {assumed}
    VALIDITY_ASSUMED = "VALIDITY_ASSUMED"  # none told; row None: the column is absent {days}
    ELEMENT_MISSING = "ELEMENT_MISSING"  # wage, place, duties …; row None: the column is absent {element}
    DISCRIMINATION = "DISCRIMINATION"  # {kind, words, article}; on the API start and end too
    FORBIDDEN_COLUMN = "FORBIDDEN_COLUMN"  # once a file, dropped {kind}
    CHILD_LABOUR = "CHILD_LABOUR"  # work for somebody under 16 {words, article}
    DEPOSIT = "DEPOSIT"  # {words, article}
    PROBATION_TOO_LONG = "PROBATION_TOO_LONG"  # {months, limit, article}
    PROBATION_PAY_TOO_LOW = "PROBATION_PAY_TOO_LOW"  # {words, percent, article}
    WAGE_BELOW_MINIMUM = "WAGE_BELOW_MINIMUM"  # {wage, minimum}
    # posts of a company
    VALIDITY_PAST = "VALIDITY_PAST"  # it would be over before it is seen {today}
    HEADCOUNT_BELOW_FILLED = "HEADCOUNT_BELOW_FILLED"  # fewer than were placed already {filled}
    DUPLICATE = "DUPLICATE"  # an earlier item of the batch has this number {}
    NEAR_DUPLICATE = "NEAR_DUPLICATE"  # warning: much like others of the company {others}
    # requests
    NOT_ACCEPTED = "NOT_ACCEPTED"  # {accepted}
    OUT_OF_RANGE = "OUT_OF_RANGE"  # {min, max}
    INVALID = "INVALID"  # not of the kind that belongs here {}
    NO_WHOLE_NUMBER = "NO_WHOLE_NUMBER"  # {}
    TOO_MANY = "TOO_MANY"  # {limit}
    TOO_FAR = "TOO_FAR"  # a day or moment too far ahead {max}
    MOMENT_UNREADABLE = "MOMENT_UNREADABLE"  # or without its zone {}
    NUMBER_UNFIT = "NUMBER_UNFIT"  # an opening's own number that could stand in no address {}
    BODY_UNASKED = "BODY_UNASKED"  # a body where none is taken {}
    NOTHING_TOLD = "NOTHING_TOLD"  # {accepted}
    NO_OBJECT = "NO_OBJECT"  # an item that has no fields {}
    TAKEN = "TAKEN"  # there is one already, and only one may be {}
    COMPANY_UNKNOWN = "COMPANY_UNKNOWN"  # no reference of a company {}
    OCCUPATION_UNKNOWN = "OCCUPATION_UNKNOWN"  # no code of the classification {}
    CHARACTERS = "CHARACTERS"  # NUL, or half a character {}
    STUDENT_MISSING = "STUDENT_MISSING"  # no reference of a student {}
    OPENING_MISSING = "OPENING_MISSING"  # no reference of an opening {}
    # orders of a plan
    PIN_NO_PARTICIPANT = "PIN_NO_PARTICIPANT"  # the student takes no part {}
    PIN_NO_VACANCY = "PIN_NO_VACANCY"  # the opening is not open or full {}
    PIN_REFUSED = "PIN_REFUSED"  # a rule refuses the pair {}
    PIN_BANNED = "PIN_BANNED"  # the pair is banned as well {}
    PIN_FULL = "PIN_FULL"  # more pins than places {name}
    PIN_TWICE = "PIN_TWICE"  # the student is pinned already {}
    CAPS_CROSS = "CAPS_CROSS"  # {one, other}
    # two records of one student
    RECORDS_DIFFER = "RECORDS_DIFFER"  # both know something, and not the same: somebody has to choose {}
    NOT_DIFFERENT = "NOT_DIFFERENT"  # nothing to choose {}
    MERGED = "MERGED"  # the reference is that of a record that is no more {into}
    # what was built on a row since an import wrote it
    ROW_GONE = "ROW_GONE"  # {table, ref}
    ROW_CHANGED = "ROW_CHANGED"  # by hand, or by a later import {table, ref}
    ROW_BUILT_ON = "ROW_BUILT_ON"  # a row of the table `by` refers to it {table, ref, by}
    # records that are edited by hand
    STATE_BY_PLACEMENT = "STATE_BY_PLACEMENT"  # a placement says otherwise {state}
    STATE_BY_REFERRAL = "STATE_BY_REFERRAL"  # it follows from referrals {state: None without any}
    DISTRICT_ONLY = "DISTRICT_ONLY"  # for officers of the district, not of a street {}
    OUTSIDE_AREA = "OUTSIDE_AREA"  # a place beyond the street of whoever tells it {}
    NUMBER_STAYS = "NUMBER_STAYS"  # a company's own number for an opening, by which it knows it {}
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"  # by somebody else {who, at}; field "" for what is not known
    # the file as a whole (row None)
    COLUMN_IGNORED = "COLUMN_IGNORED"  # no field of this registry, or a second column for one {}
    COLUMN_GUESSED = "COLUMN_GUESSED"  # a header that no list knows, read by the words in it {element: field}
    NO_WORKBOOK = "NO_WORKBOOK"  # named like one, but a text table, and read as that {}
    SHEET_LEFT_OUT = "SHEET_LEFT_OUT"  # another sheet of the same kind, which was not read {sheet}
    COMPANIES_ADDED = "COMPANIES_ADDED"  # openings named companies that were not registered {count}
    NO_ROWS = "NO_ROWS"  # headers and nothing below {}


class SameKey(StrEnum):
    """By what two rows of a file are known to name the same."""

    STUDENT = "student"  # the ID number
    COMPANY = "company"  # the credit code, or the name
    OPENING_NUMBER = "opening_number"  # the company and its own number
    OPENING_WORDS = "opening_words"  # the company, the title and the place
    SCHOOL_TERM = "school_term"  # the student and the term
    AID_PAYMENT = "aid_payment"  # the student, the term, the source, the amount and the day
    REFERRAL = "referral"
    RELIEF_PAYMENT = "relief_payment"  # the household, the purpose, the amount, the day and the decision


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint about one field of what was told, wherever it was told."""

    field: str
    code: ProblemCode
    severity: Severity
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its place in a file: `row` as the spreadsheet shows it, `column` as its header says.

    `value` is what the cell said, masked in ID numbers and phones; row None is about the whole file; `field`
    is our name of the column, empty when it is none of ours.
    """

    sheet: str
    row: int | None
    column: str | None
    code: ProblemCode
    severity: Severity
    value: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str = ""
