"""What street officers opened beyond their street, for the auditor: who, whom, and why."""

from typing import Any

from flask.views import MethodView

from api.access import open_to
from api.extensions import audit, reading
from api.presenters.audit import broken_glass_document
from api.presenters.pages import envelope
from api.rest.blueprints import RestBlueprint
from api.schemas.rest.auditor_events import BrokenGlassPage
from api.schemas.rest.envelopes import PageQuery
from models.audit import Act
from models.principal import Role
from models.queries.audit_events import opened_beyond

blueprint = RestBlueprint("broken_glass", "Records that were opened in an emergency.")


@blueprint.route("/broken-glass")
class BrokenGlasses(MethodView):
    """The list."""

    @open_to(Role.AUDITOR)
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(200, BrokenGlassPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Records that were opened, the newest first, with the reasons that were given."""
        found = opened_beyond(reading(), **query)
        items = [broken_glass_document(opened) for opened in found.items]
        audit(Act("glass.read", fields=("reason",), details={"records": [each["ref"] for each in items]}))
        return envelope(found, items)
