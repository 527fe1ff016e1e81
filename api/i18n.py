"""Both languages: Chinese first, English complete. The English sentence is the key of its translation."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from babel.lists import format_list
from flask import Flask, Response, request
from flask_babel import Babel, force_locale, get_domain, get_locale

from api.settings import parse_locale

COOKIE = "locale"
COOKIE_SECONDS = 365 * 24 * 3600

babel = Babel()


def marked(message: str) -> str:
    """Return `message` as it is, marked for translation; `say` translates it when it is needed."""
    return message


def say(message: str, /, **params: object) -> str:
    """A marked message in the reader's language, its %(placeholders)s filled in."""
    sentence = str(_translations(str(get_locale())).ugettext(message))
    return sentence % params if params else sentence


@cache
def _translations(locale: str) -> Any:
    """The catalogue of a language. A page has hundreds of sentences, and Flask-Babel looks it up for each."""
    return get_domain().get_translations()


def reader_locale() -> str:
    """The reader's language as the settings write it: zh_CN or en."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh_CN"


def say_list(words: Sequence[str], *, most: int = 3) -> str:
    """Words as the reader lists them; beyond `most` only their number, so that it fits a phone."""
    shown = list(words[:most])
    english = reader_locale() == "en"
    if len(words) > most:
        joined = (", " if english else "、").join(shown)
        return say(marked("%(words)s and %(more)d more"), words=joined, more=len(words) - most)
    if english:
        return format_list(shown, locale="en") if shown else ""
    return "、".join(shown)


def init_languages(app: Flask, default: str) -> None:
    """Let each reader choose: `?lang=` now, a cookie from then on, else the instance's language.

    Programs say it with each request (Accept-Language).
    """

    def chosen() -> str:
        if request.path.startswith("/api/"):
            known = (parse_locale(language) for language in request.accept_languages.values())
            return next((locale for locale in known if locale), default)
        asked = parse_locale(request.args.get("lang", ""))
        return asked or parse_locale(request.cookies.get(COOKIE, "")) or default

    babel.init_app(app, locale_selector=chosen)
    app.jinja_env.globals.update(reader_locale=reader_locale)

    @app.after_request
    def remember_choice(response: Response) -> Response:
        asked = parse_locale(request.args.get("lang", ""))
        if request.path.startswith("/api/"):
            response.headers["Content-Language"] = reader_locale().replace("_", "-")
            response.vary.add("Accept-Language")
        elif asked:
            response.set_cookie(COOKIE, asked, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax")
        return response


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Outside of a request: let every sentence inside the block be in `locale`."""
    app = Flask("api")
    babel.init_app(app)
    with app.app_context(), force_locale(locale):
        yield
