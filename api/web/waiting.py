"""What a production instance shows before anybody has an account: a greeting, and no data."""

from flask import Blueprint, render_template

from api.access import public

blueprint = Blueprint("waiting", __name__)


@blueprint.get("/")
@public
def home() -> str:
    """Say that accounts are to be set up first."""
    return render_template("waiting.html")
