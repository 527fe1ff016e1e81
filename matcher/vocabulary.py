"""The words of the field, as enums: what a code means is said once, here."""

from enum import IntEnum, StrEnum


class Education(IntEnum):
    """Level of education, by the codes of GB/T 4658; ANY is an opening's 不限, no code of the standard."""

    ANY = 0
    DOCTOR = 11
    MASTER = 14
    BACHELOR = 21
    COLLEGE = 31
    SECONDARY_VOCATIONAL = 41
    VOCATIONAL_HIGH = 44
    TECHNICAL_SCHOOL = 47
    HIGH_SCHOOL = 61
    MIDDLE_SCHOOL = 71
    PRIMARY_SCHOOL = 81
    OTHER = 90


class Completion(StrEnum):
    """How a course of study stands or ended (毕业状态)."""

    GRADUATED = "graduated"  # 毕业
    COMPLETED = "completed"  # 结业: attended to the end, no diploma
    LEFT = "left"  # 肄业
    IN_SCHOOL = "in_school"  # 在读


class StudentState(StrEnum):
    """Where a student stands on the way to work."""

    NOT_CONTACTED = "not_contacted"
    UNREACHABLE = "unreachable"
    SEEKING = "seeking"
    PROPOSED = "proposed"
    INTERVIEW = "interview"
    TO_START = "to_start"
    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    FURTHER_STUDY = "further_study"
    ARMY = "army"
    INTERNSHIP = "internship"
    TRAINING = "training"
    NOT_SEEKING = "not_seeking"
    MOVED_AWAY = "moved_away"
    LEFT_PROGRAMME = "left_programme"


SEEKING = (StudentState.SEEKING, StudentState.PROPOSED, StudentState.INTERVIEW)
"""States in which a student looks for work."""


class HardshipCategory(StrEnum):
    """困难类别: why a family is in the programme. It never reaches the matcher or a company."""

    MINIMUM_LIVING = "minimum_living"  # 低保
    NEAR_MINIMUM = "near_minimum"  # 低保边缘
    DESTITUTE = "destitute"  # 特困
    EXPENDITURE_POOR = "expenditure_poor"  # 支出型困难
    RELAPSE_MONITORED = "relapse_monitored"  # 防返贫监测
    ORPHAN = "orphan"  # 孤儿
    UNSUPPORTED_CHILD = "unsupported_child"  # 事实无人抚养儿童
    DISABILITY = "disability"  # 残疾
    ZERO_EMPLOYMENT = "zero_employment"  # 零就业家庭
    OTHER = "other"  # 其他


class OpeningStatus(StrEnum):
    """What people decided about an opening; whether it is still valid is derived from its dates."""

    OPEN = "open"
    WAITING = "waiting"  # an officer has yet to look at it
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Hazard(StrEnum):
    """Work that the law closes to 16- and 17-year-olds (劳动法 64, 未成年人保护法 61)."""

    MINE = "mine"
    TOXIC = "toxic"
    RADIATION = "radiation"
    HEAVY_LABOUR = "heavy_labour"  # class 4
    DUST = "dust"
    HEIGHTS = "heights"
    EXTREME_TEMPERATURE = "extreme_temperature"
    NOISE = "noise"
    ELECTRICITY = "electricity"
    PRESSURE_VESSEL = "pressure_vessel"  # boilers and the like
    EXPLOSIVE = "explosive"
    UNDERWATER = "underwater"
    NIGHTLIFE = "nightlife"  # bars, entertainment, internet cafés
    OTHER = "other"  # declared, but in words that no table knows


class Demand(StrEnum):
    """What a body has to do at work; a student's health limits name the demands that cannot be met."""

    STANDING = "standing"
    WALKING = "walking"
    LIFTING = "lifting"
    CLIMBING = "climbing"  # heights, ladders
    DRIVING = "driving"
    NIGHT_SHIFT = "night_shift"
    COLOUR_VISION = "colour_vision"
    SIGHT = "sight"
    HEARING = "hearing"
    SPEECH = "speech"
    FINE_HANDWORK = "fine_handwork"
    DUST = "dust"
    NOISE = "noise"
    CHEMICALS = "chemicals"
    TEMPERATURE = "temperature"


class Refusal(StrEnum):
    """Why a student and an opening cannot meet, in the order in which the rules are tried."""

    UNDER_16 = "UNDER_16"
    ALREADY_PLACED = "ALREADY_PLACED"
    NOT_SEEKING = "NOT_SEEKING"
    OPENING_CLOSED = "OPENING_CLOSED"
    OPENING_WAITING = "OPENING_WAITING"
    OPENING_EXPIRED = "OPENING_EXPIRED"
    OPENING_NOT_YET = "OPENING_NOT_YET"
    OPENING_FULL = "OPENING_FULL"
    MINOR_HAZARD = "MINOR_HAZARD"
    MINIMUM_AGE = "MINIMUM_AGE"
    IN_SCHOOL = "IN_SCHOOL"
    EDUCATION_UNKNOWN = "EDUCATION_UNKNOWN"
    EDUCATION_BELOW = "EDUCATION_BELOW"
    EXPERIENCE = "EXPERIENCE"
    CERTIFICATE = "CERTIFICATE"
    HEALTH_LIMIT = "HEALTH_LIMIT"
    OUT_OF_REACH = "OUT_OF_REACH"
    NO_COMMON_GROUND = "NO_COMMON_GROUND"


