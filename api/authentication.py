"""Who asks: the bearer of a key, a session's account, or in a demo whoever sits at the machine."""

from flask import current_app

from api.settings import Profile
from models.principal import Principal, Role

DEMO_OFFICER = Principal(Role.OFFICER, "demo")


def authenticate() -> Principal | None:
    """Whose request it is; None for somebody unknown.

    A demo has invented people and answers its own machine only: there, whoever has not logged in acts as an
    officer of the whole district.
    """
    return DEMO_OFFICER if current_app.config["PROFILE"] is Profile.DEMO else None
