"""The one way in which statistics leave: tables in, and what a reader may see of them out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.disclosure.small import INTERNAL, PUBLIC
from matcher.disclosure.tables import Key, Tables


class Audience(StrEnum):
    """Who reads."""

    INTERNAL = "internal"  # those who run the programme
    PUBLIC = "public"

    @property
    def fewest(self) -> int:
        """The fewest persons that a number for them may tell of."""
        return INTERNAL if self is Audience.INTERNAL else PUBLIC


@dataclass(frozen=True, slots=True)
class Published:
    """What one audience sees of tables, and which of their cells it does not see."""

    audience: Audience
    shown: Mapping[Key, int] = field(default_factory=dict)
    withheld: frozenset[Key] = frozenset()

    def share(self, part: Key, whole: Key) -> float | None:
        """What part of a group it is; None unless both can be seen and the group is large enough."""
        few = self.audience.fewest
        if part not in self.shown or (of := self.shown.get(whole, 0)) < few:
            return None
        return self.shown[part] / of


def publish(tables: Tables, audience: Audience) -> Published:
    """What an audience may see of these tables, and of no others.

    The public sees nothing that those inside do not: who can read both learns no more than from the one.
    """
    from matcher.disclosure.withhold import withhold  # noqa: PLC0415  loads scipy

    withheld: frozenset[Key] = frozenset()
    for reader in Audience:
        withheld = withhold(tables, reader.fewest, withheld=withheld)
        if reader is audience:
            break
    return seen(tables, audience, withheld)


def seen(tables: Tables, audience: Audience, withheld: frozenset[Key]) -> Published:
    """Tables without what is withheld."""
    shown = {key: cell.value for key, cell in tables.cells.items() if key not in withheld}
    return Published(audience, shown, withheld)
