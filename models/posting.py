"""Codes about openings that companies post: why one waits or is off the list, and what to look at."""

from enum import StrEnum


class Flag(StrEnum):
    """What an officer should look at; the first five are what the law says of an opening's terms."""

    CHILD_LABOUR = "CHILD_LABOUR"
    DEPOSIT = "DEPOSIT"
    WAGE_BELOW_MINIMUM = "WAGE_BELOW_MINIMUM"
    PROBATION_TOO_LONG = "PROBATION_TOO_LONG"
    PROBATION_PAY_TOO_LOW = "PROBATION_PAY_TOO_LOW"
    NEAR_DUPLICATE = "NEAR_DUPLICATE"  # much like another one of the company
    REJECTED = "REJECTED"  # an officer has refused it before


class Withdrawal(StrEnum):
    """Why a company withdraws an opening."""

    FILLED = "FILLED"  # found somebody, here or elsewhere
    CANCELLED = "CANCELLED"  # the post is not there any more
    PAUSED = "PAUSED"  # for the time being
    MISTAKE = "MISTAKE"  # it should not have been posted


class Decision(StrEnum):
    """What an officer decides about an opening."""

    APPROVE = "approve"
    REJECT = "reject"


REVIEW = "REVIEW"
"""Why an opening waits: an officer has yet to look at it."""

REJECTED = "REJECTED"
"""Why an opening is closed: an officer has refused it."""
