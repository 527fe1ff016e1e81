"""Answers that take long to word, kept for whoever asks again while nothing has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from sqlalchemy.orm import Session

from models.queries.snapshots import freshness

ANSWERS_KEPT = 512  # a shortlist of twenty is some 25 kB


class KeptAnswers:
    """Answers of one state of the registry, for all threads of a process; a change forgets them all.

    Whether whoever asks may have an answer is not looked at here.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._change = -1
        self._answers: OrderedDict[Hashable, str] = OrderedDict()  # the last asked for last

    def answer(self, session: Session, question: Hashable, make: Callable[[], str]) -> str:
        """The answer to a question, made anew unless it was kept from the state that the session sees.

        The session's transaction must see one state of the data, and `make` must ask nothing but it.
        """
        change = freshness(session)
        with self._lock:
            if change > self._change:
                self._change = change
                self._answers.clear()
            elif change == self._change and question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        answer = make()
        with self._lock:
            if change == self._change:
                self._answers[question] = answer
                while len(self._answers) > ANSWERS_KEPT:
                    self._answers.popitem(last=False)
        return answer
