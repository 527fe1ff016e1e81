"""What a command orders of a plan: pins and bans from files, caps; and in which row a refused one stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.i18n import marked, say
from api.registry_files.pairs import Pair, read_pairs
from api.services.plans.plan_orders import PlanOrders, bound_name
from matcher.errors import UnknownSubject
from matcher.plan.caps import CapsCross
from matcher.plan.orders import InvalidOrder
from matcher.plan.plan import CANDIDATES
from scripts.looking import Look
from scripts.subjects import find_opening_ref, find_student_ref
from scripts.terminal import CommandError, Terminal


@dataclass(frozen=True)
class ToldOrders:
    """Orders as they are typed: pairs in files, by reference or by a name that only one has."""

    pins: Path | None = None
    bans: Path | None = None
    per_company: int | None = None
    per_occupation: int | None = None
    hold_back: int | None = None
    candidates: int = CANDIDATES

    @property
    def given(self) -> bool:
        """Whether anything is ordered beside how many candidates are looked at."""
        return self != ToldOrders(candidates=self.candidates)

    @contextmanager
    def read(self, terminal: Terminal, look: Look) -> Iterator[PlanOrders]:
        """The orders for a plan that the block makes; what it refuses is told as people call it."""
        rows: dict[str, int] = {}
        pins: dict[str, str] = {}
        for pair in _found(look, self.pins):
            if pair.student in pins:
                raise self._refused("TWICE", pair.row)
            pins[pair.student], rows[pair.student] = pair.opening, pair.row
        bans = frozenset((pair.student, pair.opening) for pair in _found(look, self.bans))
        if self.pins is not None or self.bans is not None:
            told = marked("%(pins)s pinned, %(bans)s banned")
            terminal.note(say(told, pins=len(pins), bans=len(bans)))
        try:
            yield PlanOrders(
                pins, bans, self.per_company, self.per_occupation, self.hold_back, self.candidates
            )
        except CapsCross as error:
            named = {side: bound_name(look.session, str(name)) for side, name in error.params.items()}
            raise CommandError(error.code, **named) from error
        except InvalidOrder as error:
            name = error.params.get("name")
            params = {} if name is None else {"name": bound_name(look.session, str(name))}
            row = rows[str(error.params["student"])]
            raise self._refused(str(error.params["reason"]), row, **params) from error

    def _refused(self, reason: str, row: int, **params: str) -> CommandError:
        file = "" if self.pins is None else self.pins.name
        return CommandError("INVALID_ORDER", reason=reason, row=row, file=file, **params)


def _found(look: Look, path: Path | None) -> Iterator[Pair]:
    """The pairs of a file, by reference; CommandError with the row of one that tells nobody or several."""
    if path is None:
        return
    for pair in read_pairs(path):
        try:
            student, opening = find_student_ref(look, pair.student), find_opening_ref(look, pair.opening)
        except (CommandError, UnknownSubject) as error:
            why = {"code": error.code, "params": error.params}
            raise CommandError("PAIR_UNKNOWN", row=pair.row, file=path.name, why=why) from error
        yield Pair(pair.row, student, opening)
