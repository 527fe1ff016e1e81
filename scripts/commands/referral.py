"""`aixin referral`: how far introductions have come; acts go over REST."""

import click
from rich.console import Console

from api.clock import now
from api.i18n import marked, say
from api.presenters.referrals import referral_document, referral_page_document
from api.schemas.rest.officer_referrals import ReferralFound, ReferralPage, ReferralRecord
from matcher.vocabulary import ReferralState
from models.audit import Act
from models.queries.consents import live_consent
from models.queries.listed_referrals import WantedReferrals, list_referrals, states_since
from models.queries.referrals import find_referral, moves_of, placement_of
from scripts.looking import looking
from scripts.tables import Columns, show_page, table
from scripts.terminal import CommandError, Document, Terminal, clock_time, command

COLUMNS: Columns = (
    (marked("Student"), lambda item: item["student"]["name"]),
    (marked("Title"), lambda item: item["opening"]["title"]),
    (marked("Company"), lambda item: item["company"]["name"]),
    (marked("State"), lambda item: item["state"]["name"]),
    (marked("Since"), lambda item: clock_time(item["state_since"])[:10] if item["state_since"] else "—"),
    (marked("Sent"), lambda item: clock_time(item["sent_at"])[:10] if item["sent_at"] else "—"),
)


@click.group("referral", help="Introductions of students to companies. · 推荐")
def referral() -> None:
    """Hold the commands of referrals."""


@command("list", "Referrals, the last changed first. · 推荐列表")
@click.option("--state", type=click.Choice([state.value for state in ReferralState]), help="How far. 状态")
@click.option("--unanswered", type=click.IntRange(0, 3650), metavar="DAYS", help="Silent so long. 未答复天数")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def list_(terminal: Terminal, *, state: str | None, unanswered: int | None, page: int) -> None:
    """Print one page of referrals."""
    wanted = WantedReferrals(
        state=ReferralState(state) if state else None, unanswered_days=unanswered, page=page
    )
    with looking() as look:
        found = list_referrals(look.session, wanted, now())
        details = {"refs": [each.ref for each in found.items]}
        look.audit(Act("referrals.listed", fields=tuple(ReferralFound().fields), details=details))
        document: Document = ReferralPage().dump(
            referral_page_document(found, states_since(look.session, found.items))
        )
    terminal.answer(document, lambda console: show_page(console, COLUMNS, document))


@command("show", "One referral, and how it came there. · 查看推荐")
@click.argument("ref")
def show(terminal: Terminal, *, ref: str) -> None:
    """Print one referral with all its moves."""
    with looking() as look:
        found = find_referral(look.session, ref)
        if found is None:
            raise CommandError("REFERRAL_UNKNOWN", ref=ref)
        schema, details = ReferralRecord(), {"student": found.student.ref}
        look.audit(Act("referral.read", ("referral", found.ref), tuple(schema.fields), details))
        document: Document = schema.dump(
            referral_document(
                found,
                moves_of(look.session, found),
                placement_of(look.session, found),
                live_consent(look.session, found.student_id, found.company_id, now()),
            )
        )
    terminal.answer(document, lambda console: _show_one(console, document))


def _show_one(console: Console, document: Document) -> None:
    names = (document["student"]["name"], document["opening"]["title"], document["company"]["name"])
    console.print(" · ".join(names), style="bold", markup=False)
    met, declined = document["interview"], document["declined"]
    lines = [
        say(marked("State: %(state)s"), state=document["state"]["name"]),
        say(marked("Consent until: %(day)s"), day=document["consent_until"] or "—"),
    ]
    if met:
        lines.append(
            say(marked("Interview: %(at)s, %(place)s"), at=clock_time(met["at"]), place=met["place"])
        )
    if declined:
        words = {"side": declined["side"]["name"], "reason": declined["reason"]["name"]}
        lines.append(say(marked("Declined by %(side)s: %(reason)s"), **words))
    console.print("\n".join(lines), markup=False)
    headers = [say(header) for header in (marked("When"), marked("State"), marked("Who"))]
    moves = [(clock_time(move["at"]), move["state"]["name"], move["actor"]) for move in document["moves"]]
    console.print(table(headers, moves))


for each in (list_, show):
    referral.add_command(each)
