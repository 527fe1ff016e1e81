"""What the law says of an opening as it stands: its terms, and wording that no posting may carry."""

from api.schemas.posting_law import element_fields, unlawful_terms
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.openings.told_opening import WORDS, told_of
from matcher.law.discrimination import find_discrimination
from matcher.law.terms import LocalWages
from matcher.text.hazards import finds_upper_age
from models.opening import Opening


def legal_findings(opening: Opening, minimum_wages: LocalWages) -> list[Finding]:
    """All that it says; where words are at fault, `words` in the parameters are what stands there."""
    columns = {column.key: getattr(opening, column.key) for column in Opening.__mapper__.column_attrs}
    terms = [
        Finding(field, code, Severity.WARNING, params)
        for field, code, params in unlawful_terms(columns, minimum_wages)
    ]
    wording = [
        Finding(
            field, ProblemCode.DISCRIMINATION, Severity.ERROR, {"words": each.words, "article": each.article}
        )
        for field, column in WORDS.items()
        for each in find_discrimination(getattr(opening, column))
    ]
    shut_out = finds_upper_age(opening.title)
    if shut_out is not None:
        words = {"words": shut_out}
        terms.append(Finding("title", ProblemCode.AGE_UPPER_IN_TITLE, Severity.WARNING, words))
    return [*wording, *terms]


def untold_elements(opening: Opening) -> tuple[str, ...]:
    """The fields that a posting must state and that nothing is told of."""
    told = told_of(opening)
    return tuple(field for field in element_fields() if field not in told)
