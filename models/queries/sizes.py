"""How much there is of everything, by state: figures for whoever watches the machine."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.company import Company
from models.job import Job
from models.opening import Opening
from models.student import Student

UNKNOWN = "unknown"

_STATES = {
    "jobs": Job.state,
    "students": Student.state,
    "companies": Company.status,
    "openings": Opening.status,
}


def load_sizes(session: Session) -> dict[str, dict[str, int]]:
    """Table → state → number of rows."""
    return {
        table: {
            str(state or UNKNOWN): count
            for state, count in session.execute(select(state, func.count()).group_by(state))
        }
        for table, state in _STATES.items()
    }
