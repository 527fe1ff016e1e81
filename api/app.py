"""The Flask app: settings in, pages out."""

from urllib.parse import urlencode

from flask import Flask, request

from api.access import check_routes, guard
from api.authentication import authenticate
from api.errors import handle_errors
from api.extensions import init_database
from api.i18n import init_languages
from api.metrics import Metrics
from api.presenters.refusals import refusal_explanation, refusal_label
from api.presenters.words import kilometres, policy_name, short_place, wage_range
from api.request_log import log_requests
from api.rest.rest import init_rest
from api.security import protect, serve_loopback_only
from api.settings import Profile, Settings
from api.web import desk, health, waiting


def create_app(settings: Settings) -> Flask:
    """Put an app together. Pages about people exist in a demo only, as long as there are no accounts."""
    app = Flask("api", template_folder="web/templates", static_folder="web/static")
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["PROFILE"] = settings.profile
    app.config["DISTRICT"] = settings.district
    app.config["POLICY"] = settings.policy
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
        short_place=short_place,
        wage_range=wage_range,
    )
    log_requests(app, Metrics())
    init_languages(app, settings.locale)
    init_database(app, settings)
    handle_errors(app)
    protect(app)
    if settings.profile is Profile.DEMO:
        serve_loopback_only(app)
    guard(app, authenticate)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(desk.blueprint if settings.profile is Profile.DEMO else waiting.blueprint)
    init_rest(app)
    check_routes(app)
    return app


def same_page(**changes: object) -> str:
    """The query of the page that is being shown, with some of it changed."""
    return urlencode({**request.args.to_dict(), **changes})
