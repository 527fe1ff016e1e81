"""The Flask app: settings in, pages out."""

from urllib.parse import urlencode

from flask import Flask, request

from api.access import check_routes, guard
from api.authentication import authenticate
from api.cookies import set_up_cookies
from api.errors import handle_errors
from api.extensions import METRICS, init_database
from api.i18n import init_languages
from api.metrics import Metrics
from api.presenters.accounts import role_duty, role_name
from api.presenters.refusals import refusal_explanation, refusal_label
from api.presenters.words import kilometres, policy_name, short_place, wage_range
from api.request_log import log_requests
from api.rest.rest import init_rest
from api.security import protect, serve_loopback_only
from api.settings import Profile, Settings
from api.web import account, break_glass, desk, health, home, link_pages, login, student_page


def create_app(settings: Settings) -> Flask:
    """Put an app together: a demo shows its desk at once, elsewhere one logs in first."""
    app = Flask("api", template_folder="web/templates", static_folder="web/static")
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["PROFILE"] = settings.profile
    app.config["REQUESTS_A_MINUTE"] = settings.requests_a_minute
    app.config["DISTRICT"] = settings.district
    app.config["MINIMUM_WAGES"] = settings.minimum_wages
    app.config["POLICY"] = settings.policy
    app.config["SERVICE_PROMISE"] = settings.service_promise
    app.config["INSTANCE"] = settings.instance
    app.config["QUEUE_URL"] = settings.queue_url
    app.config["UPLOADS"] = settings.uploads
    app.config["STOPPING"] = bool  # asked by /readyz; a server that stops answers True
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(
        same_page=same_page,
        kilometres=kilometres,
        policy_name=policy_name,
        refusal_explanation=refusal_explanation,
        refusal_label=refusal_label,
        role_duty=role_duty,
        role_name=role_name,
        short_place=short_place,
        wage_range=wage_range,
    )
    metrics = app.extensions[METRICS] = Metrics()
    log_requests(app, metrics)
    init_languages(app, settings.locale)
    init_database(app, settings)
    handle_errors(app)
    protect(app)
    if settings.profile is Profile.DEMO:
        serve_loopback_only(app)
    set_up_cookies(app)
    guard(app, authenticate)
    for door in (health, login, account, break_glass, link_pages, student_page):
        app.register_blueprint(door.blueprint)
    app.register_blueprint(desk.blueprint if settings.profile is Profile.DEMO else home.blueprint)
    init_rest(app)
    check_routes(app)
    return app


def same_page(**changes: object) -> str:
    """The query of the page that is being shown, with some of it changed."""
    return urlencode({**request.args.to_dict(), **changes})
