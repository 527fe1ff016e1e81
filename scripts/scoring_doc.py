"""`make docs`: write what the standard policy says into the pages that tell of it, in both languages.

A page keeps its own words around blocks, `<!-- levels -->` to `<!-- /levels -->`, which are written here.
"""

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from api.i18n import marked, say, speaking
from api.presenters.bars import criterion_name
from api.presenters.policies import policy_rows, threshold_rows
from matcher.criteria import CRITERIA
from matcher.eligibility import ADULT_AGE, WORKING_AGE
from matcher.policy import STANDARD, Policy
from matcher.vocabulary import Refusal

ROOT = Path(__file__).parents[1]
PAGES = {  # page → (its language, its blocks)
    "docs/scoring.md": ("en", ("rules", "levels", "thresholds")),
    "docs/scoring.zh-CN.md": ("zh_CN", ("rules", "levels", "thresholds")),
    "README.md": ("en", ("weights",)),
    "README.zh-CN.md": ("zh_CN", ("weights",)),
}
WIDTH = 110

RULES = {
    Refusal.UNDER_16: marked("the student is under %(working_age)s on the day; no policy can change this"),
    Refusal.ALREADY_PLACED: marked("the student is about to start, employed or self-employed"),
    Refusal.NOT_SEEKING: marked(
        "the student is studying on, in the army, not seeking, moved away, or left the programme"
    ),
    Refusal.OPENING_CLOSED: marked("the opening is closed or withdrawn"),
    Refusal.OPENING_WAITING: marked("the opening waits for an officer's review"),
    Refusal.OPENING_EXPIRED: marked("the day is after the opening's last"),
    Refusal.OPENING_NOT_YET: marked("the day is before the opening's first"),
    Refusal.OPENING_FULL: marked("every place is filled"),
    Refusal.MINOR_HAZARD: marked(
        "the student is under %(adult_age)s, and the work declares a hazard or is closed to them by law"
    ),
    Refusal.MINIMUM_AGE: marked("the posting itself asks for a higher age"),
    Refusal.IN_SCHOOL: marked(
        "more than %(school_horizon_months)s months of school are ahead, or an unknown number; "
        "internships stay open"
    ),
    Refusal.EDUCATION_UNKNOWN: marked("a level is asked for and the student's is not known"),
    Refusal.EDUCATION_BELOW: marked(
        "the level is below what is asked; within %(school_horizon_months)s months of graduation "
        "the expected level counts"
    ),
    Refusal.EXPERIENCE: marked("more than %(experience_refusal_months)s months of experience are missing"),
    Refusal.CERTIFICATE: marked(
        "the law demands a certificate for the work that the student lacks "
        "(welder, electrician, driver, nurse, teacher …)"
    ),
    Refusal.HEALTH_LIMIT: marked("a declared demand meets one of the student's health limits"),
    Refusal.OUT_OF_REACH: marked(
        "it is beyond %(reach_km)s km, or %(reach_with_lodging_km)s km with lodging, and the student will "
        "not move, or named places and does not say that others would do; wished places and what lies within "
        "%(near_km)s km of them are never out of reach, and an unknown distance never refuses"
    ),
    Refusal.NO_COMMON_GROUND: marked(
        "the student told of skills, study or wishes, and the opening meets none of them; some shared skills "
        "are not enough where study and wishes both point elsewhere; who told of few skills and nothing else "
        "needs to share just those; never where the words on experience are close to the duties"
    ),
}


def rules(policy: Policy) -> str:
    """The table of the rules, in the order in which they are tried."""
    facts = {**asdict(policy.thresholds), "working_age": WORKING_AGE, "adult_age": ADULT_AGE}
    rows = [(code.value, say(RULES[code], **facts)) for code in Refusal]
    return _table((say(marked("Reason")), say(marked("Refuses when"))), rows)


def levels(policy: Policy) -> str:
    """The table of every criterion's levels with their points."""
    headers = (marked("Criterion"), marked("Level"), marked("Points"), marked("What it says"))
    return _table([say(header) for header in headers], policy_rows(policy))


def thresholds(policy: Policy) -> str:
    """The table of the thresholds."""
    rows = [(f"`{name}`", value, meaning) for name, value, meaning in threshold_rows(policy)]
    return _table([say(marked("Threshold")), say(marked("Value")), say(marked("What it says"))], rows)


def weights(policy: Policy) -> str:
    """How much each criterion weighs, the heaviest first, in a sentence."""
    told = sorted(CRITERIA, key=lambda criterion: -policy.of(criterion.name))
    listed = say(marked(", ")).join(
        f"{criterion_name(criterion.name).lower()} {policy.of(criterion.name) / 100:g}" for criterion in told
    )
    return "\n".join(textwrap.wrap(say(marked("Criteria give points: %(weights)s."), weights=listed), WIDTH))


BLOCKS: dict[str, Callable[[Policy], str]] = {
    "rules": rules,
    "levels": levels,
    "thresholds": thresholds,
    "weights": weights,
}


def renewed(page: str, text: str, policy: Policy = STANDARD) -> str:
    """The text of a page with its blocks as the policy has them; ValueError if a block is not there."""
    locale, blocks = PAGES[page]
    with speaking(locale):
        for name in blocks:
            found = re.search(rf"<!-- {name} -->\n(.*?)^( *)<!-- /{name} -->", text, re.DOTALL | re.MULTILINE)
            if found is None:
                raise ValueError(f"{page} has no block {name}")
            block = textwrap.indent(BLOCKS[name](policy), found[2]) + "\n"
            text = text[: found.start(1)] + block + text[found.end(1) :]
    return text


def main() -> None:
    """Write the blocks of every page anew."""
    for page in PAGES:
        path = ROOT / page
        path.write_text(renewed(page, path.read_text("utf-8")), "utf-8")


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
