"""`aixin policy`: the points and thresholds in use; check, compare and install a district's own."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from api.clock import now, written
from api.i18n import marked, say
from api.presenters.failures import failure_of
from api.presenters.policies import change_row, effect_sentences, policy_rows, priority_rows, threshold_rows
from api.presenters.policy_problems import problem_sentence, problems_document
from api.services.matching.compare_policies import policy_changes, policy_effect
from api.settings import (
    POLICY_FILE,
    SettingsError,
    instance_path,
    load_policy,
    load_settings,
    own_policy_path,
)
from matcher.errors import InvalidPolicy
from matcher.policy import STANDARD, Policy, json_schema
from models.audit import Act
from scripts.commands.learn_policy import learn
from scripts.instance import open_database, open_market, open_session, operator
from scripts.looking import keep_acts
from scripts.output_files import replacing, set_aside
from scripts.tables import table
from scripts.terminal import FAILED, CommandError, Document, Terminal, as_of_option, clock_time, command

STANDARD_NAME = "standard"  # where a file may be named, the policy that comes with Aixin


@click.group("policy", help="Points and thresholds: show, check, compare, install. · 评分方案")
def policy() -> None:
    """Hold the commands of the policy."""


def source_argument(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A policy by its file, or the word `standard`; absent, it is the one in use."""
    return click.argument(name, required=False, metavar=f"[FILE|{STANDARD_NAME}]")


@command("show", "Print a policy; with --json as a file to begin with. · 显示")
@source_argument("source")
def show(terminal: Terminal, source: str | None) -> None:
    """Print a policy."""
    shown = _read(source)

    def tell(console: Console) -> None:
        console.print(f"{shown.name}  {shown.fingerprint}", style="bold", markup=False)
        levels = (marked("Criterion"), marked("Level"), marked("Points"), marked("What it says"))
        console.print(table([say(header) for header in levels], policy_rows(shown)))
        thresholds = (marked("Threshold"), marked("Value"), marked("What it says"))
        console.print(table([say(header) for header in thresholds], threshold_rows(shown)))
        priorities = (marked("Priority in plans"), marked("Adds"), marked("For whom"))
        console.print(table([say(header) for header in priorities], priority_rows(shown)))

    terminal.answer(shown.document(), tell)


@command("schema", "Print the JSON Schema of policy files. · 格式")
def schema(terminal: Terminal) -> None:
    """Print the form of a policy file; it is JSON in any case."""
    form = json_schema()
    text = json.dumps(form, indent=2)
    terminal.answer(form, lambda console: console.print(text, markup=False, soft_wrap=True))


@command("check", "All that is wrong with a policy file, if anything. · 检查")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def check(terminal: Terminal, file: Path | None) -> None:
    """Check a file, by default the one in use; a policy that does not hold together is a failure."""
    path = file or own_policy_path()
    try:
        checked = STANDARD if path is None else _of_file(path)
    except InvalidPolicy as error:
        problems = problems_document(error.problems)
        failed = {"valid": False, "problems": problems, **failure_of(error).document()}
        terminal.answer(failed, lambda console: None)
        for problem in error.problems:
            terminal.note(problem_sentence(problem))
        raise click.exceptions.Exit(FAILED) from error
    document = {"name": checked.name, "fingerprint": checked.fingerprint, "valid": True, "problems": []}
    line = say(
        marked("The policy %(name)s holds together: %(fingerprint)s"),
        name=checked.name,
        fingerprint=checked.fingerprint,
    )
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


