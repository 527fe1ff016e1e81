"""The settings of one instance, read once from the environment and checked as a whole."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from api.keys import KEYS, InvalidKey, demo_keys, read_key
from api.minimum_wages import MinimumWagesError, read_minimum_wages
from matcher.errors import InvalidPolicy
from matcher.law.terms import LocalWages
from matcher.policy import STANDARD, Policy
from matcher.reference.divisions import division
from models.queries.service_promise import PROMISE, ServicePromise, read_promise
from models.vault import Keys

LOCALES = ("zh_CN", "en")
QUEUES = ("sqlite", "postgresql", "redis", "rediss")
NUMBERS = {"requests_a_minute": 60, "keep_left_years": 3, "keep_traces_days": 30}  # unless told otherwise
MOST = 1_000_000
POLICY_FILE = "policy.json"  # of an instance, in its folder
DEMO_DISTRICT = "320205"  # Xishan, Wuxi: where the invented district lies


class Profile(StrEnum):
    """What an instance is for; its folder remembers it."""

    DEMO = "demo"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Setting:
    """One name in the environment; what it means is said in api.presenters.settings."""

    name: str
    attribute: str
    secret: bool = False


SETTINGS = (
    Setting("AIXIN_INSTANCE", "instance"),
    Setting("AIXIN_PROFILE", "profile"),
    Setting("AIXIN_DATABASE_URL", "database_url", secret=True),
    Setting("AIXIN_HUEY_URL", "queue_url", secret=True),
    Setting("AIXIN_LOCALE", "locale"),
    Setting("AIXIN_DISTRICT", "district"),
    Setting("AIXIN_MINIMUM_WAGE", "minimum_wages"),
    Setting("AIXIN_POLICY", "policy"),
    Setting("AIXIN_SERVICE_PROMISE", "service_promise"),
    Setting("AIXIN_REQUESTS_A_MINUTE", "requests_a_minute"),
    Setting("AIXIN_KEEP_LEFT_YEARS", "keep_left_years"),
    Setting("AIXIN_KEEP_TRACES_DAYS", "keep_traces_days"),
    Setting("AIXIN_BACKUPS", "backups"),
    Setting("AIXIN_BACKUP_KEY", "backup_key"),
    *(Setting(name, attribute, secret=True) for name, attribute in KEYS.items()),
)


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """What is wrong with one setting: a code, the name, and what the code is about (never a secret)."""

    code: str
    name: str
    params: Mapping[str, str] = field(default_factory=dict)


class SettingsError(Exception):
    """The settings do not allow a start; `problems` holds all that is wrong, not only the first."""

    def __init__(self, problems: tuple[SettingsProblem, ...]) -> None:
        super().__init__(*(f"{problem.code} {problem.name}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked settings. What is secret stays out of `repr` and so out of logs."""

    profile: Profile
    instance: Path
    locale: str
    district: str | None  # division code
    minimum_wages: LocalWages
    policy: Policy
    service_promise: ServicePromise
    requests_a_minute: int  # for each key and each session
    keep_left_years: int
    keep_traces_days: int
    backups: Path  # the folder of backups
    backup_key: str | None  # public, as hexadecimal: what backups are sealed to
    database_url: str = field(repr=False)
    queue_url: str = field(repr=False)
    secret_key: bytes = field(repr=False)
    master_key: bytes = field(repr=False)
    blind_index_key: bytes = field(repr=False)
    key_pepper: bytes = field(repr=False)

    @property
    def market(self) -> Path:
        """The folder with the openings laid out for ranking."""
        return market_path(self.instance)

    @property
    def uploads(self) -> Path:
        """The folder of files that wait to be imported."""
        return self.instance / "uploads"

    @property
    def keys(self) -> Keys:
        """What opens the sealed fields."""
        return Keys(master=self.master_key, blind_index=self.blind_index_key, pepper=self.key_pepper)