class Change(StrEnum):
    """What a student can honestly change, or wait for, to be better placed: advice is made of these."""

    CERTIFICATE = "CERTIFICATE"  # gain it
    SKILL = "SKILL"  # learn it
    TELL_SKILL = "TELL_SKILL"  # have it put on record, where it is there already
    WISH = "WISH"  # wish for this work as well
    PLACE_WISH = "PLACE_WISH"  # wish for this place as well
    RELOCATION = "RELOCATION"  # be willing to move
    OWN_ROOM = "OWN_ROOM"  # need no dormitory
    WAGE_FLOOR = "WAGE_FLOOR"  # be content with less
    DIPLOMA = "DIPLOMA"  # turn a completed course into a diploma (结业换毕业)
    EDUCATION = "EDUCATION"  # have it put on record
    SEEKING = "SEEKING"  # seek again
    AGE = "AGE"  # wait for a birthday
    GRADUATION = "GRADUATION"  # wait until it is near enough
    PUBLICATION = "PUBLICATION"  # wait for the opening's first day


class DropReason(StrEnum):
    """Why an officer takes a pair off a shortlist."""

    DISTANCE = "distance"
    WAGE = "wage"
    HOURS = "hours"
    WISHES = "wishes"  # the student does not want this work
    HEALTH = "health"
    FAMILY = "family"
    EMPLOYER = "employer"  # doubts about the company or the opening
    TRIED = "tried"  # it was tried before
    OTHER = "other"


class ReferralState(StrEnum):
    """How far the introduction of a student to an opening has come (推荐)."""

    PROPOSED = "proposed"  # an officer proposes it; the company knows nothing
    CONSENTED = "consented"  # the student agrees to be named to this company
    SENT = "sent"  # the company has it
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"
    DECLINED = "declined"  # by the student or the company
    EXPIRED = "expired"  # the company has not answered
    WITHDRAWN = "withdrawn"  # by an officer, or with the consent


class Side(StrEnum):
    """Who said no."""

    STUDENT = "student"
    COMPANY = "company"


class DeclineReason(StrEnum):
    """Why somebody said no; whether the job was suitable is an officer's to say, apart from this."""

    WAGE = "wage"
    DISTANCE = "distance"
    HOURS = "hours"
    WORK = "work"  # not the work that was hoped for
    HEALTH = "health"
    FAMILY = "family"
    OTHER_JOB = "other_job"
    STUDY = "study"
    SKILLS = "skills"
    EXPERIENCE = "experience"
    NOT_MET = "not_met"  # did not come, or could not be reached
    FILLED = "filled"
    OTHER = "other"


class Evidence(StrEnum):
    """How well a placement is known, from the weakest on; silence is none."""

    SELF_REPORT = "self_report"
    AGREEMENT = "agreement"  # 就业协议
    CONTRACT = "contract"  # 劳动合同
    INSURANCE = "insurance"  # one month's social insurance
    RETAINED_3 = "retained_3"  # still employed after so many months
    RETAINED_6 = "retained_6"
    RETAINED_12 = "retained_12"


class EndReason(StrEnum):
    """Why a placement ended."""

    STUDENT_LEFT = "student_left"
    PROBATION = "probation"  # not kept after it
    DISMISSED = "dismissed"
    CONTRACT_OVER = "contract_over"
    COMPANY_CLOSED = "company_closed"
    BETTER_JOB = "better_job"
    STUDY = "study"
    NEVER_STARTED = "never_started"
    OTHER = "other"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """By which right something about a student is told to somebody."""

    STATUTORY_DUTY = "statutory_duty"
    CONSENT = "consent"


class Signer(StrEnum):
    """Whose word a consent is."""

    STUDENT = "student"
    STUDENT_AND_GUARDIAN = "student_and_guardian"  # 14 to 17


class Way(StrEnum):
    """How a consent came, or was taken back."""

    LINK = "link"  # the student's own page
    OFFICER = "officer"  # said or signed before an officer


class Without(StrEnum):
    """Why a plan has no proposal for somebody."""

    NO_ELIGIBLE = "NO_ELIGIBLE"  # rules refuse every opening
    WISHES_EXCLUDE = "WISHES_EXCLUDE"  # what other rules would allow is out of reach for who will not move
    CONTESTED = "CONTESTED"  # there are openings, and others took the places
    CAPPED = "CAPPED"  # there are places, and caps keep them
    BANNED = "BANNED"  # officers have banned every one