@command("diff", "What changes from one policy to another. · 比较")
@source_argument("first")
@source_argument("second")
@click.option("--effect", is_flag=True, help="Count what changes in everybody's shortlists, too.")
@click.option("-k", default=20, show_default=True, type=click.IntRange(min=1), help="How many.")
@as_of_option
def diff(
    terminal: Terminal, *, first: str | None, second: str | None, effect: bool, k: int, as_of: date
) -> None:
    """Compare two policies; with one, the policy in use with it; with none, the standard with that in use."""
    if second is None:
        first, second = (None, first) if first else (STANDARD_NAME, None)
    before, after = _read(first), _read(second)
    changes = policy_changes(before, after)
    document: Document = {
        "before": {"name": before.name, "fingerprint": before.fingerprint},
        "after": {"name": after.name, "fingerprint": after.fingerprint},
        "changes": [asdict(change) for change in changes],
    }
    sentences = []
    if effect:
        with open_session() as session, terminal.progress(say(marked("Shortlists"))) as progress:
            found = policy_effect(
                session, open_market(before), open_market(after), as_of=as_of, k=k, progress=progress
            )
        document["effect"] = asdict(found)
        sentences = effect_sentences(found)

    def tell(console: Console) -> None:
        console.print(f"{before.name} {before.fingerprint} → {after.name} {after.fingerprint}", markup=False)
        headers = (marked("Field"), marked("Before"), marked("After"), marked("Change"))
        if changes:
            console.print(table([say(header) for header in headers], [change_row(one) for one in changes]))
        else:
            console.print(say(marked("Both have the same points, thresholds and priorities")))
        for sentence in sentences:
            console.print(sentence, markup=False, soft_wrap=True)

    terminal.answer(document, tell)


@command("use", "Let the points and thresholds of a file count from now on. · 启用")
@click.argument("file", type=click.Path(path_type=Path))
def use(terminal: Terminal, file: Path) -> None:
    """Install a policy in the instance's folder; the one before is kept aside."""
    chosen = _of_file(file)
    path = _installed_path()
    if _is_in_use(chosen):
        _tell_unchanged(terminal, chosen)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(terminal, path) as unfinished:
        unfinished.write_text(chosen.to_json(), "utf-8")
        _keep_in_trail(chosen)
    _tell_in_use(terminal, chosen)


@command("reset", "Go back to the standard points and thresholds. · 恢复标准")
def reset(terminal: Terminal) -> None:
    """Put the instance's own policy aside."""
    path = _installed_path()
    if not path.exists():
        _tell_unchanged(terminal, STANDARD)
        return
    _keep_in_trail(STANDARD)
    set_aside(terminal, path)
    _tell_in_use(terminal, STANDARD)


def _read(source: str | None) -> Policy:
    """The policy that is meant: in use, standard, or of a file."""
    if source is None:
        return load_policy()
    return STANDARD if source == STANDARD_NAME else _of_file(Path(source))


def _of_file(path: Path) -> Policy:
    try:
        return Policy.from_json(path.read_bytes())
    except OSError as error:
        raise CommandError("FILE_MISSING") from error


def _installed_path() -> Path:
    """Where a policy is installed; one that the environment names is the environment's business."""
    if named := os.environ.get("AIXIN_POLICY"):
        raise CommandError("POLICY_ELSEWHERE", file=named)
    return instance_path() / POLICY_FILE


def _in_use() -> Policy | None:
    """What counts now; None where that does not hold together."""
    try:
        return load_policy()
    except SettingsError:
        return None


def _is_in_use(chosen: Policy) -> bool:
    now_used = _in_use()
    return now_used is not None and now_used.document() == chosen.document()


def _keep_in_trail(chosen: Policy) -> None:
    """Keep who lets which policy count, before it does: what cannot be kept does not happen."""
    before = _in_use()
    policies = {"before": before and before.fingerprint, "after": chosen.fingerprint}
    with open_database(load_settings(policy=chosen)) as (engine, vault):
        keep_acts(engine, vault, [Act("policy.used", details=policies)])


def _tell_unchanged(terminal: Terminal, chosen: Policy) -> None:
    document = {
        "name": chosen.name,
        "fingerprint": chosen.fingerprint,
        "instance": str(instance_path()),
        "changed": False,
    }
    terminal.note(say(marked("%(name)s (%(fingerprint)s) counts already: nothing is changed"), **document))
    terminal.answer(document, lambda console: None)


def _tell_in_use(terminal: Terminal, chosen: Policy) -> None:
    moment = now()
    document = {
        "name": chosen.name,
        "fingerprint": chosen.fingerprint,
        "instance": str(instance_path()),
        "by": operator(),
        "at": written(moment),
        "changed": True,
    }
    line = say(
        marked("%(name)s (%(fingerprint)s) counts from now on in %(instance)s; set by %(by)s on %(at)s"),
        **document | {"at": clock_time(moment)},
    )
    terminal.note(line)
    terminal.note(say(marked("A desk that is being served takes it up when it is started again")))
    terminal.answer(document, lambda console: None)


for one in (show, check, diff, use, reset, schema, learn):
    policy.add_command(one)
