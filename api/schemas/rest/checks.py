"""Checks of single values whose complaints are findings, as those of the registries are."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validate

from api.clock import written
from api.schemas.problems import Finding, ProblemCode, Severity
from matcher.reference.occupations import name_of


class OneOf(validate.OneOf):
    """One of some words; the complaint names them."""

    def __call__(self, value: Any) -> Any:
        """The value; raises ValidationError with a finding."""
        if value not in self.choices:
            raise complaint(ProblemCode.NOT_ACCEPTED, accepted=[str(each) for each in self.choices])
        return value


class Range(validate.Range):
    """A number from `min` to `max`, both included."""

    def __call__(self, value: Any) -> Any:
        """The value; raises ValidationError with a finding."""
        if (self.min is not None and value < self.min) or (self.max is not None and value > self.max):
            raise complaint(ProblemCode.OUT_OF_RANGE, min=self.min, max=self.max)
        return value


class Length(validate.Length):
    """A text or a list that is no longer than `max`, and no shorter than `min`."""

    def __call__(self, value: Any) -> Any:
        """The value; raises ValidationError with a finding."""
        if self.max is not None and len(value) > self.max:
            code = ProblemCode.TOO_MANY if isinstance(value, list) else ProblemCode.TEXT_TOO_LONG
            raise complaint(code, limit=self.max)
        if self.min is not None and len(value) < self.min:
            raise complaint(ProblemCode.REQUIRED)
        return value


class Pattern(validate.Regexp):
    """A text of a form; the complaint is a code of its own."""

    def __init__(self, regex: str, code: ProblemCode) -> None:
        super().__init__(regex)
        self.code = code

    def __call__(self, value: Any) -> Any:
        """The value; raises ValidationError with a finding."""
        if self.regex.match(value) is None:
            raise complaint(self.code)
        return value


class TrueOrFalse(fields.Boolean):
    """true or false, and neither 1 nor "yes"."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Day(fields.Date):
    """A day that a calendar of this registry may hold; others are slips of the pen."""

    FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> date:
        day: date = super()._deserialize(value, *args, **options)
        if not self.FIRST <= day <= self.LAST:
            raise complaint(ProblemCode.OUT_OF_RANGE, min=str(self.FIRST), max=str(self.LAST))
        return day


class Moment(fields.AwareDateTime):
    """A moment, with its offset, on a day that a calendar of this registry may hold; told in local time."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else written(value)

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> datetime:
        moment: datetime = super()._deserialize(value, *args, **options)
        if not Day.FIRST <= moment.date() <= Day.LAST:
            raise complaint(ProblemCode.OUT_OF_RANGE, min=str(Day.FIRST), max=str(Day.LAST))
        return moment


def one_of(words: type[StrEnum]) -> OneOf:
    """One of the words of an enumeration."""
    return OneOf([word.value for word in words])


def known_occupation(value: str | None) -> None:
    """Refuse what is no code of the classification of occupations."""
    if value is not None and name_of(value) is None:
        raise complaint(ProblemCode.OCCUPATION_UNKNOWN)


def findings(messages: Any, path: tuple[str, ...] = ()) -> list[Finding]:
    """What marshmallow complained of, as findings; a field inside others is named `items.0.title`."""
    if isinstance(messages, dict):
        return [each for name, inner in messages.items() for each in findings(inner, (*path, str(name)))]
    if isinstance(messages, list):
        return [each for inner in messages for each in findings(inner, path)]
    field = ".".join(name for name in path if name != "_schema")
    if isinstance(messages, Finding):
        return [Finding(field, messages.code, messages.severity, messages.params)]
    return [Finding(field, _CODES.get(str(messages), ProblemCode.INVALID), Severity.ERROR)]


_CODES = {  # marshmallow's own words
    "Missing data for required field.": ProblemCode.REQUIRED,
    "Field may not be null.": ProblemCode.REQUIRED,
    "Unknown field.": ProblemCode.UNKNOWN_FIELD,
    "Not a valid date.": ProblemCode.DAY_UNREADABLE,
    "Not a valid integer.": ProblemCode.NO_WHOLE_NUMBER,
    "Not a valid datetime.": ProblemCode.MOMENT_UNREADABLE,
    "Not a valid aware datetime.": ProblemCode.MOMENT_UNREADABLE,
    "Invalid input type.": ProblemCode.NO_OBJECT,
}


def complaint(code: ProblemCode, **params: object) -> ValidationError:
    """What a field raises: one finding, which is placed by whoever reads the body."""
    finding: Any = Finding("", code, Severity.ERROR, params)
    return ValidationError([finding])


def is_storable(value: Any) -> bool:
    """Whether a database could keep all words of a value: it keeps neither NUL nor halves of characters."""
    if isinstance(value, dict):
        return all(is_storable(key) and is_storable(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(is_storable, value))
    return not isinstance(value, str) or not any(
        letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value
    )
