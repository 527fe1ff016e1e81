"""Wrong usage in the reader's language: what is wrong, how the command is written, where to read on."""

import json
import os
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import IO, Any

import click
from click.exceptions import BadOptionUsage, MissingParameter, NoSuchCommand, NoSuchOption

from api.i18n import marked, say, speaking
from api.settings import LOCALES, parse_locale
from matcher.text.dates import YEARS
from scripts.terminal import Day

_VALUES = re.compile(r"requires (\d+) arguments")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


class Usage(click.ClickException):
    """A usage error that shows itself in the reader's language."""

    exit_code = 2

    def __init__(self, message: str, *, as_json: bool) -> None:
        super().__init__(message)
        self.as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the words alone: they say themselves that something is wrong; with --json, a document too."""
        if self.as_json:
            document = {"error": {"code": "USAGE", "params": {}, "message": self.message}}
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        click.echo(self.message, file=file, err=True)


def usage(error: click.UsageError, arguments: Sequence[str]) -> Usage:
    """The error in words; the language is looked up among all the arguments that were typed."""
    with speaking(_locale(arguments)):
        lines = [_sentence(error)]
        if error.ctx is not None:
            pieces = " ".join([error.ctx.command_path, *error.ctx.command.collect_usage_pieces(error.ctx)])
            lines.append(say(marked("Usage: %(line)s"), line=pieces))
            lines.append(say(marked("`%(command)s --help` tells all"), command=error.ctx.command_path))
    return Usage("\n".join(lines), as_json="--json" in arguments)


def _locale(arguments: Sequence[str]) -> str:
    """The language asked for anywhere on the line, else the environment's, else Chinese."""
    told = [word.partition("=")[2] for word in arguments if word.startswith("--locale=")]
    told += [after for word, after in pairwise(arguments) if word == "--locale"]
    asked = map(parse_locale, (*told, os.environ.get("AIXIN_LOCALE", "")))
    return next((locale for locale in asked if locale), LOCALES[0])


def _sentence(error: click.UsageError) -> str:
    match error:
        case NoSuchCommand():
            sentence = say(marked("There is no command %(name)s"), name=error.command_name)
            words = _nearest(sentence, error.possibilities)
        case NoSuchOption():
            sentence = say(marked("There is no option %(name)s"), name=error.option_name)
            words = _nearest(sentence, error.possibilities)
        case BadOptionUsage():
            words = _without_value(error)
        case MissingParameter():
            words = say(marked("%(name)s is missing"), name=_name(error))
        case click.BadParameter():
            name = error.param.name.upper() if isinstance(error.param, click.Argument) else _name(error)
            words = say(marked("%(name)s must be %(accepted)s"), name=name, accepted=_accepted(error))
        case _:
            words = _other(error.message)
    return words


def _without_value(error: BadOptionUsage) -> str:
    if several := _VALUES.search(error.message):
        sentence = marked("%(name)s needs %(number)s values behind it; --help says which")
        return say(sentence, name=error.option_name, number=several[1])
    return say(marked("%(name)s needs a value behind it"), name=error.option_name)


def _other(message: str) -> str:
    """What click says without a class of its own; our own sentences are in the reader's language already."""
    if extra := _EXTRA.search(message):
        return say(marked("Too many words: %(words)s (put quotation marks around a text)"), words=extra[1])
    return say(marked("A command is missing")) if message == "Missing command." else message


def _nearest(sentence: str, names: Sequence[str] | None) -> str:
    if not names:
        return sentence
    return say(marked("%(sentence)s; did you mean %(name)s?"), sentence=sentence, name=names[0])


def _accepted(error: click.BadParameter) -> str:
    """What a value should have been, by the kind of its parameter."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return " | ".join(kind.choices)
    if isinstance(kind, click.IntRange) and kind.max is not None:
        return say(marked("a whole number from %(least)s to %(most)s"), least=kind.min, most=kind.max)
    if isinstance(kind, click.IntRange):
        return say(marked("a whole number of at least %(least)s"), least=kind.min)
    if isinstance(kind, Day):
        day = marked("a day from %(first)s to %(last)s, as 2026-06-30, 2026.6.30 or 2026年6月30日")
        return say(day, first=YEARS[0], last=YEARS[-1])
    if kind is click.INT:
        return say(marked("a whole number"))
    return say(marked("a file, not a folder")) if isinstance(kind, click.Path) else error.message


def _name(error: click.BadParameter) -> str:
    """A parameter as one types it: --student, or its name in the line of usage."""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
