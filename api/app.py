"""The Flask app: settings in, pages out."""

from flask import Flask

from api.access import check_routes, guard
from api.authentication import authenticate
from api.cookies import set_up_cookies
from api.errors import handle_errors
from api.extensions import METRICS, init_database
from api.i18n import init_languages
from api.metrics import Metrics
from api.request_log import log_requests
from api.rest.rest import init_rest
from api.returning import bring_forms_back
from api.security import protect, serve_loopback_only
from api.settings import Profile, Settings
from api.static_files import serve_static_files
from api.web.pages import init_pages


def create_app(settings: Settings) -> Flask:
    """Put an app together."""
    app = Flask("api", template_folder="web/templates", static_folder="web/static")
    app.config["SETTINGS"] = settings
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
    app.config["BACKUPS"] = settings.backups
    app.config["STOPPING"] = bool  # asked by /readyz; a server that stops answers True
    metrics = app.extensions[METRICS] = Metrics()
    log_requests(app, metrics)
    init_languages(app, settings.locale)
    init_database(app, settings)
    handle_errors(app)
    protect(app)
    serve_static_files(app)
    if settings.profile is Profile.DEMO:
        serve_loopback_only(app)
    set_up_cookies(app)
    guard(app, authenticate)
    init_pages(app)
    init_rest(app)
    check_routes(app)
    bring_forms_back(app)
    return app
