"""What the floor of kept things may complain of: codes and values, never sentences."""


class ModelsError(Exception):
    """Root of everything this floor raises on purpose."""

    code = "MODELS_ERROR"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class VaultMissing(ModelsError):
    """A sealed value was touched in a session that was given no vault."""

    code = "VAULT_MISSING"


class WrongKey(ModelsError):
    """A sealed value that was sealed with another key than the one at hand."""

    code = "WRONG_KEY"


class SealBroken(ModelsError):
    """A sealed value that was changed, cut, or moved here from another place."""

    code = "SEAL_BROKEN"


class DataKeyMissing(ModelsError):
    """The data key of this subject is gone: an erased person, or a backup restored without its keys."""

    code = "DATA_KEY_MISSING"


class OutOfScope(ModelsError):
    """A row that was written where the principal may not, or a statement that cannot be narrowed."""

    code = "OUT_OF_SCOPE"
