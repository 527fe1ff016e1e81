"""What is wrong with a field of a request, in words."""

from typing import Any

from api.i18n import marked, say
from api.presenters.problems import problem_sentence
from api.presenters.refusals import refusal_sentence
from api.presenters.shortlists import plain
from api.presenters.words import article_names
from api.registry_files.columns import RegistryKind
from api.registry_files.guidance import CHOICES
from api.schemas.problems import Finding, Problem, ProblemCode, Severity
from matcher.results import Reason

# Where an import makes do with what it can, a request is refused, and has to be told otherwise.
_REFUSALS = {
    ProblemCode.PLACE_UNKNOWN: marked("Place not recognised: write city and district"),
    ProblemCode.EDUCATION_UNKNOWN: marked("Education not recognised; accepted are %(accepted)s"),
    ProblemCode.MAJOR_UNKNOWN: marked("Major not in the catalogue: write it as the catalogue does, or 不限"),
    ProblemCode.DATE_UNREADABLE: marked("This does not read as a date: write YYYY-MM-DD"),
    ProblemCode.CERTIFICATE_UNKNOWN: marked("Certificate not recognised: write its official name, or 无"),
    ProblemCode.WAGE_UNREADABLE: marked("This does not read as pay: write 6000-8000, 200元/天 or 20万/年"),
    ProblemCode.YES_NO_UNREADABLE: marked("Board and lodging not recognised: write 包吃住, 包吃, 包住 or 无"),
    ProblemCode.EXPERIENCE_UNREADABLE: marked("Experience not recognised: write 1年, 1-3年 or 不限"),
    ProblemCode.HAZARDS_UNREADABLE: marked("Hazards not recognised: write 粉尘, 噪声, 高温 … or 无"),
    ProblemCode.AGE_UNREADABLE: marked("This does not read as an age: write 18周岁以上"),
    ProblemCode.DURATION_UNREADABLE: marked("This does not read as a length of time: write 3个月, 3年 or 无"),
    ProblemCode.DISCRIMINATION: marked("The law forbids this wording: %(words)s (%(article)s)"),
    ProblemCode.STATE_UNKNOWN: marked("State not recognised; accepted are %(accepted)s"),
    ProblemCode.COMPLETION_UNKNOWN: marked("Not recognised; accepted are %(accepted)s"),
    ProblemCode.PHONE_UNREADABLE: marked("This does not read as a phone number"),
    ProblemCode.WISH_UNKNOWN: marked("No occupation recognised: write it as 会计, 电工 or 护士"),
    ProblemCode.LIMITS_UNKNOWN: marked("Health limit not recognised: write 不能久站, 听力障碍 … or 无"),
    ProblemCode.DATES_CROSSED: marked("The end lies before the beginning"),
}
_YES_OR_NO = marked("Neither yes nor no: write %(accepted)s, or leave it blank")


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as a member of `errors` or `warnings`."""
    params = _params(finding)
    return {
        "field": finding.field,
        "code": finding.code.value,
        "message": _sentence(finding, params),
        "params": plain(params),
    }


def finding_sentence(finding: Finding) -> str:
    """What is wrong with a field, in the reader's language."""
    return _sentence(finding, _params(finding))


def reason_document(reason: Reason) -> dict[str, Any]:
    """A rule that forbids something, as a member of `errors`."""
    return {
        "field": "",
        "code": reason.code,
        "message": refusal_sentence(reason.code, reason.params),
        "params": plain(reason.params),
    }


def _params(finding: Finding) -> dict[str, Any]:
    params = dict(finding.params)
    if finding.severity is Severity.ERROR and finding.code is ProblemCode.EDUCATION_UNKNOWN:
        params.setdefault("accepted", [*CHOICES[RegistryKind.STUDENTS, "education"], "不限"])
    return params


def _sentence(finding: Finding, params: dict[str, Any]) -> str:
    if finding.severity is Severity.ERROR and finding.code in _REFUSALS:
        sentence = _REFUSALS[finding.code]
        if finding.code is ProblemCode.YES_NO_UNREADABLE and "accepted" in params:
            sentence = _YES_OR_NO
        words = params | {"accepted": "、".join(params.get("accepted", ()))}
        if "article" in params:
            words["article"] = article_names(str(params["article"]))
        return say(sentence, **words)
    return problem_sentence(Problem("", None, None, finding.code, finding.severity, params=params))
