"""Rows that a form names, by what people call them."""

from api.errors import Refused
from api.extensions import writing
from api.schemas.problems import Finding, ProblemCode, Severity
from models.company import Company
from models.queries import companies


def told_company(words: str) -> Company:
    """The company of this name, credit code or reference; raises Refused (422) for none, or for several."""
    found = companies.named(writing(), words)
    if found is None:
        unknown = Finding("company", ProblemCode.COMPANY_UNKNOWN, Severity.ERROR)
        raise Refused(422, "INVALID_FIELDS", [unknown])
    return found