def load_settings(environ: Mapping[str, str] = os.environ, *, policy: Policy | None = None) -> Settings:
    """Read and check all settings; a demo instance without keys is given some, kept in its folder.

    A `policy` that is given counts instead of the instance's own, which may be broken then.
    Raises SettingsError with every problem found.
    """
    problems: list[SettingsProblem] = []
    instance = instance_path(environ)
    profile = _read_profile(environ, instance, problems)
    locale = parse_locale(environ.get("AIXIN_LOCALE") or LOCALES[0])
    if locale is None:
        problems.append(SettingsProblem("LOCALE_UNKNOWN", "AIXIN_LOCALE", {"accepted": " | ".join(LOCALES)}))
    district = _read_district(environ, profile, problems)
    wages = _read_minimum_wages(environ, district, problems)
    policy = policy or _read_policy(environ, problems)
    promise = _read_service_promise(environ, problems)
    numbers = {attribute: _read_number(environ, problems, attribute) for attribute in NUMBERS}
    backup_key = _read_backup_key(environ, problems)
    url = _read_database_url(environ.get("AIXIN_DATABASE_URL"), instance, problems)
    queue = _read_queue_url(environ.get("AIXIN_HUEY_URL"), instance, problems)
    if profile is Profile.DEMO and not problems:
        remember_profile(instance, profile)
    kept = demo_keys(instance, make=not problems) if profile is Profile.DEMO else {}
    keys = _read_keys({**kept, **{name: value for name, value in environ.items() if value}}, problems)
    if problems or locale is None:
        raise SettingsError(tuple(problems))
    return Settings(
        profile=profile,
        instance=instance,
        locale=locale,
        district=district,
        minimum_wages=wages,
        policy=policy,
        service_promise=promise,
        requests_a_minute=numbers["requests_a_minute"],
        keep_left_years=numbers["keep_left_years"],
        keep_traces_days=numbers["keep_traces_days"],
        backups=Path(environ.get("AIXIN_BACKUPS") or instance / "backups").absolute(),
        backup_key=backup_key,
        database_url=url,
        queue_url=queue,
        **keys,
    )


def load_policy(environ: Mapping[str, str] = os.environ) -> Policy:
    """The policy in use: the instance's own, else the standard; no other setting is needed for it.

    Raises SettingsError for a file that is no policy: the standard never steps in for it.
    """
    problems: list[SettingsProblem] = []
    policy = _read_policy(environ, problems)
    if problems:
        raise SettingsError(tuple(problems))
    return policy


