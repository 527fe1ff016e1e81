"""What keeps a referral from being made, sent or answered, and a placement from being kept, in words."""

from api.i18n import marked

PROBLEMS = {
    "ALREADY_PLACED": marked("The student is employed already: end that placement first"),
    "COMPANY_SUSPENDED": marked("The company is suspended"),
    "DECLINED_BEFORE": marked("One side has declined this before: say that it is to be proposed again"),
    "ERASED": marked("The student is erased: nothing more is kept of them"),
    "EVIDENCE_OUT_OF_TURN": marked("Only asking again after 3, 6 or 12 months can show this"),
    "HAZARDS_UNCONFIRMED": marked(
        "The student is a minor and the opening declares no hazards: get the company's written word first"
    ),
    "NO_CONSENT": marked("The student has not agreed to be named to this company, or not any more"),
    "NO_SUCH_MOVE": marked("This does not follow the state that the referral is in"),
    "NO_VACANCY": marked("No place is left"),
    "NOT_ELIGIBLE": marked("The rules do not let these two meet"),
    "OFFICER_NEEDED": marked("An officer has to look at this first: ask the placement desk"),
    "PAST": marked("This day is too early"),
    "PROOF_TOO_EARLY": marked("A month of social insurance shows after a month of work at the earliest"),
    "PROOF_TOO_OLD": marked("This proof is older than the introduction to this work"),
    "START_OUT_OF_RANGE": marked("Work starts within a year from today"),
    "TOO_YOUNG": marked("The student is too young for this"),
    "ANSWERED_OTHERWISE": marked("Another answer was given before: ask the placement desk to correct it"),
    "REFERRAL_UNKNOWN": marked("No referral of this handle"),
}
OTHERS = marked("This does not go together with what is there")
