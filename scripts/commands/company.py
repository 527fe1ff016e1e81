"""`aixin company`: companies one at a time: registered, suspended for a reason, and taken up again."""

import click
from rich.console import Console

from api.clock import written
from api.i18n import marked, say
from api.services.access.api_keys import find_company
from api.services.registry.register_company import register_company
from api.services.registry.suspend_company import resume_company, suspend_company
from api.settings import load_settings
from models.audit import Act
from models.company import Company
from models.queries.companies import suspended_companies
from scripts.instance import operator_acting, writing_session
from scripts.looking import looking
from scripts.tables import table
from scripts.terminal import Document, Terminal, command


@click.group("company", help="Companies, one at a time. · 企业")
def company() -> None:
    """Hold the commands of companies."""


@command("add", "Register a company by hand. · 登记企业")
@click.option("--name", required=True, help="As its licence says. 企业名称")
@click.option("--uscc", help="Unified social credit code. 统一社会信用代码")
@click.option("--place", help="City and district. 所在地")
@click.option("--address", help="Where letters go. 地址")
@click.option("--industry", help="What it does. 行业")
@click.option("--size", help="How many work there. 规模")
@click.option("--contact", help="Whom to talk to. 联系人")
@click.option("--phone", help="Of the contact. 联系电话")
@click.option("--joined", metavar="DATE", help="Day it joined. 加入时间")
def add(terminal: Terminal, **told: str | None) -> None:
    """Register a company; without a code its openings wait for an officer."""
    within = load_settings().district
    with writing_session() as session:
        made = register_company(operator_acting(session), told, within=within)
        document = company_document(made)
    line = say(marked("%(company)s is registered: %(ref)s"), company=document["name"], ref=document["ref"])
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


@command("suspend", "Stop working with a company: keys dead, openings off every list. · 暂停企业")
@click.argument("ref", metavar="REF|USCC")
@click.option("--reason", required=True, help="Why. 原因")
def suspend(terminal: Terminal, *, ref: str, reason: str) -> None:
    """Suspend a company."""
    with writing_session() as session:
        found = find_company(session, ref)
        suspend_company(operator_acting(session), found, reason)
        document = company_document(found)
    line = say(
        marked("%(company)s is suspended: its keys are dead and its openings on no list"),
        company=document["name"],
    )
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("resume", "Work with a suspended company again. · 恢复企业")
@click.argument("ref", metavar="REF|USCC")
def resume(terminal: Terminal, *, ref: str) -> None:
    """Take a company up again."""
    with writing_session() as session:
        found = find_company(session, ref)
        resume_company(operator_acting(session), found)
        document = company_document(found)
    line = say(
        marked("%(company)s is taken up again: keys and openings are what they were"),
        company=document["name"],
    )
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("list", "Companies that are suspended, and why. · 已暂停的企业")
def list_(terminal: Terminal) -> None:
    """List those that are suspended; `aixin find companies` shows all."""
    with looking() as look:
        items = [company_document(each) for each in suspended_companies(look.session)]
        refs = [item["ref"] for item in items]
        look.audit(Act("companies.listed", fields=("suspended_reason",), details={"refs": refs}))
    terminal.answer({"items": items}, lambda console: _show(console, items))


def company_document(found: Company) -> Document:
    """A company and how it stands, as machines read it."""
    return {
        "ref": found.ref,
        "name": found.name,
        "uscc": found.uscc,
        "status": found.status.value,
        "suspended": found.suspended_at and written(found.suspended_at),
        "reason": found.suspended_reason,
    }


def _show(console: Console, items: list[Document]) -> None:
    if not items:
        console.print(say(marked("No company is suspended")))
        return
    headers = [marked("Company"), marked("Credit code"), marked("Since"), marked("Why")]
    rows = [
        (item["name"], item["uscc"] or "—", item["suspended"][:10], item["reason"] or "—") for item in items
    ]
    console.print(table([say(header) for header in headers], rows))


for each in (add, suspend, resume, list_):
    company.add_command(each)
