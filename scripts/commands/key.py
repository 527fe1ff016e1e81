"""`aixin key`: keys of companies, and of officers' programs."""

from collections.abc import Callable

import click
from rich.console import Console
from sqlalchemy.orm import Session

from api.clock import written
from api.i18n import marked, say
from api.services.access import api_keys
from api.services.access.accounts import find_account
from models.account import Account
from models.api_key import ApiKey
from models.company import Company
from scripts.instance import open_session, operator_acting, writing_session
from scripts.tables import table
from scripts.terminal import Document, Terminal, clock_time, command


@click.group("key", help="Keys of companies and of programs. · 密钥")
def key() -> None:
    """Hold the commands of keys."""


def owner_options(function: Callable[..., None]) -> Callable[..., None]:
    """Whose key."""
    company = click.option("--company", metavar="USCC", help="A company: its code or reference. 企业")
    account = click.option("--account", metavar="LOGIN", help="A program of one of the staff. 账号")
    return company(account(function))


@command("issue", "A new key; it is told once. · 发放密钥")
@owner_options
@click.option("--days", default=api_keys.LONGEST_DAYS, show_default=True, type=int, help="How long. 天数")
@click.option("--read-only", is_flag=True, help="May read and change nothing. 只读")
def issue(
    terminal: Terminal, *, company: str | None, account: str | None, days: int, read_only: bool
) -> None:
    """Issue a key and tell it."""
    with writing_session() as session:
        made, words = api_keys.issue_key(
            operator_acting(session),
            _owner(session, company, account),
            days=days,
            read_only=read_only,
        )
        document = {**key_document(made), "key": words}
    _tell_key(terminal, document)


@command("rotate", "A new key beside the one in use, which ends some days later. · 更换密钥")
@owner_options
@click.option("--days", default=api_keys.LONGEST_DAYS, show_default=True, type=int, help="How long. 天数")
def rotate(terminal: Terminal, *, company: str | None, account: str | None, days: int) -> None:
    """Issue the next key."""
    with writing_session() as session:
        owner = _owner(session, company, account)
        made, words = api_keys.rotate_key(operator_acting(session), owner, days=days)
        document = {**key_document(made), "key": words}
    _tell_key(terminal, document)


@command("revoke", "End a key at once. · 撤销密钥")
@click.argument("ref", metavar="ID")
def revoke(terminal: Terminal, *, ref: str) -> None:
    """End a key."""
    with writing_session() as session:
        ended = api_keys.revoke_key(operator_acting(session), ref)
        document = key_document(ended)
    line = say(marked("The key %(ref)s is good for nothing any more"), ref=document["id"])
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("list", "Keys, and when they were last used. · 密钥清单")
@owner_options
def list_(terminal: Terminal, *, company: str | None, account: str | None) -> None:
    """List all keys, or those of one owner."""
    with open_session() as session:
        owner = None if company is None and account is None else _owner(session, company, account)
        items = [key_document(each) for each in api_keys.all_keys(session, owner)]
    terminal.answer({"items": items}, lambda console: _show(console, items))


def key_document(found: ApiKey) -> Document:
    """A key as machines read it, without the key."""
    return {
        "id": found.ref,
        "company": found.company and {"ref": found.company.ref, "name": found.company.name},
        "account": found.account and found.account.login,
        "read_only": found.read_only,
        "issued": written(found.issued_at),
        "expires": written(found.expires_at),
        "revoked": found.revoked_at and written(found.revoked_at),
        "last_used": found.last_used_at and written(found.last_used_at),
    }


def _owner(session: Session, company: str | None, account: str | None) -> Company | Account:
    if company is not None and account is None:
        return api_keys.find_company(session, company)
    if account is not None and company is None:
        return find_account(session, account)
    raise click.UsageError(say(marked("Give one of --company and --account")))


def _tell_key(terminal: Terminal, document: Document) -> None:
    sentence = marked("This key is good until %(day)s and is not shown again: %(key)s")
    line = say(sentence, day=document["expires"][:10], key=document["key"])
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _show(console: Console, items: list[Document]) -> None:
    headers = [marked("Key"), marked("Whose"), marked("Until"), marked("Last used")]
    rows = [
        (
            item["id"],
            item["company"]["name"] if item["company"] else item["account"],
            say(marked("revoked")) if item["revoked"] else item["expires"][:10],
            clock_time(item["last_used"]) if item["last_used"] else "",
        )
        for item in items
    ]
    console.print(table([say(header) for header in headers], rows))


for each in (issue, rotate, revoke, list_):
    key.add_command(each)
