"""Caps on openings together (of a company, of an occupation) as a forest, or which two of them cross.

With caps that lie in each other or apart, a best plan is a flow and found quickly; with caps that cross it is
a hard problem in whole numbers, which is refused rather than answered by halves.
"""

from collections.abc import Sequence

import numpy as np

from matcher.errors import MatcherError
from matcher.plan.network import NOBODY, Numbers


class CapsCross(MatcherError):
    """Two caps, `one` and `other`, share openings, and neither holds all of the other's."""

    code = "CAPS_CROSS"


def forest(openings: int, caps: Sequence[tuple[str, Numbers]]) -> Numbers:
    """Of each opening, and behind them each cap, the node of the next cap that holds it, or NOBODY.

    Caps are names and numbers of openings; one that holds another must stand behind it. Raises CapsCross.
    """
    parents = np.full(openings + len(caps), NOBODY, np.int64)
    outermost = np.arange(openings)  # of each opening, so far
    held = np.ones(openings + len(caps), np.int64)  # openings in each node
    for node, (name, members) in enumerate(caps, start=openings):
        inner, counts = np.unique(outermost[members], return_counts=True)
        crossing = inner[counts < held[inner]]
        if len(crossing):
            raise CapsCross(one=caps[crossing[0] - openings][0], other=name)
        parents[inner] = node
        outermost[members] = node
        held[node] = len(members)
    return parents
