"""The page on which a record is filled in or edited: what was typed is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template

from api.extensions import audit, keep_look, writing
from api.i18n import marked, say, say_list
from api.presenters.problems import field_label
from api.presenters.record_forms import RecordForm
from api.registry_files.columns import RegistryKind
from api.schemas.problems import Finding
from api.services.registry.changed_since import changed_since
from api.services.told_fields import FieldsRefused
from api.web.forms import done
from api.web.record_forms import Conflict, conflict_of, known_version, typed_words
from models.audit import Act
from models.base import Versioned

Groups = Sequence[tuple[str, list[str]]]
"""Headings, and the names of the fields below each."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A form of a record: its words, its address, and where one goes back to.

    `subject` is what the trail calls the record, None for a new one; a company's page does not say who else
    has changed it.
    """

    kind: RegistryKind
    title: str
    heading: str
    groups: Groups
    back: str
    subject: tuple[str, str] | None = None
    names_others: bool = True

    def show(self, form: RecordForm) -> str:
        """The record as it is, or an empty form."""
        if self.subject is not None:
            audit(self._look(form))
        return self._render(form, form)

    def refuse(self, form: RecordForm, error: FieldsRefused, *, known: str | None = None) -> Response:
        """The form as it was typed, with what is wrong with it; `known` is where the same stands already."""
        return self._again(422, form, form.refused(typed_words(form), error.findings), known=known)

    def conflict(self, form: RecordForm, row: Versioned) -> Response:
        """The form as it was typed onto a record that somebody else has changed: who changed what."""
        assert self.subject is not None
        changes = changed_since(writing(), self.subject, row, known_version()) if self.names_others else ()
        conflict = conflict_of(self.kind, form, changes)
        return self._again(412, form, conflict.form, conflict=conflict)

    def saved(self, address: str, warnings: Sequence[Finding] = ()) -> Response:
        """Go to the record; what was accepted and has still to be looked at is named by its fields."""
        labels = list(dict.fromkeys(field_label(self.kind, each.field) for each in warnings if each.field))
        if labels:
            doubtful = say_list(labels, most=len(labels))
            return done(marked("Saved. Please check once more: %(fields)s"), address, fields=doubtful)
        return done(marked("Saved."), address)

    def _again(
        self, status: int, now: RecordForm, form: RecordForm, **shown: Conflict | str | None
    ) -> Response:
        """The form with what was typed; what it shows besides is a look at the record, which is kept."""
        if self.subject is not None:
            keep_look(self._look(form))
        return make_response(self._render(now, form, **shown), status)

    def _render(self, now: RecordForm, form: RecordForm, **shown: Conflict | str | None) -> str:
        """`form` to fill in; `now` holds the record as it is."""
        was = {field.name: field.words for field in now.fields} if self.subject is not None else {}
        return render_template(
            "record.html",
            title=say(self.title),
            heading=self.heading,
            groups=[(say(heading), names) for heading, names in self.groups],
            back=self.back,
            form=form,
            was=was,
            **shown,
        )

    def _look(self, form: RecordForm) -> Act:
        assert self.subject is not None
        return Act(f"{self.subject[0]}.form", self.subject, fields=form.names)
