"""What is wrong with a policy, in words."""

from collections.abc import Iterable
from typing import Any

from api.i18n import marked, say
from matcher.errors import PolicyProblem

PROBLEMS = {
    "not_json": marked("this is no JSON (line %(line)s)"),
    "unreadable": marked("this cannot be read as a policy"),
    "repeated": marked("stands there twice"),
    "not_a_table": marked("must be a table: { … }"),
    "wrong_version": marked(
        "this Aixin reads version %(known)s: begin anew with `aixin policy show standard --json`"
    ),
    "not_a_name": marked("must be a name in quotation marks"),
    "not_a_count": marked("must be a whole number from 0 to %(most)s"),
    "missing": marked("is missing"),
    "unknown": marked("is not known here"),
    "match_below_unknown": marked("a match may not give less (%(value)s) than silence (%(unknown)s)"),
    "mismatch_above_unknown": marked("a mismatch may not give more (%(value)s) than silence (%(unknown)s)"),
    "wrong_total": marked("the highest points of all criteria must sum to %(full)s, not %(value)s"),
    "falling": marked("may not be less (%(value)s) than %(other)s (%(least)s)"),
}


def problem_sentence(problem: PolicyProblem) -> str:
    """What is wrong with one field of a policy."""
    words = say(PROBLEMS[problem.code], **problem.params)
    if not problem.field:
        return words
    return say(marked("%(field)s: %(problem)s"), field=problem.field, problem=words)


def problem_sentences(problems: Iterable[PolicyProblem]) -> str:
    """All that is wrong with a policy, in one line."""
    return say(marked("; ")).join(map(problem_sentence, problems))


def problems_document(problems: Iterable[PolicyProblem]) -> list[dict[str, Any]]:
    """All that is wrong with a policy, for machines and in words."""
    return [
        {"field": one.field, "code": one.code, "params": dict(one.params), "message": problem_sentence(one)}
        for one in problems
    ]
