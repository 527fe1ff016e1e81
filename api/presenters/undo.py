"""What keeps an import from being undone, in words."""

from api.i18n import marked

PROBLEMS = {
    "ALREADY_UNDONE": marked("This import was undone already"),
    "UNDO_TOO_LATE": marked("What stood there before this import is not kept any more: it is too long ago"),
    "ANSWERS_STAY": marked("Answers to referrals stay: a hire is ended by itself, with its reason"),
    "BUILT_ON": marked("This import cannot be undone: something has been built on it since"),
}
