"""Jobs as an administrator sees them: how far, by whom ordered, what stopped them; never what is in them."""

from datetime import datetime
from typing import Any

from api.i18n import marked, say
from api.presenters.failures import failure_sentence
from api.services.jobs import LOST, is_lost
from models.job import Job, JobKind, JobState

Document = dict[str, Any]

KINDS = {
    JobKind.IMPORT: marked("import of a file"),
    JobKind.RUN: marked("everybody's shortlists"),
    JobKind.PLAN: marked("plan for everybody"),
}
TRIAL = marked("trial of an import")
STATES = {
    JobState.QUEUED: marked("waits"),
    JobState.RUNNING: marked("under way"),
    JobState.DONE: marked("done"),
    JobState.FAILED: marked("failed"),
    JobState.CANCELLED: marked("called off"),
}
OF_THE_MACHINE = (LOST, "UNEXPECTED", "IMPORT_INTERRUPTED")
"""Failures that an administrator can look into; others are of the file or the order, and may name people."""

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


def state_choices() -> list[tuple[str, str]]:
    """States to narrow a list to: codes and words."""
    return [(state.value, say(words)) for state, words in STATES.items()]


def unattended_sentence() -> str:
    """What an administrator does about work that no worker comes for."""
    return say(marked("Nothing works on what waits: start `aixin worker`, or `aixin serve --with-worker`"))


def job_line(job: Job, now: datetime) -> Document:
    """One job in a list, without the file's name or anything of the order."""
    return {
        "ref": job.ref,
        "kind": say(TRIAL if job.params.get("trial") else KINDS[job.kind]),
        "by": job.actor,
        "state": say(STATES[job.state]),
        "done": job.done,
        "total": job.total,
        "attempts": job.attempts,
        "queued_at": job.queued_at,
        "heartbeat": job.heartbeat,
        "ended_at": job.ended_at,
        "silent": is_lost(job, now),
        "problem": _problem(job),
        "under_way": job.state in UNDER_WAY,
        "may_begin_again": job.state is JobState.FAILED and job.kind is not JobKind.IMPORT,
    }


def _problem(job: Job) -> str | None:
    if job.error is None:
        return None
    if job.error in OF_THE_MACHINE:
        return failure_sentence(job.error, job.error_params)
    return say(marked("something about the file or the order, which whoever ordered it is told"))
