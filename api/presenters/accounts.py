"""Accounts and keys in words: roles, and what cannot be done."""

from api.i18n import marked, say
from models.principal import ACCOUNT_ROLES, Role

ROLES = {
    Role.ADMINISTRATOR: marked("administrator"),
    Role.OFFICER: marked("district officer"),
    Role.STREET_OFFICER: marked("street officer"),
    Role.LEADER: marked("leader"),
    Role.AUDITOR: marked("auditor"),
    Role.COMPANY: marked("company"),
    Role.STUDENT: marked("student, by a personal link"),
    Role.OPERATOR: marked("operator of the instance"),
}

DUTIES = {
    Role.ADMINISTRATOR: marked("You look after accounts, keys and settings. Case data is not shown to you."),
    Role.OFFICER: marked("You work with the students and companies of the whole district."),
    Role.STREET_OFFICER: marked("You work with the students of your street."),
    Role.LEADER: marked("You read figures; nobody is named in them."),
    Role.AUDITOR: marked("You read the audit trail."),
    Role.COMPANY: marked("You look after your company's openings and answer for who is referred to them."),
}

PROBLEMS = {
    "LOGIN_INVALID": marked("A name to log in with has 2 to 32 of a–z, 0–9, . _ - and begins with a letter"),
    "LOGIN_TAKEN": marked("There is an account %(login)s already"),
    "ACCOUNT_UNKNOWN": marked("There is no account %(login)s; `aixin user list` shows which"),
    "ACCOUNT_DISABLED": marked("The account %(login)s is disabled"),
    "AREA_MISSING": marked("A street officer needs a street"),
    "AREA_UNWANTED": marked("Only a street officer has an area"),
    "AREA_UNKNOWN": marked("There is no division %(area)s"),
    "AREA_NO_STREET": marked("%(area)s is no street: a street's division code has nine digits"),
    "AREA_ELSEWHERE": marked("The street %(area)s is not of this instance's district, %(district)s"),
    "OWN_ACCOUNT": marked("Nobody shuts their own account: another administrator does"),
    "REASON_MISSING": marked("Give the reason, in some words"),
    "PASSWORD_WRONG": marked("The present password is not right"),
    "PASSWORD_SAME": marked("The new password is the present one"),
    "PASSWORD_WEAK": marked(
        "The new password needs 12 to 128 characters, at least five different ones, without your name in it"
    ),
    "PASSWORDS_DIFFER": marked("The two new passwords differ"),
    "CODE_WRONG": marked(
        "The code is not right, was used already, or was tried too often: wait for the next"
    ),
    "STUDENT_UNKNOWN": marked("There is no such student"),
    "COMPANY_UNKNOWN": marked("There is no company with the code or reference %(company)s"),
    "COMPANY_MISSING": marked("Say which company the account is of: its credit code or reference"),
    "COMPANY_UNWANTED": marked("Only an account of the role company is of a company"),
    "COMPANY_UNVERIFIED": marked(
        "%(company)s has no unified social credit code yet, so it gets neither key nor account"
    ),
    "COMPANY_SUSPENDED": marked("%(company)s is suspended"),
    "COMPANY_ACTIVE": marked("%(company)s is not suspended"),
    "KEY_DAYS": marked("A key is good for 1 to %(most)s days"),
    "KEYS_ENOUGH": marked("There are %(most)s keys in use already: revoke one first"),
    "KEY_UNKNOWN": marked("There is no key %(ref)s; `aixin key list` shows which"),
}


CASES = {
    "import": marked("imported file"),
    "shortlist": marked("shortlist, not approved yet"),
    "referral": marked("referral, not over yet"),
}
"""What somebody has in hand."""

ACTORS = {"link": marked("the student"), "company": marked("the company")}
"""Who acts without an account, by how the trail's name of them begins."""


def actor_name(name: str) -> str:
    """Who did something, as the desk says it: an account by its name to log in with."""
    kind, _, rest = name.partition(":")
    return say(ACTORS[kind]) if kind in ACTORS else rest or name


IN_FULL = {
    "cli": marked("%(name)s, at the command line"),
    "link": marked("personal link %(name)s"),
    "company": marked("company %(name)s, by a key"),
    "stranger": marked("somebody unknown"),
    "demo": marked("the demo's desk"),
}


def actor_in_full(name: str) -> str:
    """Who did something, told apart from all others, as an auditor needs it."""
    kind, _, rest = name.partition(":")
    return say(IN_FULL[kind], name=rest.partition("/")[0]) if kind in IN_FULL else rest or name


def account_problem(code: str, **params: object) -> str:
    """What cannot be done, as one sentence."""
    return say(PROBLEMS[code], **params)


def case_name(kind: str) -> str:
    """What somebody else is to take over."""
    return say(CASES[kind])


def role_name(role: Role) -> str:
    """What somebody is, in a word or two."""
    return say(ROLES[role])


def role_choices() -> list[tuple[str, str]]:
    """Roles that an account may have: codes and words to choose from."""
    return [(role.value, role_name(role)) for role in ACCOUNT_ROLES]


def role_duty(role: Role) -> str:
    """What a role is here for."""
    return say(DUTIES[role])
