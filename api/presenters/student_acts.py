"""What an officer chooses from on a student's file: codes and their names."""

from collections.abc import Mapping
from typing import Any

from api.i18n import say
from api.presenters.placing_words import SIGNERS
from api.presenters.services import SERVICES
from api.presenters.study_aid import KINDS, REASONS
from api.presenters.words import COMPLETION, state_name
from api.registry_files.columns import RegistryKind
from api.registry_files.guidance import CHOICES
from api.schemas.known_words import read_state
from matcher.vocabulary import Completion
from models.schooling_event import SchoolingKind
from models.service_event import BY_HAND

Choices = list[tuple[str, str]]


def act_choices() -> Mapping[str, Choices]:
    """The choices of each form on the file."""
    logged = {kind: words for kind, words in KINDS.items() if kind is not SchoolingKind.GRADUATED}
    ended = {each: COMPLETION[each] for each in (Completion.GRADUATED, Completion.COMPLETED)}
    return {
        "services": named_choices({kind: SERVICES[kind] for kind in BY_HAND}),
        "states": [(word, state_name(read_state(word))) for word in CHOICES[RegistryKind.STUDENTS, "state"]],
        "signers": named_choices(SIGNERS),
        "schooling": named_choices(logged),
        "leaving": named_choices(REASONS),
        "completions": named_choices(ended),
    }


def named_choices(names: Mapping[Any, str]) -> Choices:
    """Codes and what they are called."""
    return [(code.value, say(name)) for code, name in names.items()]
