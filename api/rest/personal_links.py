"""Personal links, for officers: made, shown once, ended."""

from typing import Any

from flask import Response, abort, url_for

from api.access import open_to
from api.errors import STUDENT_PAGE
from api.extensions import acting, writing
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.officer_links import LinkAnswer, LinkOrder
from api.services.placing.personal_links import make_link, revoke_links
from models.principal import OFFICERS
from models.queries import students

blueprint = RestBlueprint("personal_links", "How a student without an account says yes and no.")


@blueprint.post("/students/<ref>/link")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(LinkOrder)
@blueprint.response(201, LinkAnswer)
def make(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Make a link, shown this once; the student's link before it ends."""
    student = students.get(writing(), ref) or abort(404)
    link, secret = make_link(acting(), student, told["days"])
    url = url_for(f"{STUDENT_PAGE}.show", secret=secret, _external=True)
    return {"ref": link.ref, "url": url, "expires_at": link.expires_at}


@blueprint.delete("/students/<ref>/link")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(204)
def end(ref: str) -> Response:
    """End the student's link at once, if there is one."""
    student = students.get(writing(), ref) or abort(404)
    revoke_links(acting(), student)
    return Response(status=204)
