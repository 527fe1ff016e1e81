"""Passwords by argon2id, and what makes one good enough."""

import secrets
from base64 import b32encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matcher.text.normalise import fold, normalise

SHORTEST, LONGEST = 12, 128
FEWEST_CHARACTERS = 5  # different ones
ONE_TIME_BYTES = 10
GROUP = 4

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=1$/ImPHyhWfNgFZb9/0Klwmw$ghsOeEkl++A0V65SqoE88fpC0xImVklHM0dLLFFD9us"
"""Checked where there is no account, so that this takes as long; no password has this hash."""


def hash_password(password: str) -> str:
    """The hash to keep of a password, however its characters are composed."""
    return _HASHER.hash(normalise(password))


def is_password(password_hash: str, password: str) -> bool:
    """Whether a password has this hash; takes some 50 ms on purpose."""
    try:
        return _HASHER.verify(password_hash, normalise(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made by weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(password_hash)


def is_weak(password: str, login: str) -> bool:
    """Whether a password is too short, too long, too even or holds the name that it goes with."""
    return (
        not SHORTEST <= len(password) <= LONGEST
        or len(set(password)) < FEWEST_CHARACTERS
        or login in fold(password)
    )


def new_password() -> str:
    """A password to be handed over and changed at once: 80 random bits in groups, good to read aloud."""
    letters = b32encode(secrets.token_bytes(ONE_TIME_BYTES)).decode().lower()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
