"""What each level of each criterion means, in words; the policy's thresholds are filled in."""

from collections.abc import Mapping
from dataclasses import asdict

from api.i18n import marked, say
from matcher.policy import Policy

LEVELS: Mapping[str, Mapping[str, str]] = {
    "skills": {
        "ALL": marked("everything wanted, or of a long list a weight of %(skills_enough)s"),
        "MANY": marked(
            "%(skills_many_percent)s %% of that and more: points by the share, from UNKNOWN to ALL"
        ),
        "SOME": marked("less than that: points by the share, from UNKNOWN to ALL"),
        "UNKNOWN": marked("no skills told, or none wanted"),
        "NONE": marked("none of the wanted skills"),
    },
    "study": {
        "SAME_MAJOR": marked("a major that is asked for"),
        "SAME_FIELD": marked("the field of study that is asked for"),
        "RELATED_WORK": marked("no major is asked for, and the field leads to this work"),
        "NEAR_WORK": marked("the field leads near this work; or to it, where another major is asked for"),
        "UNKNOWN": marked("no study told; or no major asked for, and unsure what work it is"),
        "OTHER": marked("another field"),
    },
    "education": {
        "MATCH": marked("the level that is asked for"),
        "ABOVE": marked("one level above"),
        "OPEN_TO_ALL": marked("any level will do"),
        "UNKNOWN": marked("the opening does not say which level"),
        "FAR_ABOVE": marked("two levels and more above"),
        "BELOW": marked("below: refused, never listed"),
    },
    "experience": {
        "MET": marked("what is asked for; internships and practice count"),
        "NOT_ASKED": marked("none needed"),
        "UNKNOWN": marked("the opening does not say how much"),
        "LITTLE_SHORT": marked("up to %(experience_little_months)s months short"),
        "MUCH_SHORT": marked("more than %(experience_little_months)s months short"),
    },
    "duties": {
        "CLOSE": marked(
            "the words on experience and on duties are %(duties_close_percent)s %% alike and more"
        ),
        "RELATED": marked(
            "%(duties_related_percent)s %% alike and more: points by the likeness, from UNKNOWN to CLOSE"
        ),
        "UNKNOWN": marked("no words on experience, or none on duties"),
        "OTHER": marked("less alike: points by the likeness, from here to UNKNOWN"),
    },
    "place": {
        "SAME_STREET": marked("in the home street"),
        "WISHED": marked("in a wished place, or somewhere in the district of a wished street"),
        "SAME_DISTRICT": marked("in the home district"),
        "NEAR": marked("within %(near_km)s km"),
        "NEAR_WISHED": marked("within %(near_km)s km of a wished place"),
        "SAME_CITY": marked("in the home city"),
        "REACHABLE": marked("within %(reach_km)s km"),
        "LODGING": marked("away, with lodging: within %(reach_with_lodging_km)s km, or willing to move"),
        "RELOCATION": marked("away, and willing to move"),
        "UNKNOWN": marked("a place is not told, or only as the city around a wished place"),
        "ELSEWHERE": marked("away, though the student named other places"),
        "FAR": marked("away, and not known whether the student would move; or in another province"),
        "NO_DORMITORY": marked("a bed is needed and there is none"),
    },
    "wishes": {
        "SAME": marked("the wished occupation, or inside the wished group"),
        "CLOSE": marked("its neighbour in the occupation classification"),
        "RELATED": marked("related work"),
        "UNKNOWN": marked("no wish told, or unsure what work it is"),
        "OTHER": marked("other work"),
    },
    "wage": {
        "MEETS": marked("the lower end reaches the wage floor"),
        "PARTLY": marked(
            "the upper end is open, reaches it, or is at most %(wage_tolerance_percent)s %% below it"
        ),
        "UNKNOWN": marked("no wage floor told, or no wage stated"),
        "BELOW": marked("below the floor: this lowers, it never refuses"),
    },
    "openings": {
        "MANY": marked("%(openings_many)s places left or more"),
        "SEVERAL": marked("%(openings_several)s places left or more"),
        "ONE": marked("fewer"),
    },
}


def level_meaning(criterion: str, level: str, policy: Policy) -> str:
    """When an opening is at a level."""
    return say(LEVELS[criterion][level], **asdict(policy.thresholds))
