"""Both languages: Chinese first, English complete. The English sentence is the key of its translation."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from babel import Locale
from babel.lists import format_list
from flask import Flask
from flask_babel import Babel, force_locale, get_locale, gettext

babel = Babel()


def marked(message: str) -> str:
    """Return `message` as it is, marked for translation; `say` translates it when it is needed."""
    return message


def say(message: str, **params: object) -> str:
    """A marked message in the reader's language, its %(placeholders)s filled in."""
    return str(gettext(message, **params)) if params else str(gettext(message))


def reader_locale() -> str:
    """The reader's language as the settings write it: zh_CN or en."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh_CN"


def say_list(words: Sequence[str], *, most: int = 3) -> str:
    """Words as the reader lists them; beyond `most` only their number, so that it fits a phone."""
    shown = list(words[:most])
    separator = ", " if reader_locale() == "en" else "、"
    if len(words) > most:
        return say(marked("%(words)s and %(more)d more"), words=separator.join(shown), more=len(words) - most)
    if reader_locale() == "en":
        return format_list(shown, locale="en") if shown else ""
    return separator.join(shown)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Outside of a request: let every sentence inside the block be in `locale`."""
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, default_locale=str(Locale.parse("zh_CN")))
    with app.app_context(), force_locale(locale):
        yield
