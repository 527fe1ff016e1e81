"""What keeps a student from being erased, in words."""

from api.i18n import marked

PROBLEMS = {
    "ALREADY_ERASED": marked("The student is erased already"),
    "STILL_PLACED": marked("The student is employed, as far as is known: end the placement first, or insist"),
}
