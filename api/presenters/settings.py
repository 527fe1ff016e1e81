"""What each setting means, and what is wrong with one, in words."""

from typing import Any

from api.i18n import marked, say
from api.settings import SETTINGS, Settings, SettingsProblem

MEANINGS = {
    "AIXIN_INSTANCE": marked("Folder of this instance: its database file and what it remembers"),
    "AIXIN_PROFILE": marked("demo (invented data, keys of its own, this machine only) or production"),
    "AIXIN_DATABASE_URL": marked("Where the data is kept: sqlite:///… or postgresql://…"),
    "AIXIN_LOCALE": marked("Language where nobody chose one: zh_CN or en"),
    "AIXIN_DISTRICT": marked(
        "Division code of the district, such as 320205: tells which place is meant where many share a name"
    ),
    "AIXIN_SECRET_KEY": marked("Signs what browsers carry"),
    "AIXIN_MASTER_KEY": marked(
        "Opens everything that is sealed in the database: without it the data is lost"
    ),
    "AIXIN_BLIND_INDEX_KEY": marked("Finds ID numbers and names without opening them"),
    "AIXIN_KEY_PEPPER": marked("Protects the stored keys of companies"),
}

PROBLEMS = {
    "LOCALE_UNKNOWN": marked("%(name)s is none of %(accepted)s"),
    "PROFILE_UNKNOWN": marked("%(name)s is none of %(accepted)s"),
    "PROFILE_DIFFERS": marked("%(name)s differs from the profile of this folder, %(remembered)s"),
    "DISTRICT_UNKNOWN": marked("%(name)s is no division code: %(code)s"),
    "DATABASE_URL_UNKNOWN": marked("%(name)s must be one of %(accepted)s"),
    "KEY_MISSING": marked("%(name)s is not set"),
    "KEY_FORMAT": marked("%(name)s must be %(bytes)s random bytes, as hexadecimal or base64"),
    "KEY_WEAK": marked("%(name)s is not random"),
    "KEY_REPEATED": marked("%(name)s repeats another key"),
}


def settings_problem_sentence(problem: SettingsProblem) -> str:
    """What is wrong with one setting."""
    return say(PROBLEMS[problem.code], name=problem.name, **problem.params)


def settings_document(settings: Settings) -> list[dict[str, Any]]:
    """Every setting with its value (a secret is only said to be set) and its meaning."""
    return [
        {
            "name": setting.name,
            "value": None if setting.secret else str(getattr(settings, setting.attribute) or ""),
            "secret": setting.secret,
            "meaning": say(MEANINGS[setting.name]),
        }
        for setting in SETTINGS
    ]
