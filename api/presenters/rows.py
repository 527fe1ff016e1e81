"""What a row of a table is called."""

from api.i18n import marked, say

ROWS = {
    "students": marked("student"),
    "households": marked("household"),
    "hardships": marked("hardship"),
    "companies": marked("company"),
    "openings": marked("opening"),
    "school_terms": marked("school term"),
    "aid_payments": marked("study aid"),
    "relief_payments": marked("relief payment"),
    "relief_income": marked("income of the fund"),
    "pledges": marked("pledge"),
    "schooling_events": marked("record of schooling"),
    "idempotency_keys": marked("post of the company"),
    "api_keys": marked("key"),
    "accounts": marked("account"),
    "shortlists": marked("shortlist"),
    "shortlist_items": marked("place on a shortlist"),
    "consents": marked("consent"),
    "personal_links": marked("personal link"),
    "referrals": marked("referral"),
    "placements": marked("placement"),
    "service_events": marked("service"),
}


def row_name(table: str) -> str:
    """What a row of the table is called, in the reader's language."""
    return say(ROWS[table])
