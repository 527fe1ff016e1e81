"""Let many stories happen side by side, each event in its turn."""

from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from heapq import heapify, heappop, heappush

Story = Generator[datetime, None, None]
"""What happens to one person: it says when it goes on, and is woken at that moment."""


def tell(stories: Iterable[Story], until: datetime, progress: Callable[[datetime], None]) -> int:
    """Let the stories go on in the order of their moments, as far as `until`; how many events that were.

    At the same moment the story that was named first is first. `progress` is told each moment.
    """
    waiting = []
    for number, story in enumerate(stories):
        at = next(story, None)
        if at is not None:
            waiting.append((at, number, story))
    heapify(waiting)
    events = 0
    while waiting and waiting[0][0] <= until:
        at, number, story = heappop(waiting)
        progress(at)
        events += 1
        again = next(story, None)
        if again is not None:
            heappush(waiting, (again, number, story))
    return events
