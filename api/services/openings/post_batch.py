"""Many openings that a company posts at once: each is answered by itself, and all are one act."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from marshmallow import ValidationError

from api.schemas.rest.checks import findings
from api.schemas.rest.postings import OpeningPost
from api.services.acting import Acting
from api.services.import_plan import Outcome
from api.services.openings.post_opening import Posted, Terms, post_openings
from api.services.told_fields import Told
from models.company import Company


def post_batch(
    acting: Acting, company: Company, items: Sequence[Any], terms: Terms
) -> list[tuple[str | None, Posted]]:
    """Take items in as they came; of each, in order, the number that it told, if any, and what became of it.

    Those whose fields are not as the schema wants them are refused first, and cost the others nothing.
    """
    readings = [_read(item) for item in items]
    sound = [reading for reading in readings if not isinstance(reading, Posted)]
    taken = post_openings(acting.session, company, sound, terms)
    _record(acting, company, taken)
    following = iter(taken)
    results = [reading if isinstance(reading, Posted) else next(following) for reading in readings]
    return [(_number(item), posted) for item, posted in zip(items, results, strict=True)]


def _read(item: Any) -> Told | Posted:
    """What an item tells, or its refusal."""
    try:
        told: Told = OpeningPost().load(item)
    except ValidationError as error:
        return Posted(Outcome.REJECTED, tuple(findings(error.messages)))
    return told


def _number(item: Any) -> str | None:
    number = item.get("external_ref") if isinstance(item, dict) else None
    return number if isinstance(number, str) else None


def _record(acting: Acting, company: Company, taken: Sequence[Posted]) -> None:
    """What of a batch has been kept; of one that changed nothing there is no act."""
    counted = Counter(each.outcome for each in taken)
    if counted[Outcome.CREATED] or counted[Outcome.UPDATED]:
        counts = {outcome.value: counted[outcome] for outcome in Outcome}
        refs = [each.opening.ref for each in taken if each.opening and each.changed]
        acting.record("openings.posted", ("company", company.ref), details={**counts, "openings": refs})
