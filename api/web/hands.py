"""Who has what in hand, for officers of the district: what a colleague leaves behind is gone on with."""

from flask import Blueprint, render_template

from api.access import open_to
from api.extensions import reading
from api.services.access.in_hand import all_in_hand
from models.principal import Role

blueprint = Blueprint("hands_pages", __name__, url_prefix="/hand-over")


@blueprint.get("")
@open_to(Role.OFFICER)
def listed() -> str:
    """Everybody who has something in hand, and the way to it."""
    return render_template("hands.html", everybody=all_in_hand(reading()))
