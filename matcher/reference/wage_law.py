"""Minimum wages, the longest probation, and deposits: what the law says of an opening's terms."""


def minimum_wage(place: str | None) -> int | None:
    """Lowest lawful wage at a place, CNY a month; None where the table knows none."""
    return None


def probation_limit_months(contract_months: int | None, no_fixed_term: bool = False) -> int | None:
    """Longest lawful probation for a contract; None when its term is unknown."""
    return None


def parse_contract_months(text: str | None) -> int | None:
    """Months of a contract's term; None when unknown or without a fixed term."""
    return None


def is_open_ended(text: str | None) -> bool:
    """Whether a contract is said to have no fixed term."""
    return False


def parse_probation_months(text: str | None) -> int | None:
    """Months of probation, rounded up; 0 when there is none, None when unknown."""
    return None


def finds_deposit(text: str | None) -> str | None:
    """The words that ask an applicant for a deposit or payment, if any do."""
    return None
