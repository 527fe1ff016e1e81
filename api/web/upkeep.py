"""The instance itself, for administrators: what is set, and the backups that there are."""

from flask import Blueprint, current_app, render_template

from api.access import open_to
from api.clock import now
from api.presenters.backups import backup_lines, last_backup_document
from api.presenters.settings import settings_document
from api.services.backups.backup_files import list_backups
from api.services.care import last_backup
from api.web.filters import page_number
from models.principal import Role
from models.queries.pages import page_of

blueprint = Blueprint("upkeep_pages", __name__)


@blueprint.get("/settings")
@open_to(Role.ADMINISTRATOR)
def settings() -> str:
    """What is set, and what it means; secrets stay hidden."""
    return render_template("upkeep/settings.html", rows=settings_document(current_app.config["SETTINGS"]))


@blueprint.get("/backups")
@open_to(Role.ADMINISTRATOR)
def backups() -> str:
    """The backups in the instance's folder, the newest first, and how one is made."""
    listed = list_backups(current_app.config["BACKUPS"])
    return render_template(
        "upkeep/backups.html",
        page=page_of(backup_lines(listed), page=page_number()),
        state=last_backup_document(last_backup(listed, now())),
        sealed=current_app.config["SETTINGS"].backup_key is not None,
    )
