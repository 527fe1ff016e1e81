"""What is looked up exactly though it is sealed: ID numbers, names, numbers of households."""

from matcher.text.normalise import fold
from models.vault import Vault


def id_number_index(vault: Vault, id_number: str) -> bytes:
    """Blind index of an ID number."""
    return vault.blind("id_number", fold(id_number))


def name_index(vault: Vault, name: str) -> bytes:
    """Blind index of a whole name; blanks and dots within it do not count."""
    return vault.blind("name", fold(name))


def household_number_index(vault: Vault, number: str) -> bytes:
    """Blind index of a household's number."""
    return vault.blind("household_number", fold(number))
