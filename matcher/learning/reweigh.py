"""Another policy with the same levels and thresholds, in which the bars weigh as they are told to."""

from collections.abc import Mapping

from matcher.policy import FULL_SCORE, Policy

LEAST = 100  # hundredths that a bar in force keeps: one that counts nothing can never be learned of again


def reweigh(policy: Policy, weights: Mapping[str, float]) -> Policy:
    """The policy with its points shared out among the criteria in proportion to `weights`, at least 0.

    A criterion keeps LEAST, or what it has if that is less; its levels keep their proportions up to rounding.
    Without any weight above 0 the policy stays as it is. The sum is the full score, to the hundredth.
    """
    if not sum(weights.values()):
        return policy
    most = _apportioned(_above_least(policy, weights))
    points = {
        criterion: {
            level: _scaled(value, policy.of(criterion), most[criterion]) for level, value in levels.items()
        }
        if criterion in most
        else levels
        for criterion, levels in policy.points.items()
    }
    return Policy(f"learned-from-{policy.fingerprint}", points, policy.thresholds, policy.priorities)


def _above_least(policy: Policy, weights: Mapping[str, float]) -> dict[str, float]:
    """Points by criterion, not yet whole: whatever would fall below its least gets that, the rest share."""
    least = {criterion: min(policy.of(criterion), LEAST) for criterion in weights}
    kept: dict[str, int] = {}
    while True:
        room = FULL_SCORE - sum(kept.values())
        total = sum(weight for criterion, weight in weights.items() if criterion not in kept)
        shared = {
            criterion: room * weight / total for criterion, weight in weights.items() if criterion not in kept
        }
        below = {criterion: least[criterion] for criterion in shared if shared[criterion] < least[criterion]}
        if not below:
            return {criterion: kept.get(criterion, shared.get(criterion, 0.0)) for criterion in weights}
        kept |= below


def _apportioned(points: Mapping[str, float]) -> dict[str, int]:
    """Whole hundredths that sum as they should: by the largest remainder, of equals the first."""
    exact = {criterion: round(value, 6) for criterion, value in points.items()}  # 2069.9999999 is 2070
    whole = {criterion: int(value) for criterion, value in exact.items()}
    order = sorted(exact, key=lambda criterion: whole[criterion] - exact[criterion])
    for criterion in order[: FULL_SCORE - sum(whole.values())]:
        whole[criterion] += 1
    return whole


def _scaled(value: int, before: int, after: int) -> int:
    """A level's points where the best level goes from `before` to `after`, half a hundredth rounded up."""
    return (2 * value * after + before) // (2 * before)
