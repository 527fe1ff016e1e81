"""Imports and runs that were ordered: how far they are, what became of them, and what they found."""

import re
from typing import Any

from api.presenters.failures import failure_sentence
from api.presenters.pages import envelope
from api.presenters.problems import SENTENCES, problem_sentence
from api.schemas.problems import Problem, ProblemCode, Severity
from models.import_problem import ImportProblem
from models.job import Job
from models.match_run import MatchRun, MatchRunList
from models.queries.pages import Page

Document = dict[str, Any]

HIDDEN = "…"  # stands for what a person's row said, which is not kept
_FILLED_IN = re.compile(r"%\((\w+)\)s")


def job_document(job: Job) -> Document:
    """How far a job is."""
    return {
        "ref": job.ref,
        "state": job.state,
        "progress": {"done": job.done, "total": job.total},
        "queued_at": job.queued_at,
        "ended_at": job.ended_at,
        "error": None
        if job.error is None
        else {"code": job.error, "message": failure_sentence(job.error, job.error_params)},
    }


def import_document_of(job: Job, problems: Page[ImportProblem] | None) -> Document:
    """An import; once it is done, with its counts and a page of its problems."""
    counts = {name: count for name, count in job.result.items() if name != "batch"}
    return {
        **job_document(job),
        "kind": job.params["kind"],
        "file": job.params["file"],
        "counts": counts or None,
        "problems": None if problems is None else problem_page(problems),
    }


def problem_page(page: Page[ImportProblem]) -> Document:
    """A page of the problems of an import that was applied."""
    return envelope(page, [_problem(each) for each in page.items])


def run_document(job: Job, run: MatchRun | None) -> Document:
    """A run; once it has begun, with what it is made by."""
    made_by = {name: getattr(run, name) for name in ("policy", "snapshot", "code")} if run else {}
    return {
        **job_document(job),
        "as_of": job.params["as_of"],
        "k": job.params["k"],
        **{name: made_by.get(name) for name in ("policy", "snapshot", "code")},
        "students": job.result.get("students"),
        "items": job.result.get("items"),
    }


def run_lists_document(page: Page[MatchRunList]) -> Document:
    """A page of a run's shortlists, as references and scores."""
    return envelope(
        page,
        [
            {
                "student": each.student.ref,
                "considered": each.considered,
                "eligible": each.eligible,
                "items": [
                    {"rank": rank, "ref": ref, "score": score / 100}
                    for rank, (ref, score) in enumerate(each.items, start=1)
                ],
            }
            for each in page.items
        ],
    )


def _problem(stored: ImportProblem) -> Document:
    code = ProblemCode(stored.code)
    hidden = dict.fromkeys(_FILLED_IN.findall(SENTENCES.get(code, "")), HIDDEN)
    problem = Problem(
        stored.sheet or "",
        stored.row,
        stored.column,
        code,
        Severity(stored.severity),
        stored.value,
        {**hidden, **stored.params},
    )
    return {
        "sheet": stored.sheet,
        "row": stored.row,
        "column": stored.column,
        "code": stored.code,
        "severity": stored.severity,
        "message": problem_sentence(problem),
        "value": stored.value,
    }
