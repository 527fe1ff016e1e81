"""Zipf's law, which words follow: a few stand in a third of all texts, most in hardly any."""

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]


def zipf(count: int, exponent: float = 1.0) -> Shares:
    """Shares that fall with the rank by a power law, and sum to one."""
    shares: Shares = np.arange(1, count + 1, dtype=np.float64) ** -exponent
    total: np.float64 = shares.sum()
    return shares / total
