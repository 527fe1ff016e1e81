"""Stories take their turns by the clock."""

from datetime import UTC, datetime, timedelta

from scripts.history.timeline import Story, tell

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return BEGIN + timedelta(days=number)


def story(name: str, days: list[int], log: list[str]) -> Story:
    for number in days:
        yield day(number)
        log.append(f"{name}{number}")


def test_events_happen_in_the_order_of_their_moments() -> None:
    log: list[str] = []
    seen: list[datetime] = []
    stories = [story("a", [1, 5, 9], log), story("b", [5, 6], log), story("c", [], log)]
    assert tell(stories, day(8), seen.append) == 4
    assert log == ["a1", "a5", "b5", "b6"]
    assert seen == sorted(seen)


def test_what_is_still_to_come_does_not_happen() -> None:
    log: list[str] = []
    assert tell([story("a", [3], log)], day(2), lambda _: None) == 0
    assert log == []
