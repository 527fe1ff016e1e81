"""The first page outside of a demo: who one is here."""

from flask import Blueprint, render_template

from api.access import open_to
from api.extensions import principal
from models.principal import STAFF

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to(*STAFF)
def home() -> str:
    """Say who is logged in, and what that role is here for."""
    return render_template("home.html", who=principal())
