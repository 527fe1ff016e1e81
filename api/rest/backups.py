"""Which backups there are, for administrators; they are made and restored on the machine itself."""

from typing import Any

from flask import current_app

from api.access import open_to
from api.presenters.backups import backups_document
from api.rest.blueprints import RestBlueprint
from api.schemas.rest.administrator_backups import Backups
from api.services.backups.backup_files import list_backups
from models.principal import Role

blueprint = RestBlueprint("backups", "Copies of everything, sealed to a key that is not here.")


@blueprint.get("/backups")
@open_to(Role.ADMINISTRATOR)
@blueprint.response(200, Backups)
def list_all() -> dict[str, Any]:
    """The backups in the instance's folder, the newest first."""
    return backups_document(list_backups(current_app.config["BACKUPS"]))