def instance_path(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the instance."""
    return Path(environ.get("AIXIN_INSTANCE") or "instance").absolute()


def market_path(instance: Path) -> Path:
    """The folder with the openings laid out for ranking; made anew from the database when it is lost."""
    return instance / "market"


def own_policy_path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file with the instance's own policy: the one that is named, else the one in its folder, if any."""
    if named := environ.get("AIXIN_POLICY"):
        return Path(named).absolute()
    kept = instance_path(environ) / POLICY_FILE
    return kept if kept.exists() else None


def parse_locale(text: str) -> str | None:
    """One of LOCALES, however a person writes it (`zh-CN`, `zh`, `EN`, `en_US`); None when it is neither."""
    language = text.strip().replace("-", "_").lower().partition("_")[0]
    return {"zh": "zh_CN", "en": "en"}.get(language)


def remembered_profile(instance: Path) -> str | None:
    """The profile that an instance folder was first used with; None for a new one."""
    try:
        return (instance / "profile").read_text("utf-8").strip()
    except FileNotFoundError:
        return None


def remember_profile(instance: Path, profile: Profile) -> None:
    """Keep the profile in the instance folder, so that later commands need not be told."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    if remembered_profile(instance) != profile:
        (instance / "profile").write_text(f"{profile}\n", "utf-8")


def _read_profile(environ: Mapping[str, str], instance: Path, problems: list[SettingsProblem]) -> Profile:
    """The profile told, else the one remembered, else production: what protects is the default."""
    remembered = remembered_profile(instance)
    told = environ.get("AIXIN_PROFILE", "").strip().lower() or None
    if told and remembered and told != remembered:
        problems.append(SettingsProblem("PROFILE_DIFFERS", "AIXIN_PROFILE", {"remembered": remembered}))
    try:
        return Profile(told or remembered or Profile.PRODUCTION)
    except ValueError:
        problems.append(
            SettingsProblem("PROFILE_UNKNOWN", "AIXIN_PROFILE", {"accepted": " | ".join(Profile)})
        )
        return Profile.PRODUCTION


def _read_district(
    environ: Mapping[str, str], profile: Profile, problems: list[SettingsProblem]
) -> str | None:
    """The district that the instance works for; without one, place names that many share stay unknown."""
    code = environ.get("AIXIN_DISTRICT", "").strip()
    if not code:
        return DEMO_DISTRICT if profile is Profile.DEMO else None
    if division(code) is None:
        problems.append(SettingsProblem("DISTRICT_UNKNOWN", "AIXIN_DISTRICT", {"code": code}))
    return code


def _read_minimum_wages(
    environ: Mapping[str, str], district: str | None, problems: list[SettingsProblem]
) -> LocalWages:
    """The minimum wages that the instance knows better than the table; none unless told."""
    try:
        return read_minimum_wages(environ.get("AIXIN_MINIMUM_WAGE", ""), district)
    except MinimumWagesError as error:
        problems.append(SettingsProblem(error.code, "AIXIN_MINIMUM_WAGE", error.params))
        return {}


def _read_policy(environ: Mapping[str, str], problems: list[SettingsProblem]) -> Policy:
    """The instance's own policy, else the standard."""
    path = own_policy_path(environ)
    try:
        return STANDARD if path is None else Policy.from_json(path.read_bytes())
    except OSError:
        problems.append(SettingsProblem("POLICY_UNREADABLE", "AIXIN_POLICY", {"file": str(path)}))
    except InvalidPolicy as error:
        params = {"file": str(path), "field": error.problems[0].field or "JSON"}
        problems.append(SettingsProblem("POLICY_INVALID", "AIXIN_POLICY", params))
    return STANDARD


def _read_service_promise(environ: Mapping[str, str], problems: list[SettingsProblem]) -> ServicePromise:
    """How many services of each kind a graduate who seeks work is promised in a year."""
    text = environ.get("AIXIN_SERVICE_PROMISE", "").strip()
    told = read_promise(text) if text else PROMISE
    if told is not None:
        return told
    problems.append(SettingsProblem("SERVICE_PROMISE_UNKNOWN", "AIXIN_SERVICE_PROMISE", {"value": text}))
    return PROMISE


def _read_number(environ: Mapping[str, str], problems: list[SettingsProblem], attribute: str) -> int:
    """A number above 0: there is always a bound."""
    name, default = f"AIXIN_{attribute.upper()}", NUMBERS[attribute]
    text = environ.get(name, "").strip() or str(default)
    if text.isascii() and text.isdigit() and 0 < int(text) <= MOST:
        return int(text)
    problems.append(SettingsProblem("NUMBER_EXPECTED", name, {"value": text}))
    return default


def _read_backup_key(environ: Mapping[str, str], problems: list[SettingsProblem]) -> str | None:
    """The public key of backups; without one there are none."""
    text = environ.get("AIXIN_BACKUP_KEY", "")
    if not text.strip():
        return None
    try:
        return read_key(text).hex()
    except InvalidKey as error:
        problems.append(SettingsProblem(error.code, "AIXIN_BACKUP_KEY", error.params))
        return None


def _read_database_url(text: str | None, instance: Path, problems: list[SettingsProblem]) -> str:
    """The URL as SQLAlchemy wants it, with the one PostgreSQL driver that is installed."""
    if not text:
        return f"sqlite:///{instance / 'aixin.sqlite'}"
    scheme, _, rest = text.strip().partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.strip("/"):
        return f"sqlite://{rest}"
    problems.append(
        SettingsProblem(
            "DATABASE_URL_UNKNOWN", "AIXIN_DATABASE_URL", {"accepted": "sqlite:///… | postgresql://…"}
        )
    )
    return ""


def _read_queue_url(text: str | None, instance: Path, problems: list[SettingsProblem]) -> str:
    """Where the references of jobs are carried; a file of the instance unless told otherwise."""
    if not text:
        return f"sqlite:///{instance / 'queue.sqlite'}"
    scheme, _, rest = text.strip().partition("://")
    if scheme in QUEUES and rest.strip("/"):
        return text.strip()
    accepted = " | ".join(f"{scheme}://…" for scheme in QUEUES)
    problems.append(SettingsProblem("QUEUE_URL_UNKNOWN", "AIXIN_HUEY_URL", {"accepted": accepted}))
    return ""


def _read_keys(given: Mapping[str, str], problems: list[SettingsProblem]) -> dict[str, bytes]:
    """The secrets by attribute; none may stand for two."""
    keys: dict[str, bytes] = {}
    for name, attribute in KEYS.items():
        try:
            key = read_key(given.get(name, ""))
        except InvalidKey as error:
            problems.append(SettingsProblem(error.code, name, error.params))
            continue
        if key in keys.values():
            problems.append(SettingsProblem("KEY_REPEATED", name))
        else:
            keys[attribute] = key
    return keys
