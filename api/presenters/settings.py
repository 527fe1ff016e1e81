"""What each setting means, and what is wrong with one, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.i18n import marked, say
from api.settings import SETTINGS, Settings, SettingsProblem
from matcher.policy import Policy

MEANINGS = {
    "AIXIN_INSTANCE": marked("Folder of this instance: its database file and what it remembers"),
    "AIXIN_PROFILE": marked("demo (invented data, keys of its own, this machine only) or production"),
    "AIXIN_DATABASE_URL": marked("Where the data is kept: sqlite:///… or postgresql://…"),
    "AIXIN_HUEY_URL": marked(
        "Carries the references of jobs to the workers: sqlite:///…, postgresql://… or redis://…"
    ),
    "AIXIN_LOCALE": marked("Language where nobody chose one: zh_CN or en"),
    "AIXIN_DISTRICT": marked(
        "Division code of the district, such as 320205: tells which place is meant where many share a name"
    ),
    "AIXIN_MINIMUM_WAGE": marked(
        "Lowest lawful wage, before the table of Aixin: CNY a month, or a CSV file of place,amount"
    ),
    "AIXIN_POLICY": marked("The district's own points and thresholds: a file as `aixin policy show` prints"),
    "AIXIN_SERVICE_PROMISE": marked(
        "What a graduate who seeks work is promised each year: briefings, guidance, recommendations, "
        "trainings or internships"
    ),
    "AIXIN_REQUESTS_A_MINUTE": marked("How many requests a minute each key and each log-in may send"),
    "AIXIN_KEEP_LEFT_YEARS": marked(
        "Years after which a student who left the programme is erased by `aixin retention`"
    ),
    "AIXIN_KEEP_TRACES_DAYS": marked(
        "Days after which used-up links, log-ins, answers, runs and what imports are undone from are removed"
        " by `aixin retention`"
    ),
    "AIXIN_BACKUPS": marked("Folder of the backups that `aixin backup` makes; best on another disk"),
    "AIXIN_BACKUP_KEY": marked(
        "Public key that backups are sealed to; `aixin backup key` makes a pair, and the private key stays "
        "elsewhere"
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
    "MINIMUM_WAGE_UNKNOWN": marked("%(name)s is neither CNY a month nor a file of place,amount: %(value)s"),
    "MINIMUM_WAGE_LINE": marked("%(name)s: line %(line)s of the file is no place and amount, or contradicts"),
    "POLICY_UNREADABLE": marked("%(name)s: there is no file %(file)s, or it may not be read"),
    "POLICY_INVALID": marked(
        "The policy %(file)s does not hold together, first at %(field)s: `aixin policy check` tells all"
    ),
    "SERVICE_PROMISE_UNKNOWN": marked("%(name)s must be four numbers as 1,1,3,1, not %(value)s"),
    "NUMBER_EXPECTED": marked("%(name)s must be a whole number above 0, not %(value)s"),
    "DATABASE_URL_UNKNOWN": marked("%(name)s must be one of %(accepted)s"),
    "QUEUE_URL_UNKNOWN": marked("%(name)s must be one of %(accepted)s"),
    "KEY_MISSING": marked("%(name)s is not set"),
    "KEY_FORMAT": marked("%(name)s must be %(bytes)s random bytes, as hexadecimal or base64"),
    "KEY_WEAK": marked("%(name)s is not random"),
    "KEY_REPEATED": marked("%(name)s repeats another key"),
}


def settings_problem_sentence(problem: SettingsProblem) -> str:
    """What is wrong with one setting."""
    return say(PROBLEMS[problem.code], name=problem.name, **problem.params)


def settings_problem_sentences(problems: Sequence[SettingsProblem]) -> str:
    """All that is wrong, and for keys that are missing where they come from."""
    text = say(marked("; ")).join(map(settings_problem_sentence, problems))
    if all(problem.code != "KEY_MISSING" for problem in problems):
        return text
    hint = say(marked("`aixin settings --new-keys` makes the keys; docs/settings.md says how to keep them"))
    return f"{text}\n{hint}"


def settings_document(
    settings: Settings | None, problems: Sequence[SettingsProblem] = (), told: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Every setting with its value (a secret is only said to be set), its meaning, and what is wrong with it.

    Where the settings do not allow a start (None), the values are those `told` in the environment.
    """
    wrong = {problem.name: settings_problem_sentence(problem) for problem in problems}
    rows = []
    for setting in SETTINGS:
        value = (told or {}).get(setting.name) if settings is None else getattr(settings, setting.attribute)
        secret = setting.secret and not str(value).startswith("sqlite:")  # a file's name is no secret
        rows.append(
            {
                "name": setting.name,
                "value": None if secret else _shown(value),
                "secret": secret,
                "set": bool(value),
                "problem": wrong.get(setting.name),
                "meaning": say(MEANINGS[setting.name]),
            }
        )
    return rows


def _shown(value: Any) -> str:
    if isinstance(value, Policy):
        return f"{value.name} {value.fingerprint}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {amount}".strip() for name, amount in value.items())
    return str(value or "")
