"""The matcher's own reference: every rule and every criterion over all openings, in plain numpy."""

from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.pipeline import judge
from matcher.policy import Policy
from scripts.bench.peers.peer import TOP, Search


class Reference:
    """It computes the very same, answers and ties included."""

    def __init__(self, columns: Columns, policy: Policy) -> None:
        self._columns = columns
        self._policy = policy

    def search(self, candidate: Candidate) -> Search:
        """Judge all openings, and sort those that nothing refuses."""
        return lambda: judge(candidate, self._columns, self._policy).ranking()[:TOP]
