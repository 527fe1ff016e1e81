"""What is told of a company, field by field, in the words of the registry file."""

from matcher.reference.divisions import full_name
from models.company import Company


def told_of_company(company: Company) -> dict[str, str]:
    """Field → the words that a cell of the registry file would hold of the company now; blank for unknown."""
    return {
        "name": company.name,
        "uscc": company.uscc or "",
        "industry": company.industry or "",
        "address": company.address or "",
        "place": company.place_words or (full_name(company.place) if company.place else ""),
        "size": company.size or "",
        "contact": company.contact or "",
        "phone": company.phone or "",
        "joined": company.joined.isoformat() if company.joined else "",
    }
