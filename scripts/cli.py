"""The command line `aixin`. Commands are imported when they run, so that the help starts at once."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

COMMANDS = {  # in the order of the work: name → (where it is, what it does)
    "demo": ("scripts.commands.demo:demo", "A synthetic district to try things on. · 演示区县"),
    "db": ("scripts.commands.db:db", "Make or check the database. · 数据库"),
    "settings": ("scripts.commands.settings:settings", "What is set, and what it means. · 设置"),
    "template": ("scripts.commands.template:template", "An empty registry file to fill in. · 导入模板"),
    "import": ("scripts.commands.import_registry:import_", "Read a registry file. · 导入名册"),
    "work": ("scripts.commands.work:work", "What waits to be done. · 待办"),
    "find": ("scripts.commands.find:find", "Search students, companies, openings. · 查找"),
    "shortlist": ("scripts.commands.shortlist:shortlist", "Ranked openings or students. · 推荐名单"),
    "plan": ("scripts.commands.plan:plan", "One proposal for everybody at once. · 统筹方案"),
    "season": ("scripts.commands.season:season", "Placing week by week, tried out. · 逐周安置模拟"),
    "explain": ("scripts.commands.explain:explain", "Why a pair scores as it does. · 逐项说明"),
    "referral": ("scripts.commands.referral:referral", "Introductions of students to companies. · 推荐"),
    "placement": ("scripts.commands.placement:placement", "Who was hired, and how long. · 安置"),
    "service": ("scripts.commands.service:service", "Services promised to graduates. · 服务承诺"),
    "link": ("scripts.commands.link:link", "A student's personal link. · 学生个人链接"),
    "policy": ("scripts.commands.policy:policy", "Points and thresholds of the score. · 评分方案"),
    "occupation": ("scripts.commands.occupation:occupation", "How job titles are coded. · 职业编码"),
    "report": ("scripts.commands.report:report", "A year in figures. · 年度报告"),
    "evaluate": ("scripts.commands.evaluate:evaluate", "How good shortlists and codings are. · 评估"),
    "study-aid": ("scripts.commands.study_aid:study_aid", "Fees, aid and what is missing. · 助学"),
    "relief": ("scripts.commands.relief:relief", "The ledger of the relief fund. · 救助台账"),
    "company": ("scripts.commands.company:company", "Companies, one at a time. · 企业"),
    "user": ("scripts.commands.user:user", "Accounts of the staff. · 账号"),
    "key": ("scripts.commands.key:key", "Keys of companies and of programs. · 密钥"),
    "audit": ("scripts.commands.audit:audit", "The audit trail. · 审计记录"),
    "merge": ("scripts.commands.merge:merge", "Two records of one student become one. · 合并学生"),
    "export": ("scripts.commands.export:export", "All that is kept of a student. · 资料副本"),
    "erase": ("scripts.commands.erase:erase", "Take a student out for good. · 删除资料"),
    "retention": ("scripts.commands.retention:retention", "What is kept long enough. · 到期清理"),
    "backup": ("scripts.commands.backup:backup", "A sealed copy of everything. · 备份"),
    "restore": ("scripts.commands.restore:restore", "Bring a backup back. · 恢复备份"),
    "bench": ("scripts.commands.bench:bench", "Time and memory, beside other programs. · 性能评测"),
    "worker": ("scripts.commands.worker:worker", "Perform imports and runs. · 后台任务"),
    "serve": ("scripts.commands.serve:serve", "Serve the desk to a browser. · 启动网页"),
}


ARGUMENTS = "scripts.cli.arguments"  # all that was typed, kept with the context


@contextmanager
def in_readers_language(arguments: Sequence[str]) -> Iterator[None]:
    """Let usage errors of the block be told in the reader's language; only who made one pays for it."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        from scripts.usage import usage

        raise usage(error, arguments) from error


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read what stands before the command."""
        typed = tuple(args)
        with in_readers_language(typed):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[ARGUMENTS] = typed
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; wrong usage is told in the reader's language."""
        typed: Sequence[str] = ctx.meta[ARGUMENTS]
        with in_readers_language(typed):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of an unknown one the nearest is told."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none."""
        with formatter.section("Commands · 命令"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--locale", metavar="zh_CN|en", help="Language. 语言")
@click.option("--traceback", is_flag=True, hidden=True, help="Let an unexpected error show where it is.")
def aixin(**_: object) -> None:
    """Aixin 爱心: finds work for the children of a district's poorest families and its orphans.

    为困难家庭子女和孤儿找到合适的工作。

    Every command takes --json (one JSON document on standard output) and --locale zh_CN|en, before or behind
    its name.
    """


def main() -> None:
    """Run one command; the exit status is 0 done, 1 refused or failed, 2 wrong usage."""
    os.umask(0o077)  # what a command writes names children: nobody else on the machine is to read it
    aixin(prog_name="aixin")
