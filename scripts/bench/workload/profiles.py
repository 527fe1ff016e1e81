"""Invented text profiles, as short and as alike as those of real texts: a few for each occupation."""

import numpy as np

from matcher.text.profiles import LENGTH_BITS, TextProfile
from scripts.bench.workload.zipf import zipf

OF_AN_OCCUPATION = 4  # texts: the same work in other words
FEATURES = 1_000  # that any text may tell of
USUAL, SHARED, OTHERS = 30, 24, 13  # usual in an occupation; of these in one text; and from anywhere


def invent_profiles(occupations: int, seed: int) -> tuple[TextProfile, ...]:
    """Those of one occupation stand together; they are far more alike than those of two."""
    random = np.random.default_rng([seed, 1])
    profiles = []
    for _ in range(occupations):
        usual = random.choice(FEATURES, USUAL, replace=False, p=zipf(FEATURES, 0.5))
        for _ in range(OF_AN_OCCUPATION):
            shared = usual[np.sort(random.choice(USUAL, SHARED, replace=False))]
            others = random.choice(FEATURES, OTHERS, replace=False, p=zipf(FEATURES, 0.5))
            profiles.append(_profile([*shared.tolist(), *others.tolist()]))
    return tuple(profiles)


def _profile(features: list[int]) -> TextProfile:
    """The first features are the weightiest."""
    shares = zipf(len(features), 0.7)
    weights = np.floor(shares * (1 << LENGTH_BITS) / np.linalg.norm(shares)).astype(int).tolist()
    told = dict(zip(reversed(features), reversed(weights), strict=True))
    return TextProfile(tuple(sorted(told)), tuple(told[feature] for feature in sorted(told)))
