"""Whose posts are listed at once, and whose an officer looks at first."""

from api.services.acting import Acting
from models.company import Company


def change_trust(acting: Acting, company: Company, *, trusted: bool) -> None:
    """Let a company's posts go live at once, or have them looked at first; what is listed stays as it is."""
    company.trusted = trusted
    acting.record(
        "company.trusted", ("company", company.ref), fields=("trusted",), details={"trusted": trusted}
    )
