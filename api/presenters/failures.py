"""What stops a command or a request, as one clear line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.i18n import marked, say, say_list
from api.presenters.accounts import PROBLEMS as ACCOUNT_PROBLEMS
from api.presenters.findings import finding_document
from api.presenters.merging import PROBLEMS as MERGE_PROBLEMS
from api.presenters.plan_orders import CAPS_CROSS, IN_ROW, PINS, pin_sentence
from api.presenters.policy_problems import problem_sentences
from api.presenters.problems import field_label
from api.presenters.rights import PROBLEMS as RIGHTS_PROBLEMS
from api.presenters.settings import settings_problem_sentences
from api.presenters.taking_back import PROBLEMS as TAKING_BACK_PROBLEMS
from api.presenters.undo import PROBLEMS as UNDO_PROBLEMS
from api.registry_files.columns import RegistryKind
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused
from api.settings import SettingsError
from matcher.errors import InvalidPolicy

SENTENCES = {
    # the command line
    "UNKNOWN_SUBJECT": marked(
        "There is no %(kind)s called %(ref)s, nor with that reference; `aixin find` shows what there is"
    ),
    "REFERRAL_UNKNOWN": marked("There is no referral %(ref)s; `aixin referral list` shows them"),
    "PLACEMENT_UNKNOWN": marked("There is no placement %(ref)s; `aixin placement list` shows them"),
    "TOO_YOUNG": marked("The student is too young for this"),
    "DATABASE_UNREACHABLE": marked("The database cannot be reached or used"),
    "DATABASE_BUSY": marked("Another program is writing into the database: try again when it is done"),
    "DATABASE_BEHIND": marked("The database is not ready (it is at %(current)s): run `aixin db upgrade`"),
    "DATABASE_NOT_EMPTY": marked(
        "The database holds data that is not a demo's: set AIXIN_INSTANCE to an empty folder"
    ),
    "DISTRICT_DIFFERS": marked(
        "There is a demo district of another size or seed: `aixin demo --fresh` starts over"
    ),
    "DEMO_ONLY": marked("This is a production instance: a demo needs a folder of its own (AIXIN_INSTANCE)"),
    "LOOPBACK_ONLY": marked("A demo is served to this machine only, not on %(host)s"),
    "TLS_NEEDED": marked(
        "On %(host)s others could read along: give --certfile and --keyfile, or serve on 127.0.0.1 and let a "
        "proxy end TLS (--behind-proxy, see docs/operations.md)"
    ),
    "CERTIFICATE_UNUSABLE": marked("The certificate and its key cannot be used together: %(files)s"),
    "PORT_TAKEN": marked("Port %(port)s is taken: choose another with --port"),
    "DESK_RUNNING": marked(
        "A desk is served on port %(port)s already, perhaps of an older version or another instance: stop it "
        "(Ctrl-C where it was started), or choose another port with --port"
    ),
    "HOST_UNUSABLE": marked("Cannot listen on %(host)s, port %(port)s"),
    "PROBLEMS_TYPE": marked("Give --problems a name that ends in one of %(accepted)s"),
    "OUT_TYPE": marked("Give --out a name that ends in one of %(accepted)s"),
    "PLOT_TYPE": marked("Give --plot a name that ends in %(accepted)s"),
    "OUT_FOLDER_MISSING": marked("There is no folder %(folder)s: make it first, or choose another"),
    "OUT_UNWRITABLE": marked("%(file)s cannot be written: no right to, or another program has the file open"),
    "SEVERAL_FOUND": marked(
        "%(text)s may be any of %(total)s; give the reference (at the end of the line):%(candidates)s"
    ),
    "YEAR_TO_COME": marked("%(year)s has not begun: there is nothing to report of it"),
    "OUTCOMES_UNKNOWN": marked(
        "None of the %(pairs)s pairs is in the registry: the columns student and opening hold references, as "
        "`aixin find` shows them"
    ),
    "COLUMN_MISSING": marked("The file has no column %(column)s; it has %(found)s"),
    "TITLE_EMPTY": marked("Give a title: there is no word in this one"),
    "OCCUPATION_UNKNOWN": marked(
        "The classification has no code %(value)s: give one such as 4-01-02-04; `aixin occupation TITLE` "
        "shows those that come near"
    ),
    "TITLE_NOT_CORRECTED": marked("Nobody corrected %(title)s; `aixin occupation --corrections` shows which"),
    "MAPPING_UNREADABLE": marked('The mapping must be a JSON file such as {"their header": "our field"}'),
    "WORKER_LOST": marked("Whoever worked at this stopped each time it was tried: the log says why"),
    "UNEXPECTED": marked("Something unexpected went wrong (%(error)s); `aixin --traceback …` shows where"),
    # files
    "DETAILS_GONE": marked("It failed; the details are not kept any longer"),
    "IMPORT_INTERRUPTED": marked(
        "The file cannot be applied now, for others keep changing the registry: try again"
    ),
    "FILE_MISSING": marked("There is no such file, or it may not be read"),
    "FILE_EMPTY": marked("The file is empty"),
    "FILE_TOO_LARGE": marked("The file is larger than %(megabytes)s MB: split it"),
    "FILE_UNPACKS_TOO_LARGE": marked("Unpacked, the file is larger than %(megabytes)s MB: split it"),
    "FILE_TOO_COMPLEX": marked(
        "Reading the file takes too much time or memory: save it as CSV and try again"
    ),
    "FILE_TOO_MANY_ROWS": marked("The file has more than %(limit)s rows: split it"),
    "FILE_TOO_MANY_COLUMNS": marked("The file has more than %(limit)s columns"),
    "FILE_TYPE": marked("This is neither a workbook nor a text table (%(found)s): save it as .xlsx or .csv"),
    "FILE_ENCRYPTED": marked("The workbook is protected by a password: save it without one"),
    "FILE_CORRUPT": marked("The file is damaged: open it in the spreadsheet program and save it again"),
    "FILE_ENCODING": marked("The text is in none of UTF-8, UTF-16 and GB18030"),
    "SHEET_MISSING": marked("There is no sheet %(sheet)s; there are %(sheets)s"),
    "HEADERS_MISSING": marked(
        "A list of %(registry)s needs these columns, which are missing: %(fields)s. Found: %(found)s"
    ),
    "FILE_OTHER_KIND": marked(
        "This looks like a list of %(other)s, not of %(registry)s: import it as such (%(verb)s)"
    ),
    "LABELS_MISSING": marked(
        "Labelled titles need the columns %(titles)s; recorded outcomes need %(outcomes)s. Found: %(found)s"
    ),
    "LABELS_UNREAD": marked(
        "No row of the file can be used: codes as 2-06-03-00, outcomes as 0, 1, 2 … or words"
    ),
    "MAPPING_FIELD": marked("The mapping names a field that does not exist: %(field)s"),
    "MAPPING_HEADER": marked("The mapping names a column that the file does not have: %(header)s"),
    "PAIRS_MISSING": marked(
        "The file needs two columns, 学生编号 student and 岗位编号 opening, as a written plan has them. "
        "Found: %(found)s"
    ),
    "PAIR_INCOMPLETE": marked("An opening without a student: rows %(rows)s"),
    # plans
    "INVALID_ORDER": PINS["REFUSED"],
    "PAIR_UNKNOWN": IN_ROW,
    "CAPS_CROSS": CAPS_CROSS,
    # what is kept
    "VAULT_MISSING": marked("No keys at hand to open sealed fields"),
    "WRONG_KEY": marked(
        "The data was sealed with other keys than AIXIN_MASTER_KEY and AIXIN_BLIND_INDEX_KEY"
    ),
    "SEAL_BROKEN": marked("A sealed field was changed from outside and does not open"),
    "DATA_KEY_MISSING": marked(
        "The key of this person is gone: erased, or a backup restored without its keys"
    ),
    "OUT_OF_SCOPE": marked("This lies outside of what you may see or change"),
    "INVALID_POLICY": marked("The policy does not hold together: %(problems)s"),
    **ACCOUNT_PROBLEMS,
    **RIGHTS_PROBLEMS,
    **TAKING_BACK_PROBLEMS,
    "NOTHING_TO_TAKE_BACK": marked("Nothing that could be taken back has the reference %(ref)s"),
    **UNDO_PROBLEMS,
    **MERGE_PROBLEMS,
    "STUDENT_MERGED": marked("%(ref)s was merged into %(into)s: give that reference"),
    "MERGE_CHOICES": marked(
        "The two records differ; for each line add --take FIELD=keep or --take FIELD=drop:%(candidates)s"
    ),
    "IMPORT_UNKNOWN": marked("There is no import %(ref)s; `aixin import list` shows them"),
    "ERASE_WHOM": marked("Say whom: --student REF, or --again FILE, or --list"),
    "REASON_NEEDED": marked("Give --reason: %(accepted)s"),
    "ERASED_LIST_UNREADABLE": marked("%(file)s is no list as `aixin erase --list --json` prints it"),
    # backups
    "BACKUP_KEY_MISSING": marked(
        "Set AIXIN_BACKUP_KEY first: `aixin backup key` makes a pair; its private key stays elsewhere"
    ),
    "BACKUP_EXISTS": marked("%(file)s is there already: choose another name"),
    "BACKUP_UNKNOWN": marked("This is no backup"),
    "BACKUP_OTHER_FILE": marked("%(file)s is the other kind of file: one holds the data, one the data keys"),
    "BACKUP_BROKEN": marked("The backup was changed or cut off: nothing of it is used"),
    "BACKUP_OTHER_KEY": marked("The backup was sealed to another key than the one that was given"),
    "BACKUP_OTHER_DATABASE": marked(
        "The backup is of %(database)s, and the instance's database is another kind"
    ),
    "PRIVATE_KEY_MISSING": marked(
        "Give the private key of backups: --key FILE, or AIXIN_BACKUP_PRIVATE_KEY for this one command"
    ),
    "PRIVATE_KEY_UNREADABLE": marked("%(file)s holds no private key as `aixin backup key` makes it"),
    "NO_KEYS_FILE": marked("There is no file of data keys at %(file)s: give --keys FILE"),
    "KEYS_OLDER": marked(
        "The data keys are older than the backup: give the file that was made with it, or later"
    ),
    "RESTORE_OVER": marked("The database is in use: --over lets what is there go"),
    "DATABASE_IN_USE": marked("Somebody has the database open: stop the server and the workers first"),
    "TOOL_MISSING": marked(
        "PostgreSQL's program %(tool)s is not on this machine: install its client programs"
    ),
    "TOOL_FAILED": marked("%(tool)s could not do it: %(words)s"),
    # the audit trail
    "AUDIT_CHANGED": marked("Row %(row)s of the audit trail is not what was written"),
    "AUDIT_MISSING": marked("Row %(row)s of the audit trail is missing"),
    "AUDIT_ADDED": marked("Row %(row)s of the audit trail was not written by Aixin"),
    "AUDIT_HEAD_CHANGED": marked("The head of the audit trail is not what was written (row %(row)s)"),
    "AUDIT_KEPT_HEAD_CHANGED": marked("The head that was kept was not written here (row %(row)s)"),
    "AUDIT_HEAD_UNREADABLE": marked("%(file)s is no head as `aixin audit head --out` writes it"),
    "POLICY_ELSEWHERE": marked("AIXIN_POLICY names %(file)s: change that file, or unset AIXIN_POLICY"),
}

REGISTRIES = {
    RegistryKind.STUDENTS: marked("students"),
    RegistryKind.COMPANIES: marked("companies"),
    RegistryKind.OPENINGS: marked("openings"),
    RegistryKind.STUDY_AID: marked("study aid"),
    RegistryKind.RELIEF: marked("relief payments"),
    RegistryKind.HIRES: marked("hires"),
}

HEADERS_SHOWN = 12
HEADER_LETTERS = 20  # of each: what stands in a file without headers may be long

KINDS = {"student": marked("student"), "opening": marked("opening"), "company": marked("company")}


@dataclass(frozen=True, slots=True)
class Failure:
    """A stop, for machines and for people."""

    code: str
    params: Mapping[str, Any]
    text: str

    def document(self) -> dict[str, Any]:
        """The failure as the only document of a command."""
        return {"error": {"code": self.code, "params": self.params, "message": self.text}}


def failure_of(error: Exception) -> Failure:
    """The failure that an error means; one that nobody foresaw tells no more than its kind."""
    if isinstance(error, SettingsError):
        text = settings_problem_sentences(error.problems)
        problems = [{"code": p.code, "name": p.name, **p.params} for p in error.problems]
        return Failure("INVALID_SETTINGS", {"problems": problems}, text)
    if isinstance(error, InvalidPolicy):
        return Failure(
            error.code,
            error.params,
            say(SENTENCES[error.code], problems=problem_sentences(error.problems)),
        )
    if isinstance(error, FieldsRefused):
        told = [finding_document(finding) for finding in error.findings]
        lines = [f"{_label(each['field'])}{say(marked(': '))}{each['message']}" for each in told]
        return Failure(error.code, {"errors": told}, "\n".join(lines))
    if isinstance(error, NotPossible) and "findings" in error.params:
        told = [finding_document(finding) for finding in error.params["findings"]]
        lines = [say(SENTENCES[error.code]), *(f"{each['field']} {each['message']}".strip() for each in told)]
        return Failure(error.code, {**error.params, "findings": told}, "\n  ".join(lines))
    code = str(getattr(error, "code", ""))
    params: Mapping[str, Any] = getattr(error, "params", {})
    if code not in SENTENCES or not isinstance(params, Mapping):
        code, params = "UNEXPECTED", {"error": type(error).__name__}
    return Failure(code, params, failure_sentence(code, params))


def failure_sentence(code: str, params: Mapping[str, Any]) -> str:
    """The line for a code; what it is about is filled in."""
    if code == "HEADERS_MISSING":
        return _missing_headers(**params)
    if code == "FILE_OTHER_KIND":
        return _other_kind(**params)
    if code == "INVALID_ORDER":
        return pin_sentence(**params)
    if code == "PAIR_UNKNOWN":
        problem = failure_sentence(**params["why"])
        return say(IN_ROW, row=params["row"], file=params["file"], problem=problem)
    return say(SENTENCES[code], **{name: _word(name, value) for name, value in params.items()})


def _other_kind(kind: str, other: str, sheet: str = "", **_: object) -> str:
    """Which list a file is, and how it would be read."""
    words = {"registry": say(REGISTRIES[RegistryKind(kind)]), "other": say(REGISTRIES[RegistryKind(other)])}
    return _on_sheet(sheet, say(SENTENCES["FILE_OTHER_KIND"], verb=other, **words))


def _on_sheet(sheet: str, sentence: str) -> str:
    if not sheet:
        return sentence
    return say(marked("Sheet %(sheet)s: %(sentence)s"), sheet=sheet, sentence=sentence)


def _missing_headers(
    kind: str,
    fields: Sequence[Sequence[str]],
    found: Sequence[str],
    close: Mapping[str, str],
    sheet: str = "",
    **_: object,
) -> str:
    """The columns that a registry file lacks, by the labels of its template, and those that it has."""
    registry = RegistryKind(kind)
    either = say(marked(" or "))
    groups = [either.join(field_label(registry, field) for field in group) for group in fields]
    there = [" ".join(header.split())[:HEADER_LETTERS] for header in found]
    sentence = say(
        SENTENCES["HEADERS_MISSING"],
        registry=say(REGISTRIES[registry]),
        fields=say_list(groups, most=8),
        found=say_list(there, most=HEADERS_SHOWN) or "—",
    )
    sentence = _on_sheet(sheet, sentence)
    if not close:
        return sentence
    hints = [f"{header} → {field_label(registry, field)}" for header, field in close.items()]
    return say(marked("%(sentence)s (close: %(hints)s)"), sentence=sentence, hints=say_list(hints))


def _label(field: str) -> str:
    """A field of a company as its template calls it."""
    return field_label(RegistryKind.COMPANIES, field)


def _word(name: str, value: Any) -> str:
    """One fact of a failure as the reader writes it."""
    if name == "candidates":
        return "".join(f"\n  {candidate}" for candidate in value)
    if name == "kind":
        return say(KINDS[value]) if value in KINDS else str(value)
    if value is None:
        return say(marked("nothing yet"))
    return say_list([str(item) for item in value], most=8) if isinstance(value, list | tuple) else str(value)
