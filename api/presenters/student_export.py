"""What is kept of a student as the student reads it: a page of words, beside the document for programs."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from api.i18n import marked, reader_locale, say
from api.presenters.amounts import yuan
from api.presenters.export_labels import LABELS, SECTIONS
from api.presenters.kept_shortlists import DROP_REASONS
from api.presenters.placing_words import (
    DECLINE_REASONS,
    END_REASONS,
    EVIDENCE,
    REFERRAL_STATES,
    RETENTIONS,
    SIDES,
    SIGNERS,
    WAYS,
)
from api.presenters.relief import PURPOSES
from api.presenters.services import SERVICES
from api.presenters.study_aid import KINDS, REASONS, SOURCES
from api.presenters.words import COMPLETION, DEMANDS, HARDSHIPS, STATES, education_name, place_name
from api.services.rights.export_student import Sections

FOR_PROGRAMS = frozenset({"explanation", "refused", "items", "policy", "snapshot", "code", "k"})
"""Fields that only a program makes something of; the page leaves them out."""

YES_NO = {True: marked("yes"), False: marked("no")}

_NAMES: Mapping[str, Mapping[Any, str]] = {
    "students.state": STATES,
    "students.limits": DEMANDS,
    **dict.fromkeys(("needs_dormitory", "may_relocate", "internship", "pinned", "suitable"), YES_NO),
    "completion": COMPLETION,
    "category": HARDSHIPS,
    "state": REFERRAL_STATES,
    "service_events.kind": SERVICES,
    "schooling_events.kind": KINDS,
    "reason": REASONS,
    "source": SOURCES,
    "purpose": PURPOSES,
    "dropped_reason": DROP_REASONS,
    "declined_by": SIDES,
    "decline_reason": DECLINE_REASONS,
    "end_reason": END_REASONS,
    "placements.evidence": EVIDENCE,
    "placement_proofs.evidence": EVIDENCE,
    "outcome": RETENTIONS,
    "signer": SIGNERS,
    "way": WAYS,
}
"""Names of codes, by field, or by table and field where a field means several things."""


def told_rows(sections: Sections) -> Iterator[tuple[str, list[list[tuple[str, str]]]]]:
    """Heading by heading the rows, each as label and words; what is unknown is left out."""
    for table, rows in sections.items():
        told = [
            [
                (say(LABELS[name]), field_words(table, name, value))
                for name, value in row.items()
                if name not in FOR_PROGRAMS and value not in (None, [], {})
            ]
            for row in rows
        ]
        yield say(SECTIONS[table]), told


def export_page(sections: Sections, name: str) -> str:
    """A page for people: self-contained, printable, in the reader's language."""
    title = say(marked("Everything kept of %(name)s"), name=name)
    note = say(marked("Codes, lists and what programs read are in data.json."))
    parts = [_HEAD.format(reader_locale().replace("_", "-"), title)]
    parts.append(Markup("<h1>{}</h1><p>{}</p>").format(title, note))
    for heading, rows in told_rows(sections):
        parts.append(Markup("<h2>{}</h2>").format(heading))
        if not rows:
            parts.append(Markup("<p>{}</p>").format(say(marked("nothing"))))
        for row in rows:
            cells = (Markup("<tr><th>{}</th><td>{}</td></tr>").format(*pair) for pair in row)
            parts.append(Markup("<table>{}</table>").format(Markup("").join(cells)))
    return str(Markup("\n").join([*parts, Markup("</body></html>\n")]))


_HEAD = Markup("""<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>
body {{ font: 15px/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100%; margin: 0 0 1rem; break-inside: avoid }}
th, td {{ border-bottom: 1px solid #ccc; padding: .2rem .5rem; text-align: left; vertical-align: top }}
th {{ width: 14rem; font-weight: normal; color: #555 }}
</style></head><body>""")


def field_words(table: str, name: str, value: Any) -> str:
    """A value as people say it."""
    if isinstance(value, list):
        return say(marked("; ")).join(field_words(table, name, each) for each in value)
    names = _NAMES.get(f"{table}.{name}", _NAMES.get(name, {}))
    if value in names:
        return say(names[value])
    write = _WRITTEN.get(name, str)
    return write(value)


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "education": education_name,
    "place": lambda code: place_name(code) or code,
    "wished_places": lambda code: place_name(code) or code,
    "amount": yuan,
    "tuition_due": yuan,
    "lodging_due": yuan,
    "score": lambda points: f"{points / 100:.2f}",
}
"""How values of some fields are written; amounts are kept in fen, scores in hundredths."""
