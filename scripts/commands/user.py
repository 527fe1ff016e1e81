"""`aixin user`: accounts of staff and companies, from the first administrator on."""

import click
from rich.console import Console

from api.clock import written
from api.i18n import marked, say
from api.presenters.accounts import case_name, role_name
from api.services.access import accounts, api_keys
from api.services.access.in_hand import cases_of
from api.settings import load_settings
from models.account import Account
from models.principal import ACCOUNT_ROLES, Role
from scripts.instance import open_session, operator_acting, writing_session
from scripts.tables import table
from scripts.terminal import Document, Terminal, command


@click.group("user", help="Accounts of staff and companies. · 账号")
def user() -> None:
    """Hold the commands of accounts."""


@command("add", "Make an account; its password is told once. · 新建账号")
@click.argument("login")
@click.option("--role", required=True, type=click.Choice([role.value for role in ACCOUNT_ROLES]))
@click.option("--area", metavar="CODE", help="A street officer's street: its division code. 街道代码")
@click.option("--company", metavar="REF", help="A company's credit code or reference. 企业信用代码或编号")
@click.option("--name", help="Whose it is. 姓名")
def add(
    terminal: Terminal, *, login: str, role: str, area: str | None, company: str | None, name: str | None
) -> None:
    """Make an account and tell the password to hand over."""
    with writing_session() as session:
        account, password = accounts.create_account(
            operator_acting(session),
            login,
            Role(role),
            area=area,
            district=load_settings().district,
            company=api_keys.find_company(session, company) if company else None,
            display_name=name,
        )
        document = {**account_document(account), "password": password}
    _tell_password(terminal, document)


@command("disable", "Shut an account at once, with its sessions and keys. · 停用账号")
@click.argument("login")
@click.option("--reason", required=True, help="Why. 原因")
def disable(terminal: Terminal, *, login: str, reason: str) -> None:
    """Shut an account, and list what it had in hand."""
    with writing_session() as session:
        account = accounts.find_account(session, login)
        accounts.disable_account(operator_acting(session), account, reason)
        cases = cases_of(session, f"account:{account.login}")
        handed_over = [{"kind": case.kind, "ref": case.ref} for case in cases]
        document = {**account_document(account), "handed_over": handed_over}
    terminal.answer(document, lambda console: _show_handed_over(console, document))


@command("enable", "Open an account again. · 启用账号")
@click.argument("login")
def enable(terminal: Terminal, *, login: str) -> None:
    """Open an account again."""
    with writing_session() as session:
        account = accounts.find_account(session, login)
        accounts.enable_account(operator_acting(session), account)
        document = account_document(account)
    line = say(marked("%(login)s is open again; its keys stay revoked, issue new ones"), login=login)
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("reset-password", "A new password for who forgot theirs. · 重置密码")
@click.argument("login")
def reset_password(terminal: Terminal, *, login: str) -> None:
    """Make a new password and tell it."""
    with writing_session() as session:
        account = accounts.find_account(session, login)
        password = accounts.reset_password(operator_acting(session), account)
        document = {**account_document(account), "password": password}
    _tell_password(terminal, document)


@command("reset-totp", "Let who lost the phone set up another. · 重置动态验证码")
@click.argument("login")
def reset_totp(terminal: Terminal, *, login: str) -> None:
    """Take the second factor away: the next log-in sets another up."""
    with writing_session() as session:
        account = accounts.find_account(session, login)
        accounts.reset_totp(operator_acting(session), account)
        document = account_document(account)
    line = say(marked("%(login)s sets up another second factor at the next log-in"), login=login)
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("list", "Who has an account. · 账号清单")
def list_(terminal: Terminal) -> None:
    """List all accounts, those that are shut as well."""
    with open_session() as session:
        items = [account_document(account) for account in accounts.all_accounts(session)]
    terminal.answer({"items": items}, lambda console: _show(console, items))


def account_document(account: Account) -> Document:
    """An account as machines read it: no password, no secret."""
    return {
        "login": account.login,
        "name": account.display_name,
        "role": account.role.value,
        "area": account.area,
        "company": account.company and account.company.ref,
        "ready": account.is_ready,
        "disabled": account.disabled_at and written(account.disabled_at),
        "reason": account.disabled_reason,
    }


def _tell_password(terminal: Terminal, document: Document) -> None:
    sentence = marked(
        "%(login)s logs in with this password, changes it and sets up a second factor. "
        "It is not shown again: %(password)s"
    )
    line = say(sentence, login=document["login"], password=document["password"])
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _show_handed_over(console: Console, document: Document) -> None:
    cases = document["handed_over"]
    sentence = marked("%(login)s is disabled; to be taken over by somebody: %(cases)s")
    console.print(say(sentence, login=document["login"], cases=len(cases)), markup=False)
    if cases:
        headers = [say(marked("What")), say(marked("Reference"))]
        console.print(table(headers, [(case_name(case["kind"]), case["ref"]) for case in cases]))


def _show(console: Console, items: list[Document]) -> None:
    headers = [marked("Account"), marked("Whose"), marked("Role"), marked("Area"), marked("State")]
    rows = [
        (
            item["login"],
            item["name"] or "",
            role_name(Role(item["role"])),
            item["area"] or "",
            _state(item),
        )
        for item in items
    ]
    console.print(table([say(header) for header in headers], rows))


def _state(item: Document) -> str:
    if item["disabled"]:
        return say(marked("disabled: %(reason)s"), reason=item["reason"])
    return "" if item["ready"] else say(marked("not set up yet"))


for each in (add, disable, enable, reset_password, reset_totp, list_):
    user.add_command(each)
