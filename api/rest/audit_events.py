"""The audit trail, for the auditor; nothing changes it."""

from typing import Any

from flask.views import MethodView

from api.access import open_to
from api.extensions import reading
from api.presenters.audit import event_document
from api.presenters.pages import envelope
from api.rest.blueprints import RestBlueprint
from api.schemas.rest.auditor_events import AuditEventPage, AuditEventQuery
from models.principal import Role
from models.queries.audit_events import find

blueprint = RestBlueprint("audit", "The audit trail: who did or saw what, and when.")


@blueprint.route("/audit-events")
class AuditEvents(MethodView):
    """The list."""

    @open_to(Role.AUDITOR)
    @blueprint.arguments(AuditEventQuery, location="query")
    @blueprint.response(200, AuditEventPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Events, the newest first; those of somebody, or about somebody or something."""
        found = find(reading(), **query)
        items = [event_document(event) for event in found.items]
        return envelope(found, items)
