"""The instance itself, for administrators: what is set, and the backups that there are."""

from flask import Blueprint, current_app, render_template

from api.access import open_to
from api.clock import now
from api.presenters.backups import backups_document
from api.presenters.settings import settings_document
from api.services.backup_files import list_backups
from api.web.filters import page_number
from models.principal import Role
from models.queries.pages import page_of

blueprint = Blueprint("instance_pages", __name__)


@blueprint.get("/settings")
@open_to(Role.ADMINISTRATOR)
def settings() -> str:
    """What is set, and what it means; secrets stay hidden."""
    return render_template("instance/settings.html", rows=settings_document(current_app.config["SETTINGS"]))


@blueprint.get("/backups")
@open_to(Role.ADMINISTRATOR)
def backups() -> str:
    """The backups in the instance's folder, the newest first, and how one is made."""
    listed = list_backups(current_app.config["BACKUPS"])
    page = page_of(backups_document(listed)["items"], page=page_number())
    backup_key = current_app.config["SETTINGS"].backup_key
    return render_template("instance/backups.html", page=page, sealed=backup_key is not None, now=now())
