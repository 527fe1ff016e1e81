"""`aixin link`: the personal link of a student, shown once."""

import click
from sqlalchemy import select

from api.clock import written
from api.i18n import marked, say
from api.services.placing.personal_links import make_link, revoke_links
from models.personal_link import LONGEST_DAYS
from models.student import Student
from scripts.instance import operator_acting, writing_session
from scripts.looking import looking
from scripts.subjects import find_student_ref
from scripts.terminal import Terminal, command


@command("link", "A student's personal link, shown once. · 学生个人链接")
@click.argument("student", metavar="STUDENT")
@click.option("--at", default="http://127.0.0.1:8000", show_default=True, help="Where the desk is. 网址")
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=LONGEST_DAYS, help="Good for. 有效天数")
@click.option("--end", is_flag=True, help="End the link instead. 使链接失效")
def link(terminal: Terminal, *, student: str, at: str, days: int, end: bool) -> None:
    """Make a link for a student; the one before it ends."""
    with looking() as look:
        ref = find_student_ref(look, student)
    with writing_session() as session:
        found = session.scalars(select(Student).where(Student.ref == ref)).one()
        acting = operator_acting(session)
        if end:
            ended = revoke_links(acting, found)
            document = {"student": ref, "ended": ended}
        else:
            made, secret = make_link(acting, found, days)
            url, expires = f"{at.rstrip('/')}/s/{secret}", written(made.expires_at)
            document = {"student": ref, "url": url, "expires_at": expires}
    if end:
        line = say(marked("The link has ended.")) if document["ended"] else say(marked("There was no link"))
    else:
        line = say(marked("%(url)s is good until %(until)s"), url=document["url"], until=expires[:10])
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))
