"""Forms of whole records: what was typed, and what somebody else has changed of the record meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from api.presenters.record_forms import FormField, RecordForm, Widget, change_sentence
from api.registry_files.columns import RegistryKind
from api.services.registry.changed_since import Change

WAS = "was."  # before the name of a field: the words that it held when the form was fetched
LONGEST = 10_000  # characters of a field; what is too long for it says its own rule
LISTED = "、"  # between the choices of one field


@dataclass(frozen=True, slots=True)
class Conflict:
    """A form that was filled in on an older version: who changed what since, and what two want otherwise.

    `typed` holds the words of whoever was slower, by the field that both have changed; `changes` are
    sentences.
    """

    form: RecordForm
    typed: Mapping[str, str]
    changes: tuple[str, ...]


def typed_words(form: RecordForm) -> dict[str, str]:
    """The words of each field that may be edited, as they were posted."""
    return {field.name: _words(field) for field in form.fields if field.editable}


def is_stale(form: RecordForm) -> bool:
    """Whether what was posted was filled in on another version than the form's."""
    return request.form.get("version") != str(form.version)


def known_version() -> int:
    """The version that the posted form was filled in on; 0 where it does not say."""
    told = request.form.get("version", "")
    return int(told) if told.isascii() and told.isdecimal() else 0


def conflict_of(kind: RegistryKind, form: RecordForm, changes: Sequence[Change]) -> Conflict:
    """What was posted put onto `form`, which holds the record as it is now.

    What only one of the two has changed stands there as that one wants it.
    """
    typed, now = typed_words(form), {field.name: field.words for field in form.fields}
    was = {name: _posted(WAS + name) for name in typed}
    own = {name: words for name, words in typed.items() if words != was[name]}
    both = {name: own[name] for name in own if now[name] not in (was[name], own[name])}
    alone = {name: words for name, words in own.items() if name not in both}
    told = tuple(change_sentence(kind, change) for change in changes)
    return Conflict(form.refused(alone, ()), both, told)


def _words(field: FormField) -> str:
    if field.widget is Widget.SEVERAL:
        return LISTED.join(filter(None, map(_plain, request.form.getlist(field.name))))
    return _posted(field.name)


def _posted(name: str) -> str:
    return _plain(request.form.get(name, ""))


def _plain(text: str) -> str:
    """Words as they were before a browser sent them: NUL no database keeps, lines end as elsewhere."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST]
