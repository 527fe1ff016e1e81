"""The words of the yearly report: which figures there are, and what they are broken down by."""

from enum import StrEnum


class Figure(StrEnum):
    """One figure of the report. What each counts is said beside it (api.presenters.report_words)."""

    COMPANIES_REGISTERED = "companies_registered"
    COMPANIES_ACTIVE = "companies_active"
    COMPANIES_WITH_OPENINGS = "companies_with_openings"
    OPENINGS_VALID = "openings_valid"
    HEADCOUNT_VALID = "headcount_valid"
    STUDENTS = "students"
    STUDENTS_BY_CATEGORY = "students_by_category"
    STUDENTS_BY_STAGE = "students_by_stage"
    GRADUATES = "graduates"
    SEEKING = "seeking"
    SERVED = "served_1131"
    REFERRED = "referred"
    INTERVIEWED = "interviewed"
    PLACED = "placed"
    PLACED_BY_EVIDENCE = "placed_by_evidence"
    EMPLOYED = "graduates_employed"
    SETTLED = "graduates_settled"
    EMPLOYMENT_RATE = "employment_rate"
    DESTINATION_RATE = "destination_rate"
    STUDY_TO_WORK_KNOWN = "study_to_work_known"
    STUDY_TO_WORK_MATCHED = "study_to_work_matched"
    STUDY_TO_WORK_MATCH = "study_to_work_match"
    RETENTION_3 = "retention_3"
    RETENTION_6 = "retention_6"
    RETENTION_12 = "retention_12"
    AID_STUDENTS = "aid_students"
    AID_DUE = "aid_due"
    AID_DUE_UNKNOWN = "aid_due_unknown"
    AID_PAID = "aid_paid"
    AID_PAID_BY_SOURCE = "aid_paid_by_source"
    AID_GAP = "aid_gap"
    DROPOUTS = "dropouts"
    DROPOUTS_OVER_FEES = "dropouts_over_fees"
    ZERO_EMPLOYMENT_HOUSEHOLDS = "zero_employment_households_left"
    RELIEF_TIMES = "relief_household_times"
    RELIEF_HOUSEHOLDS = "relief_households"
    RELIEF_TOTAL = "relief_total"
    RELIEF_BY_PURPOSE = "relief_by_purpose"
    RELIEF_HIGHEST = "relief_highest"
    FUND_BALANCE = "fund_balance"


class By(StrEnum):
    """What a figure is broken down by."""

    STREET = "street"
    CATEGORY = "category"  # of hardship; everybody under one
    STAGE = "stage"
    EVIDENCE = "evidence"
    MONTH = "month"
    SOURCE = "source"
    PURPOSE = "purpose"


class Stage(StrEnum):
    """Where somebody stands in school."""

    COMPULSORY = "compulsory"  # primary and middle school
    SECONDARY = "secondary"  # high school, vocational ones too
    COLLEGE = "college"
    UNIVERSITY = "university"
    OUT_OF_SCHOOL = "out_of_school"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """How far the graduates of the year have come."""

    GRADUATES = "graduates"
    SEEKING = "seeking"
    REFERRED = "referred"
    INTERVIEWED = "interviewed"
    PLACED = "placed"
    RETAINED = "retained"


UNKNOWN = "unknown"
