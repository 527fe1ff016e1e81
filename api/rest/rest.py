"""Put the REST door into the app."""

from flask import Flask, request
from flask.json.provider import DefaultJSONProvider

from api.rest import (
    audit_events,
    backups,
    broken_glass,
    companies,
    company_referrals,
    consents,
    imports,
    kept_shortlists,
    merges,
    openapi,
    openings,
    personal_links,
    placements,
    plans,
    referrals,
    relief,
    reports,
    runs,
    service_events,
    shortlists,
    students,
    study_aid,
    work_lists,
)
from api.rest.blueprints import RestBlueprint, refuse_unasked

BLUEPRINTS: tuple[RestBlueprint, ...] = (
    students.blueprint,
    merges.blueprint,
    companies.blueprint,
    openings.blueprint,
    shortlists.blueprint,
    kept_shortlists.blueprint,
    service_events.blueprint,
    company_referrals.blueprint,
    work_lists.blueprint,
    study_aid.blueprint,
    relief.blueprint,
    consents.blueprint,
    referrals.blueprint,
    placements.blueprint,
    personal_links.blueprint,
    imports.blueprint,
    runs.blueprint,
    plans.blueprint,
    reports.blueprint,
    audit_events.blueprint,
    backups.blueprint,
    broken_glass.blueprint,
)


def init_rest(app: Flask) -> None:
    """Register all nouns, the OpenAPI document and its page."""
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = False
    nouns = {blueprint.name for blueprint in BLUEPRINTS}
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(openapi.blueprint)

    @app.before_request
    def refuse() -> None:
        if request.blueprint in nouns:
            refuse_unasked(app.view_functions[str(request.endpoint)])
